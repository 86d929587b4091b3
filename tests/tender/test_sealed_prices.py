"""Sealed prices in a case: key, receipt, opening by shares, and what does not open."""

import json

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, opening, price, settle, technical, text
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender.case import Case
from wte_ppp.tender.trust.sealed_prices import seal_key, sealing, sealing_lines
from wte_ppp.tender.trust.sealing import new_seal_key, sealed
from wte_ppp.tender.trust.unsealing import make_seal_key, open_further
from wte_ppp.tender.verify import verify

HOLDERS = ("Ms Reyes", "Chair", "Mr Cruz")


@pytest.fixture
def begun(put):
    """A case with a key in three hands; B1 sealed its price, B2 did not."""
    case = opening(put("case/tender.yaml", text()).parent)
    _, shares = make_seal_key(case, need=2, holders=HOLDERS, by="Office", at=at(2, month=2))
    key = seal_key(case.progress.events)
    for bid in ("B1", "B2"):
        file = put(f"{bid}-t.yaml", technical(bid))
        case.receive(bid, "technical", file, by="Office", at=at(1))
    envelope = put("B1-p.jwe", sealed(price("B1", 30).encode(), key, ".yaml").decode())
    case.receive("B1", "price", envelope, by="Office", at=at(1))
    case.receive("B2", "price", put("B2-p.yaml", price("B2", 24)), by="Office", at=at(1))
    return case, shares


@pytest.fixture
def frozen(begun, put):
    case, shares = begun
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    return case, shares


def opened(case, shares, **more):
    return case.open_prices(by=["Office", "Chair"], at=at(6), shares=shares, **more)


def test_the_record_holds_the_public_half_and_the_holders_alone(begun):
    case, shares = begun
    text = "\n".join(case.store.lines())
    assert all(name in text for name in HOLDERS)
    (made,) = case.progress.all("seal_key_made")
    assert set(made.data["key"]["public"]) == {"kty", "crv", "x", "y", "kid"}
    raw = case.store.path.read_bytes()
    for share in shares:
        assert share.split()[-1] not in text.split()
        assert " ".join(share.split()[4:8]).encode() not in raw


def test_a_sealed_price_is_read_after_two_holders_came_together(frozen):
    case, shares = frozen
    event = opened(case, [shares[2], shares[0]])
    assert event.data["shares"] == [1, 3]
    (row,) = event.data["unsealed"]
    assert case.content(event, row["file"]).decode() == price("B1", 30)
    assert row["file"].endswith(".yaml")
    prices = Case(case.folder).prices()
    assert {bid: prices[bid].numbers["fee"] for bid in prices} == {"B1": 30, "B2": 24}
    case.award(by="Panel", at=at(7))
    report = verify(case.folder)
    assert report.problems == ()


def test_who_sealed_and_who_did_not_is_told(begun):
    case, _ = begun
    assert (sealing(case.progress).sealed, sealing(case.progress).unsealed) == (("B1",), ("B2",))
    first, second = map(str, sealing_lines(case.progress))
    assert "came sealed: B1;" in first
    assert "came unsealed: B2;" in second
    said = [event.data["said"] for event in case.progress.all("received") if "said" in event.data]
    told = [note["text"] for notes in said for note in notes]
    assert any("stays so until prices are opened" in text for text in told)
    assert any("it is not sealed" in text for text in told)


@pytest.mark.parametrize(
    ("which", "why"),
    [
        ([], "2 of the 3 shares"),
        ([0], "1 different shares"),
        ([0, 0], "1 different shares"),
        ([0, "x"], "wrong, missing or misplaced word"),
    ],
)
def test_wrong_shares_open_nothing(frozen, which, why):
    case, shares = frozen
    before = len(case.progress.events)
    given = [shares[at] if isinstance(at, int) else at for at in which]
    with pytest.raises(DocumentError, match=why):
        opened(case, given)
    events = Case(case.folder).progress.events
    # Nothing but the try; without any share not even that.
    assert [event.what for event in events[before:]] == ["price_opening_failed"][: len(given)]
    assert not Case(case.folder).progress.prices_open
    opened(Case(case.folder), shares[:2])


def test_shares_of_another_tender_open_nothing(frozen):
    case, shares = frozen
    _, others = new_seal_key("trial", need=2, of=3)
    with pytest.raises(DocumentError, match="another tender's key"):
        opened(case, others[:2])
    with pytest.raises(DocumentError, match="do not belong together"):
        opened(case, [shares[0], others[1]])


def test_shares_open_nothing_before_the_freeze(begun):
    case, shares = begun
    with pytest.raises(DocumentError, match="prices before the freeze"):
        opened(case, shares[:2])
    assert not any(b"fee: 30" in case.store.content(sha) for sha in case.store.held())


def test_one_envelope_that_does_not_open_stops_no_other(begun, put):
    case, shares = begun
    other, _ = new_seal_key("other", need=2, of=2)
    key = seal_key(case.progress.events)
    cut = sealed(price("B3", 20).encode(), key, ".yaml").decode()
    for bid, raw in (("B3", f"{cut[:-20]}{'A' * 20}"), ("B4", sealed(b"x", other, "").decode())):
        case.receive(bid, "technical", put(f"{bid}.yaml", technical(bid)), by="Office", at=at(1))
        event = case.receive(bid, "price", put(f"{bid}.jwe", raw), by="Office", at=at(1))
    assert "can never be opened here" in json.dumps(event.data["said"])
    settle(case, put)
    for bid in ("B3", "B4"):
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(4))
    from tests.tender.conftest import MEMBERS, sheet

    for member in MEMBERS:
        file = put(f"{member}-2.yaml", sheet(member, B3="3", B4="3"))
        case.mark(file, by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))
    event = opened(case, shares[:2])
    failed = {row["bid"]: row.get("failed", "") for row in event.data["unsealed"]}
    assert failed["B1"] == ""
    assert "does not open" in failed["B3"]
    assert "kid" in failed["B4"] or other.kid in failed["B4"]
    prices = case.prices()
    assert prices["B1"].numbers["fee"] == 30
    # Neither out nor at zero: the committee decides.
    for bid in ("B3", "B4"):
        assert [doubt.kind for doubt in prices[bid].open] == ["unreadable"]
    with pytest.raises(DocumentError):
        case.award(by="Panel", at=at(7))


def test_prices_of_bids_that_failed_or_left_stay_sealed(begun, put):
    case, shares = begun
    case.withdraw("B1", reason="letter", by="Office", at=at(2))
    settle_one(case, put)
    event = opened(case, ())
    assert dict(event.data) == {}
    with pytest.raises(DocumentError, match="no sealed envelope that waits"):
        open_further(case, by=["Office", "Chair"], shares=shares[:2], at=at(7))
    assert not any(b"fee: 30" in case.store.content(sha) for sha in case.store.held())


def settle_one(case, put):
    from tests.tender.conftest import MEMBERS, sheet

    case.decide("B2", "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B2="3")), by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))


def test_a_key_is_made_once_and_before_any_price_came(begun, put):
    case, _ = begun
    with pytest.raises(DocumentError, match="price envelopes came already"):
        make_seal_key(case, need=2, holders=HOLDERS, by="Office", at=at(1))
    fresh = opening(put("fresh/tender.yaml", text()).parent)
    for holders in ((), ("A", "a"), ("A", " ")):
        with pytest.raises(DocumentError):
            make_seal_key(fresh, need=2, holders=holders, by="Office", at=at(1))
    make_seal_key(fresh, need=2, holders=HOLDERS, by="Office", at=at(1))
    with pytest.raises(DocumentError, match="made already"):
        make_seal_key(fresh, need=2, holders=HOLDERS, by="Office", at=at(1))
    first = seal_key(fresh.progress.events).kid
    make_seal_key(fresh, need=2, holders=HOLDERS, by="Office", at=at(1), reason="share 2 lost")
    assert seal_key(fresh.progress.events).kid != first
    with pytest.raises(DocumentError, match="deadline"):
        make_seal_key(fresh, need=2, holders=HOLDERS, by="O", at=at(9), reason="late")


def test_a_sealed_technical_envelope_is_told_at_once(begun, put):
    case, _ = begun
    raw = sealed(b"x", seal_key(case.progress.events), "").decode()
    event = case.receive("B5", "technical", put("t.jwe", raw), by="Office", at=at(1))
    assert "must be readable" in json.dumps(event.data["said"])


def test_by_command(put, tmp_path):
    def run(*words, code=0, typed=None):
        done = CliRunner().invoke(main, ["tender", *map(str, words)], input=typed)
        assert done.exit_code == code, done.output
        return done.output

    place = put("case/tender.yaml", text()).parent
    case = opening(place)
    when = ("--by", "Office", "--at", "2026-02-02T09:00+07:00")
    holders = [word for name in HOLDERS for word in ("--holder", name)]
    keys = tmp_path / "keys"
    run("seal-key", place, "--need", "2", "--of", "3", *holders, "--out", keys, *when)
    assert sorted(path.name for path in keys.iterdir()) == [
        "public.json", "share-1.txt", "share-2.txt", "share-3.txt",
    ]  # fmt: skip
    page = tmp_path / "seal.html"
    run("seal-page", place, "--out", page, "--language", "vi")
    assert Case(place).progress.last("seal_key_made").data["key"]["public"]["kid"] in (
        page.read_text("utf-8")
    )
    out = tmp_path / "B1.jwe"
    told = run("seal", put("B1-p.yaml", price("B1", 30)), "--key", keys / "public.json",
               "--out", out)  # fmt: skip
    assert "SHA-256" in told
    run("seal", out, "--key", keys / "share-1.txt", "--out", tmp_path / "x", code=2)
    case = Case(place)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Office", at=at(1))
    case.receive("B2", "technical", put("t2.yaml", technical("B2")), by="Office", at=at(1))
    case.receive("B2", "price", put("p2.yaml", price("B2", 24)), by="Office", at=at(1))
    case.receive("B1", "price", out, by="Office", at=at(1))
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    two = ("open-prices", place, "--by", "Office", "--by", "Chair")
    when = ("--at", "2026-03-06T09:00+07:00")
    run(*two, *when, "--share", keys / "share-1.txt", code=2)
    # The second holder types its words.
    words = [(keys / f"share-{n}.txt").read_text("utf-8").split("Words:")[1] for n in (1, 3)]
    typed = "\n".join(" ".join(text.split()) for text in words) + "\n"
    shown = run(*two, *when, typed=typed)
    assert "30" in shown
    assert Case(place).prices()["B1"].numbers["fee"] == 30
