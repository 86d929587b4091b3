"""Checklists: eligibility under the JCM and readiness for Article 6, with what is lacking."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from pydantic import Field, ValidationError, model_validator

from wte_ppp.documents import DocumentError, did_you_mean, read_document
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.field_problems import problems
from wte_ppp.guidance.resolve import ResolvedRule
from wte_ppp.mrv.ledger import Ledger
from wte_ppp.mrv.tables import Report, Table
from wte_ppp.sources import table
from wte_ppp.validation import Section, refuse_each

Word: TypeAlias = Literal["yes", "no", "unknown"]
LEAST_SHARE_OF_JAPAN = 50.0
MOST_UNBURNT_PERCENT = 5.0  # ACM0022: more is not ash
MOST_AUXILIARY_PERCENT = 50.0  # ACM0022, applicability
# Facts about where the waste would go: an input that is an assumption proves none of them.
FACTS = {
    "landfill_otherwise": "climate.disposal_site",
    "no_gas_recovery": "climate.captured_fraction",
}


class AnswerSection(Section):
    """An answer with its evidence."""

    answer: Word = Field(description="yes, no or unknown")
    evidence: str = Field(default="", max_length=600, description="Document, page, or who said so")

    @model_validator(mode="after")
    def _yes_has_evidence(self) -> "AnswerSection":
        if self.answer == "yes" and not self.evidence:
            raise refuse_each([(".evidence", "nothing", "what shows it", "add it")])
        return self


class AnswersDefinition(Section):
    """The file of a project's answers."""

    schema_: Literal["wte_ppp/climate-answers/1"] = Field(
        alias="schema", description="Version of this format"
    )
    answers: dict[str, AnswerSection] = Field(
        description="Answers by criterion of jcm_eligibility.csv or item of article6_checklist.csv"
    )

    @model_validator(mode="after")
    def _known_questions(self) -> "AnswersDefinition":
        known = [row["criterion"] for row in table("jcm_eligibility")]
        known += [row["item"] for row in table("article6_checklist")]
        faults = []
        for name in self.answers:
            if name not in known:
                guess = did_you_mean(name, known)
                action = f"write {guess!r}" if guess else "remove it"
                faults.append((f".answers.{name}", "unknown question", ", ".join(known), action))
        if faults:
            raise refuse_each(faults)
        return self


@dataclass(frozen=True)
class Answer:
    """Answer to a question, and what it rests on."""

    answer: Word
    evidence: str


def read_answers(path: str | Path) -> dict[str, Answer]:
    """Read a project's own answers.

    Parameters
    ----------
    path
        YAML by docs/schemas/climate-answers.schema.json.

    Returns
    -------
    dict
        Answers by question.

    Raises
    ------
    DocumentError
        With every fault.
    """
    document = read_document(path)
    try:
        definition = AnswersDefinition.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, AnswersDefinition, document)) from error
    return {name: Answer(one.answer, one.evidence) for name, one in definition.answers.items()}


def checklist_report(
    result: StudyResult | None = None,
    given: Mapping[str, Answer] | None = None,
    ledger: Ledger | None = None,
    rules: Mapping[str, ResolvedRule] | None = None,
) -> Report:
    """Both checklists with answers, evidence and what is lacking.

    Parameters
    ----------
    result
        Base case of the study, which answers what its figures tell.
    given
        The project's own answers; they do not overrule figures of the study.
    ledger
        Answers what its credits and authorisation tell.
    rules
        The country's rules, which tell whether it is a partner of the JCM.

    Returns
    -------
    Report
        What nobody answered is unknown, and counts as lacking.
    """
    own = dict(given or {})
    figures = {} if result is None else _by_study(result)
    told = {**own, **_by_rules(rules or {}), **figures}
    # What the study only assumes, the project may prove.
    told |= {name: own[name] for name in FACTS if name in own and told[name].answer == "unknown"}
    told |= {} if ledger is None else _by_ledger(ledger)
    if result is not None and "feasibility" not in own:
        told["feasibility"] = Answer("yes", f"Study {result.name}, inputs {result.input_hash[:12]}")
    nothing = Answer("unknown", "")
    eligibility = []
    for row in table("jcm_eligibility"):
        found = told.get(row["criterion"], nothing)
        eligibility.append((row["question"], found.answer, found.evidence, row["source"]))
    readiness, lacking = [], []
    for row in table("article6_checklist"):
        found = told.get(row["item"], nothing)
        area = row["area"].replace("_", " ")
        readiness.append((area, row["question"], found.answer, found.evidence))
        if found.answer != "yes":
            lacking.append((area, row["question"], found.answer))
    lacking += [
        ("JCM eligibility", question, answer)
        for question, answer, _, _ in eligibility
        if answer != "yes"
    ]
    name = "a project" if result is None else result.name
    return Report(
        f"Checklists of {name}",
        (
            f"{len(lacking)} of {len(eligibility) + len(readiness)} questions have no yes.",
            "Criteria of the JCM follow the structure of waste-to-energy methodologies; what the "
            "Joint Committee approved for the project decides.",
        ),
        (
            Table("JCM eligibility", ("Question", "Answer", "Evidence", "Source"),
                  tuple(eligibility)),
            Table("Article 6 readiness", ("Area", "Question", "Answer", "Evidence"),
                  tuple(readiness)),
            Table("Lacking", ("Area", "Question", "Answer"), tuple(lacking)),
            _methodologies(result),
        ),
    )  # fmt: skip


def _methodologies(result: StudyResult | None) -> Table:
    country = (result.country or "") if result is not None else ""
    rows = tuple(
        (row["country"], row["number"], row["title"], row["stage"], row["confidence"],
         row["source"], row["note"])
        for row in table("jcm_methodologies")
        if not country or row["country"] == country
    )  # fmt: skip
    heads = ("Country", "Number", "Title", "Stage", "Confidence", "Source", "Note")
    note = "S: read at second hand; U: not read. Look up the secretariat's list before use."
    return Table("Methodologies", heads, rows, note)


def _by_study(result: StudyResult) -> dict[str, Answer]:
    """Answers that the figures of a study give."""
    plant, climate = result.plant, result.climate
    share, rate = (
        _stated(result, path)
        for path in ("climate.jcm.share_of_japan_percent", "finance.grant.rate_percent")
    )
    ceiling, per_t = _one(climate.subsidy_ceiling_percent), _one(climate.grant_jpy_per_tco2e)
    limit = programme("cost_effectiveness_limit", "general")
    net, total = _one(plant.net_mw), _one(climate.total_reduction_tco2e)
    landfill = float(np.sum(climate.landfill_methane_tco2e))
    usual, reference = (
        float(np.sum(series)) for series in (climate.usual_tco2e, climate.reference_tco2e)
    )
    captured = 100 * _stated(result, "climate.captured_fraction")
    no_grant = _one(result.finance.grant_usd) == 0
    heat = result.plant.energy_balance_mw
    fuel, waste = _one(heat["auxiliary_mw"]), _one(heat["waste_mw"])
    part = 100 * fuel / (fuel + waste)
    found = {
        "landfill_otherwise": (landfill > 0, f"{landfill:,.0f} t of landfill methane avoided"),
        "no_gas_recovery": (True, f"{captured:.0f} % is captured and left out"),
        "auxiliary_energy": (part <= MOST_AUXILIARY_PERCENT, f"{part:.1f} % of the heat"),
        "positive_power": (net > 0, f"{net:.2f} MW net"),
        "credit_share": (share >= LEAST_SHARE_OF_JAPAN, f"{share:g} % to Japan's side"),
        "subsidy_rate": (no_grant or rate <= ceiling, f"{rate:g} %, ceiling {ceiling:g} %"),
        "cost_effectiveness": (
            no_grant or per_t <= limit,
            f"{per_t:,.0f} JPY/t, limit {limit:,.0f}",
        ),
        "reductions": (total > 0, f"{total:,.0f} t in the crediting years"),
        "conservative": (
            reference < usual,
            f"reference {reference:,.0f} t, business as usual {usual:,.0f} t",
        ),
        "monitoring_plan": (True, "command `climate monitoring-plan`"),
    }
    answers = {
        name: Answer("yes" if yes else "no", f"Study: {evidence}")
        for name, (yes, evidence) in found.items()
    }
    for name, path in FACTS.items():
        if answers[name].answer == "yes" and _status(result, path) == "assumption":
            assumed = f"The study assumes it ({path}); show it"
            answers[name] = Answer("unknown", assumed)
    unburnt = _stated(result, "plant.unburnt_percent_of_bottom_ash")
    if unburnt > MOST_UNBURNT_PERCENT:
        answers["burnout"] = Answer("no", f"Study: {unburnt:g} % of the ash is unburnt")
    approved = next(
        (row.value for row in result.inputs if row.path == "climate.jcm.methodology"), None
    )
    if isinstance(approved, str):
        answers["methodology"] = answers["approved"] = Answer("yes", f"Study: {approved}")
    return answers


def _one(value: object) -> float:
    return float(np.asarray(value, dtype=float))


def _stated(result: StudyResult, path: str) -> float:
    return _one(next(row.value for row in result.inputs if row.path == path))


def _status(result: StudyResult, path: str) -> str:
    return next(row.status for row in result.inputs if row.path == path)


def _by_rules(rules: Mapping[str, ResolvedRule]) -> dict[str, Answer]:
    """Whether the country's profile calls it a partner of the JCM."""
    rule = rules.get("ghg.jcm_status")
    if rule is None or not isinstance(rule.value, str):
        return {}
    said = rule.value.lower()
    answer: Word = "no" if "not a partner" in said else "unknown"
    if "partner country" in said:
        answer = "yes"
    return {"partner_country": Answer(answer, f"{rule.origin}: {rule.value} ({rule.source})")}


def _by_ledger(ledger: Ledger) -> dict[str, Answer]:
    entries = len(ledger.definition.entries)
    found = {"ledger": Answer("yes", f"Ledger replayed without fault, {entries} entries")}
    one = ledger.definition.authorisation
    if one is not None:
        found["statement"] = Answer("yes", f"Ledger: {one.id} of {one.date}")
        if one.first_transfer_oimp != "NA" or one.purposes == "NDC":
            found["first_transfer"] = Answer("yes", f"Ledger: {one.purposes}")
        if one.terms:
            found["changes"] = Answer("unknown", f"Ledger: {one.terms}")
    return found
