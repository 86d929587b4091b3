"""Whether the JCM has a methodology for burning waste in the host country, by its profile."""

from collections.abc import Iterator, Mapping

from wte_ppp.feasibility.result import RuleRow
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message

RULE, TITLE = "ghg.jcm_methodology", "ghg.jcm_methodology_title"
# Choices of the rule in the toolkit's outline.
APPROVED, NONE_APPROVED = "approved", "none approved"


def lacks_methodology(rules: tuple[RuleRow, ...]) -> bool:
    """Whether the country's profile says that none is approved."""
    return any(row.rule == RULE and row.word == NONE_APPROVED for row in rules)


def on_methodology(rules: Mapping[str, ResolvedRule]) -> Iterator[Message]:
    """What the profile says of a methodology, for the reader of the reductions."""
    rule = rules.get(RULE)
    if rule is None:
        return
    if rule.value == NONE_APPROVED:
        yield Message(
            "No JCM methodology for burning waste is approved in this country ({source}): "
            "decay, composition and carbon are the study's own choices.",
            source=rule.cited,
        )
        return
    title = rules.get(TITLE)
    yield Message(
        "JCM methodology for burning waste in this country: {methodology} ({source}). Its "
        "text was not read: decay, composition and carbon are the study's own choices, and "
        "it may fix others.",
        methodology=rule.amount() if title is None else title.amount(),
        source=rule.cited,
    )
