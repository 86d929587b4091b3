"""The required tipping fee proven: the model a second time, at that fee, with what it must give.

The fee is solved in Python. Here all rows that follow from the tipping fee are written once more
with the required fee in its place, so that a reader sees the owners' NPV of zero and the cover.
"""

from collections.abc import Iterable
from dataclasses import replace

from wte_ppp.print.model_book.formula import renamed
from wte_ppp.print.model_book.passes import between
from wte_ppp.print.model_book.rows import Entry, Heading, Note, Sheet, Single

STATED, REQUIRED = "tipping_fee_usd_per_t", "fee.required"
SUFFIX = "~fee"
ENDS = ("equity", "dscr", "uses")
NPV, DSCR = "proof.npv", "proof.dscr"


def proof_sheet(sheets: Iterable[Sheet]) -> Sheet:
    """Rows of the model at the required fee, and what they show."""
    rows = between(sheets, [STATED], ENDS)
    again = {row.name for row in rows}

    def at_fee(name: str) -> str:
        if name == STATED:
            return REQUIRED
        return f"{name}{SUFFIX}" if name in again else name

    equity, dscr, uses = map(at_fee, ENDS)
    shown: tuple[Entry, ...] = (
        Note(
            "The rows that follow from the tipping fee, once more at the required fee of the sheet "
            "Results. For other inputs use Goal Seek: set the NPV here to 0 by changing that cell."
        ),
        Heading("What the required fee gives"),
        Single(NPV, "Equity NPV at the target equity IRR", "USD",
               f"SUMPRODUCT({{{equity}:}} * (1 + {{target_equity_irr}}) ^ (0 - {{years:}}))"),
        Single(DSCR, "Minimum DSCR", "x",
               f'IF(COUNT({{{dscr}:}}) = 0, "", MIN({{{dscr}:}}))'),
        Single("proof.earns", "The owners have their return", "flag",
               f"IF({{{NPV}}} >= 0 - {{tolerance}} * SUM({{{uses}:}}), 1, 0)"),
        Single("proof.covers", "The lenders have their cover, where there is debt", "flag",
               f"IF(ISNUMBER({{{DSCR}}}), IF({{{DSCR}}} >= {{debt.target_dscr}}"
               " * (1 - {tolerance} - {tolerance}), 1, 0), 1)"),
        Single("proof.lowest", "One of the two is met exactly: no lower fee does", "flag",
               f"IF(ABS({{{NPV}}}) <= {{tolerance}} * SUM({{{uses}:}}), 1,"
               f" IF(ISNUMBER({{{DSCR}}}), IF(ABS({{{DSCR}}} / {{debt.target_dscr}} - 1)"
               " <= {tolerance} + {tolerance}, 1, 0), 0))"),
        Heading("The model at that fee"),
    )  # fmt: skip
    repeated = tuple(
        replace(row, name=at_fee(row.name), formula=renamed(row.formula, at_fee)) for row in rows
    )
    return Sheet("Fee", "At the required tipping fee", "period", (*shown, *repeated))


def proof_row(proven: bool) -> Single:
    """Whether the sheet of proof bears the required fee out, or that there is no such sheet."""
    told = (
        "IF(AND({proof.earns} = 1, {proof.covers} = 1, {proof.lowest} = 1),"
        ' "Return and cover are met", "Not for these inputs")'
    )
    none = '"No sheet: the fee is not stated, or the model takes passes or a refinancing"'
    return Single("fee.proof", "Proof on the sheet Fee", "", told if proven else none)
