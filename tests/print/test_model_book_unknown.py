"""The live workbook of a study in which inputs are missing: nothing from nothing, and filled in."""

import io
import re
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from tests.feasibility.test_unknown import (
    CASES,
    GRID,
    KNOWN,
    TARIFF,
    TERMS,
    VALUES,
    study_with,
    without,
)
from tests.print.office import OFFICE, cells_of, recalculated, without_values
from tests.print.test_model_book import differing
from wte_ppp.documents import read_document
from wte_ppp.feasibility.study import Study
from wte_ppp.print.model_book.book import model_book
from wte_ppp.print.model_book.writing import study_workbook

PARTNER = "climate.jcm.partner"
MORE = {
    "cover and reserves": {
        "finance.debt": {"sized_by": "gearing_and_dscr", "repayment": "annuity"},
        "finance.reserves": {"dsra_months": 6, "dsra_funded": "at_close"},
    },
    "equity first": {"finance.debt": {"draw_order": "equity_first"}},
}
ALL = {**TERMS, **MORE}
ASKED = [("plain", path) for path in VALUES]
ASKED += [(terms, TARIFF) for terms in ALL if terms != "plain"]
ASKED += [("cover and reserves", PARTNER), ("accounts and sweep", PARTNER)]
ASKED += [("grant by the tonne", GRID)]
# Sheets apart: where the required fee is not stated there is no proof of it.
APART = ("Passes", "Cover", "Fee")
# What moves no figure of the finance model between the two values.
ELSEWHERE = ("climate.air.", "climate.jcm.let_go_percent")
MONEY_DUST = 1e-5


@cache
def cells_with(terms, path=None):
    changes = {**KNOWN, **ALL[terms]}
    if path is not None:
        changes[path] = VALUES[path][1]
    return cells_of(study_workbook(study_with(changes).run()))


def labelled(cells, sheet, label):
    """Value beside the last row of a sheet with a label."""
    rows = [place for (where, place), one in cells.items() if (where, one[1]) == (sheet, label)]
    column = "B" if sheet == "Cover" else "C"
    return cells.get((sheet, column + rows[-1][1:]), (None, ""))[1]


def differ(value, other):
    if isinstance(value, str) or isinstance(other, str):
        return value != other
    return abs(value - other) > max(1e-9 * abs(value), MONEY_DUST)


@pytest.mark.parametrize(("terms", "path"), ASKED)
def test_what_an_unknown_moves_is_not_stated_in_the_workbook(terms, path):
    base = study_with({**KNOWN, **ALL[terms]})
    cells = cells_of(study_workbook(without(base, path).run()))
    low, high = cells_with(terms), cells_with(terms, path)
    assert labelled(cells, "Cover", "Not stated") == ""  # a heading
    moved = [
        place
        for place, (formula, value) in low.items()
        if formula and place[0] not in APART and differ(value, high[place][1])
    ]
    # On Results and Checks, what differs from the study is told by numbers: it is not the study.
    told = [place for place in moved if place[0] != "Checks" and place[1][0] not in "DE"]
    for place in told:
        assert cells[place][1] in ("#N/A", "not stated"), (place, cells[place])
    assert told or path.startswith(ELSEWHERE)
    # Nor is anything lost: what is not stated with the input missing is stated with it.
    for place, (_, value) in low.items():
        assert value != "#N/A", place


def test_of_nothing_an_unknown_price_is_nothing():
    # Neither heat nor power above a limit is sold: that these have no price moves nothing.
    book = model_book(study_with({}).run())
    assert book.values.singles["heat_price_usd_per_gj"] == "not stated"
    assert book.values.series("heat_revenue").tolist() == [0.0] * book.columns["period"]
    assert book.values.singles["state"] == "All checks hold; results are the study's"


def filled(data, name, value):
    """The workbook with a number entered into an input's cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, place = next(iter(book.defined_names[name].destinations))
    assert book[sheet][place.replace("$", "")].value == "not stated"
    book[sheet][place.replace("$", "")] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_states_what_is_filled_in(tmp_path):
    name = TARIFF.removeprefix("finance.")
    files, ours, wanted = {}, {}, {}
    for terms, changes in ALL.items():
        base = study_with({**KNOWN, **changes})
        data = study_workbook(without(base, TARIFF).run())
        ours[f"empty {terms}"] = cells_of(data)
        files[f"empty {terms}"] = without_values(data)
        files[f"filled {terms}"] = filled(data, name, KNOWN[TARIFF])
        wanted[f"filled {terms}"] = cells_with(terms)
    found = recalculated(files, tmp_path)
    for which, cells in ours.items():
        apart, _, count = differing(cells, found[which])
        assert not apart, (which, apart[:5])
        assert count > 10_000
        assert sum(value == "#N/A" for _, value in found[which].values()) > 1000
    states = {("Cover", "Checks"), ("Checks", "State"), ("Results", "E"),
              ("Checks", "Results that differ from the study's"),
              ("Results", "Whether they are still valid"),
              ("Results", "Proof on the sheet Fee")}  # fmt: skip
    for which, cells in wanted.items():
        ours_without = {place: one for place, one in cells.items() if place[0] not in APART}
        apart, _, _ = differing(ours_without, found[which], without=states)
        assert not apart, (which, apart[:5])
        state = labelled(found[which], "Checks", "State")
        assert state == "All checks hold; inputs differ from the study's"


def test_a_country_without_a_price_has_a_workbook():
    # The law sets the price in Indonesia; of the Maldives none is known.
    case = read_document(CASES / "indonesia_grid_zero.yaml")
    data = study_workbook(Study.of(replace(case, data={**case.data, "country": "MV"})).run())
    cells = cells_of(data)
    assert labelled(cells, "Cover", "Equity IRR, nominal") == "not stated"
    assert labelled(cells, "Inputs", "Power tariff") == "not stated"
    assert isinstance(labelled(cells, "Cover", "Senior debt, USD"), float)
    assert re.search("tariff", str(labelled(cells, "Cover", "Power tariff")))
