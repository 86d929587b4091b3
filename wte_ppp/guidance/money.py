"""Units of money: the currency in a unit, and prices of the same thing in two currencies."""


def same_but_for_money(unit: str, own: str) -> bool:
    """Whether two units are prices of the same thing, each in a currency.

    Examples
    --------
    >>> same_but_for_money("VND/kWh", "USD/kWh"), same_but_for_money("VND/t", "USD/kWh")
    (True, False)
    """
    monies = money_of(unit), money_of(own)
    return all(monies) and unit.partition("/")[2] == own.partition("/")[2]


def money_of(unit: str) -> str:
    """Currency of a unit, or an empty text.

    Examples
    --------
    >>> money_of("VND/kWh"), money_of("t/day")
    ('VND', '')
    """
    money = unit.partition("/")[0]
    return money if len(money) == 3 and money.isalpha() and money.isupper() else ""
