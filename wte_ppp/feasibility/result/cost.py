"""What the plant costs."""

import numpy as np
from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome
from wte_ppp.messages import TextField


class CostResult(ResultSection):
    """What it costs to build and to run."""

    capex_usd: Outcome = outcome("USD", "Capital cost, excluding financing cost", symbol="CAPEX")
    capex_basis: TextField = Field(description="Basis of the capital cost")
    benchmark_capex_usd: Outcome = outcome("USD", "Benchmark capital cost from the table of plants")
    benchmark_low_usd: Outcome = outcome("USD", "Benchmark capital cost, lower end of 80 % range")
    benchmark_high_usd: Outcome = outcome("USD", "Benchmark capital cost, upper end of 80 % range")
    capex_usd_per_t_per_day: Outcome = outcome("USD per t/d", "Capital cost per unit of capacity")
    opex_usd_per_t: Outcome = outcome(
        "USD/t accepted", "Operating cost, first full year", symbol="OPEX"
    )
    modelled_opex_usd_per_t: Outcome = outcome(
        "USD/t accepted",
        "Operating cost by the model's own items, first full year",
        definition="The same where no operating contract is stated",
    )
    opex_usd: dict[str, Series] = outcome("USD/year nominal", "Operating cost by item")

    @property
    def operating_cost_usd(self) -> np.ndarray:
        """Operating cost of all items [USD/year nominal]."""
        return np.asarray(sum(self.opex_usd.values()))
