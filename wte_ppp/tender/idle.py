"""Rules of the procedure that would run nowhere in a tender; its own ones are refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.steps import ALWAYS
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.country import unanswered
from wte_ppp.tender.in_force import steps_asked
from wte_ppp.tender.low_price_tests import WITH_PERCENT
from wte_ppp.tender.model import Tender

# Place, what was found, what is allowed, what to do.
Found = tuple[str, str, str, str]
RULES = f"rules.{PROCEDURE}"
MINIMUM = f"{PROCEDURE}.technical_minimum_percent"


@dataclass(frozen=True)
class Idle:
    """When a rule of the procedure changes a result, and what to say where it cannot."""

    runs: Callable[[Tender], bool]
    without: str
    action: str


def stated(tender: Tender, key: str) -> bool:
    """Whether the tender's own file states a rule; what follows from others is not stated."""
    return f"{PROCEDURE}.{key}" in tender.definition.rules


def weighted(tender: Tender) -> bool:
    """Whether technical and price points are added by a weight."""
    return tender.procedure.combination == "weighted_sum"


def low_line(tender: Tender) -> bool:
    """Whether a line says which price is abnormally low."""
    procedure = tender.procedure
    return (
        procedure.abnormally_low_percent_of_estimate is not None
        or procedure.abnormally_low_deviations is not None
        or procedure.abnormally_low_test is not None
    )


def preferring(tender: Tender) -> bool:
    """Whether some bid can have a preference."""
    return bool(tender.procedure.domestic_preference_percent or tender.definition.price.preferences)


_NEVER = "remove it from rules"
_WEIGHTED = Idle(weighted, "combination weighted_sum", "set procedure.combination, or remove it")
_DEVIATIONS = Idle(
    lambda tender: tender.procedure.abnormally_low_deviations is not None,
    "abnormally_low_deviations", "state how many deviations, or remove it",
)  # fmt: skip
_SCORED = Idle(lambda tender: bool(tender.leaves), "rated criteria", "add 'criteria', or remove it")
_PANEL = Idle(
    lambda tender: tender.definition.panel is not None, "a panel", "add 'panel', or remove it"
)
# Rules that run only beside another; the others run in every tender.
IDLE: Mapping[str, Idle] = {
    "technical_minimum_percent": _SCORED,
    "technical_minimum_points": _SCORED,
    "technical_minimum_of_best_percent": _SCORED,
    "technical_best_count": _SCORED,
    "criterion_minimum_percent": _SCORED,
    "technical_score": _WEIGHTED,
    "technical_weight_percent": _WEIGHTED,
    "price_score": Idle(
        lambda tender: weighted(tender) or tender.procedure.price_score == "none",
        "combination weighted_sum", "write none, or remove it",
    ),
    "published_points": _WEIGHTED,
    "standard_points": Idle(
        lambda tender: tender.procedure.combination == "quality_per_price",
        "combination quality_per_price", "set procedure.combination, or remove it",
    ),
    "score_decimals": Idle(
        lambda tender: tender.procedure.rounding != "none", "rounding", "add procedure.rounding"
    ),
    "threshold_on": Idle(
        lambda tender: any(True for _ in thresholds(tender)),
        "a minimum score", "state one, or remove it",
    ),
    "abnormally_low_sense": Idle(
        lambda tender: tender.procedure.abnormally_low_percent_of_estimate is not None,
        "abnormally_low_percent_of_estimate", "state the line, or remove it",
    ),
    "abnormally_low_deviation_from": _DEVIATIONS,
    "abnormally_low_deviation_sense": _DEVIATIONS,
    "abnormally_low_spread": _DEVIATIONS,
    "abnormally_low_test_percent": Idle(
        lambda tender: tender.procedure.abnormally_low_test in WITH_PERCENT,
        "an abnormally_low_test that reads it", "name one, or remove it",
    ),
    "abnormally_low_test_sense": Idle(
        lambda tender: tender.procedure.abnormally_low_test is not None,
        "abnormally_low_test", "name one, or remove it",
    ),
    "abnormally_low_action": Idle(
        lambda tender: low_line(tender) or tender.procedure.abnormally_low_action != "reject",
        "a low-price line", "state abnormally_low_percent_of_estimate, _deviations or _test",
    ),
    "domestic_preference_percent": Idle(
        lambda tender: bool(
            not tender.procedure.domestic_preference_percent
            or tender.definition.price.domestic_field
            or tender.definition.price.domestic_decided
        ),
        "price.domestic_field, which says who is domestic",
        "add it, or price.domestic_decided: true, or set the rule to 0",
    ),
    "domestic_preference_how": Idle(
        preferring, "domestic_preference_percent or price.preferences", "state it, or remove it"
    ),
    "panel_least": _PANEL,
    "panel_quorum": _PANEL,
    "panel_method": _PANEL,
    "rating_scale_highest": Idle(
        lambda tender: any(leaf.judged for leaf in tender.leaves),
        "a criterion that the panel scores", _NEVER,
    ),
    "standstill_kind": Idle(
        lambda tender: bool(tender.procedure.standstill_days), "standstill_days", "state them"
    ),
    "fewer_bids_action": Idle(
        lambda tender: tender.procedure.fewest_bids is not None, "fewest_bids", "state them"
    ),
    "complaint_kind": Idle(
        lambda tender: tender.procedure.complaint_days is not None, "complaint_days", "state them"
    ),
    "applies_to": Idle(lambda tender: False, "no rule of a tender: guidance's own words", _NEVER),
}  # fmt: skip


def idle_rules(tender: Tender) -> Iterator[Found]:
    """Rules that the tender itself states, and that would change nothing in it."""
    procedure = tender.procedure
    if procedure.stages != 1:
        allowed = "1: a first round without prices is no step of this program"
        action = "open a tender of its own for the priced round, with stages: 1"
        yield f"{RULES}.stages", f"{procedure.stages} stages", allowed, action
    for key, idle in IDLE.items():
        if stated(tender, key) and not idle.runs(tender):
            value = getattr(procedure, key)
            shown = getattr(value, "low", value)
            found, allowed = f"{shown}, which nothing reads", f"it beside {idle.without}"
            yield f"{RULES}.{key}", found, allowed, idle.action
    # A preference by the guidance is refused, too: nobody could have it.
    idle, rule = IDLE["domestic_preference_percent"], "domestic_preference_percent"
    if not stated(tender, rule) and not idle.runs(tender):
        found = f"{procedure.domestic_preference_percent:g} % by {tender.rules.identity}"
        yield f"{RULES}.{rule}", found, f"it beside {idle.without}", idle.action


def listed_steps(tender: Tender) -> Iterator[Found]:
    """Steps that the tender lists itself, against what its other parts ask for."""
    if not stated(tender, "steps"):
        return
    procedure = tender.procedure
    wanted, idle = steps_asked(procedure, tender.definition)
    if not procedure.standstill_days:
        idle.add("standstill")
    if not low_line(tender):
        idle.add("abnormally_low")
    for step in sorted(wanted - set(procedure.steps)):
        found = f"no {step}, which always runs"
        if step not in ALWAYS:
            found = f"no {step}, which the tender's other rules ask for"
        yield f"{RULES}.steps", found, "all steps that run", f"add {step}"
    for step in sorted(idle & set(procedure.steps)):
        found = f"{step}, which would have nothing to do"
        yield f"{RULES}.steps", found, "steps that run", f"remove {step}, or state its rules"


def thresholds(tender: Tender) -> Iterator[str]:
    """Rules by which a score can be too low, as far as the tender has them."""
    procedure = tender.procedure
    for key in (
        "technical_minimum_percent", "technical_minimum_points", "group_minimum_percent",
        "technical_minimum_of_best_percent", "criterion_minimum_percent", "total_minimum_percent",
    ):  # fmt: skip
        if getattr(procedure, key) is not None:
            yield key
    if any(leaf.criterion.minimum_percent is not None for leaf in tender.leaves):
        yield "minimum_percent"


def not_run(tender: Tender) -> Iterator[Message]:
    """What the guidance's procedure says and nothing here runs, and where the tender leaves it."""
    rules, procedure = tender.rules, tender.procedure
    weight = rules.get(f"{PROCEDURE}.technical_weight_percent")
    span = weight.override.replaced if weight is not None and weight.override else None
    stated = tender.technical_weight
    if weight is not None and isinstance(span, Range) and not span.low <= stated <= span.high:
        yield Message(
            "a technical weight of {weight:max6} % lies outside the {low:max6} to {high:max6} % of "
            "{origin}",
            weight=stated, low=span.low, high=span.high, origin=weight.origin,
        )  # fmt: skip
    if not tender.leaves and any(True for _ in thresholds(tender)):
        yield Message("no minimum score is held: the tender rates no criterion")
    open_ = dict(unanswered(rules, tender.definition))
    for key, gap in open_.items():
        if key != MINIMUM or not any(True for _ in thresholds(tender)):
            yield Message(
                "{key} is held by nothing, as nobody has said it: {gap} State it in rules; 0 is "
                "none.",
                key=key, gap=Quoted(gap.note, gap.origin),
            )  # fmt: skip
    standstill = f"{PROCEDURE}.standstill_days"
    if (
        "standstill" in procedure.steps
        and not procedure.standstill_days
        and standstill not in open_
    ):
        yield Message("how long the standstill is nobody has said: state procedure.standstill_days")
    if procedure.fewest_bids is None and not tender.guidance.layers[-1].is_toolkit:
        yield Message(
            "what is done with few bids, or with one, nobody has said: state procedure.fewest_bids "
            "and procedure.fewer_bids_action"
        )
    yield from _low_lines_without(tender)


def _low_lines_without(tender: Tender) -> Iterator[Message]:
    procedure = tender.procedure
    if procedure.abnormally_low_percent_of_estimate is not None and (
        tender.definition.price.estimate is None
    ):
        yield Message("the low-price line waits for an estimate: the tender states none")
    if procedure.abnormally_low_action != "none" and not low_line(tender):
        yield Message("no price is tested for being too low: the tender states no line")
