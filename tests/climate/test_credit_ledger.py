"""A credit is issued once, is in one place, and moves no more once it is used."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate.credit_ledger import Entry, replay, totals

DAY = datetime.date(2031, 5, 20)
ACCOUNTS = ("joint", "Japan", "partner")


def issue(first: int, last: int, vintage: int = 2030, day: datetime.date = DAY) -> Entry:
    return Entry(day, "issue", vintage, first, last, to_account="joint")


def move(
    kind: str, first: int, last: int, source: str, target: str = "", purpose: str = ""
) -> Entry:
    return Entry(DAY, kind, 2030, first, last, source, target, purpose)


moves = st.builds(
    move,
    st.sampled_from(["allocate", "transfer", "retire", "cancel"]),
    st.integers(1, 120),
    st.integers(1, 120),
    st.sampled_from(ACCOUNTS),
    st.sampled_from(["", *ACCOUNTS]),
    st.sampled_from(["", "NDC"]),
)
issues = st.builds(issue, st.integers(1, 100), st.integers(1, 120), st.sampled_from([2029, 2030]))


@given(st.lists(st.one_of(issues, moves), max_size=25))
def test_nothing_is_counted_twice_whatever_is_written(entries):
    lots, faults = replay(entries)
    seen = [(lot.vintage, number) for lot in lots for number in range(lot.first, lot.last + 1)]
    assert len(seen) == len(set(seen))
    bad = {fault.entry for fault in faults}
    issued = sum(
        one.last - one.first + 1
        for index, one in enumerate(entries)
        if one.kind == "issue" and index not in bad
    )
    assert len(seen) == issued
    by_state = totals(lots)
    assert sum(sum(accounts.values()) for accounts in by_state.values()) == issued


@given(st.lists(st.one_of(issues, moves), max_size=15), st.lists(moves, max_size=10))
def test_what_is_used_stays_used(before, after):
    used = {
        (lot.vintage, number, lot.state)
        for lot in replay(before)[0]
        if lot.state != "held"
        for number in range(lot.first, lot.last + 1)
    }
    later = {
        (lot.vintage, number, lot.state)
        for lot in replay([*before, *after])[0]
        if lot.state != "held"
        for number in range(lot.first, lot.last + 1)
    }
    assert used <= later


@given(st.lists(st.one_of(issues, moves), max_size=20))
def test_an_entry_at_fault_changes_nothing(entries):
    lots, faults = replay(entries)
    bad = {fault.entry for fault in faults}
    assert replay([one for index, one in enumerate(entries) if index not in bad]) == (lots, ())


def test_a_year_by_hand():
    lots, faults = replay(
        [
            issue(1, 100),
            move("allocate", 1, 50, "joint", "Japan"),
            move("allocate", 51, 100, "joint", "partner"),
            move("transfer", 41, 50, "Japan", "partner"),
            move("retire", 1, 40, "Japan", purpose="NDC"),
            move("cancel", 100, 100, "partner", purpose="voluntary"),
        ]
    )
    assert faults == ()
    assert totals(lots) == {
        "held": {"partner": 59},
        "retired": {"Japan": 40},
        "cancelled": {"partner": 1},
    }


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (issue(100, 101), "credits 100 to 100 issued twice"),
        (move("retire", 1, 5, "joint"), "nothing"),
        (move("retire", 1, 101, "joint", purpose="NDC"), "credits 101 to 101 are not held"),
        (move("transfer", 1, 5, "Japan", "partner"), "credits 1 to 5 are not held by Japan"),
        (move("transfer", 1, 5, "joint"), "''"),
        (move("transfer", 5, 1, "joint", "Japan"), "credits 5 to 1"),
        (move("transfer", 1, 5, "joint", "retired"), "'retired'"),
        (Entry(DAY, "issue", 2030, 101, 102, "Japan", "joint"), "'Japan'"),
        (issue(101, 102, 2032), "2032"),
        (issue(101, 102, 2030, datetime.date(2031, 5, 19)), "2031-05-19"),
    ],
)
def test_faults_say_what_was_found(entry, found):
    _, faults = replay([issue(1, 100), entry])
    assert [fault.entry for fault in faults] == [1]
    assert found in faults[0].found
    assert faults[0].allowed
    assert faults[0].action


def test_an_entry_with_holes_names_each():
    _, faults = replay([issue(11, 20), issue(31, 40), move("transfer", 1, 45, "joint", "Japan")])
    assert [fault.found.split(" are ")[0] for fault in faults] == [
        "credits 1 to 10",
        "credits 21 to 30",
        "credits 41 to 45",
    ]
