"""Chapters of the study on the legal frame and on published figures."""

import datetime

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table
from wte_ppp.chapters.choices import choice_words
from wte_ppp.chapters.outcome_tables import Row, number, scaled, signed_percent
from wte_ppp.chapters.study.bound import bound_blocks
from wte_ppp.chapters.study.buyer import buyer_blocks
from wte_ppp.chapters.study.left_open import left_open_blocks
from wte_ppp.feasibility.result import Comparison, RuleRow, StudyResult
from wte_ppp.messages import Message, mark

TOPICS = {
    "wte": mark("Waste to energy"),
    "procurement": mark("Procurement and PPP"),
    "tariff": mark("Power tariff"),
    "tax": mark("Tax"),
    "emissions": mark("Emissions"),
    "ghg": mark("Greenhouse gases and JCM"),
    "macro": mark("Economy"),
}
CONFIDENCE = Message("S: source read, K: known, source not re-read, U: uncertain")


def legal_chapter(result: StudyResult) -> tuple[Block, ...]:
    """The country's rules on the study's day, each with its source, by topic."""
    recorded = [rule for rule in result.rules if rule.status != "gap"]
    title = Heading(Message("Legal frame"))
    if not recorded or result.guidance is None:
        text = Message("This study uses no country profile, so it gives no legal frame.")
        return (title, Paragraph(text), *buyer_blocks(result))
    columns = (
        Column(Message("Rule"), 36),
        Column(Message("In force"), 36),
        Column(Message("Source"), 54),
        Column(Message("Read"), 8),
    )
    blocks: list[Block] = [title, Paragraph(_whose(result)), *bound_blocks(result)]
    blocks += left_open_blocks(result)
    blocks.append(Paragraph(CONFIDENCE, "note"))
    for topic, name in TOPICS.items():
        rows = tuple(_rule_row(rule) for rule in recorded if rule.rule.partition(".")[0] == topic)
        if rows:
            blocks.append(Heading(Message(name), 2))
            blocks.append(Table(columns, rows, name=f"legal_frame_{topic}", size="tiny"))
    return (*blocks, *buyer_blocks(result))


def _whose(result: StudyResult) -> Message:
    if result.as_of is None:
        return Message(
            "Rules of {profile} as of the profile's own date. Guidance, not legal advice.",
            profile=result.guidance or "",
        )
    return Message(
        "Rules of {profile} as of {day}. Guidance, not legal advice.",
        profile=result.guidance or "",
        day=datetime.date.fromisoformat(result.as_of),
    )


def _rule_row(rule: RuleRow) -> Row:
    zone = rule.rule == "ghg.climate_zone" and rule.value is not None
    value = choice_words("climate.climate_zone", str(rule.value)) if zone else rule.value
    return (rule.description, value, rule.source, rule.confidence)


def published_part(result: StudyResult) -> tuple[Block, ...]:
    """Published figures beside the model's, where the study names some."""
    if not result.published:
        return ()
    columns = (
        Column(Message("Figure"), 28),
        Column(Message("Published"), 11, numbers=True),
        Column(Message("Model"), 10, numbers=True),
        Column(Message("Unit"), 12),
        Column(Message("Difference"), 11, numbers=True),
        Column(Message("Source and reason"), 57),
    )
    rows = tuple(map(_published_row, result.published))
    note = Message("No coefficient is fitted to the published figures.")
    return (
        Heading(Message("Model against published")),
        Table(columns, rows, note=note, name="published", size="tiny"),
    )


def _published_row(row: Comparison) -> Row:
    published, unit = scaled(row.published, row.unit)
    model, _ = scaled(number(row.model), row.unit)
    why = (row.source, row.reason) if row.reason else (row.source,)
    change = signed_percent(row.difference_percent)
    return (row.description, published, model, unit, change, why)
