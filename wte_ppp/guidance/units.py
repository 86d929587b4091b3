"""Units of days: of the calendar, of work, or of a kind that the law does not say."""

from collections.abc import Collection

DAYS = "days"
KINDS = ("calendar days", "working days")


def alike(unit: str, known: Collection[str]) -> bool:
    """Whether a unit is among those known, or says which days are meant where they do not.

    Examples
    --------
    >>> alike("working days", ["days"]), alike("days", ["working days"]), alike("%", ["days"])
    (True, False, False)
    """
    return unit in known or (unit in KINDS and DAYS in known)
