"""Checklists: eligibility under the JCM and readiness for Article 6, with what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.blocks import Words
from wte_ppp.feasibility.methodology import NONE_APPROVED
from wte_ppp.feasibility.methodology import RULE as METHODOLOGY
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.mrv.answers_file import Answer, Word
from wte_ppp.mrv.ledger import Ledger
from wte_ppp.sources import sentence_of, table

MINIMUM_SHARE_OF_JAPAN = 50.0
PARTNER = "partner"  # choice of ghg.jcm_partner
ROUNDING = 0.01  # percent: a fraction of a credit
MAXIMUM_UNBURNT_PERCENT = 5.0  # ACM0022: more is not ash
MAXIMUM_AUXILIARY_PERCENT = 50.0  # ACM0022, applicability
# Facts about where the waste would go: an input that is an assumption proves none of them.
FACTS = {
    "landfill_otherwise": "climate.disposal_site",
    "no_gas_recovery": "climate.captured_fraction",
}

AREAS = {
    "strategy": mark("strategy"),
    "authorisation": mark("authorisation"),
    "reporting": mark("reporting"),
    "credit_management": mark("credit management"),
    "project_formation": mark("project formation"),
    "methodology": mark("methodology"),
}


@dataclass(frozen=True)
class Question:
    """A question with its answer; `area` is empty for the JCM's eligibility."""

    area: Words
    question: Words
    answer: Answer
    source: Words = ""


@dataclass(frozen=True)
class Checklists:
    """Both checklists of a project; what nobody answered is unknown."""

    project: str | None
    country: str | None
    eligibility: tuple[Question, ...]
    readiness: tuple[Question, ...]

    @property
    def open_items(self) -> tuple[Question, ...]:
        """Questions without a yes: those of readiness first."""
        return tuple(
            question
            for question in (*self.readiness, *self.eligibility)
            if question.answer.answer != "yes"
        )


def checklists(
    result: StudyResult | None = None,
    answers: Mapping[str, Answer] | None = None,
    ledger: Ledger | None = None,
    rules: Mapping[str, ResolvedRule] | None = None,
) -> Checklists:
    """Both checklists with answers and evidence."""
    project = dict(answers or {})
    figures = {} if result is None else _by_study(result)
    # The project may prove what the profile has not read yet, but not that a country signed.
    all_answers = {**_of_kind(rules or {}), **project, **_by_rules(rules or {}), **figures}
    # What the study only assumes, the project may prove.
    all_answers |= {
        name: project[name]
        for name in FACTS
        if name in project and all_answers[name].answer == "unknown"
    }
    all_answers |= {} if ledger is None else _by_ledger(ledger)
    if result is not None and "feasibility" not in project:
        evidence = Message(
            "Study {study}, inputs {hash}", study=result.name, hash=result.input_hash[:12]
        )
        surveyed = _is_surveyed(result)
        if not surveyed:
            evidence = Message("{study}; its waste is not surveyed", study=evidence)
        all_answers["feasibility"] = Answer("yes" if surveyed else "unknown", evidence)
    nothing = Answer("unknown", "")
    return Checklists(
        None if result is None else result.name,
        None if result is None else result.country,
        tuple(
            Question("", sentence_of(row, "question"), all_answers.get(row["criterion"], nothing),
                     sentence_of(row, "source"))
            for row in table("jcm_eligibility")
        ),
        tuple(
            Question(Message(AREAS[row["area"]]), sentence_of(row, "question"),
                     all_answers.get(row["item"], nothing))
            for row in table("article6_checklist")
        ),
    )  # fmt: skip


def _by_study(result: StudyResult) -> dict[str, Answer]:
    """Answers that the figures of a study give."""
    plant, climate = result.plant, result.climate
    rate = _stated(result, "finance.grant.rate_percent")
    credits, japan = _number(climate.total_credits_tco2e), _number(climate.credits_of_japan_t)
    share = 100 * japan / credits if credits > 0 else credits
    ceiling, per_t = _number(climate.subsidy_ceiling_percent), _number(climate.grant_jpy_per_tco2e)
    limit = programme("cost_effectiveness_limit", "general")
    net, total = _number(plant.net_mw), _number(climate.total_reduction_tco2e)
    landfill = float(np.sum(climate.landfill_methane_tco2e))
    usual, reference = (
        float(np.sum(series)) for series in (climate.usual_tco2e, climate.reference_tco2e)
    )
    captured = 100 * _stated(result, "climate.captured_fraction")
    grant = _number(result.finance.grant_usd)
    none_asked = Message("no grant in the study")
    heat = result.plant.energy_balance_mw
    fuel, waste = _number(heat["auxiliary_mw"]), _number(heat["waste_mw"])
    part = 100 * fuel / (fuel + waste)
    # Figure that decides, which may be unknown; whether it does; evidence.
    shown: dict[str, tuple[float, bool, Message]] = {
        "landfill_otherwise": (
            landfill,
            landfill > 0,
            Message("{tonnes:,.0f} t of landfill methane avoided", tonnes=landfill),
        ),
        "no_gas_recovery": (
            captured,
            True,
            Message("{percent:.0f} % is captured and deducted", percent=captured),
        ),
        "auxiliary_energy": (
            part,
            part <= MAXIMUM_AUXILIARY_PERCENT,
            Message("{percent:.1f} % of the heat input", percent=part),
        ),
        "positive_power": (net, net > 0, Message("{mw:.2f} MW net", mw=net)),
        "credit_share": (
            share,
            share >= MINIMUM_SHARE_OF_JAPAN - ROUNDING,
            Message("{percent:.3g} % to the Japanese side", percent=share)
            if credits > 0
            else Message("no credits"),
        ),
        "subsidy_rate": (
            grant,
            grant == 0 or rate <= ceiling,
            Message("{percent:g} %, ceiling {ceiling:g} %", percent=rate, ceiling=ceiling)
            if grant > 0
            else none_asked,
        ),
        "cost_effectiveness": (
            grant if grant == 0 else per_t,
            grant == 0 or per_t <= limit,
            Message("{jpy:,.0f} JPY/t, limit {limit:,.0f}", jpy=per_t, limit=limit)
            if grant > 0
            else none_asked,
        ),
        "reductions": (
            total,
            total > 0,
            Message("{tonnes:,.0f} t over the crediting years", tonnes=total),
        ),
        "conservative": (
            usual - reference,
            reference < usual,
            Message(
                "reference {reference:,.0f} t, business as usual {usual:,.0f} t",
                reference=reference,
                usual=usual,
            ),
        ),
        "monitoring_plan": (1.0, True, Message("command `climate monitoring-plan`")),
    }
    answers = {
        name: Answer("unknown", _of_study(Message("not stated")))
        if np.isnan(figure)
        else Answer("yes" if met else "no", _of_study(evidence))
        for name, (figure, met, evidence) in shown.items()
    }
    for name, path in FACTS.items():
        if answers[name].answer == "yes" and _status(result, path) == "assumption":
            evidence = Message("The study only assumes it ({path}); provide evidence", path=path)
            answers[name] = Answer("unknown", evidence)
    unburnt = _stated(result, "plant.unburnt_percent_of_bottom_ash")
    if unburnt > MAXIMUM_UNBURNT_PERCENT:
        evidence = Message("{percent:g} % of the ash is unburnt", percent=unburnt)
        answers["burnout"] = Answer("no", _of_study(evidence))
    approved = next(
        (row.value for row in result.inputs if row.path == "climate.jcm.methodology"), None
    )
    if isinstance(approved, str):
        answer = Answer("yes", _of_study(Quoted(approved, "study file")))
        answers["methodology"] = answers["approved"] = answer
    return answers


def _is_surveyed(result: StudyResult) -> bool:
    """Whether the composition was measured: by a survey file, or as the study says of it."""
    shares = [row for row in result.inputs if row.path.startswith("waste.composition_percent.")]
    measured = bool(shares) and all(row.status == "measured" for row in shares)
    return bool(result.waste.survey) or measured


def _of_study(evidence: Message | Quoted) -> Message:
    return Message("Study: {evidence}", evidence=evidence)


def _number(value: object) -> float:
    return float(np.asarray(value, dtype=float))


def _stated(result: StudyResult, path: str) -> float:
    return _number(next(row.value for row in result.inputs if row.path == path))


def _status(result: StudyResult, path: str) -> str:
    return next(row.status for row in result.inputs if row.path == path)


def _by_rules(rules: Mapping[str, ResolvedRule]) -> dict[str, Answer]:
    """Whether the country's profile calls it a partner of the JCM."""
    rule = rules.get("ghg.jcm_partner")
    if rule is None:
        return {}
    return {"partner_country": _by_rule("yes" if rule.value == PARTNER else "no", rule)}


def _of_kind(rules: Mapping[str, ResolvedRule]) -> dict[str, Answer]:
    """Whether the host lets credits of this kind go, and has a methodology, by the profile."""
    answers = {}
    let_go, approved = (rules.get(name) for name in ("ghg.wte_credits_let_go", METHODOLOGY))
    if let_go is not None and isinstance(let_go.value, (int, float)):
        answers["positive_list"] = _by_rule("yes" if let_go.value > 0 else "no", let_go)
    if approved is not None and isinstance(approved.value, str):
        if approved.value == NONE_APPROVED:
            answers["methodology"] = answers["approved"] = _by_rule("no", approved)
        else:  # whether it fits the project is not known
            answers["methodology"] = _by_rule("yes", approved)
            answers["approved"] = _by_rule("unknown", approved)
    return answers


def _by_rule(word: Word, rule: ResolvedRule) -> Answer:
    return Answer(
        word,
        Message(
            "{profile}: {status} ({source})",
            profile=str(rule.origin),
            status=rule.amount(),
            source=rule.cited,
        ),
    )


def _by_ledger(ledger: Ledger) -> dict[str, Answer]:
    entries = len(ledger.definition.entries)
    evidence = Message("Ledger replayed without errors, {entries} entries", entries=entries)
    answers = {"ledger": Answer("yes", evidence)}
    authorisation = ledger.definition.authorisation
    if authorisation is not None:
        statement = Message("{id} of {date}", id=authorisation.id, date=authorisation.date)
        answers["statement"] = Answer("yes", _of_ledger(statement))
        if authorisation.first_transfer_oimp != "NA" or authorisation.purposes == "NDC":
            answers["first_transfer"] = Answer("yes", _of_ledger(authorisation.purposes))
        if authorisation.terms:
            terms = Quoted(authorisation.terms, "ledger file")
            answers["changes"] = Answer("unknown", _of_ledger(terms))
    return answers


def _of_ledger(evidence: Words) -> Message:
    return Message("Ledger: {evidence}", evidence=evidence)
