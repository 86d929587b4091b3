"""The risk of a study on one screen."""

import math

from wte_ppp.blocks import Block, Bullets, Column, Document, Heading, Paragraph, Table
from wte_ppp.chapters.outcome_tables import number
from wte_ppp.chapters.risk.labels import (
    factor_label,
    in_base,
    in_draws,
    shown_in,
    stated_outcomes,
)
from wte_ppp.chapters.study.unknown import not_stated_texts
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.messages import Message, Quoted
from wte_ppp.money_words import in_money

MOST_INPUTS = 5


def risk_screen(result: RiskResult) -> Document:
    """Main percentiles, probabilities and what drives the result most."""
    name = Quoted(result.name, STUDY)
    rows = []
    for row in result.outcomes:
        scale, unit = shown_in(row.unit)
        drawn = (in_draws(row, value, scale) for value in (row.p5, row.p50, row.p95))
        rows.append((row.description, in_base(row, scale), *drawn, unit))
    count = Message("{count:,} simulations, seed {seed}", count=result.draws, seed=result.seed)
    heads = (Message("Base case"), "P5", "P50", "P95")
    columns = (Column(count, 46), *(Column(head, 10, numbers=True) for head in heads), Column())
    chances = tuple(
        Message("{event}: not stated", event=row.description)
        if row.not_stated
        else Message("{percent:.1f} %: {event}", percent=number(row.percent), event=row.description)
        for row in result.probabilities
    )
    return in_money(
        Document(
            name,
            (
                Paragraph(name, "title"),
                Table(columns, tuple(rows), name="risk"),
                Heading(Message("Probability"), 2),
                Bullets(chances),
                *_drivers(result),
                Bullets(
                    tuple(
                        Message("note: {text}", text=text)
                        for text in (*not_stated_texts(result.not_stated), *result.notes)
                    )
                ),
            ),
            Message("Risk analysis"),
        ),
        result.money,
    )


def _drivers(result: RiskResult) -> list[Block]:
    described = {row.path: row.description for row in result.outcomes}
    blocks: list[Block] = []
    for path in stated_outcomes(result):
        ranked = sorted(
            (
                row
                for row in result.influence
                if row.outcome == path and math.isfinite(number(row.rank_correlation))
            ),
            key=lambda row: -abs(number(row.rank_correlation)),
        )
        blocks.append(
            Heading(
                Message("{outcome}: strongest drivers (rank correlation)", outcome=described[path]),
                2,
            )
        )
        blocks.append(
            Bullets(
                tuple(
                    Message(
                        "{correlation:+.2f} {input}",
                        correlation=number(row.rank_correlation),
                        input=factor_label(row.factor, result),
                    )
                    for row in ranked[:MOST_INPUTS]
                )
            )
        )
    return blocks
