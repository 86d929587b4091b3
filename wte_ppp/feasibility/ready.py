"""A study that is ready to run: its inputs with their origins, the rules in force, its head."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp._version import __version__
from wte_ppp.currencies import USD, Money
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.filling import Unfilled
from wte_ppp.feasibility.input_rows import input_rows
from wte_ppp.feasibility.money_document import MoneyDocument
from wte_ppp.feasibility.origin import Origin
from wte_ppp.feasibility.own_money import own_money
from wte_ppp.feasibility.project import project_of
from wte_ppp.feasibility.result import RESULT_SCHEMA, InputRow, StudyHead, SurveyRow
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.messages import Message


@dataclass(frozen=True)
class ReadyStudy:
    """Valid inputs with their origins, and the rules in force."""

    definition: StudyDefinition
    origins: Mapping[str, Origin]
    rules: Rules
    situation: Situation
    overridden: Mapping[str, ResolvedRule]
    cautious: Mapping[str, tuple[ResolvedRule, Range]]
    unfilled: tuple[Unfilled, ...]
    guidance: str | None
    country_name: str | None
    survey: tuple[SurveyRow, ...]
    warnings: tuple[Message, ...]
    document: MoneyDocument
    buyer: Rules | None = None
    draws: int | None = None

    def stands_on_rules_of(self, document: Document) -> bool:
        """Whether the rules of a document are this study's: same country, day and project."""
        ours = self.document.data
        same_law = all(ours.get(key) == document.data.get(key) for key in ("country", "as_of"))
        return same_law and project_of(self.document) == project_of(document)

    @property
    def money(self) -> Money:
        """The study's money."""
        return own_money(self.definition.finance.money)

    def needs_usd(self, what: str) -> None:
        """Refuse a study in another money for what takes its amounts as USD.

        Raises
        ------
        DocumentError
            At the study's money.
        """
        if self.money.code != USD:
            field = "finance.money.currency"
            line = self.document.line_of(field)
            allowed = f"{USD}: {what} does not run in another money yet"
            action = "give a study in USD"
            problem = Problem(self.document.path, line, field, self.money.code, allowed, action)
            raise DocumentError((problem,))

    @property
    def head(self) -> StudyHead:
        """What names a result: the study, its country and day, the package and the inputs."""
        definition = self.definition
        return StudyHead(
            schema=RESULT_SCHEMA,
            name=definition.name,
            location=definition.location,
            description=definition.description,
            country=definition.country,
            country_name=self.country_name,
            as_of=definition.as_of,
            guidance=self.guidance,
            package_version=__version__,
            currency=definition.finance.money.currency,
            input_hash=self.input_hash,
            draws=self.draws,
        )

    @property
    def inputs(self) -> tuple[InputRow, ...]:
        """Every input in use with its value, unit and origin."""
        return input_rows(self.definition, self.origins, self.rules.layers)

    @property
    def input_hash(self) -> str:
        """SHA-256 of all inputs but the risk section, and the package version, hexadecimal."""
        inputs = self.definition.model_dump(by_alias=True, exclude={"risk"})
        data = json.dumps(
            {"version": __version__, "inputs": inputs},
            default=lambda array: np.asarray(array).tolist(),
            sort_keys=True,
        )
        return hashlib.sha256(data.encode()).hexdigest()
