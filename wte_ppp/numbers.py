"""How many digits of a number a reader is shown."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

NOT_DEFINED = "—"
# Wide enough for any float, written out.
WIDE = Context(prec=700)


def rounded(value: float | None, digits: int = 3) -> tuple[Decimal, int] | None:
    """Number rounded half up to the digits that mean something, and its count of decimals.

    Parameters
    ----------
    value
        Number of any unit; None, NaN and infinite are not defined.
    digits
        Significant digits; digits before the decimal point are never rounded away, and an int has
        no decimals.

    Returns
    -------
    tuple[Decimal, int] or None
        None when not defined.

    Examples
    --------
    >>> rounded(12.345), rounded(float("nan"))
    ((Decimal('12.3'), 1), None)
    """
    if value is None or not math.isfinite(value):
        return None
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    if exact == 0:
        return Decimal(0), 0
    decimals = 0 if isinstance(value, int) else max(0, digits - 1 - exact.adjusted())
    number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    if decimals and number.adjusted() > exact.adjusted():  # 9.996 became 10.00
        decimals -= 1
        number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    return number, decimals


def quantity(value: float | None, digits: int = 3) -> str:
    r"""Return a number for a screen: digits that mean something, thousands apart.

    Parameters
    ----------
    value, digits
        As for `rounded`.

    Returns
    -------
    str
        Rounded half up; groups of three parted by a no-break space; ``—`` when not defined.

    Examples
    --------
    >>> quantity(12.345), quantity(0.0123456), quantity(2.675), quantity(25), quantity(None)
    ('12.3', '0.0123', '2.68', '25', '—')
    >>> quantity(1234567.8).replace("\u00a0", " ")
    '1 234 568'
    """
    figure = rounded(value, digits)
    if figure is None:
        return NOT_DEFINED
    number, decimals = figure
    if decimals > 9:
        return f"{float(number):.{digits - 1}e}"
    return f"{abs(number) if number == 0 else number:,.{decimals}f}".replace(",", "\u00a0")


def decimals_of(value: Decimal | Fraction | float, most: int) -> Decimal:
    """A number rounded half up to a count of decimals, without zeros at its end.

    Parameters
    ----------
    value
        Finite.
    most
        Decimals at most.

    Returns
    -------
    Decimal
        Exact where it has no more decimals than that.

    Examples
    --------
    >>> decimals_of(Fraction(2, 3), 4), decimals_of(Fraction(450), 4)
    (Decimal('0.6667'), Decimal('450'))
    """
    scaled = Fraction(value) * 10**most
    digits = str(math.floor(abs(scaled) + Fraction(1, 2))).rjust(most + 1, "0")
    whole, part = digits[: len(digits) - most], digits[len(digits) - most :].rstrip("0")
    number = Decimal(f"{whole}.{part}" if part else whole)
    return -number if scaled < 0 and number else number


def to_form(value: float | Decimal | Fraction, form: str) -> float | Decimal:
    """A number as its format asks for it: rounded half up to a fixed count of decimals.

    Examples
    --------
    >>> to_form(0.125, ".2f")
    Decimal('0.13')
    """
    if not form.endswith("f") or "." not in form:
        return float(value)
    decimals = int(form[form.index(".") + 1 : -1])
    if isinstance(value, Fraction):  # of any size: money is not cut to a float's digits
        value = decimals_of(value, decimals)
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    step = Decimal(1).scaleb(-decimals)
    number = exact.quantize(step, ROUND_HALF_UP, WIDE)
    return number if number else abs(number)
