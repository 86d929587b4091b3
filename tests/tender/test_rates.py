"""Rates of a day that the tender names, entered when it has come."""

import datetime
from fractions import Fraction as F

import pytest

from tests.tender.conftest import HEAD, text
from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.documents import DocumentError
from wte_ppp.tender.currencies import rates_of
from wte_ppp.tender.rates import both_ways, entered_rates, jumps, named_day, with_rates
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import load_tender

OPENING = "fx: {{on: opening_day, source: State Bank, kind: selling}}\n"


@pytest.fixture
def named(put):
    def load(fx):
        head = HEAD.replace("currency: USD", "currency: VND") + fx
        return load_tender(put("tender.yaml", text(head=head)))

    return load


def happened(what, at, **data):
    return Event(1, at, "Office", what, data, {}, "", "")


def entry(rate, day, at="2026-03-06T15:00:00+07:00", currency="USD", **more):
    return happened(
        "rates_entered", at, rates={currency: rate}, day=day, source="State Bank, sheet 61", **more
    )


@pytest.mark.parametrize(
    ("fx", "found"),
    [
        ("fx: {{source: State Bank}}\n", "neither"),
        ("fx: {{source: S, on: opening_day, date: '2026-03-06', rates: {{USD: 1}}}}\n", "both"),
        ("fx: {{source: S, on: opening_day, rates: {{USD: 25000}}}}\n", "rates with 'on'"),
        ("fx: {{source: S, date: '2026-03-06'}}\n", "no rates"),
        ("fx: {{source: S, date: '2026-03-06', rates: {{usd: 25000}}}}\n", "usd"),
        ("fx: {{source: S, date: '2026-03-06', rates: {{VND: 25}}}}\n", "a rate of VND to itself"),
        ("fx: {{source: S, on: tomorrow}}\n", "tomorrow"),
    ],
)
def test_a_tender_fixes_rates_or_names_their_day(named, fx, found):
    with pytest.raises(DocumentError, match=found):
        named(fx)


def test_before_the_day_there_is_no_rate(named):
    tender = named(OPENING)
    assert with_rates(tender, []) is tender
    assert rates_of(tender) == {"VND": 1}
    assert [str(line) for line in rates_words(tender)] == [
        "Rates that count: of the day on which prices are opened (State Bank, selling rate)."
    ]


def test_the_rate_of_the_opening_day_counts_and_no_other(named):
    tender = named(OPENING)
    # 22:30 at Greenwich on the 5th is 5:30 on the 6th in Hanoi.
    opened = happened("prices_opened", "2026-03-05T22:30:00+00:00")
    assert named_day(tender, [opened]) == datetime.date(2026, 3, 6)
    early = entry("24000", "2026-03-05", at="2026-03-05T16:00:00+07:00")
    assert rates_of(with_rates(tender, [early, opened])) == {"VND": 1}
    right = entry("25000", "2026-03-06")
    assert rates_of(with_rates(tender, [early, opened, right]))["USD"] == 25000
    holiday = entry("24500", "2026-03-05", reason="6 March is a bank holiday")
    assert rates_of(with_rates(tender, [early, opened, holiday]))["USD"] == 24500


def test_a_correction_replaces_and_both_are_kept_and_told(named):
    tender = named("fx: {{on: '2026-03-06', source: State Bank}}\n")
    events = [
        entry("2500", "2026-03-06"),
        entry("25000", "2026-03-06", reason="A zero was missing", jump="read again from sheet 61"),
    ]
    assert rates_of(with_rates(tender, events))["USD"] == 25000
    assert [one.rate for one in entered_rates(events)] == [2500, 25000]
    assert [str(line) for line in rates_words(tender, events)] == [
        "Rates that count: of 6 March 2026 (State Bank).",
        "1 USD = 2,500 VND; 1 VND = 0.0004 USD, of 6 March 2026 (State Bank, sheet 61), "
        "entered by Office",
        "1 USD = 25,000 VND; 1 VND = 0.00004 USD, of 6 March 2026 (State Bank, sheet 61), "
        "entered by Office: A zero was missing: read again from sheet 61",
    ]


def test_fixed_rates_stay_and_others_are_added(named):
    fixed = named("fx: {{date: '2026-02-01', source: State Bank, rates: {{USD: 25000}}}}\n")
    events = [entry("26000", "2026-03-06"), entry("27000", "2026-03-06", currency="EUR")]
    assert rates_of(with_rates(fixed, events)) == {"USD": 25000, "EUR": 27000, "VND": 1}


def test_both_directions_and_jumps():
    # 1 / 163.45 = 0.00611807...
    assert str(both_ways("USD", F("163.45"), "JPY")) == (
        "1 USD = 163.45 JPY; 1 JPY = 0.0061180789 USD"
    )
    before = {"USD": F(25000)}
    assert jumps({"USD": F(30000)}, before) == []  # exactly 20 % is no jump
    assert [str(one) for one in jumps({"USD": F(30001)}, before)] == [
        "USD: 30,001 after 25,000, a change of +20.0 %"
    ]
    assert [str(one) for one in jumps({"USD": F(1, 25000), "EUR": F(9)}, before)] == [
        "USD: 0.00004 after 25,000, a change of -100.0 %"
    ]
