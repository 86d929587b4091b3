"""Table of the documentation: what each rule of a profile drives, what it binds, or neither."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tender_effects import tender_drives, tender_held

from wte_ppp.feasibility.bound import HELD, STACK
from wte_ppp.feasibility.bound_notes import LIMITS_OF_LAW
from wte_ppp.feasibility.emissions import RULE as LIMITS
from wte_ppp.feasibility.exchange import EXCHANGE, Exchange
from wte_ppp.feasibility.filling import MONEY_OF_PRICE, SIGNATURE, Filling, fillings
from wte_ppp.feasibility.guidance_notes import RELATED
from wte_ppp.feasibility.left_open import PREMIUM
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.procurement import ANSWERS
from wte_ppp.guidance.resolve import Rules

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]
TOOLKIT = "wte_ppp"
# A plant of the size that laws speak of, in which every shipped scale gives something.
SITUATION = {"capacity_mw": 9.0, "capacity_t_per_day": 500.0, "operation_year": 2029.0}
# What a study tells of rules that fill no input; `tests/feasibility/test_filling.py` holds it.
TOLD = {
    PREMIUM: "told on page one where the study states its own price",
    SIGNATURE: "`climate.jcm.partner` where operation began before it",
    **dict.fromkeys(LIMITS_OF_LAW, "told where the study lies beyond"),
}
FRAME = "nothing; shown in the legal frame"
NOT_CHECKED = "nothing; listed as binding, not checked"


@dataclass(frozen=True)
class Effect:
    """What a rule does: inputs that it fills, by profile; what is held against it where it binds.

    `asks` are profiles whose rule is to fill an input and cannot: a range, or a price without a
    rate of exchange. `held` is an input or outcome of a study, "" where nothing answers to the
    rule; `told` are inputs beside which the result tells it, since it does not fill them.
    """

    rule: str
    fills: dict[str, tuple[str, ...]]
    asks: dict[str, tuple[str, ...]]
    held: str
    told: tuple[str, ...]


def effects() -> Iterator[Effect]:
    """Every rule of the outline, then each other rule of a shipped profile that does something."""
    filled: dict[str, dict[str, list[str]]] = {}
    asked: dict[str, dict[str, list[str]]] = {}
    bound: list[str] = []
    for name in (TOOLKIT, *available_hosts()):
        guidance = load_guidance(name)
        for rule_id, rule in guidance.layers[-1].rules.items():
            if any(value.binding != "free" for value in rule.values):
                bound.append(rule_id)
            if rule.feeds is None:
                continue
            given = _given(guidance, rule_id)
            kind = filled if Filling in given else asked if given else {}
            kind.setdefault(rule_id, {}).setdefault(rule.feeds, []).append(name)
    questions = load_guidance(TOOLKIT).questions
    for rule_id in dict.fromkeys((*questions, *sorted({*filled, *bound, *ANSWERS}))):
        fills = {path: tuple(names) for path, names in filled.get(rule_id, {}).items()}
        asks = {path: tuple(names) for path, names in asked.get(rule_id, {}).items()}
        question = questions.get(rule_id)
        fed = [*fills, *asks, *([question.feeds] if question and question.feeds else ())]
        held = fed[0] if fed else HELD[rule_id].input if rule_id in HELD else ""
        if rule_id == LIMITS:
            held = STACK
        told = tuple(path for path, rules in RELATED.items() if rule_id in rules)
        yield Effect(rule_id, fills, asks, held, told)


@cache
def _rules(name: str, day: str) -> Rules:
    return load_guidance(name).on(day)


def _given(guidance: Guidance, rule_id: str) -> set[type]:
    """Whether a rule fills its input on a day on which a value of it begins, or only asks."""
    days = [str(value.since) for value in guidance.layers[-1].rules[rule_id].values]
    given = set()
    for day in (*days, guidance.profile.as_of):
        rules = _rules(guidance.profile.id, day)
        if rule_id in rules:
            own = {key: rules[key] for key in (rule_id, EXCHANGE) if key in rules}
            path = own[rule_id].feeds
            given |= {
                type(one)
                for fed, one in fillings(own, SITUATION, Exchange("USD", {}, own))
                if fed == path
            }
    return given


def _effects() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    everywhere = ((TOOLKIT,), tuple(available_hosts()))

    def of(path: str, names: tuple[str, ...]) -> str:
        return f"`{path}`" + ("" if names in everywhere else f" ({', '.join(names)})")

    def rows() -> Iterator[tuple[str, ...]]:
        for effect in effects():
            drives = [of(path, names) for path, names in effect.fills.items()]
            drives += [
                f"`{MONEY_OF_PRICE[path]}` where it is in local money"
                for path in effect.fills
                if path in MONEY_OF_PRICE
            ]
            drives += [f"asks for {of(path, names)}" for path, names in effect.asks.items()]
            drives += [f"told beside `{path}`" for path in effect.told]
            if effect.rule == LIMITS:
                drives.append("`emissions` of the result; a tender's requirement")
            if effect.rule == EXCHANGE:
                drives.append("the rate at which a price in local money fills and is held")
            if effect.rule in TOLD:
                drives.append(TOLD[effect.rule])
            drives += tender_drives(effect.rule)
            held = f"`{effect.held}`" if effect.held else tender_held(effect.rule) or NOT_CHECKED
            yield f"`{effect.rule}`", "; ".join(drives) or FRAME, held

    return ("Rule", "Drives", "Where it binds, held against"), rows()


TABLES = {"rule-effects": _effects}
