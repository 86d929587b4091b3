"""Price points of rules on all prices, and stepped indexation, recalculated by LibreOffice."""

import shutil

import pytest

from tests.print.office import recalculated, without_values
from tests.tender.conftest import RULES, at, begun, settle
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.tender.evaluation import evaluation_of

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
BENCHMARK = (
    "  procedure.benchmark_estimate_percent: 50\n"
    "  procedure.benchmark_bids_percent: 20\n"
    "  procedure.benchmark_market_percent: 30\n"
)
FIELD = "price: {field: fee}\n"
STEPPED = """\
price:
  npv:
    discount_rate_percent: 8
    years: 4
    streams:
      fee:
        field: fee
        quantity: 100
        indexation_steps: [{from_year: 1, percent: 2}, {from_year: 3, percent: 10}]
"""
CASES = {
    "max_min": ("max_min", "", FIELD),
    "around_mean": ("around_mean", "", FIELD),
    "mean_over_price": ("mean_over_price", "", FIELD),
    "benchmark_over_price": (
        "benchmark_over_price", BENCHMARK, "price: {field: fee, estimate: 28, market_price: 26}\n",
    ),
    "stepped": ("max_min", "", STEPPED),
    # The cheaper bid has half the technical points and 65 of the 70 asked for: out, compared with.
    "below": ("lowest_over_price", "  procedure.total_minimum_percent: 70\n", FIELD),
}  # fmt: skip


def test_the_workbook_comes_to_the_same_points(put, tmp_path):
    books, results = {}, {}
    for name, (rule, more, price) in CASES.items():
        rules = RULES + f"  procedure.price_score: {rule}\n" + more

        def put_here(file, text, name=name):
            return put(f"{name}/{file}", text)

        case = begun(put_here, rules=rules, price=price)
        settle(case, put_here, grades=("4", "0") if name == "below" else ("3", "3"))
        case.freeze(by="Panel", at=at(5))
        case.open_prices(by=["Office", "Chair"], at=at(6))
        case.award(by="Panel", at=at(7))
        results[name] = case.result()
        books[name] = without_values(evaluation_workbook(evaluation_of(case)))
    # 30 x 24 / 30.
    assert [(one.bid, one.price_points) for one in results["below"].ranked] == [("B1", 24)]
    for name, cells in recalculated(books, tmp_path / "office").items():
        for row, placed in enumerate(results[name].ranked, 5):
            for column, value in (("D", placed.price_points), ("F", placed.price)):
                formula, computed = cells["Result", f"{column}{row}"]
                assert formula, name
                assert computed == pytest.approx(float(value)), name
