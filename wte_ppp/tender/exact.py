"""Exact numbers: what a tender decides is never decided by the last binary digit.

Scores and money are fractions while they are computed. A number is rounded once, where the tender's
rule says so, and becomes a decimal when it is shown.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.validation import refuse

Number: TypeAlias = int | float | str | Decimal | Fraction
Rounding: TypeAlias = Literal["half_up", "half_even", "down", "none"]

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
SAFE_DIGITS = 15
MOST_DIGITS = 60
LARGEST_EXPONENT = 40
CONTEXT = Context(prec=MOST_DIGITS)


def exact(value: Number) -> Fraction:
    """A number as its writer meant it.

    Parameters
    ----------
    value
        A float stands for the shortest decimal that reads as it, so 0.1 is one tenth. A text is a
        plain decimal without separators.

    Returns
    -------
    Fraction
        Exact.

    Raises
    ------
    PydanticCustomError
        For what is no finite number, and for a float of more digits than it can hold.

    Examples
    --------
    >>> exact(0.1) + exact("0.2") == exact(0.3)
    True
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise refuse(repr(value)[:80], "a number", "write digits with a point for decimals")
    if isinstance(value, int):
        return Fraction(value)
    text = repr(value) if isinstance(value, float) else str(value).strip()
    try:
        # Python reads 5_00 as 500; nobody else does.
        number = Decimal("" if "_" in text else text)
    except InvalidOperation:
        allowed = "a number such as 1234.5"
        raise refuse(repr(text)[:80], allowed, "write digits with a point for decimals") from None
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise refuse(text[:80], "a finite number of usual size", "correct it")
    digits = len(number.normalize(CONTEXT).as_tuple().digits)
    if isinstance(value, float) and digits > SAFE_DIGITS:
        action = "write it in quotes so that no digit is lost"
        raise refuse(text, f"at most {SAFE_DIGITS} digits outside quotes", action)
    if digits > MOST_DIGITS:
        raise refuse(f"{digits} digits", f"at most {MOST_DIGITS}", "shorten it")
    return Fraction(number)


def as_decimal(value: Fraction, digits: int = 28) -> Decimal:
    """A fraction as a decimal of so many significant digits, for showing and writing.

    Examples
    --------
    >>> as_decimal(Fraction(1, 3), 6)
    Decimal('0.333333')
    """
    context = Context(prec=digits)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def rounded(value: Fraction, decimals: int | None, how: Rounding) -> Fraction:
    """A value rounded by the tender's rule.

    Parameters
    ----------
    value
        Exact.
    decimals
        Places after the point; None leaves the value as it is.
    how
        half_up: away from zero at a tie; half_even: to the even neighbour; down: cut off.

    Returns
    -------
    Fraction
        Exact again.

    Examples
    --------
    >>> rounded(Fraction("46.845"), 2, "half_up"), rounded(Fraction("46.845"), 2, "half_even")
    (Fraction(937, 20), Fraction(1171, 25))
    """
    if decimals is None or how == "none":
        return value
    # The quotient is cut exactly, then moved by the remainder: no digits of a decimal in between.
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = how != "down" and (twice > 0 or (twice == 0 and (how == "half_up" or whole % 2 == 1)))
    size = Fraction(whole + up, 10**decimals)
    return size if value >= 0 else -size


def shown_exactly(value: Fraction, decimals: int = 6) -> str:
    """A fraction as text: all its decimals if they are few, else rounded half up.

    Examples
    --------
    >>> shown_exactly(Fraction("46.85")), shown_exactly(Fraction(2, 3)), shown_exactly(Fraction(7))
    ('46.85', '0.666667', '7')
    """
    number = rounded(value, decimals, "half_up")
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number), 1)
    digits = f"{int(rest * 10**decimals):0{decimals}d}".rstrip("0") if decimals else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
