"""What a filled row changes of a dated value, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.guidance.reading import read_value
from wte_ppp.guidance.review.filled_row import HEADS, ORIGIN
from wte_ppp.guidance.review.layout import BINDS, KINDS, READ
from wte_ppp.guidance.review.rows import Row
from wte_ppp.guidance.values import amount
from wte_ppp.messages import Message, Quoted, Value, mark

TOLD = ("value", "unit", "from", "source", "clause", "status", "binding", "note")
FREE = "free"
ASSUMPTION = mark("assumption")


def differences(
    row: Row, before: Mapping[str, Any], wanted: Mapping[str, Any], grade: str
) -> Iterator[Message]:
    """Each key that changes, then who read what on which day.

    Parameters
    ----------
    row
        Of the profile.
    before, wanted
        The dated value as its file has it, empty for a new one, and as it shall stand.
    grade
        What was read: "official", "report", "unread", or "" for nothing.
    """
    if wanted.get("gap"):
        yield Message("Not known; ask: {gap}", gap=Quoted(str(wanted["gap"]), row.by_profile))
        return
    for key in TOLD:
        old, new = before.get(key), wanted.get(key)
        if key == "binding":
            old, new = old or FREE, new or FREE
        if old == new and (before or key not in wanted):
            continue
        if not before and key == "binding" and new == FREE:
            continue
        what = Message(HEADS[ORIGIN[key]])
        now = _said(row, wanted, key, new)
        if not before or (key in ("value", "from") and before.get("gap")) or old is None:
            yield Message("{what}: {now}", what=what, now=now)
        else:
            was = _said(row, before, key, old)
            yield Message("{what}: {was} -> {now}", what=what, was=was, now=now)
    if grade:
        yield Message(
            "Read: {read}, {day}, {initials}",
            read=Message(READ[grade]),
            day=str(wanted["reviewed"]),
            initials=str(wanted["reviewed_by"]),
        )


def _said(row: Row, dated: Mapping[str, Any], key: str, value: Any) -> Value:
    if key == "value":
        return amount(read_value(value), str(dated.get("unit", row.unit)), row.by_profile)
    if value is None:
        return Message("nothing")
    if key == "status":
        return Message(KINDS.get(value, ASSUMPTION))
    if key == "binding":
        return Message(BINDS[value])
    return str(value) if key in ("from", "source") else Quoted(str(value), row.by_profile)
