"""Rows that hold a result against guidance and published figures, and tell its inputs."""

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection


class Check(ResultSection):
    """One requirement of the toolkit or country profile, held against the result."""

    rule: str
    description: str
    found: Outcome
    threshold: str
    unit: str
    passed_share: float = Field(description="1 passed, 0 failed; with draws the share that passes")
    source: str


class EmissionRow(ResultSection):
    """One limit of the country's emission standard beside the stack, on the standard's basis."""

    pollutant: str
    averaging: str
    case: str
    limit: float
    unit: str
    basis: str = Field(description="Oxygen, dryness and temperature of the limit")
    found: Outcome = Field(description="Mean of the cleaned gas on that basis; null if not known")
    passed_share: float | None = Field(
        description="1 below the limit, 0 above; with draws the share below; null if not known"
    )
    source: str


class Comparison(ResultSection):
    """A published figure beside the model's."""

    figure: str
    description: str
    unit: str
    published: float
    model: Outcome
    difference_percent: Outcome
    source: str
    reason: str | None


class InputRow(ResultSection):
    """One input with its value and where it comes from."""

    path: str
    value: float | str | None
    unit: str
    layer: str
    status: str
    source: str
    note: str


class RuleRow(ResultSection):
    """One rule of the country's profile as it stands on the study's day; a gap has no value."""

    rule: str
    description: str
    value: str = Field(description="In words, with its unit; empty for a gap")
    since: str = Field(description="Day from which the value holds")
    status: str
    confidence: str = Field(description="S source read, K known, U uncertain")
    source: str
    note: str
