"""Rows that hold a result against guidance and published figures, and tell its inputs."""

from typing import Literal

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection
from wte_ppp.messages import OptionalText, TextField


class Check(ResultSection):
    """One requirement of the toolkit or country profile, held against the result."""

    rule: str
    description: TextField
    found: Outcome
    side: Literal["at_least", "at_most"]
    limit: float
    threshold: TextField = Field(description="Side and limit in words")
    unit: str
    passed_share: float | None = Field(
        description="1 passed, 0 failed; with simulations the share that passes; null where the "
        "figure hangs on an unknown input"
    )
    source: TextField


class EmissionRow(ResultSection):
    """One limit of the country's emission standard beside the stack, on the standard's basis."""

    pollutant: str
    averaging: str
    case: OptionalText = Field(description="Size or age of the plant, where limits depend on it")
    limit: float
    unit: str
    basis: TextField = Field(description="Oxygen, dryness and temperature of the limit")
    found: Outcome = Field(description="Mean of the cleaned gas on that basis; null if not known")
    passed_share: float | None = Field(
        description="1 below the limit, 0 above; with simulations the share below; null if not "
        "known"
    )
    source: TextField


class Comparison(ResultSection):
    """A published figure beside the model's."""

    figure: str
    description: TextField
    unit: str
    published: float
    model: Outcome
    difference_percent: Outcome
    source: TextField
    reason: OptionalText


class SpanRow(ResultSection):
    """How far one kind of choice moves the average reduction of the crediting years."""

    kind: str = Field(default="", description="Input that is chosen; all for all together")
    choice: TextField = Field(description="Kind of choice, or all together")
    low_tco2e: float = Field(description="Lowest, tCO2e/year")
    low_choice: TextField
    used_tco2e: float = Field(description="As in the study, tCO2e/year")
    used_choice: TextField
    high_tco2e: float = Field(description="Highest, tCO2e/year")
    high_choice: TextField


class InputRow(ResultSection):
    """One input with its value and where it comes from."""

    path: str
    value: float | str | None
    unit: str
    layer: str
    status: str
    source: TextField
    note: OptionalText


class NotStatedRow(ResultSection):
    """An input that nobody gave, on which figures of the result hang: they are null."""

    input: str
    label: TextField
    outcomes: tuple[str, ...] = Field(description="Main figures that are not stated")
    states: TextField = Field(description="What would state the input")


class CautiousRow(ResultSection):
    """An input for which the cautious end of the country profile's range stands."""

    input: str
    label: TextField
    value: float
    low: float
    high: float
    unit: str
    rule: str
    source: TextField


class OutOfPlaceRow(ResultSection):
    """A default in use that was made for another place than the study's, or with none known."""

    input: str
    label: TextField
    value: float | str | None
    unit: str
    place: TextField = Field(description="Place that the default was made for")


class BoundRow(ResultSection):
    """One binding rule of the country, held against the study; what cannot be held is told."""

    rule: str
    description: TextField
    demand: TextField = Field(description="What the rule asks, in words, with its unit")
    input: str | None = Field(description="Input or outcome held against it; null for none")
    stated: OptionalText = Field(description="The study's own amount, with its unit")
    passed_share: float | None = Field(
        description="1 kept, 0 not kept; with simulations the share that keeps it; null where it "
        "is binding and not checked"
    )
    why: OptionalText = Field(description="Why it is not checked")
    source: TextField
    downside: bool = Field(
        default=False,
        description="Whether it is a price that is not kept for being lower than the law's: the "
        "project would be paid less than it is entitled to",
    )


class RuleRow(ResultSection):
    """One rule of the country's profile as it stands on the study's day; a gap has no value."""

    rule: str
    description: TextField
    value: OptionalText = Field(description="In words, with its unit; null for a gap")
    word: str | None = Field(default=None, description="The value itself, where it is a choice")
    feeds: str | None = Field(default=None, description="Input of a study that it gives its value")
    since: str = Field(description="Day from which the value holds")
    status: str
    confidence: str = Field(description="S source read, K known, U uncertain")
    source: TextField
    note: OptionalText


class BuyerRow(ResultSection):
    """One condition of the credits' buyer, held against the study's credits and grant."""

    rule: str
    description: TextField
    demand: TextField = Field(description="What the buyer asks, in words, with its unit")
    input: str = Field(description="Input or outcome held against it")
    stated: OptionalText = Field(description="The study's own amount; null where it is not stated")
    passed_share: float | None = Field(
        description="1 met, 0 not met; with simulations the share that meets it; null where it is "
        "not asked or cannot be told"
    )
    why: OptionalText = Field(description="Why it is not told")
    source: TextField = Field(description="Source with profile, standing and what was read")


class OpenRow(ResultSection):
    """What a rule of the country leaves open: an exception, or what a price is and for how long."""

    rule: str
    description: TextField
    kind: Literal["exception", "ceiling", "premium", "ends"]
    told: TextField = Field(description="What may hold, under what condition, and by which source")
    missing: tuple[TextField, ...] = Field(description="What of the project would decide it")
    acts: bool = Field(description="Whether the rule fills or binds an input of the study")
