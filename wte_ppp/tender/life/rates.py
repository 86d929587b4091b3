"""Enter exchange rates of the day that the tender names, and correct an entry."""

import datetime
from collections.abc import Mapping
from fractions import Fraction

from wte_ppp.tender import moments
from wte_ppp.tender.answers import is_currency
from wte_ppp.tender.case import Case
from wte_ppp.tender.definition.fx import OPENING_DAY
from wte_ppp.tender.docket import act
from wte_ppp.tender.rates import ENTERED, day_of, entered_rates, jumps, named_day
from wte_ppp.tender.record import Event


@act
def enter_rates(
    case: Case,
    rates: Mapping[str, Fraction],
    *,
    day: datetime.date,
    source: str,
    by: str,
    at: datetime.datetime | None = None,
    reason: str = "",
    jump: str = "",
) -> Event:
    """Record exchange rates; an entry that corrects another one leaves it on record.

    Parameters
    ----------
    case
        Whose tender does not fix these rates itself.
    rates
        Units of the tender's currency for one unit of each currency.
    day
        That the rates are of.
    source
        Where they were read, such as the page of a central bank.
    by, at
        Who enters them, and when: on the day named or later.
    reason
        Why an earlier entry is corrected, or why the rates are of another day than the tender names
        (a bank holiday).
    jump
        Why a rate that lies more than a fifth from the entry before is right.

    Raises
    ------
    DocumentError
        With every fault of the entry; nothing is recorded then.

    References
    ----------
    FAR 25.1002(b): the current market exchange rate from a commonly used source in effect on the
    date of bid opening, for sealed bidding.
    """
    tender, progress = case.tender, case.progress
    _fit(case, rates, source)
    today, named = day_of(tender, at or moments.now()), named_day(tender, progress.events)
    fx = tender.definition.fx
    if named is not None and today < named:
        raise case.fault("at", f"{today}", f"{named} or later", "wait for the day of the rates")
    if day > today:
        raise case.fault("day", f"{day}", f"a day up to {today}", "correct it")
    expected = named or (today if fx is not None and fx.on == OPENING_DAY else None)
    if expected is not None and day != expected and not reason.strip():
        allowed = f"{expected}, which the tender names, or a reason"
        raise case.fault("day", f"{day}", allowed, "give --reason, such as a bank holiday")
    before = {entry.currency: entry.rate for entry in entered_rates(progress.events)}
    again = [currency for currency in rates if currency in before]
    if again and not reason.strip():
        allowed = "a reason for the correction; the earlier entry stays on record"
        raise case.fault("reason", f"rates of {', '.join(again)} again", allowed, "give --reason")
    far = jumps(rates, before)
    if far and not jump.strip():
        allowed = "a change of at most 20 %, or why it is right"
        raise case.fault("rate", "; ".join(map(str, far)), allowed, "check it, or give --jump")
    data = {
        "rates": {currency: str(rate) for currency, rate in rates.items()},
        "day": day.isoformat(),
        "source": source,
        "reason": reason,
        "jump": jump,
    }
    return case.record(ENTERED, by=by, at=at, data=data)


def _fit(case: Case, rates: Mapping[str, Fraction], source: str) -> None:
    definition = case.tender.definition
    # Those of the file itself, without what was entered since.
    fixed = {} if definition.fx is None or definition.fx.on else dict(definition.fx.rates)
    for entry in entered_rates(case.progress.events):
        fixed.pop(entry.currency, None)
    if not rates:
        raise case.fault("rate", "nothing", "a rate such as USD=25000", "give --rate")
    case.needs(source, "source", "where the rates were read", "give --source")
    for currency, rate in rates.items():
        if not is_currency(currency) or currency == definition.currency:
            allowed = f"a currency such as USD, not {definition.currency}"
            raise case.fault("rate", currency, allowed, "correct it")
        if rate <= 0:
            raise case.fault("rate", f"{currency}={rate}", "a number above 0", "correct it")
        if currency in fixed:
            action = "issue an addendum, or leave it as it is"
            raise case.fault("rate", f"{currency}, fixed in the tender file", "others", action)
