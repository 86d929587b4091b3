"""What rules of the country leave open: exceptions that nobody decided, ceilings for prices."""

from collections.abc import Iterator, Mapping

from wte_ppp.feasibility.bound import HELD
from wte_ppp.feasibility.filling import MONEY_OF_PRICE
from wte_ppp.feasibility.layers import Origin
from wte_ppp.feasibility.result import OpenRow
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message, sentence


def open_rows(rules: Rules, origins: Mapping[str, Origin]) -> tuple[OpenRow, ...]:
    """Exceptions that the project does not decide, then ceilings that stand in for a price.

    Parameters
    ----------
    rules
        In force on the study's day for its project.
    origins
        Of the study's inputs, by dotted path.

    Returns
    -------
    tuple[OpenRow, ...]
        By rule id.
    """
    standing = (*rules.values(), *rules.ended.values(), *rules.gaps.values())
    exceptions = [
        row for rule in sorted(standing, key=lambda rule: rule.id) for row in _exceptions(rule)
    ]
    return (*exceptions, *_ceilings(rules, origins))


def _exceptions(rule: ResolvedRule) -> Iterator[OpenRow]:
    for possible in rule.possible:
        binds = possible.binding != "free" or bool(rule.bounds)
        yield OpenRow(
            rule=rule.id,
            description=rule.about,
            kind="exception",
            told=possible.told,
            missing=tuple(sentence(str(name_in_words(name))) for name in possible.missing),
            acts=rule.feeds is not None or rule.id in HELD or binds,
        )


def _ceilings(rules: Rules, origins: Mapping[str, Origin]) -> Iterator[OpenRow]:
    for rule in rules.values():
        if rule.feeds not in MONEY_OF_PRICE or rule.binding != "at_most" or rule.value == 0.0:
            continue
        origin = origins.get(str(rule.feeds))
        if origin is None or origin.layer != rule.origin:
            continue
        yield OpenRow(
            rule=rule.id,
            description=rule.about,
            kind="ceiling",
            told=Message(
                "{value} is the highest that the law allows ({source}) and stands in for a price "
                "that nobody agreed yet: the contract may have less",
                value=rule.amount(), source=rule.cited,
            ),
            missing=(),
            acts=True,
        )  # fmt: skip
