"""The grade belongs to the clause that was read, not to its document; and further references.

As in Presidential Regulation 109/2025: article 19 was seen in its text, the rest in accounts.
"""

import pytest

from tests.guidance.conftest import SOURCES, rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.check import check
from wte_ppp.guidance.coverage import coverage
from wte_ppp.guidance.explain import explain
from wte_ppp.guidance.load import load_guidance

REPORT = (
    SOURCES
    + "told:\n  title: Regulation 109/2025\n  year: 2020\n  text: report\n  read: '2025-06-01'\n"
)


def graded(source, name="price", **more):
    return rule(name, ("2020-01-01", 1), source=source, clause="article 19", **more)


@pytest.mark.parametrize(
    ("source", "text", "official"),
    [("told", "official", 1), ("told", None, 0), ("law", "report", 0), ("heard", "official", 1)],
)
def test_coverage_goes_by_what_was_read_at_the_clause(folder, source, text, official):
    place = folder(sources=REPORT, topic=graded(source, text=text))
    assert check(place).errors == ()
    loaded = load_guidance(place)
    count = coverage(loaded)
    assert (count.official, count.report) == (official, 1 - official)
    read = text or {"told": "report"}[source]
    assert loaded.on("2026-01-01")["topic.price"].reference.text == read


def test_clauses_of_one_document_are_read_apart(folder):
    rest = graded("heard", "other", status="assumption", confidence="K")
    place = folder(topic=graded("heard", text="official") + rest)
    assert check(place).errors == ()
    count = coverage(load_guidance(place))
    assert (count.official, count.assumption) == (1, 1)


@pytest.mark.parametrize(
    ("source", "more", "field", "found"),
    [
        ("law", {"text": "unread"}, "status", "law from a clause nobody read"),
        (
            "law",
            {"text": "unread", "status": "assumption"},
            "confidence",
            "S from a clause nobody read",
        ),
        (
            "heard",
            {"text": "official", "confidence": "K"},
            "confidence",
            "K although the clause was read",
        ),
        ("law", {"text": "seen"}, "text", "'seen'"),
        ("law", {"also": "[{source: lav}]"}, "also.0.source", "Write 'law'"),
        ("law", {"also": "[{clause: article 3}]"}, "also.0.source", "nothing"),
        ("law", {"also": "[{source: law, say: x}]"}, "also.0.say", "unknown key 'say'"),
    ],
)
def test_what_a_clause_cannot_carry(folder, source, more, field, found):
    with pytest.raises(DocumentError) as caught:
        load_guidance(folder(topic=graded(source, **more)))
    (problem,) = caught.value.problems
    assert problem.field == f"price.values.0.{field}"
    assert found in str(problem)


def test_text_asks_for_a_source_and_a_gap_has_none(folder):
    alone = rule(
        "price", ("2020-01-01", 1), source=None, status="assumption", confidence="U", text="unread"
    )
    with pytest.raises(DocumentError, match=r"values\.0\.text: got text: unread without source"):
        load_guidance(folder(topic=alone))
    gap = (
        "price:\n  description: A rule.\n  unit: x\n  values:\n    - from: '2020-01-01'\n"
        "      value: null\n      gap: Ask.\n      also: [{source: law}]\n"
    )
    with pytest.raises(DocumentError, match="also beside gap"):
        load_guidance(folder(topic=gap))


ALSO = "[{source: told, clause: article 3, says: 20 cents as well}, {source: heard, clause: '5'}]"


def test_several_documents_stand_behind_one_value(folder):
    place = folder(sources=REPORT, topic=graded("law", also=ALSO))
    rules = load_guidance(place).on("2026-01-01")
    told = explain(rules, "topic.price")
    assert "source: Law on Waste 1/2020, article 19 (2020)" in told
    assert "also: Regulation 109/2025, article 3 (2020): 20 cents as well (read in an" in told
    assert "also: A decree that nobody has read, 5 (2019) (not read)" in told
    assert [one.reference.text for one in rules["topic.price"].also] == ["report", "unread"]


def test_what_is_cited_besides_is_cited(folder):
    place = folder(sources=REPORT, topic=graded("law", also=ALSO))
    assert not any("nothing cites" in str(one) for one in check(place).warnings)
