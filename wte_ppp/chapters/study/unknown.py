"""What a study does not know: inputs that nobody gave, cautious ends, defaults of other places."""

from collections.abc import Iterator, Sequence

from wte_ppp.chapters.outcome_tables import unit_text
from wte_ppp.feasibility.reading import about
from wte_ppp.feasibility.result import NotStatedRow, OutOfPlaceRow, StudyResult
from wte_ppp.messages import Message

MOST_LABELS = 5


def unknown_texts(result: StudyResult) -> tuple[Message, ...]:
    """Sentences for page one, the screen and the open points; none where all is known."""
    return (
        *_not_stated(result.not_stated),
        *_cautious(result),
        *_out_of_place(result.out_of_place, result.country is not None),
    )


def _not_stated(rows: Sequence[NotStatedRow]) -> Iterator[Message]:
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
    for row in result.cautious:
        yield Message(
            "{input}: {value} {unit}, the cautious end of {low} to {high} in the country profile "
            "({source}).",
            input=row.label,
            value=row.value,
            unit=unit_text(row.unit),
            low=row.low,
            high=row.high,
            source=row.source,
        )


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
