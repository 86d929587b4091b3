"""An input of a study as guidance knows it: what a rule that fills it is held against."""

from dataclasses import dataclass

from wte_ppp.cards import Range as Bounds


@dataclass(frozen=True)
class Input:
    """An input of a study: its unit, what it may be and what it usually is.

    `words` are those that it takes, none where it takes a number or any text; `ranged` says
    whether a range may stand in for the number, by its cautious end.
    """

    unit: str
    bounds: Bounds | None
    words: tuple[str, ...]
    ranged: bool
