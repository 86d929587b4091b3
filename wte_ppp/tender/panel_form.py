"""What the panel's workbooks and their reader share: sheets, stamp and keys of rows."""

SCHEMA = "wte_ppp/panel-workbook/1"
SCORES, GRADE_LIST, STAMP = "Scores", "_lists", "_stamp"
INTEREST, MARK = "interest", "mark"
OWN = 3  # column of the stamp with the workbook's own cells: place and mark of each


def key_of(*parts: str) -> str:
    """Key of a row, such as `mark/B1/care`; it stands in a hidden cell of the row."""
    return "/".join(parts)
