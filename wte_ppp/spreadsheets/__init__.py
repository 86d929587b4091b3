"""Spreadsheets that came from outside: sizes first, then values, never code, never in our process.

`safety` looks at the bytes, `guard` has a child process open them, `excel` and `other_formats` run
there, `workbook` is what comes back, `formulas` computes a cell anew.
"""

from wte_ppp.spreadsheets.guard import read_workbook, workbook_in
from wte_ppp.spreadsheets.workbook import FORMULA_STARTS, Cell, Remark, Workbook

__all__ = ["FORMULA_STARTS", "Cell", "Remark", "Workbook", "read_workbook", "workbook_in"]
