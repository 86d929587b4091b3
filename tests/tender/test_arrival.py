"""The reception desk is told whose envelope it has in its hands, before it is taken in."""

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, opening, price, technical, text
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.messages import from_data
from wte_ppp.tender.verify import verify


@pytest.fixture
def case(put):
    return opening(put("case/tender.yaml", text()).parent)


@pytest.fixture
def take(case, put):
    def receive(bid, body, envelope="technical", **more):
        file = put("file.yaml", body)
        event = case.receive(bid, envelope, file, by="Office", at=at(1), **more)
        return [str(from_data(note)) for note in event.data.get("said", ())]

    return receive


def test_an_envelope_that_names_another_bidder_is_refused_until_confirmed(case, take):
    """T21: the technical envelope of Binh is handed over as that of B1, whose name is Anh."""
    take("B1", technical("Anh"))
    with pytest.raises(
        DocumentError, match="it names Binh; the envelope of bid B1 received before"
    ):
        take("B1", technical("Binh", net=500))
    assert case.envelopes()["B1"].bidder == "Anh"
    with pytest.raises(DocumentError, match="names Binh"):
        take("B1", price("Binh"), "price")
    take("B1", technical("Binh", net=500), confirmed="renamed on 1 February, register extract")
    event = case.progress.events[-1]
    assert event.data["confirmed"] == "renamed on 1 February, register extract"
    assert case.envelopes()["B1"].bidder == "Binh"
    assert verify(case.folder).problems == ()


def test_capitals_are_no_other_bidder(take):
    take("B1", technical("Nhà máy Một"))
    assert take("B1", price("NHÀ MÁY  MỘT"), "price") == []


def test_a_bidder_with_two_bids_is_said(take):
    """T20: said at receipt; what counts is decided before the freeze."""
    take("B1", technical("Anh"))
    assert take("B2", technical("anh", net=500)) == ["anh is also the bidder of bid B1"]


def test_the_file_of_another_bid_is_asked_about(take):
    take("B1", technical("Anh"))
    with pytest.raises(DocumentError, match="the same file was received for bid B1"):
        take("B2", technical("Anh"))


def test_a_second_envelope_and_one_that_cannot_be_read_are_said(take):
    take("B1", technical("Anh"))
    assert take("B1", technical("Anh", net=480)) == ["it replaces the envelope received before"]
    assert take("B1", price("Anh"), "price") == []
    (told,) = take("B2", "%PDF-1.7")
    assert "it cannot be read (a PDF document) and is kept as it is" in told


def test_a_late_envelope_stays_unopened(case, put):
    case.receive("B1", "technical", put("a.yaml", technical("Anh")), by="Office", at=at(1))
    late = put("b.yaml", technical("Binh"))
    event = case.receive("B1", "technical", late, by="Office", at=at(1, 18))
    assert event.data["late"]
    assert "said" not in event.data


def test_no_price_is_told_at_receipt(case, take):
    take("B1", technical("Anh"))
    take("B2", technical("Binh"))
    with pytest.raises(DocumentError) as refused:
        take("B1", price("Binh", 98765), "price")
    assert "98765" not in str(refused.value)
    assert "98765" not in str([event.data for event in case.progress.events])


def test_by_command(case, put, take):
    take("B1", technical("Anh"))
    file = put("other.yaml", technical("Binh"))
    command = ["tender", "receive", str(case.folder), str(file), "--bid", "B1", "--envelope",
               "technical", "--by", "Office", "--at", at(1).isoformat()]  # fmt: skip
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 2
    assert "give --confirm" in refused.output
    taken = CliRunner().invoke(main, [*command, "--confirm", "new name"])
    assert taken.exit_code == 0
    assert "note: B1: it replaces the envelope received before" in taken.output
