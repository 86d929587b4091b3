"""Sheets and columns of the review workbook, the same for who writes and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.guidance.limits import AVERAGING
from wte_ppp.messages import mark

SCHEMA = "wte_ppp/review-sheet/1"
ABOUT, REVIEW, DOCUMENTS, TABLES = "How to", "Review", "Documents", "Tables"
LIMITS = "Limits"
LISTS, STAMP = "Lists", "Stamp"
HEAD_ROW = 0
FREE_DOCUMENTS, FREE_TABLE_ROWS, FREE_LIMITS = 50, 100, 60


@dataclass(frozen=True)
class Column:
    """A column: its key, its head, its width in characters, and whether the lawyer fills it."""

    key: str
    head: str
    width: int
    entry: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("effect", mark("What it moves"), 8),
    Column("question", mark("Question"), 22),
    Column("rule", mark("Rule"), 18),
    Column("value", mark("Value"), 14),
    Column("unit", mark("Unit"), 8),
    Column("since", mark("Holds from"), 10),
    Column("when", mark("Applies when"), 10),
    Column("document", mark("Document"), 20),
    Column("article", mark("Article"), 12),
    Column("link", mark("Link"), 10),
    Column("read", mark("What was read"), 9),
    Column("state", mark("Legal state"), 8),
    Column("by", mark("Read by"), 5),
    Column("reviewed", mark("Read on"), 10),
    Column("todo", mark("What to do, and note"), 30),
    Column("value_seen", mark("Value seen"), 12, True),
    Column("unit_seen", mark("Unit seen"), 7, True),
    Column("since_seen", mark("In force since"), 10, True),
    Column("document_seen", mark("Document seen"), 12, True),
    Column("article_seen", mark("Article seen"), 10, True),
    Column("read_day", mark("Day read"), 10, True),
    Column("read_seen", mark("What you read"), 9, True),
    Column("kind_seen", mark("Kind"), 9, True),
    Column("binds_seen", mark("Binds"), 9, True),
    Column("initials", mark("Initials"), 6, True),
    Column("remark", mark("Remark"), 14, True),
)
# What a new country has none of yet.
NOT_YET = (
    "since", "when", "document", "article", "link", "read", "state", "by", "reviewed",
)  # fmt: skip
PLACES: Mapping[str, int] = {column.key: place for place, column in enumerate(COLUMNS)}
# Hidden: which row it is, what the profile said of it, and what its locked cells say.
KEY, SAID, SHOWN = len(COLUMNS), len(COLUMNS) + 1, len(COLUMNS) + 2

DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column("key", mark("Short name"), 26, True),
    Column("title", mark("Title with number"), 70, True),
    Column("year", mark("Year"), 8, True),
    Column("link", mark("Link"), 50, True),
    Column("state", mark("Legal state"), 16, True),
)
TABLE_COLUMNS: tuple[Column, ...] = (
    Column("rule", mark("Rule"), 34, True),
    Column("by", mark("Depends on"), 26, True),
    Column("up_to", mark("Up to"), 14, True),
    Column("value", mark("Value"), 14, True),
)
# The volume that all limits refer to, one below the other, then a row for each limit.
LIMIT_HEAD: tuple[Column, ...] = (
    Column("o2_percent", mark("Reference oxygen, % by volume"), 40, True),
    Column("temperature_c", mark("Temperature of the normal cubic metre, °C"), 40, True),
    Column("dry", mark("Gas"), 40, True),
)
LIMIT_COLUMNS: tuple[Column, ...] = (
    Column("pollutant", mark("Pollutant"), 40, True),
    Column("limit", mark("Limit"), 12, True),
    Column("unit", mark("Unit"), 16, True),
    Column("averaging", mark("Averaging"), 16, True),
    Column("case", mark("Size or age of plant"), 36, True),
    Column("o2_percent", mark("Own oxygen, %"), 18, True),
)
LIMIT_UNITS = (
    "mg/Nm3", "µg/Nm3", "ng/Nm3", "ng TEQ/Nm3", "ng I-TEQ/Nm3",
    "mg/m3", "µg/m3", "ng/m3", "ng TEQ/m3", "ppm", "%",
)  # fmt: skip

# Words of the drop-down lists, by what they stand for in a profile.
READ: Mapping[str, str] = {
    "official": mark("official text"),
    "report": mark("report"),
    "unread": mark("not read"),
}
KINDS: Mapping[str, str] = {
    "law": mark("law"),
    "guidance": mark("guidance"),
    "practice": mark("practice"),
}
BINDS: Mapping[str, str] = {
    "free": mark("does not bind"),
    "exact": mark("exactly"),
    "at_least": mark("at least"),
    "at_most": mark("at most"),
    "within": mark("within"),
}
STATES: Mapping[str, str] = {
    "draft": mark("draft"),
    "proposed": mark("proposed"),
    "passed": mark("passed, not in force"),
    "in_force": mark("in force"),
    "repealed": mark("repealed"),
}
ANSWERS: Mapping[str, str] = {"yes": mark("yes"), "no": mark("no")}
GAS: Mapping[str, str] = {"dry": mark("dry gas"), "wet": mark("wet gas")}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "read_seen": READ,
    "kind_seen": KINDS,
    "binds_seen": BINDS,
    "state": STATES,
    "answer": ANSWERS,
    "gas": GAS,
    "averaging": AVERAGING,
}
