"""Rows that hold a result against guidance and published figures, and tell its inputs."""

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection

__all__ = ["Check", "Comparison", "InputRow"]


class Check(ResultSection):
    """One requirement of the toolkit or country profile, held against the result."""

    rule: str
    description: str
    found: Outcome
    threshold: str
    unit: str
    passed_share: float = Field(description="1 passed, 0 failed; with draws the share that passes")
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
