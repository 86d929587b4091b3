"""A small tender with all kinds of criteria, bids and marks written to a folder."""

import datetime
from functools import partial
from pathlib import Path

import pytest

from tests.tender.plain import evaluated
from wte_ppp.tender.case import open_case
from wte_ppp.tender.tender import load_tender

HEAD = """\
schema: wte_ppp/tender/1
id: trial
name: Trial of a plant
buyer: City
guidance: {guidance}
date: '2026-01-01'
deadline: '2026-03-01T17:00+07:00'
currency: USD
"""
FORM = """\
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number, at_least: 0}
  hours: {label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}
  plan: {label: Plan, kind: text, required: false}
  cems: {label: Monitors, kind: yes_no}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
"""
CRITERIA = """\
criteria:
  energy:
    weight: 60
    criteria:
      net: {weight: 40, field: net, unit: kWh/t, scoring: {linear: {floor: 350, target: 600}}}
      hours: {weight: 20, field: hours, unit: h/year, scoring: ratio}
  service:
    weight: 40
    criteria:
      monitors: {weight: 25, field: cems, scoring: yes_no}
      care: {weight: 75, scoring: {panel: {grades: {"0": 0, "1": 25, "2": 50, "3": 75, "4": 100}}}}
minimums:
  hours: {field: hours, unit: h/year, at_least: 7500}
panel: {members: [Anh, Binh, Chi]}
"""
PRICE = "price: {field: fee}\n"
RULES = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 50
"""


def text(*, guidance="qcbs", rules=RULES, criteria=CRITERIA, price=PRICE, form=FORM, head=HEAD):
    return head.format(guidance=guidance) + rules + criteria + price + form


def bid(name="B", envelope="technical", currency="", **fields):
    lines = [f"  {key}: {value}" for key, value in fields.items()]
    return (
        f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {name}\nenvelope: {envelope}\n"
        + (f"currency: {currency}\n" if currency else "")
        + "fields:\n"
        + "\n".join(lines)
        + "\n"
    )


def technical(name="B", net=475, hours=8000, cems="yes", **more):
    return bid(name, net=net, hours=hours, cems=cems, **more)


def price(name="B", fee=30, currency="USD"):
    return bid(name, "price", currency, fee=fee)


def sheet(evaluator, **grades):
    lines = []
    for one, grade in grades.items():
        lines += [
            f"  {one}:",
            f"    care: {{grade: '{grade}', reason: as written, evidence: p. 4}}",
        ]
    head = (
        f"schema: wte_ppp/panel-sheet/1\ntender: trial\nevaluator: {evaluator}\nno_conflict: true\n"
    )
    return head + "marks:\n" + "\n".join(lines) + "\n"


@pytest.fixture
def put(tmp_path):
    """Writes a file below the test's folder."""

    def write(name: str, content: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        return file

    return write


@pytest.fixture
def tender(put):
    """The trial's tender, with changes."""

    def load(**parts):
        return load_tender(put("tender.yaml", text(**parts)))

    return load


ZONE = datetime.timezone(datetime.timedelta(hours=7))
MEMBERS = ("Anh", "Binh", "Chi")


def at(day, hour=9, month=3):
    return datetime.datetime(2026, month, day, hour, tzinfo=ZONE)


def opening(place, **more):
    """The case of a past tender, opened in February."""
    return open_case(place, by="Office", at=at(1, month=2), reconstruction="a test", **more)


def begun(put, **parts):
    """A case with two bids in time, one late, one withdrawn; on a tender with changes."""
    place = put("case/tender.yaml", text(**parts)).parent
    case = opening(place)
    for name, fee in (("B1", 30), ("B2", 24), ("B4", 22)):
        for envelope, body in (("technical", technical(name)), ("price", price(name, fee))):
            file = put(f"{name}-{envelope}.yaml", body)
            case.receive(name, envelope, file, by="Office", at=at(1))
    late = put("B3-t.yaml", technical("B3"))
    case.receive("B3", "technical", late, by="Office", at=at(1, 18))
    case.withdraw("B4", reason="Letter of 2 March", by="Office", at=at(2))
    return case


@pytest.fixture
def opened(put):
    """A case with two bids in time, one late, one withdrawn."""
    return begun(put)


def settle(case, put, grades=("3", "3")):
    for bid in ("B1", "B2"):
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        file = put(f"{member}.yaml", sheet(member, B1=grades[0], B2=grades[1]))
        case.mark(file, by=member, at=at(4), moderated=False)


@pytest.fixture
def finished(opened, put):
    """The same case, awarded."""
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    opened.award(by="Panel", at=at(7))
    return opened


@pytest.fixture
def run(tender):
    """Award of bids on a plain tender, straight from their figures."""
    return partial(evaluated, tender)
