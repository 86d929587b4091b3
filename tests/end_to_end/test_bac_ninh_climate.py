"""Bac Ninh: the choices in the documentation span what the ministry published."""

import csv
from pathlib import Path

from climate_tables import CHOICES, PUBLISHED_LHV, mean_reduction

ROOT = Path(__file__).parents[2]
COMPUTED = {
    (name, lhv): mean_reduction(choice, lhv)
    for name, choice in CHOICES.items()
    for lhv in (None, PUBLISHED_LHV)
}


def test_published_reduction_lies_inside_the_span_of_choices() -> None:
    with (ROOT / "tests" / "published" / "bac_ninh.csv").open(encoding="utf-8") as stream:
        rows = {row["figure"]: row for row in csv.DictReader(stream)}
    published = float(rows["jcm_ghg_reduction_per_year"]["value"])
    assert min(COMPUTED.values()) < published < max(COMPUTED.values())


def test_each_cautious_choice_lowers_the_reduction() -> None:
    as_is, cautious, ipcc, *_ = CHOICES
    for lhv in (None, PUBLISHED_LHV):
        assert COMPUTED[cautious, lhv] < COMPUTED[as_is, lhv]
        # ACM0022's carbon is the more cautious one.
        assert COMPUTED[as_is, lhv] < COMPUTED[ipcc, lhv]
    assert all(COMPUTED[name, PUBLISHED_LHV] < COMPUTED[name, None] for name in CHOICES)
