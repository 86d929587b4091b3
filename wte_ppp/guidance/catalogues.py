"""What a toolkit lists beside its rules: criteria, minimums, forms, guarantees, risks, checklists.

Each catalogue is one YAML file of entries by id, named like the catalogue. An entry of a profile
replaces the toolkit's entry of the same id; null takes it away.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from pydantic import Field, model_validator

from wte_ppp.guidance.conditions import When
from wte_ppp.guidance.contract_catalogues import (
    ContractItem,
    DamagesCap,
    FiscalCommitment,
    Interface,
    PaymentFormula,
    Prequalification,
    Risk,
    TerminationPayment,
)
from wte_ppp.guidance.days import Date
from wte_ppp.guidance.names import DAYS, WORDS
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.shapes import NAME, Range
from wte_ppp.guidance.symbols import hold_explained
from wte_ppp.validation import Section, refuse

ANY_CURRENCY = "CUR"
NAMED_CURRENCY = re.compile(r"([A-Z]{3})(?![A-Za-z])")
USUAL = "usual duration; an assumption of the authors unless the note names a source"
# Who does the work; who decides stands in `by` of a stage gate.
Owner: TypeAlias = Literal[
    "city", "ppp_unit", "ministry", "technical_adviser", "financial_adviser", "legal_adviser",
    "environmental_adviser", "evaluation_panel", "operator", "independent_certifier",
]  # fmt: skip
Shape: TypeAlias = Literal[
    "linear", "steps", "piecewise", "ratio", "anchors", "count", "yes_no", "target_band"
]


class Bounds(Section):
    """Value that scores nothing and value that scores all; an illustration, not a rule."""

    floor: float
    target: float


class Criterion(Entry):
    """A rated criterion: what it measures, how it is scored, what evidence to ask for."""

    name: str
    group: Literal[
        "energy", "operation", "environment", "residues", "construction", "business", "social"
    ]
    measures: str
    unit: str
    direction: Literal["higher", "lower", "yes", "target"]
    shape: Shape
    bounds: Bounds | None = None
    anchors: Literal["rating_scale"] | None = None
    evidence: str
    weight_percent: Range = Field(description="usual share of all technical points")
    guarantee: str | None = None
    bid_fields: tuple[str, ...] = ()
    pitfalls: str

    @model_validator(mode="after")
    def _can_be_scored(self) -> "Criterion":
        if self.shape == "anchors" and self.anchors is None:
            raise refuse("shape anchors without 'anchors'", "anchors: rating_scale", "add it")
        if self.bounds is not None and self.direction in ("higher", "lower"):
            rises = self.bounds.target > self.bounds.floor
            if rises != (self.direction == "higher"):
                found = f"floor {self.bounds.floor:g}, target {self.bounds.target:g}"
                allowed = f"bounds of a criterion where {self.direction} is better"
                raise refuse(found, allowed, "swap them, or correct the direction")
        return self


class Minimum(Entry):
    """A pass/fail requirement."""

    name: str
    requirement: str
    unit: str
    sense: Literal["at_least", "at_most", "yes"]
    threshold: float | None = Field(None, description="null: the tender sets it")
    evidence: str
    bid_fields: tuple[str, ...] = ()
    pitfalls: str


class BidField(Entry):
    """One field of the bid form."""

    label: str
    section: str
    unit: str
    kind: Literal["number", "money", "text", "date", "yes_no", "choice"]
    currency: str = Field(
        default="", pattern=r"^([A-Z]{3})?$", description="fixed for this money field"
    )
    choices: tuple[str, ...] = ()
    envelope: Literal["technical", "price"]
    required: bool
    at_least: float | None = None
    at_most: float | None = None
    instruction: str

    @model_validator(mode="before")
    @classmethod
    def _currency_of_its_unit(cls, data: Any) -> Any:
        """A money field in "USD" or "USD/t" is in that currency; "CUR" is the bid's own."""
        if isinstance(data, Mapping) and data.get("kind") == "money" and not data.get("currency"):
            named = NAMED_CURRENCY.match(str(data.get("unit", "")))
            if named and named[1] != ANY_CURRENCY:
                return {**data, "currency": named[1]}
        return data

    @model_validator(mode="after")
    def _choices_where_chosen(self) -> "BidField":
        if (self.kind == "choice") != bool(self.choices):
            raise refuse(f"kind {self.kind}", "choices with kind choice, only there", "correct it")
        if self.currency and self.kind != "money":
            raise refuse(
                f"kind {self.kind}", "a currency with kind money, only there", "correct it"
            )
        return self


class Damages(Section):
    """Liquidated damages of a guarantee: a formula in symbols, each explained with its unit."""

    kind: Literal[
        "per_day", "lost_sales", "share_of_price", "per_excess_unit", "lost_availability", "none"
    ]
    formula: str = ""
    symbols: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _formula_unless_none(self) -> "Damages":
        if (self.kind == "none") == bool(self.formula):
            raise refuse(f"kind {self.kind}", "a formula unless the kind is none", "correct it")
        hold_explained(self.formula, self.symbols)
        return self


class Guarantee(Entry):
    """A performance guarantee: how it is tested and what a shortfall costs."""

    name: str
    unit: str
    test: str
    damages: Damages
    cap_percent: float | None = Field(None, ge=0, le=100)
    cap_basis: str = ""
    reject_beyond: str = ""
    remedy: str


class CheckItem(Entry):
    """A question that a feasibility study must answer."""

    item: str
    topic: Literal[
        "waste", "site", "plant", "environment", "cost", "finance", "legal", "social", "climate"
    ]
    asks: str
    evidence: str
    gate: str
    owner: Owner
    duration_months: Range = Field(description=USUAL)
    pass_mark: str = Field(description="what the answer must show at its gate")


class StageGate(Entry):
    """A stage of the project and the decision at its end."""

    order: int = Field(ge=1)
    name: str
    purpose: str
    needs: tuple[str, ...]
    decides: str
    by: str
    owner: Owner
    duration_months: Range = Field(description=USUAL)
    pass_mark: str = Field(description="what must hold for the stage to be passed")


class Rating(Entry):
    """A grade of a rating scale and what it stands for."""

    grade: float
    share_percent: float = Field(ge=0, le=100)
    name: str
    meaning: str


class LegalProcedure(Entry):
    """A way to choose the partner that a country's law knows, and what runs it here."""

    name: str
    when: str = Field(description="when the law allows or asks for it")
    where: When | None = Field(None, description="days and words of the projects it is for")
    from_: Date = Field(alias="from", description="first day")
    until: Date | None = Field(None, description="first day on which it holds no more")
    toolkits: tuple[str, ...] = Field((), description="evaluation toolkits that run it")
    why_not: str = Field("", description="why no toolkit runs it; given where there is none")
    by_hand: tuple[str, ...] = Field(
        (), description="binding rules of the law that nothing checks: the officer sees to them"
    )

    @model_validator(mode="after")
    def _runs_or_says_why_not(self) -> "LegalProcedure":
        if bool(self.toolkits) == bool(self.why_not):
            found = "toolkits and why_not" if self.toolkits else "neither toolkits nor why_not"
            raise refuse(found, "one of them", "name what runs it, or say why nothing does")
        if self.until is not None and self.until <= self.from_:
            raise refuse(f"until {self.until}", f"a day after {self.from_}", "correct it")
        for name in self.where.names if self.where is not None else ():
            if name not in DAYS and name not in WORDS:
                allowed = "one of " + ", ".join((*DAYS, *WORDS))
                raise refuse(f"where {name!r}", allowed, "correct it")
        return self

    def may_be_for(self, project: Project) -> bool:
        """Whether nothing that a project says puts it under another procedure."""
        return self.where is None or self.where.met(project) is not False

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the law knows it on a day."""
        text = day.isoformat()
        return self.from_ <= text and (self.until is None or text < self.until)


class Question(Section):
    """What every country profile answers by a rule or a stated gap."""

    description: str
    unit: str = Field(description="CUR stands for any currency")
    kind: Literal["number", "text", "list", "weights", "limits", "any"]
    why: str
    choices: tuple[str, ...] = Field((), description="words that a text or list is among")
    feeds: str | None = Field(None, description="study input that the answer fills")
    optional: bool = Field(False, description="asked where the law has it; none is no gap")
    usual: Range | None = Field(
        None, description="outside it the check asks again; CUR is the US dollar here"
    )


CATALOGUES: Mapping[str, type[Section]] = {
    "criteria": Criterion,
    "minimums": Minimum,
    "bid_form": BidField,
    "guarantees": Guarantee,
    "risks": Risk,
    "contract": ContractItem,
    "payment_mechanism": PaymentFormula,
    "damages_caps": DamagesCap,
    "termination_payments": TerminationPayment,
    "direct_agreement": ContractItem,
    "contract_interfaces": Interface,
    "fiscal_commitments": FiscalCommitment,
    "prequalification": Prequalification,
    "feasibility_checklist": CheckItem,
    "stage_gates": StageGate,
    "rating_scale": Rating,
    "outline": Question,
    "procedures": LegalProcedure,
}

# Which field of which catalogue names entries of which other catalogue.
REFERRING: tuple[tuple[str, str, str], ...] = (
    ("criteria", "guarantee", "guarantees"),
    ("criteria", "bid_fields", "bid_form"),
    ("minimums", "bid_fields", "bid_form"),
    ("risks", "contract_clause", "contract"),
    ("damages_caps", "covers", "guarantees"),
    ("fiscal_commitments", "risks", "risks"),
    ("fiscal_commitments", "gate", "stage_gates"),
    ("feasibility_checklist", "gate", "stage_gates"),
)
ENTRY_ID = NAME
