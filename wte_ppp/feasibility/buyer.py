"""The buyer's side of the credits, as Japan's of the JCM: its conditions held against a study."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import card_of
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.bound import BY_EXCHANGE, IN_A_SITUATION, UNKNOWN, Held
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.jcm import JcmSection
from wte_ppp.feasibility.reading import fault_at
from wte_ppp.feasibility.result import BuyerRow, Outcomes
from wte_ppp.feasibility.steps.finance_case import project_timeline
from wte_ppp.feasibility.steps.finance_money import grant_in_jpy
from wte_ppp.feasibility.steps.finance_terms import asks_for_grant
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.values import amount, needs
from wte_ppp.messages import Message, Text

BUYER = "climate.jcm.buyer"
Side: TypeAlias = Literal["at_least", "at_most"]
NO_GRANT = Message("the study asks for no grant for credits")
NO_RATE = Message("the study has no grant by rate")
NO_PRICE = Message("the study sells no credits")
SIMILAR = ("similar_projects",)


@dataclass(frozen=True)
class Condition(Held):
    """What of a study a rule of the buyer is held against, and why it is not asked, if it is not.

    `of` and `unasked` take inputs and outcomes, numbers or arrays over draws.
    """

    side: Side
    unasked: Callable[[StudyDefinition], Message | None]


def _without_grant(study: StudyDefinition) -> Message | None:
    return None if np.any(asks_for_grant(study.finance.grant)) else NO_GRANT


def _without_rate(study: StudyDefinition) -> Message | None:
    grant = study.finance.grant
    return None if grant.amount_usd is None and np.any(asks_for_grant(grant)) else NO_RATE


def _without_sales(study: StudyDefinition) -> Message | None:
    return None if np.any(_price_jpy(study) > 0) else NO_PRICE


def _price_jpy(study: StudyDefinition) -> FloatArray:
    """Price of credits in the study [JPY/tCO2e], at the exchange rate of its grant."""
    finance = study.finance
    return np.asarray(finance.carbon_price_usd_per_tco2e * finance.grant.jpy_per_usd)


def _share_percent(study: StudyDefinition) -> FloatArray:
    """Share of the credits that reaches the buyer [%]: no more than the host lets leave."""
    jcm = study.climate.jcm
    return np.asarray(np.minimum(jcm.share_of_japan_percent, jcm.let_go_percent))


# Rules of a buyer's profile that a study answers to; all others are told beside it.
CONDITIONS: Mapping[str, Condition] = {
    "grant.rate_ceiling": Condition(
        "finance.grant.rate_percent", "% of eligible cost",
        lambda study, _: study.finance.grant.rate_percent,
        "at_most", _without_rate,
    ),
    "grant.rate": Condition(
        "finance.grant.rate_percent", "% of eligible cost",
        lambda study, _: study.finance.grant.rate_percent,
        "at_most", _without_rate,
    ),
    "grant.cap": Condition(
        "finance.grant_usd", "JPY",
        # In whole yen: a grant at the cap is not above it.
        lambda study, outcomes: np.round(
            grant_in_jpy(
                study.finance, project_timeline(study.finance), outcomes.finance.grant_usd
            )
        ),
        "at_most", _without_grant,
    ),
    "grant.cost_effectiveness": Condition(
        "climate.grant_jpy_per_tco2e", "JPY/tCO2e",
        lambda _, outcomes: outcomes.climate.grant_jpy_per_tco2e,
        "at_most", _without_grant,
    ),
    "grant.credit_share": Condition(
        "climate.jcm.share_of_japan_percent", "% of credits",
        lambda study, _: _share_percent(study),
        "at_least", _without_grant,
    ),
    "grant.installation_years": Condition(
        "finance.spend_profile_percent", "years",
        lambda study, _: float(project_timeline(study.finance).construction_years),
        "at_most", _without_grant,
    ),
    "credits.price": Condition(
        "finance.carbon_price_usd_per_tco2e", "JPY/tCO2e",
        lambda study, _: _price_jpy(study),
        "at_most", _without_sales,
    ),
}  # fmt: skip


def buyer_of(
    document: Document, day: object, profiles: str | Path | None = None
) -> tuple[Rules | None, list[Problem]]:
    """Rules of the credits' buyer on a study's day; None where the study names none.

    Parameters
    ----------
    document
        The study file; `climate.jcm.buyer` names a profile, an id or a folder beside the file.
    day
        The day of the study.
    profiles
        Folder with profiles of the user's own.

    Returns
    -------
    tuple[Rules | None, list[Problem]]
        The rules, and what is wrong with the profile's name.
    """
    name = buyer_name(document)
    if not isinstance(name, str):
        return None, []
    folder = Path(document.path).parent / name
    try:
        return load_guidance(folder if folder.is_dir() else name, profiles=profiles).on(day), []
    except DocumentError as error:
        first = error.problems[0]
        found, action = (repr(name)[:80], first.action) if first.line is None else (str(first), "")
        return None, [fault_at(document, BUYER, found, "a profile of a buyer of credits", action)]
    except (OSError, ValueError):
        return None, [fault_at(document, BUYER, repr(name)[:80], "an id or a folder", "check it")]


def buyer_name(document: Document) -> Any:
    """Who buys the credits by the study file, or by default."""
    node: Any = document.data
    for key in BUYER.split("."):
        if not isinstance(node, Mapping) or key not in node:
            default = card_of(JcmSection.model_fields["buyer"]).default
            return None if default is None else default.value
        node = node[key]
    return node.get("value") if isinstance(node, Mapping) else node


def is_told(study: StudyDefinition) -> bool:
    """Whether the buyer's side is told: not where the host is known to be no partner."""
    return study.climate.jcm.partner != "no partner"


def buyer_rows(
    study: StudyDefinition, outcomes: Outcomes, rules: Rules | None
) -> tuple[BuyerRow, ...]:
    """Hold a study's credits and grant against the conditions of their buyer.

    Parameters
    ----------
    study, outcomes
        Inputs and what the model finds; numbers or arrays over draws.
    rules
        Of the buyer, in force on the study's day.

    Returns
    -------
    tuple[BuyerRow, ...]
        One a condition, in the order of `CONDITIONS`; none without a buyer or a partner.
    """
    if rules is None or not is_told(study):
        return ()
    return tuple(
        _row(rules[name], condition, study, outcomes)
        for name, condition in CONDITIONS.items()
        if name in rules
    )


def _row(
    rule: ResolvedRule, condition: Condition, study: StudyDefinition, outcomes: Outcomes
) -> BuyerRow:
    why = _untold(rule, condition)
    limits = _limits(rule, condition.side, study) if why is None else None
    why = condition.unasked(study) or why
    stated: Text | None = None
    share: float | None = None
    if why is None and limits is not None:
        found = np.asarray(condition.of(study, outcomes), dtype=float).reshape(-1)
        if np.any(np.isnan(found)):
            why = UNKNOWN
        else:
            stated = _words(found, condition.unit)
            kept = found >= limits if condition.side == "at_least" else found <= limits
            share = float(np.mean(kept))
    return BuyerRow(
        rule=rule.id,
        description=rule.about,
        demand=_demand(rule, condition.side, limits),
        input=condition.input,
        stated=stated,
        passed_share=share,
        why=why,
        source=rule.standing,
    )


def _untold(rule: ResolvedRule, condition: Condition) -> Message | None:
    """Why a rule gives no limit in the study's unit, if it gives none."""
    if rule.unit != condition.unit:
        return BY_EXCHANGE
    known = needs(rule.value) in ((), SIMILAR) and not isinstance(rule.value, str)
    return None if known else IN_A_SITUATION


def _limits(rule: ResolvedRule, side: Side, study: StudyDefinition) -> FloatArray:
    """What a rule admits at that side, by draw where it depends on an input that is drawn."""
    if isinstance(rule.value, Range):
        return np.asarray(rule.value.low if side == "at_least" else rule.value.high)
    if needs(rule.value) == SIMILAR:
        counts = np.asarray(study.climate.jcm.similar_projects, dtype=float).reshape(-1)
        found = (rule.at(similar_projects=float(count)) for count in counts)
        asks_nothing = -np.inf if side == "at_least" else np.inf
        return np.asarray([asks_nothing if one is None else one for one in found])
    return np.asarray(rule.value, dtype=float)


def _demand(rule: ResolvedRule, side: Side, limits: FloatArray | None) -> Message:
    """What is asked, in words with the rule's unit; the whole of a range or of a scale."""
    if isinstance(rule.value, Range):
        return Message("within {value}", value=rule.amount())
    known = limits is not None and np.all(np.isfinite(limits))
    value = _words(np.asarray(limits), rule.unit) if known else rule.amount()
    if side == "at_least":
        return Message("at least {value}", value=value)
    return Message("at most {value}", value=value)


def _words(numbers: FloatArray, unit: str) -> Text:
    least, most = (round(float(end), 2) for end in (np.min(numbers), np.max(numbers)))
    return amount(least if least == most else Range(low=least, high=most), unit)


def unmet(rows: tuple[BuyerRow, ...]) -> Iterator[Message]:
    """Conditions of the buyer that a study does not meet, each with demand and source."""
    for row in rows:
        if row.passed_share is not None and row.passed_share < 1:
            yield Message(
                "{rule} Here {stated}; the buyer's side has {demand} ({source}).",
                rule=row.description, stated=row.stated or "", demand=row.demand,
                source=row.source,
            )  # fmt: skip
