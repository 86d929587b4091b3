"""OCDS: valid by the published schemas, and back again without loss of what it can hold."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tests.tender.conftest import at, opening, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.tender.bids import read_bid
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
