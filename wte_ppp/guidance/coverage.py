"""How well a profile is sourced: rules counted by what was read of their source."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wte_ppp.guidance.holding import current
from wte_ppp.guidance.load import Guidance


@dataclass(frozen=True)
class Coverage:
    """Rules of a profile's own folder by their value on the profile's day.

    `official`: the text or its issuer's page was read; `report`: an account of it; `assumption`:
    nobody read a source; `gap`: nothing is known, questions of the outline without an answer
    included; `ended`: the rule gives nothing any more; `later`: it has not begun.
    """

    total: int
    official: int
    report: int
    assumption: int
    gap: int
    ended: int
    later: int


def coverage(guidance: Guidance) -> Coverage:
    """Count the rules of a profile."""
    layer = guidance.layers[-1]
    day = datetime.date.fromisoformat(layer.profile.as_of)
    counts = dict.fromkeys(Coverage.__dataclass_fields__, 0)
    for rule in layer.rules.values():
        value = current(rule, day)
        if value is None:
            counts["later"] += 1
        elif value.gap:
            counts["gap"] += 1
        elif value.value is None:
            counts["ended"] += 1
        elif value.status == "assumption":
            counts["assumption"] += 1
        else:
            source = layer.sources.get(value.source)
            read = value.read(source) if source else "report"
            counts["official" if read == "official" else "report"] += 1
    counts["gap"] += len(unanswered(guidance))
    counts["total"] = sum(counts.values())
    return Coverage(**counts)


def unanswered(guidance: Guidance) -> Sequence[str]:
    """Questions of the toolkit's outline that no rule of a country's profile answers."""
    if guidance.profile.schema_ != "wte_ppp/profile/1":
        return ()
    return [
        key
        for key, question in guidance.questions.items()
        if not question.optional and key not in guidance.rule_ids
    ]


def left_open(guidance: Guidance, day: datetime.date) -> Sequence[str]:
    """Questions that a profile beneath answers by a stated gap, and this one not at all."""
    own, beneath = guidance.layers[-1].rules, Guidance(guidance.layers[:-1])
    gaps = beneath.on(day).gaps if beneath.layers else {}
    return [key for key in guidance.questions if key in gaps and key not in own]
