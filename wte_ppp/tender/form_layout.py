"""What the bid form and its reader share: sheets, columns, stamp and names of cells."""

FORM_SHEET, STAMP_SHEET, LISTS_SHEET = "Bid", "_form", "_lists"
TEXTS = "texts"
PAGES = "Page &P of &N"
FORM_SCHEMA = "wte_ppp/bid-form/1"
ENTRY_COLUMN, UNIT_COLUMN, KEY_COLUMN = 1, 2, 5


def name_of(field: str) -> str:
    """Defined name of a field's cell: rows may move, the name stays."""
    return f"bid_{field}"


def currency_name_of(field: str) -> str:
    """Defined name of the cell with the currency of one money field."""
    return f"currency_{field}"
