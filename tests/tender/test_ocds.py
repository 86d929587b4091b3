"""OCDS: valid by the published schemas, and back again without loss of what it can hold."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tests.tender.conftest import RULES, at, begun, opening, settle, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.life.addenda import extend_deadline
from wte_ppp.tender.life.outcome import notify, sign
from wte_ppp.tender.life.questions import answer, ask
from wte_ppp.tender.life.review import cancel, complain, decide_complaint, reopen
from wte_ppp.tender.ocds import release_of, released
from wte_ppp.tender.ocds_reading import read_ocds

SCHEMAS = os.environ.get("WTE_PPP_OCDS_SCHEMAS", "")
with_schemas = pytest.mark.skipif(not SCHEMAS, reason="WTE_PPP_OCDS_SCHEMAS is not set")


def faults(package):
    """Faults of a package by core 1.1.5 and by the PPP profile."""
    found = []
    for prefix in ("", "ppp-"):
        whole = json.loads((Path(SCHEMAS) / f"{prefix}release-package-schema.json").read_text())
        inner = json.loads((Path(SCHEMAS) / f"{prefix}release-schema.json").read_text())
        whole["properties"]["releases"]["items"] = {}
        checker = jsonschema.FormatChecker()
        for schema, data in ((whole, package), *((inner, one) for one in package["releases"])):
            validator = jsonschema.Draft4Validator(schema, format_checker=checker)
            found += [f"{list(one.path)}: {one.message}" for one in validator.iter_errors(data)]
    return found


@with_schemas
@pytest.mark.parametrize("stage", ["opened", "finished"])
def test_every_stage_is_valid_by_core_and_ppp_profile(stage, request):
    release = release_of(request.getfixturevalue(stage))
    assert faults(json.loads(released(release))) == []


@with_schemas
def test_the_check_can_fail(finished):
    package = json.loads(released(release_of(finished)))
    package["releases"][0]["bids"]["details"][0]["status"] = "first"
    assert any("'first' is not one of" in one for one in faults(package))


@pytest.fixture
def lived(put):
    """Extended, asked, awarded, complained about, begun anew, awarded again, signed."""
    case = begun(put, rules=RULES + "  procedure.standstill_days: 0\n")
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    complain(case, "The fee was read wrongly", about="price", by="Office", bid="B1", at=at(8))
    decide_complaint(case, 1, "upheld", reason="Ranked anew", by="Board", at=at(9))
    reopen(case, "award", reason="Ranked anew", ordered_by="Board", by="Office", at=at(10))
    return case


def test_an_award_set_aside_is_cancelled_and_a_complaint_is_a_document(lived):
    body = release_of(lived).package["releases"][0]
    (award,) = body["awards"]
    assert (award["status"], award["relatedBid"]) == ("cancelled", "B2")
    assert award["description"] == "Ranked anew"
    assert body["tender"]["status"] == "active"
    (document,) = body["tender"]["documents"]
    assert document["documentType"] == "complaints"
    assert document["description"] == "upheld: Ranked anew"


def test_an_award_that_stands_again_is_beside_the_one_set_aside(lived):
    lived.award(by="Panel", at=at(11))
    body = release_of(lived).package["releases"][0]
    assert [award["status"] for award in body["awards"]] == ["cancelled", "pending"]
    assert len({award["id"] for award in body["awards"]}) == 2
    notify(lived, by="Office", at=at(12))
    sign(lived, reference="7/2026", by="Office", at=at(13))
    body = release_of(lived).package["releases"][0]
    (contract,) = body["contracts"]
    assert contract["awardID"] == body["awards"][1]["id"] == "award-B2"
    assert contract["title"] == "7/2026"
    assert body["awards"][1]["status"] == "active"
    assert body["tag"] == ["contract"]


@with_schemas
def test_every_turn_of_its_life_is_valid(lived):
    assert faults(json.loads(released(release_of(lived)))) == []
    lived.award(by="Panel", at=at(11))
    notify(lived, by="Office", at=at(12))
    sign(lived, reference="7/2026", by="Office", at=at(13))
    assert faults(json.loads(released(release_of(lived)))) == []


@with_schemas
def test_a_cancelled_tender_is_valid_and_says_so(opened):
    cancel(opened, reason="No budget", by="Office", at=at(3))
    release = release_of(opened)
    assert faults(json.loads(released(release))) == []
    assert release.package["releases"][0]["tender"]["status"] == "cancelled"


@with_schemas
def test_an_extension_and_a_question_are_in_the_release(put):
    case = opening(put("case/tender.yaml", text()).parent)
    ask(case, "Which LHV counts?", by="Office", at=at(10, month=2))
    answer(case, 1, "That of annex 2", by="Office", at=at(11, month=2))
    extend_deadline(
        case, deadline=at(20, 17), reason="Annex 2 is late", by="Office", at=at(12, month=2)
    )
    release = release_of(case)
    assert faults(json.loads(released(release))) == []
    body = release.package["releases"][0]["tender"]
    (amendment,) = body["amendments"]
    assert amendment["rationale"] == "Annex 2 is late"
    assert "2026-03-20T17:00" in amendment["description"]
    assert body["hasEnquiries"] is True
    assert body["documents"][0]["description"] == "That of annex 2"
    assert body["tenderPeriod"]["endDate"].startswith("2026-03-20T17:00")


def test_no_object_is_empty(finished):
    def empty(node):
        if isinstance(node, dict):
            return not node or any(empty(part) for part in node.values())
        return isinstance(node, list) and (not node or any(empty(part) for part in node))

    assert not empty(json.loads(released(release_of(finished)))["releases"])


def test_prices_stay_out_until_they_are_open(opened):
    text_of = released(release_of(opened))
    details = json.loads(text_of)["releases"][0]["bids"]["details"]
    assert {one["id"]: one["status"] for one in details} == {
        "B1": "pending", "B2": "pending", "B3": "disqualified", "B4": "withdrawn"
    }  # fmt: skip
    assert "price-fee" not in text_of


def test_the_award_names_its_bid_and_what_was_offered(finished):
    body = release_of(finished).package["releases"][0]
    (award,) = body["awards"]
    assert award["relatedBid"] == finished.result().winner
    offered = {one["id"]: one["observations"][0]["measure"] for one in award["agreedMetrics"]}
    assert offered == {"net": 475, "hours": 8000}
    assert body["tender"]["targets"][0]["description"] == "at least 7500 h/year"


def test_round_trip_keeps_every_answer_and_says_what_is_lost(finished, put):
    file = put("release.json", released(release_of(finished)))
    imported = read_ocds(file, finished.tender)
    assert set(imported.bids) == {"B1", "B2"}
    for envelope, kept in (("technical", finished.envelopes()), ("price", finished.prices())):
        for bid, own in kept.items():
            back = put("back.json", json.dumps(imported.bids[bid][envelope]))
            read = read_bid(back, finished.tender, envelope)
            assert read.answers == own.answers
            assert (read.bidder, read.currency) == (own.bidder, own.currency)
    assert any("B4: withdrawn" in str(one) for one in imported.not_taken)
    assert any("grades" in str(one) for one in release_of(finished).not_held)


def test_a_number_of_many_digits_goes_as_text_and_comes_back(put):
    case = opening(put("case/tender.yaml", text()).parent)
    file = put("t.yaml", technical("B1", net="'475.12345678901234567'"))
    case.receive("B1", "technical", file, by="Office", at=at(1))
    imported = read_ocds(put("r.json", released(release_of(case))), case.tender)
    assert imported.bids["B1"]["technical"]["fields"]["net"] == "475.12345678901234567"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[" * 100_000, "JSON"),
        ("{}", "OCDS release"),
        ('{"ocid": "x", "tender": {"id": "other"}}', "trial"),
        ('{"ocid": "x", "tender": {"id": "trial"}}', "a list of bids"),
        ('{"ocid": "x", "tender": {"id": "trial"}, "bids": {"details": [3]}}', "a bid with an id"),
        ("\x00\xff", "JSON"),
    ],
)
def test_what_is_no_release_of_this_tender_is_refused(finished, put, content, word):
    with pytest.raises(DocumentError, match=word):
        read_ocds(put("bad.json", content), finished.tender)


def test_an_id_that_is_a_path_becomes_a_short_id(finished, put):
    details = [{"id": "../../etc/x", "tenderers": [{"name": "A"}]}]
    data = {"ocid": "x", "tender": {"id": "trial"}, "bids": {"details": details}}
    imported = read_ocds(put("x.json", json.dumps(data)), finished.tender)
    assert list(imported.bids) == ["bid1"]
    assert any("etc" in str(one) for one in imported.not_taken)
