"""Money as it is stated: an amount with its currency, shown with all its digits."""

from fractions import Fraction

from wte_ppp.messages import Message, mark
from wte_ppp.sources import table

USUAL_DIGITS, MOST_DIGITS = 2, 6
# By count of decimals.
AMOUNTS = (
    mark("{amount:,.0f} {currency}"),
    mark("{amount:,.1f} {currency}"),
    mark("{amount:,.2f} {currency}"),
    mark("{amount:,.3f} {currency}"),
    mark("{amount:,.4f} {currency}"),
    mark("{amount:,.5f} {currency}"),
    mark("{amount:,.6f} {currency}"),
)


def digits_of(currency: str) -> int:
    """Decimals of a currency's smaller unit.

    Parameters
    ----------
    currency
        ISO 4217 code.

    Returns
    -------
    int
        As in the table `currencies`; two for a currency that is not in it.

    Examples
    --------
    >>> digits_of("VND"), digits_of("IDR"), digits_of("KWD")
    (0, 2, 3)
    """
    listed = {row["currency"]: int(row["digits"]) for row in table("currencies")}
    return listed.get(currency, USUAL_DIGITS)


def money(amount: Fraction, currency: str, per: str = "") -> Message:
    """An amount in words: the decimals of its currency, and more where it has more.

    Parameters
    ----------
    amount
        Exact; from the seventh decimal on it is rounded.
    currency
        ISO 4217 code.
    per
        What stands behind it in a unit price, such as "/t".

    Returns
    -------
    Message
        Amount and code.

    Examples
    --------
    >>> str(money(Fraction("1234567.5"), "IDR")), str(money(Fraction(385000), "VND"))
    ('1,234,567.50 IDR', '385,000 VND')
    """
    digits = digits_of(currency)
    while digits < MOST_DIGITS and (amount * 10**digits).denominator != 1:
        digits += 1
    return Message(AMOUNTS[digits], amount=amount, currency=f"{currency}{per}")
