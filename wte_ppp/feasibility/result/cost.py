"""What the plant costs."""

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome
from wte_ppp.messages import TextField


class CostResult(ResultSection):
    """What it costs to build and to run."""

    capex_usd: Outcome = outcome("USD", "Capital cost, excluding financing cost")
    capex_basis: TextField = Field(description="Where the capital cost comes from")
    benchmark_capex_usd: Outcome = outcome("USD", "Benchmark capital cost from the table of plants")
    benchmark_low_usd: Outcome = outcome("USD", "Lower end of the benchmark's 80 % interval")
    benchmark_high_usd: Outcome = outcome("USD", "Upper end of the benchmark's 80 % interval")
    capex_usd_per_t_per_day: Outcome = outcome("USD per t/d", "Capital cost per capacity")
    opex_usd_per_t: Outcome = outcome("USD/t received", "Operating cost of the first full year")
    opex_usd: dict[str, Series] = outcome("USD/year nominal", "Operating cost by item")
