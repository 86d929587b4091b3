"""What a study file states itself: its values taken out of `{value, source, ...}`."""

from collections.abc import Mapping
from typing import Any

from wte_ppp.cards import range_of
from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.origin import STUDY, UNSOURCED, Origin
from wte_ppp.field_problems import field_at, section_in
from wte_ppp.messages import Quoted

STATUSES = ("published", "quote", "measured", "assumption")
SOURCED_KEYS = ("value", "unit", "status", "source", "note")
LONGEST_REMARK = 600
# Parts of the file whose mappings have a `value` key of their own, or no quantities.
UNSOURCED_PARTS = ("published", "sources", "risk")


class StatedValues:
    """Takes `{value, source, ...}` apart and remembers the origins."""

    def __init__(self, document: Document) -> None:
        self.document = document
        citations = document.data.get("sources")
        self.citations = citations if isinstance(citations, Mapping) else {}
        self.origins: dict[str, Origin] = {}
        self.problems: list[Problem] = []

    def strip(self, node: Any, path: str) -> Any:
        """Values below a path without what is said of them."""
        if isinstance(node, Mapping):
            if "value" in node and may_be_sourced(path):
                return self._sourced(node, path)
            return {
                key: self.strip(item, f"{path}.{key}" if path else str(key))
                for key, item in node.items()
            }
        if may_be_sourced(path):
            self.origins[path] = Origin(STUDY, "assumption", UNSOURCED)
        return node

    def _sourced(self, node: Mapping[str, Any], path: str) -> Any:
        field = field_at(StudyDefinition, path.split("."))
        bounds = range_of(field) if field else None
        for key in node:
            if key not in SOURCED_KEYS:
                guess = did_you_mean(str(key), list(SOURCED_KEYS))
                self.problem(
                    f"{path}.{key}",
                    f"unknown key {key!r}",
                    "one of " + ", ".join(SOURCED_KEYS),
                    f"write {guess!r}" if guess else "remove it",
                )
        unit = node.get("unit")
        if unit is not None and bounds is not None and unit != bounds.unit:
            self.problem(
                f"{path}.unit", repr(unit), repr(bounds.unit), "convert the number to that unit"
            )
        source = str(node.get("source") or "")
        cited = self.citations.get(source)
        status = node.get("status", "published" if source else "assumption")
        if status not in STATUSES:
            self.problem(
                f"{path}.status", repr(status), "one of " + ", ".join(STATUSES), "write one of them"
            )
        if status == "published" and not source:
            self.problem(f"{path}.status", "published", "with a source", "add 'source:'")
        for word in ("source", "note"):
            length = len(str(node.get(word) or ""))
            if length > LONGEST_REMARK:
                self.problem(
                    f"{path}.{word}",
                    f"{length} characters",
                    f"at most {LONGEST_REMARK}",
                    "shorten it",
                )
        text = str(cited) if cited is not None else source
        note = str(node.get("note") or "")
        self.origins[path] = Origin(
            STUDY,
            str(status),
            Quoted(text, STUDY) if text else UNSOURCED,
            Quoted(note, STUDY) if note else None,
        )
        return node["value"]

    def problem(self, path: str, found: str, allowed: str, action: str) -> None:
        """Tell a fault at a place of the file."""
        line = self.document.line_of(path)
        self.problems.append(Problem(self.document.path, line, path, found, allowed, action))


def may_be_sourced(path: str) -> bool:
    """Whether a place holds an input that `{value, source, ...}` may give: no section, no head."""
    parts = path.split(".")
    field = field_at(StudyDefinition, parts)
    inside = len(parts) > 1 and parts[0] not in UNSOURCED_PARTS
    return inside and field is not None and section_in(field) is None
