"""How cells look: inputs blue on yellow, what is laid out or pasted grey, formulas black."""

import re
from typing import Any

from wte_ppp.currencies import DOLLARS, USD, Money
from wte_ppp.print.text import safe_terminal

DARK, LIGHT = "#1F3864", "#D9E2F3"
# What is less than half a dollar is a dash: sums of millions leave dust.
MONEY = '[>=0.5]#,##0;[<=-0.5][Red]-#,##0;"-"'
WHOLE = "#,##0;-#,##0;0"
BY_UNIT = {
    "USD": MONEY, "USD/year": MONEY, "USD/MWh": "#,##0.00", "USD/kWh": "0.0000",
    "USD (PV)": "0.000E+00",
    "date": "yyyy-mm-dd", "flag": "0", "year": "0", "periods": "0.##", "months": "0",
    "share": '0.0000;-0.0000;"-"', "per USD": '0.000000;-0.000000;"-"',
    "x": '0.00"x"', "t": WHOLE, "MWh": WHOLE, "GJ": WHOLE, "m3": WHOLE, "tCO2e": WHOLE,
    "JPY": WHOLE, "days": "#,##0", "persons": "0",
    "years": "0.00",
}  # fmt: skip
AS_FORMULA = ("USD", "JPY", "share", "t", "MWh")
FILLS: dict[str, dict[str, Any]] = {
    "input": {
        "font_color": "#0000FF", "bg_color": "#FFF9DB", "border": 1, "border_color": "#BFBFBF",
    },
    "structure": {"font_color": "#595959", "bg_color": "#E7E6E6"},
    "pasted": {"font_color": "#595959", "bg_color": "#E7E6E6"},
    "constant": {"font_color": "#595959"},
}  # fmt: skip


def cleaned(text: object, limit: int) -> str:
    r"""Text of any origin for a cell: one line, no controls or direction marks, cut if too long.

    Examples
    --------
    >>> cleaned("=1+1\x00\t" + "a" * 100, 10)
    '=1+1 aaaa…'
    """
    return safe_terminal(text, limit=limit)


class Formats:
    """Formats of one workbook, each made once."""

    def __init__(self, excel: Any, money: Money = DOLLARS) -> None:
        self._excel, self._money = excel, money
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.title = self.make(bold=True, font_size=16, font_color=DARK)
        self.heading = self.make(bold=True, font_color=DARK, bottom=1, border_color=DARK)
        self.label = self.make(indent=1)
        self.unit = self.make(font_color="#7F7F7F")
        # A text that looks like a formula stays text, also when its cell is edited.
        self.said = self.make(font_color="#595959", num_format="@", quote_prefix=True)
        self.plain = self.make(num_format="0.####", align="left")
        self.text = self.make(num_format="@", quote_prefix=True, text_wrap=True, valign="top")
        self.bold = self.make(bold=True, valign="top")
        self.link = self.make(font_color="#0563C1", underline=1, valign="top")
        self.head = self.make(bold=True, bg_color=DARK, font_color="white")
        self.head_right = self.make(bold=True, bg_color=DARK, font_color="white", align="right")
        self.marked = self.make(bg_color="#F8CBAD", font_color="#C00000")

    def make(self, **how: Any) -> Any:
        """A format."""
        key = tuple(sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._excel.add_format(how)
        return self._made[key]

    def head_of(self, unit: str) -> Any:
        """Head of a column over time."""
        return self.make(
            bold=True,
            bg_color=DARK,
            font_color="white",
            align="right",
            num_format=self._number(unit),
        )

    def number(self, unit: str, kind: str = "formula") -> Any:
        """A number or text in its unit; `kind` is that of an input, or "formula"."""
        return self.make(num_format=self._number(unit, kind), align="right", **FILLS.get(kind, {}))

    def _number(self, unit: str, kind: str = "formula") -> str:
        """Format of a unit, that of a price in this money as of one in USD."""
        in_usd = re.sub(rf"\b{self._money.code}\b", USD, unit)
        shown = _number(in_usd, kind)
        priced = in_usd.startswith(f"{USD}/") and not self._money.decimals
        return "#,##0" if priced and shown != "General" else shown


def _number(unit: str, kind: str = "formula") -> str:
    if unit.startswith("%"):
        return "0.00%"
    if kind == "constant" or (kind in ("input", "structure") and unit not in AS_FORMULA):
        return "General"
    if unit.startswith("USD/"):
        return BY_UNIT.get(unit, "#,##0.00")
    return BY_UNIT.get(unit, "0.####")
