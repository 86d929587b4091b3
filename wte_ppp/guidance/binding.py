"""What a binding value leaves open: pure comparison of an own value with the one that binds."""

from typing import Any

from wte_ppp.guidance.limits import EmissionLimit, EmissionLimits
from wte_ppp.guidance.schema import Binding
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import in_words, needs, value_at

ATMOSPHERIC_O2, ZERO_C = 21.0, 273.15
TOLERANCE = 1e-12


class Undecided(str):
    """Words of a bound that cannot be tested without a situation."""

    __slots__ = ()


def outside(binding: Binding, rule: Any, stated: Any, situation: Situation) -> str | None:
    """Allowed values in words if an own value is outside them."""
    if binding == "free" or stated == rule:
        return None
    needed = tuple(dict.fromkeys((*needs(rule), *needs(stated))))
    if binding == "exact":
        return _other(rule, stated, situation, needed)
    if isinstance(rule, EmissionLimits):
        return _looser_limit(rule, stated)
    if any(name not in situation for name in needed):
        return Undecided(f"{in_words(rule)} or tighter, at a stated {', '.join(needed)}")
    theirs, mine = value_at(rule, situation), value_at(stated, situation)
    if theirs is None:
        return None
    if binding == "within":
        return None if _inside(mine, theirs) else f"within {in_words(theirs)}"
    if not isinstance(theirs, float):
        return Undecided(f"{in_words(rule)}, which gives no number to hold it against")
    low, high = (mine.low, mine.high) if isinstance(mine, Range) else (mine, mine)
    slack = TOLERANCE * abs(theirs)
    if binding == "at_least":
        admitted = isinstance(low, float) and low >= theirs - slack
        return None if admitted else f"at least {in_words(theirs)}"
    admitted = isinstance(high, float) and high <= theirs + slack
    return None if admitted else f"at most {in_words(theirs)}"


def _other(rule: Any, stated: Any, situation: Situation, needed: tuple[str, ...]) -> str | None:
    """Allowed words unless a scale gives the own value in the situation."""
    exactly = f"exactly {in_words(rule)}"
    if not needed or isinstance(rule, EmissionLimits):
        return exactly
    if any(name not in situation for name in needed):
        return Undecided(f"{exactly}, at a stated {', '.join(needed)}")
    theirs, mine = value_at(rule, situation), value_at(stated, situation)
    if theirs is None:
        return None  # a scale that gives none here asks nothing
    if isinstance(theirs, float) and isinstance(mine, float):
        return None if abs(mine - theirs) <= TOLERANCE * abs(theirs) else f"exactly {theirs:.10g}"
    return None if mine == theirs else exactly


def _inside(stated: Any, rule: Any) -> bool:
    if isinstance(rule, tuple):
        return set((stated,) if isinstance(stated, str) else stated) <= set(rule)
    low, high = (stated.low, stated.high) if isinstance(stated, Range) else (stated, stated)
    return isinstance(low, float) and rule.low <= low and high <= rule.high


def _looser_limit(rule: EmissionLimits, stated: EmissionLimits) -> str | None:
    """The first limit of the rule that the own table drops or raises."""
    for row in rule.rows:
        same = [
            limit
            for limit in stated.rows
            if (limit.pollutant, limit.averaging, limit.case)
            == (row.pollutant, row.averaging, row.case)
        ]
        ceiling = _normal(row, rule) * (1 + TOLERANCE)
        if not same or same[0].unit != row.unit or _normal(same[0], stated) > ceiling:
            return f"{row.pollutant} at most {row.limit:g}"
    return None


def _normal(row: EmissionLimit, table: EmissionLimits) -> float:
    """Limit at 0 % oxygen and 0 °C, so that tables of another basis can be compared."""
    o2 = table.o2_percent if row.o2_percent is None else row.o2_percent
    hotter = (ZERO_C + table.temperature_c) / ZERO_C
    return row.limit * hotter * ATMOSPHERIC_O2 / (ATMOSPHERIC_O2 - o2)
