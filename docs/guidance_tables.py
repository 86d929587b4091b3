"""Tables of the documentation on guidance: coverage, outline, procedures, catalogues."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.available import available_profiles, available_toolkits
from wte_ppp.guidance.catalogues import LegalProcedure
from wte_ppp.guidance.coverage import coverage
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.procedure import Procedure, procedure_of
from wte_ppp.guidance.schema import DatedValue
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.values import in_words

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]


def _coverage() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    head = ("Profile", "Rules", "Official", "Report", "Assumption", "Gap", "Ended", "As of")

    def rows() -> Iterator[tuple[str, ...]]:
        for profile_id in (*available_profiles(), *available_toolkits()):
            loaded = load_guidance(profile_id)
            count = coverage(loaded)
            numbers = (
                count.total, count.official, count.report, count.assumption, count.gap,
                count.ended + count.later,
            )  # fmt: skip
            name = loaded.profile.name
            yield f"`{profile_id}` {name}", *map(str, numbers), loaded.profile.as_of

    return head, rows()


def _outline() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    questions = load_guidance("wte_ppp").questions.items()
    rows = ((f"`{key}`", one.description, one.unit, one.kind, one.why) for key, one in questions)
    return ("Rule", "Question", "Unit", "Kind", "Why it matters"), rows


def _value() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    rows = (
        (f"`{field.alias or name}`", _kind(field.annotation), field.description or "")
        for name, field in DatedValue.model_fields.items()
    )
    return ("Key", "Kind", "Meaning"), rows


def _procedure() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    rows = (
        (f"`procedure.{name}`", _kind(field.annotation), "yes" if field.is_required() else "")
        for name, field in Procedure.model_fields.items()
    )
    return ("Rule", "Allowed", "Required"), rows


def _kind(annotation: Any) -> str:
    """What a field admits, in words."""
    words = [word for word in _words(annotation) if isinstance(word, str)]
    if words:
        return ", ".join(f"`{word}`" for word in words)
    text = str(annotation)
    for name, kind in (("When", "conditions by name"), ("Reference", "references")):
        if name in text:
            return kind
    if "Range" in text:
        return "number or range"
    for mark, kind in (("bool", "yes or no"), ("int", "whole number"), ("float", "number")):
        if mark in text:
            return kind
    return "text" if "str" in text else "a value"


def _words(annotation: Any) -> Iterator[Any]:
    for inner in get_args(annotation):
        if isinstance(inner, str):
            yield inner
        else:
            yield from _words(inner)


def _procedures(*, national: bool) -> Rows:
    """Procedures side by side: those of a country's law, or those of no country."""

    def make() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
        prefixes = tuple(f"{country.lower()}_" for country in available_profiles())
        found: dict[str, Procedure] = {}
        for toolkit in available_toolkits():
            if toolkit.startswith(prefixes) is not national:
                continue
            loaded = load_guidance(toolkit)
            try:
                found[toolkit] = procedure_of(loaded.on(loaded.profile.as_of))
            except DocumentError:
                # A toolkit that is no procedure, or only the base of some.
                continue
        shown = [
            name
            for name in Procedure.model_fields
            if name not in ("steps", "applies_to")
            and any(_said(getattr(procedure, name)) != "-" for procedure in found.values())
        ]
        rows = (
            (f"`{name}`", *(_said(getattr(procedure, name)) for procedure in found.values()))
            for name in shown
        )
        return ("", *(f"`{toolkit}`" for toolkit in found)), rows

    return make


def _legal_procedures() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    def rows() -> Iterator[tuple[str, ...]]:
        for country in available_profiles():
            for key, entry in load_guidance(country).catalogue("procedures").items():
                assert isinstance(entry, LegalProcedure)
                span = entry.from_ if entry.until is None else f"{entry.from_} to {entry.until}"
                runs = ", ".join(f"`{name}`" for name in entry.toolkits)
                yield (
                    country, f"`{key}` {entry.name}", entry.when, span,
                    runs or f"nothing: {entry.why_not}", entry.status,
                )  # fmt: skip

    return ("Country", "Procedure", "When", "From", "Run by", "Status"), rows()


def _said(value: Any) -> str:
    if value is None or value == ():
        return "-"
    if isinstance(value, Range) and value.low == value.high:
        return in_words(value.low)
    return in_words(float(value) if type(value) is int else value)


def _catalogue(name: str, **columns: str) -> Rows:
    def make() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
        entries = load_guidance("wte_ppp").catalogue(name).items()
        rows = (
            (f"`{key}`", *(_cell(getattr(entry, field)) for field in columns.values()))
            for key, entry in entries
        )
        return ("Id", *(title.replace("_", " ") for title in columns)), rows

    return make


def _cell(value: Any) -> str:
    if isinstance(value, BaseModel):
        if isinstance(value, Range):
            return in_words(value)
        parts = value.model_dump(exclude_none=True)
        if "formula" in parts:
            symbols = "; ".join(f"{key}: {word}" for key, word in parts["symbols"].items())
            return f"{parts['formula']} ({symbols})" if parts["formula"] else "none"
        return ", ".join(f"{key} {one:g}" for key, one in parts.items())
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {word}" for key, word in value.items())
    if isinstance(value, tuple):
        return "; ".join(value)
    return "-" if value in (None, "") else f"{value:g}" if isinstance(value, float) else str(value)


TABLES: Mapping[str, Rows] = {
    "guidance-coverage": _coverage,
    "guidance-outline": _outline,
    "guidance-value": _value,
    "guidance-procedure": _procedure,
    "procedures": _procedures(national=False),
    "procedures-national": _procedures(national=True),
    "legal-procedures": _legal_procedures,
    "catalogue-criteria": _catalogue(
        "criteria", Criterion="name", Measures="measures", Unit="unit", Better="direction",
        Shape="shape", Bounds="bounds", Weight_in_percent="weight_percent", Evidence="evidence",
        Pitfalls="pitfalls", Status="status",
    ),
    "catalogue-minimums": _catalogue(
        "minimums", Minimum="name", Requirement="requirement", Unit="unit", Threshold="threshold",
        Evidence="evidence", Pitfalls="pitfalls", Status="status",
    ),
    "catalogue-bid_form": _catalogue(
        "bid_form", Field="label", Section="section", Unit="unit", Kind="kind",
        Envelope="envelope", Instruction="instruction",
    ),
    "catalogue-guarantees": _catalogue(
        "guarantees", Guarantee="name", Unit="unit", Test="test", Damages="damages",
        Cap_in_percent="cap_percent", Of="cap_basis", Remedy="remedy", Status="status",
    ),
    "catalogue-risks": _catalogue(
        "risks", Risk="risk", Usual_party="usual_party", Public_side_bears="public_bears",
        Private_side_bears="private_bears", Phases="phases", Likelihood="likelihood",
        Impact="impact", Mitigation="mitigation", Instrument="instrument",
        Clause="contract_clause", Source="source", Status="status",
    ),
    "catalogue-contract": _catalogue(
        "contract", Clause="name", Purpose="purpose", Must_say="must_say", Pitfall="pitfall",
        Status="status",
    ),
    "catalogue-feasibility_checklist": _catalogue(
        "feasibility_checklist", Item="item", Topic="topic", Asks="asks", Evidence="evidence",
        Gate="gate", Owner="owner", Months="duration_months", Pass_mark="pass_mark",
    ),
    "catalogue-payment_mechanism": _catalogue(
        "payment_mechanism", Part="name", Kind="kind", Paid_by="paid_by", Formula="formula",
        Symbols="symbols", Purpose="purpose", Pitfall="pitfall", Source="source",
        Status="status",
    ),
    "catalogue-termination_payments": _catalogue(
        "termination_payments", Payment="name", Cause="cause", Ended_by="ended_by",
        Lenders="lenders", Owners="owners", Formula="formula", Symbols="symbols",
        Pitfall="pitfall", Source="source", Clause="clause", Status="status",
    ),
    "catalogue-damages_caps": _catalogue(
        "damages_caps", Cap="name", Covers="covers", Percent="percent", Of="basis", Rule="rule",
        Test="test", Pitfall="pitfall", Source="source", Status="status",
    ),
    "catalogue-direct_agreement": _catalogue(
        "direct_agreement", Head="name", Purpose="purpose", Must_say="must_say",
        Pitfall="pitfall", Source="source", Status="status",
    ),
    "catalogue-contract_interfaces": _catalogue(
        "contract_interfaces", Matter="name", Power_contract="power_contract",
        Waste_contract="waste_contract", Lost_where_they_differ="gap", Aligned_by="aligned_by",
        Status="status",
    ),
    "catalogue-fiscal_commitments": _catalogue(
        "fiscal_commitments", Commitment="name", Kind="kind", Basis="basis", Borne_by="borne_by",
        Trigger="trigger", Measured_as="measured_as", Study_figure="study_figure",
        Recorded_in="recorded_in", Risks="risks", Gate="gate", Source="source", Status="status",
    ),
    "catalogue-prequalification": _catalogue(
        "prequalification", Requirement="name", Group="group", Asks="requirement", Unit="unit",
        Threshold="threshold", Met_by="met_by", Evidence="evidence", Pitfall="pitfall",
        Source="source", Status="status",
    ),
    "catalogue-stage_gates": _catalogue(
        "stage_gates", Order="order", Gate="name", Purpose="purpose", Needs="needs",
        Decides="decides", By="by", Owner="owner", Months="duration_months",
        Pass_mark="pass_mark",
    ),
}  # fmt: skip
