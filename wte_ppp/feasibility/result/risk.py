"""What a study's risk analysis finds."""

from typing import Final, Literal

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series
from wte_ppp.feasibility.result.held_against import NotStatedRow
from wte_ppp.messages import TextField

RISK_SCHEMA: Final = "wte_ppp/risk-result/2"


class DrawnInput(ResultSection):
    """One input that was drawn."""

    path: str
    unit: str
    spread: TextField = Field(description="Distribution in words")
    base: Outcome = Field(description="Value of the base case")
    p5: Outcome
    p50: Outcome
    p95: Outcome
    below_base_percent: Outcome = Field(description="Simulations below the base case")
    source: TextField
    note: tuple[TextField, ...] = Field(description="Remarks, and what was cut off")


class CorrelationReached(ResultSection):
    """Rank correlation of two inputs: asked, and of the draws."""

    inputs: tuple[str, str]
    asked: Outcome
    reached: Outcome


class EventCount(ResultSection):
    """How often an event happened."""

    name: str
    kind: Literal["outage", "delay", "change"]
    probability_percent: Outcome = Field(description="As stated; of an outage in each year")
    draws_percent: Outcome = Field(description="Simulations in which it happened")
    times: Outcome = Field(description="Mean number of times in a simulation")


class SpreadOfOutcome(ResultSection):
    """Distribution of one outcome over the simulations in which it is defined."""

    path: str
    description: TextField
    unit: str
    base: Outcome
    mean: Outcome
    standard_deviation: Outcome
    standard_error: Outcome = Field(
        description="Of the mean, as if simulations were plain random ones: an upper bound"
    )
    p5: Outcome
    p10: Outcome
    p25: Outcome
    p50: Outcome
    p75: Outcome
    p90: Outcome
    p95: Outcome
    percentiles: Series = Field(description="P1 to P99, for the cumulative curve")
    undefined_percent: Outcome = Field(description="Simulations in which it is not defined")
    not_stated: tuple[Literal["base", "draws"], ...] = Field(
        default=(), description="What hangs on an input that nobody gave"
    )


class Fan(ResultSection):
    """A yearly series: the base case and its percentiles year by year."""

    path: str
    description: TextField
    unit: str
    calendar_year: Series
    base: Series
    p5: Series
    p25: Series
    p50: Series
    p75: Series
    p95: Series


class CommitmentRow(ResultSection):
    """What the public is bound to pay by year: base case, mean of the simulations and P95."""

    path: str
    description: TextField
    unit: str
    calendar_year: Series
    base: Series
    expected: Series = Field(description="Mean of the simulations")
    p95: Series = Field(description="Not exceeded in 95 % of simulations, each year by itself")


class Probability(ResultSection):
    """How often an outcome is on the wrong side of a threshold."""

    name: TextField = Field(description="What happens then, in a few words")
    description: TextField
    path: str
    side: Literal["below", "above"]
    threshold: Outcome
    percent: Outcome
    undefined_percent: Outcome
    undefined_counts: bool = Field(description="Whether undefined simulations count as such")
    not_stated: bool = Field(
        default=False, description="Whether the outcome hangs on an input that nobody gave"
    )


class TornadoBar(ResultSection):
    """One outcome with one input at its P10 and its P90, all else as in the base case.

    An event happens, with its size at P10 and P90.
    """

    outcome: str
    factor: str
    low_input: Outcome
    high_input: Outcome
    at_low: Outcome
    at_high: Outcome


class Influence(ResultSection):
    """How far a factor moves an outcome: rank correlation, and shares of its variance."""

    outcome: str
    factor: str
    rank_correlation: Outcome
    sobol_first: Outcome
    sobol_first_half_width: Outcome = Field(description="Of the 95 % confidence interval")
    sobol_total: Outcome
    sobol_total_half_width: Outcome


class ScenarioResult(ResultSection):
    """Base case under a scenario."""

    name: str
    changes: dict[str, str]
    outcomes: dict[str, Outcome]
    not_stated: tuple[str, ...] = Field(
        default=(), description="Outcomes that hang on an input that nobody gave"
    )
    departs: tuple[TextField, ...] = Field(
        (), description="Binding rules that the scenario does not keep though the study does"
    )


class RiskResult(ResultSection):
    """Result of a risk analysis; what is not defined is NaN, in JSON null."""

    schema_: Literal["wte_ppp/risk-result/2"] = Field(alias="schema")
    name: str
    package_version: str
    input_hash: str = Field(description="SHA-256 of the study's inputs and its risk section")
    draws: int
    seed: int
    block: int = Field(description="Draws of a block, each with a seed of its own")
    method: Literal["sobol", "latin_hypercube"]
    sobol_draws: int = Field(description="Base draws of the Sobol indices; 0: none computed")
    inputs: tuple[DrawnInput, ...]
    correlations: tuple[CorrelationReached, ...]
    events: tuple[EventCount, ...]
    outcomes: tuple[SpreadOfOutcome, ...]
    probabilities: tuple[Probability, ...]
    fans: tuple[Fan, ...]
    commitments: tuple[CommitmentRow, ...]
    tornado: tuple[TornadoBar, ...]
    influence: tuple[Influence, ...]
    scenarios: tuple[ScenarioResult, ...]
    not_stated: tuple[NotStatedRow, ...] = Field(
        default=(), description="Unknown inputs on which outcomes of the base case hang"
    )
    notes: tuple[TextField, ...]
