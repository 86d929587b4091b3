"""What a score sheet says beside its cells: grades, a bid's promises, what evidence counts."""

from collections.abc import Iterator
from fractions import Fraction

from wte_ppp.guidance.catalogues import Criterion, Rating
from wte_ppp.messages import Message, Quoted, Text, sentence
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.tender import Leaf
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.doubts import BIDDER
from wte_ppp.tender.exact import exact
from wte_ppp.tender.names import BY, Name
from wte_ppp.tender.requirements import yes_or_no
from wte_ppp.tender.shapes import Judgement
from wte_ppp.tender.tender import Tender


def anchors(tender: Tender, leaf: Leaf) -> Iterator[Message]:
    """What each grade of a criterion stands for, the highest first."""
    shape = leaf.shape
    assert isinstance(shape, Judgement)
    scale = {
        f"{entry.grade:g}": Message(
            "{name}: {meaning}", name=sentence(entry.name), meaning=sentence(entry.meaning)
        )
        for entry in tender.guidance.catalogue("rating_scale").values()
        if isinstance(entry, Rating)
    }
    for grade, share in reversed(list(tender.grades_of(leaf).items())):
        words: Text | None = None if shape.grades else scale.get(grade)
        if grade in shape.anchors:
            words = Quoted(shape.anchors[grade], BY)
        percent = 100 * share
        if words is None:
            yield Message("{grade} = {percent:max2} % of the points", grade=grade, percent=percent)
        else:
            yield Message(
                "{grade} = {percent:max2} % of the points: {meaning}",
                grade=grade, percent=percent, meaning=words,
            )  # fmt: skip


def promises(tender: Tender, leaf: Leaf, envelope: Bid) -> Iterator[Message]:
    """A bid's answers on the fields that belong to a criterion, none of the price envelope."""
    for key in belonging(tender, leaf):
        label: Name = tender.names.fields[key]
        doubt, answer = envelope.doubt_on(key), envelope.answers.get(key)
        if doubt is not None and answer is None:
            yield Message("{field}: open: {why}", field=label, why=doubt.why)
        elif answer is None or answer == "":
            yield Message("{field}: not stated", field=label)
        elif isinstance(answer, bool):
            yield Message("{field}: {answer}", field=label, answer=yes_or_no(answer))
        elif isinstance(answer, Fraction):
            unit = tender.names.field_units[key]
            yield Message(
                "{field}: {value:max6} {unit}", field=label, value=exact(answer), unit=unit
            )
        else:
            yield Message("{field}: {answer}", field=label, answer=Quoted(str(answer), BIDDER))


def belonging(tender: Tender, leaf: Leaf) -> tuple[str, ...]:
    """Fields of the technical envelope that a criterion is judged by."""
    criterion = leaf.criterion
    entry = tender.guidance.catalogue("criteria").get(leaf.id)
    named = [*criterion.shown]
    if criterion.field:
        named += DERIVED[criterion.field].reads if criterion.field in DERIVED else [criterion.field]
    if not criterion.shown and isinstance(entry, Criterion):
        named += entry.bid_fields
    return tuple(
        key
        for key in dict.fromkeys(named)
        if key in tender.form and tender.form[key].envelope == "technical"
    )


def evidence(tender: Tender, leaf: Leaf) -> Text:
    """What evidence a criterion asks for: the toolkit's words, or the officer's."""
    entry = tender.guidance.catalogue("criteria").get(leaf.id)
    text = leaf.criterion.evidence
    ours = isinstance(entry, Criterion) and entry.evidence == text
    words: Text = sentence(text) if ours else Quoted(text, BY)
    return Message("Evidence: {evidence}", evidence=words)
