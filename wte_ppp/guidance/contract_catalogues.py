"""What a toolkit lists of the contract: risks, clauses, payments, caps, interfaces, commitments."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.symbols import hold_explained
from wte_ppp.validation import Section, refuse

Level: TypeAlias = Literal["low", "medium", "high"]
Phase: TypeAlias = Literal[
    "preparation", "procurement", "construction", "commissioning", "operation", "end_of_term"
]
Cause: TypeAlias = Literal[
    "operator_default", "voluntary", "authority_default", "force_majeure", "government_action",
    "change_in_law", "uninsurability", "corruption", "refinancing_breach", "unmet_conditions",
]  # fmt: skip
Repaid: TypeAlias = Literal["full", "invested", "share", "market_value", "none"]


class Risk(Entry):
    """A risk, who usually bears it, when it strikes, and how it is met.

    `source` and `clause` stand behind the party; likelihood and impact are an assumption of the
    authors for plants in South-East Asia, unless the note says more.
    """

    risk: str
    category: Literal[
        "site", "design", "construction", "waste", "operation", "revenue", "finance",
        "environment", "legal", "political", "force_majeure", "end_of_term",
    ]  # fmt: skip
    usual_party: Literal["public", "private", "shared"]
    public_bears: str = Field("", description="the public side's part of a shared risk")
    private_bears: str = Field("", description="the private side's part of a shared risk")
    phases: tuple[Phase, ...] = Field(min_length=1, description="when it strikes, in their order")
    likelihood: Level = Field(description="an assumption unless the note names a source")
    impact: Level = Field(description="an assumption unless the note names a source")
    why: str
    mitigation: str
    instrument: str = Field(description="what carries the mitigation: clause, cover or money")
    contract_clause: str = Field(description="id of contract.yaml")
    wte_note: str = ""

    @model_validator(mode="after")
    def _parts_where_shared(self) -> "Risk":
        parts = bool(self.public_bears), bool(self.private_bears)
        if self.usual_party == "shared" and not all(parts):
            allowed = "public_bears and private_bears of a shared risk"
            raise refuse("a shared risk without both parts", allowed, "say what each side bears")
        if self.usual_party != "shared" and any(parts):
            found = f"parts of a risk that is {self.usual_party}"
            raise refuse(found, "parts of a shared risk only", "remove them, or write shared")
        return self


class ContractItem(Entry):
    """A clause that a contract needs."""

    name: str
    purpose: str
    must_say: str
    pitfall: str


class Formula(Section):
    """A formula in symbols, each explained with its unit."""

    formula: str = Field(
        min_length=1, description="such as 'B = p x A'; x multiplies, max and min are functions"
    )
    symbols: Mapping[str, str]

    @model_validator(mode="after")
    def _explained(self) -> "Formula":
        hold_explained(self.formula, self.symbols)
        return self


class TerminationPayment(Entry, Formula):
    """What the authority pays when the contract ends early for one cause."""

    name: str
    cause: Cause
    ended_by: Literal["authority", "operator", "either"]
    lenders: Repaid = Field(description="how far senior debt is repaid")
    owners: Repaid = Field(description="how far the owners get their money")
    principle: str
    pitfall: str


class PaymentFormula(Entry, Formula):
    """A part of the payment mechanism: who pays it to whom, and how it is computed."""

    name: str
    kind: Literal["payment", "deduction", "share", "adjustment", "total"]
    paid_by: Literal["authority", "operator", "power_buyer"]
    period: Literal["month", "year"]
    purpose: str
    pitfall: str


class DamagesCap(Entry):
    """A cap on damages: what it covers, how high it usually is, and what it must reach."""

    name: str
    covers: tuple[str, ...] = Field((), description="ids of guarantees.yaml")
    percent: Range | None = Field(None, description="usual; null: the tender sets it")
    basis: str
    rule: str
    test: Formula | None = Field(None, description="what must hold for the cap to be wide enough")
    pitfall: str


class Prequalification(Entry):
    """A requirement of the request for qualification."""

    name: str
    group: Literal["legal", "technical", "financial"]
    requirement: str
    unit: str
    sense: Literal["at_least", "at_most", "yes"]
    threshold: float | None = Field(None, description="null: the authority sets it")
    met_by: Literal["each_member", "lead_member", "any_member", "members_together", "authority"]
    evidence: str
    pitfall: str


class Interface(Entry):
    """A matter that power contract and waste supply contract must settle alike."""

    name: str
    power_contract: str
    waste_contract: str
    gap: str = Field(description="what is lost where the two differ")
    aligned_by: str


class FiscalCommitment(Entry):
    """What the public side may have to pay: certain or contingent, and how it is measured."""

    name: str
    kind: Literal["direct", "contingent"]
    basis: Literal["explicit", "implicit"] = Field(description="by contract or law, or by need")
    borne_by: Literal["city", "central_government", "power_buyer"]
    trigger: str
    measured_as: str
    study_figure: str = Field("", description="path of the study's figure that measures it")
    recorded_in: str
    risks: tuple[str, ...] = Field((), description="ids of risks.yaml")
    gate: str = Field(description="id of stage_gates.yaml: when it is approved")
