"""A city whose country gives no price has no rank by money, and the reason is said."""

import math

import pytest

from wte_ppp.cli.screen import _unranked
from wte_ppp.screening.summary import COLUMNS, GRID, TARIFF, ZONE, CitySummary, ranked

MONEY = "required_tipping_fee_usd_per_t"
REDUCTION = "reduction_tco2e_per_year"


def city(name: str, not_known: tuple[str, ...] = (), fee: float = 50.0, poor: bool = False):
    none = (math.nan,) * 3
    figures = dict.fromkeys(COLUMNS, (fee, fee, fee))
    if TARIFF in not_known:
        figures[MONEY] = none
    if GRID in not_known or ZONE in not_known:
        figures[REDUCTION] = none
    lhv = "no" if poor else "yes"
    return CitySummary(
        name=name, country="LK", scenario="base case", labels={}, draws=0,
        base={key: values[1] for key, values in figures.items()}, percentiles=figures,
        undefined_percent=dict.fromkeys(COLUMNS, 0.0),
        checks={"waste_enough": "yes", "lhv_enough": lhv, "grid_factor_known": "yes"},
        not_known=not_known, profile_rules=1, profile_gaps=0, jcm_status="",
    )  # fmt: skip


@pytest.mark.parametrize(("missing", "by"), [(TARIFF, MONEY), (GRID, REDUCTION), (ZONE, REDUCTION)])
def test_what_is_not_stated_has_no_rank_and_a_reason(missing, by):
    cities = ranked([city("A"), city("B", (missing,)), city("C", poor=True)], by)
    assert [(one.name, one.rank) for one in cities] == [("A", 1), ("B", None), ("C", None)]
    assert cities[1].lacks(by) == (missing,)
    assert not cities[0].lacks(by)
    told = [str(line) for line in _unranked(list(cities), by)]
    assert told[0].startswith("1 without enough waste, or with waste too poor: C, LK")
    assert told[1].startswith("1 not stated")
    assert missing in told[1]
    assert told[1].endswith("B, LK")
    assert len(told) == 2
