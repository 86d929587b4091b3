"""What every printer asks of a table of a report."""

from decimal import Decimal
from fractions import Fraction

from wte_ppp.blocks import Cell, Number, Table


def cell_is_number(cell: Cell | tuple[Cell, ...]) -> bool:
    """Whether a cell is one number.

    >>> cell_is_number(1.5), cell_is_number("1.5"), cell_is_number(None)
    (True, False, False)
    """
    return isinstance(cell, (int, float, Decimal, Fraction, Number))


def number_columns(table: Table) -> frozenset[int]:
    """Columns of numbers: those that say so, and those in which nothing but numbers stands.

    >>> from wte_ppp.blocks import Column
    >>> number_columns(Table((Column("a"), Column("b")), (("x", 1), ("y", None))))
    frozenset({1})
    """
    return frozenset(
        at
        for at, column in enumerate(table.columns)
        if column.numbers
        or (
            any(cell_is_number(row[at]) for row in table.rows)
            and all(cell_is_number(row[at]) or row[at] is None for row in table.rows)
        )
    )
