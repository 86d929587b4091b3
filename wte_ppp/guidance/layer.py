"""One folder of guidance as read: its head, sources and rules, and where each line stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wte_ppp.documents import Document
from wte_ppp.guidance.catalogues import Question
from wte_ppp.guidance.schema import Profile, Rule
from wte_ppp.guidance.source import Source


@dataclass(frozen=True)
class Layer:
    """A toolkit or profile by itself, without what it extends.

    `documents` holds the head and the files of sources and rules by name, for their lines;
    `questions` what the outline of this folder asks of every profile on it.
    """

    profile: Profile
    folder: Path
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]
    questions: Mapping[str, Question]
    documents: Mapping[str, Document]

    @property
    def identity(self) -> str:
        """Id and version, such as "VN 2026.1"."""
        return f"{self.profile.id} {self.profile.version}"

    @property
    def is_toolkit(self) -> bool:
        """Whether it is a toolkit, whose texts are the program's own, and no profile."""
        return self.profile.schema_ == "wte_ppp/toolkit/1"

    def place(self, rule_id: str, field: str = "") -> tuple[str | None, int | None]:
        """File and line of a rule or a field of it; also of `sources.<key>`, `head.<key>`."""
        topic, _, name = rule_id.partition(".")
        document = self.documents.get(topic)
        if document is None:
            return str(self.folder), None
        return document.path, document.line_of(f"{name}.{field}" if field else name)
