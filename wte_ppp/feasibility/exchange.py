"""A rule's money in that of a study, at the country's rate of exchange."""

from collections.abc import Mapping

from wte_ppp.guidance.money import money_of, same_but_for_money
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range

EXCHANGE = "macro.fx"


def rate(unit: str, own: str, rules: Mapping[str, ResolvedRule]) -> Range | None:
    """Lowest and highest number of a rule's units in one of a study's.

    Parameters
    ----------
    unit
        Of the rule, such as "VND/kWh".
    own
        Of the study, such as "USD/kWh".
    rules
        Of the country, with its rate of exchange `macro.fx`.

    Returns
    -------
    Range | None
        1 for the same unit; None where no rate is known, or the units differ in more than money.
    """
    if unit == own:
        return Range(low=1.0, high=1.0)
    if not same_but_for_money(unit, own):
        return None
    exchange = rules.get(EXCHANGE)
    if exchange is None or exchange.unit != f"{money_of(unit)}/{money_of(own)}":
        return None
    if isinstance(exchange.value, Range):
        return exchange.value if exchange.value.low > 0 else None
    known = isinstance(exchange.value, float) and exchange.value > 0
    return Range(low=exchange.value, high=exchange.value) if known else None
