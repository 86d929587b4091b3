"""Formulas of a contract in symbols, each explained with its unit."""

import re
from collections.abc import Mapping

from wte_ppp.validation import refuse_each

NAME = re.compile(r"[A-Za-z]\w*")
# Words of a formula that are no symbols: "x" is the sign of multiplication.
SIGNS = frozenset({"x", "max", "min", "sum"})


def symbols_of(formula: str) -> frozenset[str]:
    """Symbols that a formula computes from; the one before its "=" is the result.

    Parameters
    ----------
    formula
        Such as "B = p x A"; x multiplies, max and min are functions.

    Returns
    -------
    frozenset[str]
        Empty for an empty formula.

    Examples
    --------
    >>> sorted(symbols_of("T = max(0, I - G) x k"))
    ['G', 'I', 'k']
    """
    _, equals, right = formula.partition(" = ")
    return frozenset(NAME.findall(right if equals else formula)) - SIGNS


def hold_explained(formula: str, symbols: Mapping[str, str]) -> None:
    """Refuse a formula of which a symbol is not explained, or an explanation that it does not use.

    Parameters
    ----------
    formula
        See `symbols_of`.
    symbols
        What each symbol is, with its unit.

    Raises
    ------
    ValueError
        With every symbol that is wrong.
    """
    used = symbols_of(formula)
    faults = [
        (".symbols", f"{name} without a word", "what each symbol is, with its unit", "explain it")
        for name in sorted(used - symbols.keys())
    ]
    faults += [
        (f".symbols.{name}", f"{name} is not in the formula", "its symbols only", "remove it")
        for name in sorted(symbols.keys() - used)
    ]
    if faults:
        raise refuse_each(faults)
