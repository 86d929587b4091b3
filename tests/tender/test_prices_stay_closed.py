"""Nothing that the program says or writes before the opening depends on a price."""

import json
import subprocess
import sys

import pytest

from tests.tender.conftest import (
    MEMBERS,
    RULES,
    at,
    begun,
    opening,
    price,
    settle,
    sheet,
    technical,
    text,
)
from wte_ppp.files import write_folder
from wte_ppp.tender.export import exported
from wte_ppp.tender.kept_closed import kept_closed, read_when_frozen
from wte_ppp.tender.life.opening import record_opening
from wte_ppp.tender.life.price_round import close_price_round, open_price_round, receive_price
from wte_ppp.tender.life.review import reopen
from wte_ppp.tender.ocds import release_of, released
from wte_ppp.tender.trust.sealed_prices import sealing_lines

PRICE = b"envelope: price\ncurrency: USD"


def test_an_export_before_the_opening_leaves_plain_prices_out(opened, put, tmp_path):
    def run(name):
        folder = tmp_path / name
        write_folder(folder, exported(opened))
        held = b"\n".join(file.read_bytes() for file in (folder / "files").iterdir())
        check = [sys.executable, folder / "check_record.py", folder]
        ended = subprocess.run(check, capture_output=True, text=True, check=False)
        return held, ended

    held, ended = run("before")
    assert held.count(PRICE) == 0
    assert ended.returncode == 0
    assert ended.stdout.count("withheld: a price envelope; prices are not open yet") == 3
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    assert run("frozen")[0].count(PRICE) == 0
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    held, ended = run("after")
    # B1 and B2 are ranked; B4 was withdrawn before the opening, the envelope of B3 came late.
    assert held.count(PRICE) == 2
    assert (ended.returncode, ended.stdout.count("withheld:")) == (0, 2)
    assert "of a bid that was withdrawn before prices were opened" in ended.stdout
    assert "came after the deadline; to be returned unopened" in ended.stdout


@pytest.mark.parametrize(
    "content",
    [
        "fields: 91723.5\n", "schema: 91723.5\n", price().replace("30", "9172391723" * 40),
        price().replace("fee: 30", "91723: 91723"), price().replace("fee", "fee91723"),
        price() + "  fee: 91723\n", price().replace("30", "!money 91723"),
        price().replace("30", "[91723]"), price().replace("USD", "91723"), "91723",
    ],
)  # fmt: skip
def test_what_is_said_at_receipt_quotes_no_price(put, content):
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Office", at=at(1))
    event = case.receive(
        "B1", "price", put("p.yaml", content), by="Office", at=at(1), confirmed="x"
    )
    said = {key: value for key, value in event.data.items() if key not in ("sha256", "file")}
    assert "91723" not in str(said)


def closed_at(case):
    """Reason by file of the envelopes that an export leaves out."""
    content = exported(case)
    withheld = json.loads(content.get("withheld.json", "{}"))
    assert not any(f"files/{sha256}" in name for sha256 in withheld for name in content)
    assert all(withheld[sha256]["names"] for sha256 in withheld)
    return {row["names"][0].rpartition("/")[0]: row["reason"] for row in withheld.values()}


def test_a_price_of_a_bid_that_did_not_pass_stays_closed_until_it_passes(opened, put):
    for bid in ("B1", "B2"):
        opened.decide(bid, "eligibility", bid == "B1", reason="no licence", by="O", at=at(3))
    for member in MEMBERS:
        opened.mark(put(f"{member}.yaml", sheet(member, B1="3", B2="3")), by=member, at=at(4))
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    assert closed_at(opened)["received/B2"] == (
        "a price envelope of a bid that did not pass the technical stage"
    )
    assert '"amount": 24' not in released(release_of(opened))
    assert released(release_of(opened)).count('"price-fee"') == 1
    # Neither its hash: a fee of a few digits is found by trying them.
    prices = {row.bid: row.sha256 for row in opened.progress.received().values()
              if row.envelope == "price"}  # fmt: skip
    assert prices["B1"] in released(release_of(opened))
    assert prices["B2"] not in released(release_of(opened))
    opened.award(by="Panel", at=at(7))
    reopen(opened, "technical", reason="licence shown", ordered_by="Board", by="O", at=at(8))
    opened.decide("B2", "eligibility", True, reason="licence shown", by="Office", at=at(9))
    # Let in again, not frozen: prices are known, but not this one.
    assert "received/B2" in closed_at(opened)
    assert set(opened.prices()) == {"B1"}
    assert released(release_of(opened)).count('"price-fee"') == 1
    assert [placed.bid for placed in opened.result().ranked] == ["B1"]
    opened.freeze(by="Panel", at=at(10))
    assert "received/B2" not in closed_at(opened)
    assert set(opened.prices()) == {"B1", "B2"}
    assert released(release_of(opened)).count('"price-fee"') == 2
    # Nobody opened it before witnesses: page one and verify say so, of this bid alone.

    def told():
        lines = [str(line) for line in sealing_lines(opened.progress)]
        return [line for line in lines if "no two persons" in line]

    assert told() == [
        f"B2 was let in after prices were opened: its price may be read since line "
        f"{opened.progress.last('frozen').seq}, and no two persons opened it"
    ]
    assert read_when_frozen(opened.progress.as_of(opened.progress.last("prices_opened"))) == {}
    # One person alone is no witness; two are, and the line is no longer true.
    record_opening(opened, "price", attended=["Mr Lam"], by="Office", at=at(10, 17))
    assert len(told()) == 1
    record_opening(opened, "price", attended=["Mr Lam", "Ms Anh"], by="Office", at=at(10, 18))
    assert told() == []


def test_what_was_read_once_is_no_secret_afterwards(opened, put):
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    opened.withdraw("B2", reason="letter", by="Office", at=at(7))
    reopen(opened, "technical", reason="no licence", ordered_by="Board", by="O", at=at(8))
    assert set(closed_at(opened)) == {"received/B3", "received/B4"}


def test_a_price_that_was_replaced_and_one_that_came_late_stay_closed(put):
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Office", at=at(1))
    for number, fee in enumerate((31, 30)):
        file = put(f"p{number}.yaml", price("B1", fee))
        case.receive("B1", "price", file, by="Office", at=at(1, 10 + number))
    case.receive("B1", "price", put("p2.yaml", price("B1", 29)), by="Office", at=at(1, 18))
    case.decide("B1", "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B1="3")), by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    out = exported(case)
    assert [row["reason"] for row in json.loads(out["withheld.json"]).values()] == [
        "a price envelope that does not count; another one came, or it was taken out",
        "came after the deadline; to be returned unopened",
    ]
    held = b"".join(raw for name, raw in out.items() if name.startswith("files/"))
    assert [b"fee: %d" % fee in held for fee in (31, 30, 29)] == [False, True, False]


def test_prices_of_a_round_stay_closed_until_it_is_closed(put):
    rules = RULES + "  procedure.negotiation: all\n"
    case = begun(put, rules=rules)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    open_price_round(case, deadline=at(8), reason="too dear", by="Office", at=at(7))
    for bid, fee, hour in (("B1", 28, 9), ("B1", 27, 10), ("B2", 23, 11)):
        receive_price(case, bid, put("r.yaml", price(bid, fee)), by="O", at=at(7, hour))
    receive_price(case, "B2", put("r.yaml", price("B2", 20)), by="O", at=at(8, 10))
    reasons = list(kept_closed(case.progress.events).values())
    assert reasons.count("a price of a round that is not closed yet") == 3
    assert reasons.count("came after the deadline; to be returned unopened") == 2
    close_price_round(case, by=["Office", "Chair"], at=at(9))
    held = b"".join(raw for name, raw in exported(case).items() if name.startswith("files/"))
    assert [b"fee: %d" % fee in held for fee in (28, 27, 23, 20)] == [False, True, True, False]
