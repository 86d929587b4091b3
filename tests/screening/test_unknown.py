"""A city whose country gives no price has no rank by money, and the reason is said."""

import math

import pytest

from wte_ppp.feasibility.study import Study
from wte_ppp.screening.compare import compared
from wte_ppp.screening.plan import Options
from wte_ppp.screening.run import screen
from wte_ppp.screening.summary import (
    COLUMNS,
    GRID,
    HEAT_PRICE,
    LET_GO,
    PRICE_ABOVE,
    REDUCTION,
    TARIFF,
    ZONE,
    CitySummary,
    ranked,
)
from wte_ppp.screening.told import unranked

FEE = "required_tipping_fee_usd_per_t"


def city(name: str, not_known: tuple[str, ...] = (), fee: float = 50.0, poor: bool = False):
    of_money = tuple(path for path in not_known if path == TARIFF)
    hangs_on = {FEE: of_money, REDUCTION: tuple(path for path in not_known if path != TARIFF)}
    figures = dict.fromkeys(COLUMNS, (fee, fee, fee))
    figures |= {column: (math.nan,) * 3 for column, paths in hangs_on.items() if paths}
    lhv = "no" if poor else "yes"
    return CitySummary(
        name=name, country="LK", scenario="base case", labels={}, draws=0,
        base={key: values[1] for key, values in figures.items()}, percentiles=figures,
        undefined_percent=dict.fromkeys(COLUMNS, 0.0),
        checks={"waste_enough": "yes", "lhv_enough": lhv, "grid_factor_known": "yes"},
        hangs_on=hangs_on, profile_rules=1, profile_gaps=0, jcm_status="",
    )  # fmt: skip


@pytest.mark.parametrize(("missing", "by"), [(TARIFF, FEE), (GRID, REDUCTION), (ZONE, REDUCTION)])
def test_what_is_not_stated_has_no_rank_and_a_reason(missing, by):
    cities = ranked([city("A"), city("B", (missing,)), city("C", poor=True)], by)
    assert [(one.name, one.rank) for one in cities] == [("A", 1), ("B", None), ("C", None)]
    assert cities[1].lacks(by) == (missing,)
    assert not cities[0].lacks(by)
    told = [str(line) for line in unranked(cities, by)]
    assert told[0].startswith("1 without enough waste, or with waste too poor: C, LK")
    assert told[1].startswith("1 not stated")
    assert missing in told[1]
    assert told[1].endswith("B, LK")
    assert len(told) == 2


def test_money_that_hangs_on_credits_is_not_stated_where_they_are_not_known(base_file, tmp_path):
    # Bangladesh does not say which credits it lets leave; Viet Nam names no cap.
    pytest.importorskip("pyarrow")
    priced = "  carbon_price_usd_per_tco2e: 10\n"
    text = base_file.read_text("utf-8").replace('"2024-06-01"', '"2026-06-01"')
    text = text.replace("waste:\n", "waste:\n  lhv_mj_per_kg: 9\n", 1)
    base_file.write_text(text.replace("finance:\n", f"finance:\n{priced}", 1), "utf-8")
    table = tmp_path / "cities.csv"
    table.write_text("city,country,received_t_per_day\nAn,VN,800\nFeni,BD,800\n", "utf-8")
    options = Options(scenarios=("base case",))
    found = screen(table, Study.load(base_file), tmp_path / "out", options)
    an, feni = sorted(found.cities, key=lambda one: one.name)
    assert not an.not_known
    assert feni.lacks(FEE) == (LET_GO,)
    assert not feni.lacks(REDUCTION)
    told = [str(line) for line in unranked([an, feni], FEE)]
    assert any("not stated" in line and LET_GO in line for line in told)
    _, lines = compared(found.folder, ["An", "Feni"])
    cells = {str(line[0]): line[1:] for line in lines}
    assert str(cells[FEE][1]) == "not stated"
    assert str(cells[REDUCTION][1]) != "not stated"
    # Nobody sells credits: the fee is known.
    base_file.write_text(text, "utf-8")
    other = screen(table, Study.load(base_file), tmp_path / "unsold", options)
    assert not any(one.lacks(FEE) for one in other.cities)


@pytest.mark.parametrize(
    ("section", "line", "missing"),
    [
        # Heat that somebody takes, at no price; power above a limit of nearly nothing, at no price.
        (
            "plant",
            "heat: {supplied_mw: 5, hours_per_year: 4000, steam_bar: 2, return_c: 50}",
            HEAT_PRICE,
        ),
        ("finance", "power_limit: {mwh_per_year: 1000}", PRICE_ABOVE),
    ],
)
def test_money_without_a_price_is_not_stated(base_file, tmp_path, section, line, missing):
    pytest.importorskip("pyarrow")
    text = base_file.read_text("utf-8").replace(f"{section}:\n", f"{section}:\n  {line}\n", 1)
    base_file.write_text(text, "utf-8")
    table = tmp_path / "cities.csv"
    table.write_text("city,country,received_t_per_day\nAn,VN,800\n", "utf-8")
    options = Options(scenarios=("base case",))
    (an,) = screen(table, Study.load(base_file), tmp_path / "out", options).cities
    assert an.lacks(FEE) == (missing,)
    assert not an.lacks(REDUCTION)
