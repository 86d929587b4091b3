"""A sheet on paper: its page, and how many lines a text takes in a column."""

import unicodedata
from typing import Any

A3, A4 = 8, 9
# Signs of the sheets' smaller type in one width of a column.
PER_WIDTH = 1.2


def for_print(sheet: Any, name: str, paper: int = A4) -> None:
    """Landscape, as wide as one page, its name and number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{name.replace('&', '&&')}&R&P / &N")


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes in a column; not every program fits rows to wrapped text."""
    width, lines, used = round(width * PER_WIDTH), 1, 0
    for word in text.split(" "):
        long = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in word)
        if used and used + 1 + long > width:
            lines, used = lines + 1, 0
        used += long + (1 if used else 0)
        if used > width:
            lines, used = lines + (used - 1) // width, (used - 1) % width + 1
    return lines
