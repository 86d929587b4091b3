"""Table of the documentation: what each rule of a profile drives, what it binds, or neither."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tender_effects import tender_drives, tender_held

from wte_ppp.feasibility.bound import EXCHANGE, HELD, STACK
from wte_ppp.feasibility.emissions import RULE as LIMITS
from wte_ppp.feasibility.notes import RELATED
from wte_ppp.guidance.load import available_hosts, load_guidance
from wte_ppp.guidance.procurement import ANSWERS

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]
TOOLKIT = "wte_ppp"
FRAME = "nothing; shown in the legal frame"
NOT_CHECKED = "nothing; listed as binding, not checked"


@dataclass(frozen=True)
class Effect:
    """What a rule does: inputs that it fills, by profile; what is held against it where it binds.

    `held` is an input or outcome of a study, "" where nothing answers to the rule; `told` are
    inputs beside which the result tells it, since it does not fill them.
    """

    rule: str
    fills: dict[str, tuple[str, ...]]
    held: str
    told: tuple[str, ...]


def effects() -> Iterator[Effect]:
    """Every rule of the outline, then each other rule of a shipped profile that does something."""
    layers = {name: load_guidance(name).layers[-1] for name in (TOOLKIT, *available_hosts())}
    fed: dict[str, dict[str, list[str]]] = {}
    bound: list[str] = []
    for name, layer in layers.items():
        for rule_id, rule in layer.rules.items():
            if rule.feeds is not None:
                fed.setdefault(rule_id, {}).setdefault(rule.feeds, []).append(name)
            if any(value.binding != "free" for value in rule.values):
                bound.append(rule_id)
    outline = load_guidance(TOOLKIT).questions
    for rule_id in dict.fromkeys((*outline, *sorted({*fed, *bound, *ANSWERS}))):
        fills = {path: tuple(names) for path, names in fed.get(rule_id, {}).items()}
        held = next(iter(fills), "")
        if rule_id == LIMITS:
            held = STACK
        elif not held and rule_id in HELD:
            held = HELD[rule_id].input
        told = tuple(path for path, rules in RELATED.items() if rule_id in rules)
        yield Effect(rule_id, fills, held, told)


def _effects() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    everywhere = ((TOOLKIT,), tuple(available_hosts()))

    def rows() -> Iterator[tuple[str, ...]]:
        for effect in effects():
            drives = [
                f"`{path}`" + ("" if names in everywhere else f" ({', '.join(names)})")
                for path, names in effect.fills.items()
            ]
            drives += [f"told beside `{path}`" for path in effect.told]
            if effect.rule == LIMITS:
                drives.append("`emissions` of the result; a tender's requirement")
            if effect.rule == EXCHANGE:
                drives.append("the rate at which a price in local money is held")
            drives += tender_drives(effect.rule)
            held = f"`{effect.held}`" if effect.held else tender_held(effect.rule) or NOT_CHECKED
            yield f"`{effect.rule}`", "; ".join(drives) or FRAME, held

    return ("Rule", "Drives", "Where it binds, held against"), rows()


TABLES = {"rule-effects": _effects}
