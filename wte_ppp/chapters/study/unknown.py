"""What a study does not know: inputs that nobody gave, cautious ends, what nobody is sure of.

Defaults of other places too.
"""

from collections.abc import Iterator, Sequence

from wte_ppp.blocks import Words
from wte_ppp.cards import card_of
from wte_ppp.chapters.outcome_tables import unit_text
from wte_ppp.chapters.study.left_open import left_open_texts
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.reading import about
from wte_ppp.feasibility.result import NotStatedRow, OutOfPlaceRow, StudyResult
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, sentence

MOST_LABELS = 5
# Inputs that count only where another is given.
ONLY_WITH = {
    "finance.municipality.affordable_percent_of_income": (
        "finance.municipality.household_income_usd_per_year"
    ),
}


def unknown_texts(result: StudyResult) -> tuple[Message, ...]:
    """Sentences for page one, the screen and the open points; none where all is known."""
    return (
        *not_stated_texts(result.not_stated),
        *left_open_texts(result),
        *_cautious(result),
        *_uncertain(result),
        *_out_of_place(result.out_of_place, result.country is not None),
    )


def not_stated_texts(rows: Sequence[NotStatedRow]) -> Iterator[Message]:
    """One sentence for the inputs on which the same figures hang."""
    for outcomes in dict.fromkeys(row.outcomes for row in rows):
        alike = [row for row in rows if row.outcomes == outcomes]
        yield Message(
            "Not stated: {figures:; }. Not known: {inputs:; }. What would state it: {sources:; }.",
            figures=tuple(about(path)[0] for path in outcomes),
            inputs=tuple(row.label for row in alike),
            sources=tuple(dict.fromkeys(row.states for row in alike)),
        )


def _cautious(result: StudyResult) -> Iterator[Message]:
    """One sentence for a range, with each input that stands on an end of it."""
    for rule in dict.fromkeys(row.rule for row in result.cautious):
        rows = [row for row in result.cautious if row.rule == rule]
        named = {
            "unit": unit_text(rows[0].unit),
            "low": rows[0].low,
            "high": rows[0].high,
            "source": rows[0].source,
        }
        yield (
            Message(
                "{input}: {value} {unit}, the cautious end of {low} to {high} in the country "
                "profile ({source}).",
                input=rows[0].label, value=rows[0].value, **named,
            )
            if len(rows) == 1
            else Message(
                "{inputs: and }: {values: and } {unit}, the cautious ends of {low} to {high} in "
                "the country profile ({source}).",
                inputs=tuple(row.label for row in rows),
                values=tuple(row.value for row in rows),
                **named,
            )
        )  # fmt: skip


def _uncertain(result: StudyResult) -> Iterator[Message]:
    """Inputs that stand on rules of which their profile's author is not sure."""
    rules = {rule.feeds: rule for rule in result.rules if rule.feeds and rule.confidence == "U"}
    cautious = {row.input for row in result.cautious}
    given = {row.path for row in result.inputs if row.value is not None}
    for row in result.inputs:
        if ONLY_WITH.get(row.path, row.path) not in given:
            continue
        of_profile = row.layer not in ("default", "study file", "draws")
        unsure = of_profile and row.path in rules and row.path not in cautious
        if unsure and row.value is not None:
            yield Message(
                "{input}: {value} {unit}, of which the country profile is not sure: check it "
                "before use ({source}).",
                input=_label(row.path),
                value=row.value,
                unit=unit_text(row.unit),
                source=row.source,
            )


def _label(path: str) -> Words:
    field = field_at(StudyDefinition, path.split("."))
    return sentence(card_of(field).label) if field else path


def _out_of_place(rows: Sequence[OutOfPlaceRow], in_country: bool) -> Iterator[Message]:
    if not rows:
        return
    places = tuple(dict.fromkeys(row.place for row in rows))
    inputs = tuple(row.label for row in rows[:MOST_LABELS])
    more = len(rows) - len(inputs)
    yield (
        Message(
            "{count} defaults were made for another place ({places:; }): {inputs}.",
            count=len(rows),
            places=places,
            inputs=inputs if not more else (*inputs, Message("and {count} more", count=more)),
        )
        if in_country
        else Message(
            "No country is given: {count} defaults hold for {places:; } only: {inputs}.",
            count=len(rows),
            places=places,
            inputs=inputs if not more else (*inputs, Message("and {count} more", count=more)),
        )
    )
