"""Arithmetic of price schedules: what does not add up, and what governs by the procedure's rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from wte_ppp.guidance.procedure import Procedure
from wte_ppp.messages import Message
from wte_ppp.tender.definition.schedule import Schedule
from wte_ppp.tender.exact import rounded
from wte_ppp.tender.money import digits_of
from wte_ppp.tender.names import Name
from wte_ppp.tender.rulings import DecimalPoint

STEP = "arithmetic_correction"
TEN = Fraction(10)


@dataclass(frozen=True)
class Correction:
    """A figure as stated (None: left blank), as it follows by the rule, and why."""

    field: str
    stated: Fraction | None
    corrected: Fraction
    why: Message


@dataclass
class Arithmetic:
    """What the check of a bid's schedules finds.

    `numbers` are its figures with the corrections, `doubts` what the committee must decide,
    `faults` what puts the bid out where the procedure corrects nothing, `omitted` the items without
    any price, by the field of their amount, `kept` says what does not add up and stands by the
    rule.
    """

    numbers: dict[str, Fraction]
    corrections: list[Correction] = field(default_factory=list)
    doubts: list[Message] = field(default_factory=list)
    faults: list[Message] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    kept: list[Message] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Fraction]:
        """Corrected figures by field."""
        return {correction.field: correction.corrected for correction in self.corrections}


def arithmetic_of(
    schedules: Sequence[Schedule],
    numbers: Mapping[str, Fraction],
    currencies: Mapping[str, str],
    procedure: Procedure,
    names: Mapping[str, Name],
    decimals: Mapping[str, DecimalPoint],
) -> Arithmetic:
    """Check unit prices against amounts and items against totals.

    Parameters
    ----------
    schedules
        In their order; an item that is another's total comes after it.
    numbers
        As stated, by field.
    currencies
        Of each amount, by field.
    procedure
        Whose rule says what governs.
    names
        Of the fields.
    decimals
        What the committee found of decimal points, by unit price field.

    Returns
    -------
    Arithmetic
        Corrections are proposals: the bidder accepts them or not.

    References
    ----------
    Viet Nam, Decree 214/2025, article 31: the unit price is the base where it differs from the
    amount, the amount where the unit price is out by 10, 100 or 1,000 times.
    """
    checked = Arithmetic(dict(numbers))
    rule = procedure.arithmetic_governs if STEP in procedure.steps else None
    for schedule in schedules:
        for key, item in schedule.items.items():
            amount, unit_price = schedule.amount_of(key), schedule.unit_price_of(key)
            quantity = (
                checked.numbers.get(schedule.quantity_of(key))
                if schedule.quantity_of(key)
                else item.quantity
            )
            price = checked.numbers.get(unit_price) if unit_price else None
            if price is not None and isinstance(quantity, Fraction):
                currency = currencies.get(amount, "")
                _extended(checked, rule, procedure, names, decimals,
                          (amount, unit_price), price, quantity, currency)  # fmt: skip
            elif amount not in checked.numbers:
                checked.omitted.append(amount)
        if schedule.total:
            _summed(checked, rule, schedule, currencies, names)
    return checked


def _extended(
    checked: Arithmetic, rule: str | None, procedure: Procedure, names: Mapping[str, Name],
    decimals: Mapping[str, DecimalPoint], fields: tuple[str, str], price: Fraction,
    quantity: Fraction, currency: str,
) -> None:  # fmt: skip
    """Hold an amount against unit price times quantity."""
    amount, unit_price = fields
    stated, product = checked.numbers.get(amount), price * quantity
    if stated is not None and _same(stated, product, currency):
        return
    why = Message(
        "{quantity:max6} x {price:max6} = {product:max6}",
        quantity=quantity, price=price, product=product,
    )  # fmt: skip
    if stated is not None and _power_of_ten(product, stated):
        decided = decimals.get(unit_price)
        if decided is None and procedure.misplaced_decimal != "extension":
            checked.doubts.append(
                Message(
                    "{item}: {why}, stated {stated:max6}: is the decimal point of the unit price "
                    "misplaced?",
                    item=names.get(amount, amount), why=why, stated=stated,
                )
            )  # fmt: skip
            return
        if decided is None or decided.misplaced:
            because = Message(
                "decimal point misplaced: {stated:max6} / {quantity:max6}",
                stated=stated, quantity=quantity,
            )  # fmt: skip
            _corrected(
                checked, Correction(unit_price, price, stated / quantity, _told(because, decided))
            )
            return
        why = _told(why, decided)
    _governed(checked, rule, names, Correction(amount, stated, product, why))


def _summed(
    checked: Arithmetic, rule: str | None, schedule: Schedule, currencies: Mapping[str, str],
    names: Mapping[str, Name],
) -> None:  # fmt: skip
    """Hold a total against the sum of its items."""
    fields = [schedule.amount_of(key) for key in schedule.items]
    priced = [field for field in fields if field in checked.numbers]
    stated = checked.numbers.get(schedule.total)
    if not priced:
        return
    used = {currencies.get(field, "") for field in (*priced, schedule.total)}
    if len(used) > 1:
        checked.doubts.append(
            Message(
                "{total}: items in {currencies} have no single sum",
                total=names.get(schedule.total, schedule.total), currencies=tuple(sorted(used)),
            )
        )  # fmt: skip
        return
    total = sum((checked.numbers[field] for field in priced), Fraction(0))
    if stated is not None and _same(stated, total, used.pop()):
        return
    why = Message("sum of the items: {total:max6}", total=total)
    _governed(checked, rule, names, Correction(schedule.total, stated, total, why))


def _governed(
    checked: Arithmetic, rule: str | None, names: Mapping[str, Name], correction: Correction
) -> None:
    """Correct what the rule corrects; what it leaves open the committee decides."""
    if rule == "unit_price" or (rule == "total" and correction.stated is None):
        _corrected(checked, correction)
        return
    found = Message(
        "{field}: {why}, stated {stated}",
        field=names.get(correction.field, correction.field), why=correction.why,
        stated=stated_or_blank(correction.stated),
    )  # fmt: skip
    if rule == "reject":
        checked.faults.append(found)
    elif rule == "total":
        checked.kept.append(Message("{found}; what is stated stands by the rule", found=found))
    elif rule is None:
        checked.doubts.append(
            Message("{found}; no rule of the procedure says which governs", found=found)
        )


def _told(why: Message, decided: DecimalPoint | None) -> Message:
    """Why a figure follows, with the committee's reason where it decided."""
    return why if decided is None else Message("{why}: {reason}", why=why, reason=decided.reason)


def _corrected(checked: Arithmetic, correction: Correction) -> None:
    checked.corrections.append(correction)
    checked.numbers[correction.field] = correction.corrected


def stated_or_blank(value: Fraction | None) -> Message:
    """A figure as stated, or that there is none.

    >>> str(stated_or_blank(Fraction(1, 2))), str(stated_or_blank(None))
    ('0.5', 'nothing')
    """
    return Message("nothing") if value is None else Message("{value:max6}", value=value)


def _same(stated: Fraction, exact: Fraction, currency: str) -> bool:
    """Whether a figure is the exact one, or that rounded to the currency's own decimals."""
    return stated == exact or stated == rounded(exact, digits_of(currency), "half_up")


def _power_of_ten(product: Fraction, stated: Fraction) -> bool:
    """Whether two figures differ by 10, 100, 1,000 ... times."""
    if stated <= 0 or product <= 0:
        return False
    ratio = max(product, stated) / min(product, stated)
    while ratio >= TEN and ratio % TEN == 0:
        ratio /= TEN
    return ratio == 1
