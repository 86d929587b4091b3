"""The live workbook in several monies: as the model has it, and recalculated by LibreOffice."""

from io import BytesIO

import numpy as np
import openpyxl
import pytest

from tests.feasibility.test_monies import BOOKS, DONG, LOCAL, study
from tests.print.office import OFFICE, cells_of, recalculated, without_values
from tests.print.test_model_book import RELATIVE, differing
from wte_ppp.documents import DocumentError
from wte_ppp.print.model_book.book import model_book
from wte_ppp.print.model_book.writing import study_workbook

YEN = {"rate": 0.0065, "inflation_percent": 1, "real_drift_percent": 0.5}
PATH = {"path": [0.0065, 0.0060, 0.0070, 0.0066], "devaluation": {"year": 2031, "percent": 10}}
CASES = {
    "dong": (DONG, {}),
    "dong, half years": (DONG, {"timing": {"operation_period": "half_year"}}),
    "yen loan": (LOCAL, {
        "money": {"also_in": "JPY", "rates": {"JPY": YEN}},
        "debt": {"currency": "JPY", "amount_usd": 9e7, "grace_years": 2, "interest_percent": 2},
        "reserves": {"dsra_months": 6}, "owners": {"cash_sweep_percent": 30},
    }),
    "all": (LOCAL, {
        "money": {"rates": {"JPY": PATH}, "fx_differences": "not_deducted"},
        "debt": {"currency": "JPY", "repayment": "equal_principal"},
        "concessional": {"currency": "JPY", "amount_usd": 1e7, "grace_years": 1},
        "grant": {"currency": "JPY", "amount_usd": 1e7, "paid_in_operation_year": 2,
                  "viability_gap_usd": 2e6},
        "owners": {"dividends": "retained_earnings"}, "uses": {"vat_percent": 8},
    }),
}  # fmt: skip


@pytest.fixture(scope="module")
def results():
    return {name: study(text, **changes).run() for name, (text, changes) in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_the_rows_are_those_of_the_model(results, name):
    # A workbook that does not reproduce the study is refused.
    result = results[name]
    values = model_book(result).values
    lost = np.sum(values.series("fx.loss"))
    assert lost == pytest.approx(np.sum(result.finance.accounts.exchange_loss_usd), rel=1e-9)
    second = result.finance.second_money
    if second is None:
        return
    for row, told in (
        ("equity", second.equity_cash_flow), ("project", second.project_cash_flow),
        ("cfads", second.cfads), ("service", second.service), ("revenue", second.revenue),
    ):  # fmt: skip
        assert np.sum(values.series(f"second.{row}")) == pytest.approx(np.sum(told), rel=1e-9)
    scale = np.max(np.abs(second.accounts["fixed_assets"]))
    year = values.series("operation_year")
    ends = np.append(year[1:] != year[:-1], True)
    for row in ("fixed_assets", "owners_capital", "retained_earnings", "translation"):
        at_year_end = values.series(f"second.{row}")[ends]
        assert at_year_end[:-1] == pytest.approx(second.accounts[row][:-1], abs=1e-9 * scale)
    scale = np.max(np.abs(values.series("second.fixed_assets")))
    assert np.max(np.abs(values.series("second.imbalance"))) < 1e-9 * scale


def test_the_dollar_is_called_by_its_name_in_a_study_in_dong(results):
    book = BytesIO(study_workbook(results["dong"]))
    sheet = openpyxl.load_workbook(book, read_only=True)["Inputs"]
    labels = {row[0] for row in sheet.iter_rows(max_col=1, values_only=True)}
    assert {"USD: inflation", "JPY: inflation"} <= labels


def is_dust(cells, sheet, place, *_, ours, theirs):
    """Whether a sum in dong or yen differs by less than one of billions."""
    unit = cells.get((sheet, "B" + place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), (None, ""))[1]
    numbers = isinstance(ours, float) and isinstance(theirs, float)
    return numbers and str(unit).startswith(("VND", "JPY")) and abs(ours - theirs) < 1.0


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_finds_what_python_finds(results, tmp_path):
    written = {name: study_workbook(result) for name, result in results.items()}
    found = recalculated({name: without_values(data) for name, data in written.items()}, tmp_path)
    for name, data in written.items():
        ours = cells_of(data)
        apart, furthest, count = differing(ours, found[name])
        apart = [one for one in apart if not is_dust(ours, *one[:2], ours=one[-2], theirs=one[-1])]
        assert not apart, (name, apart[:5])
        assert count > 5000
        # Of an account that is empty, or a bracket that closes, rounding is all there is.
        assert furthest < RELATIVE or "dong" in name or "yen" in name


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (BOOKS, "finance.money.books"),
        (
            {"money": {"rates": {"JPY": YEN}}, "debt": {
                "currency": "JPY", "hedged_percent": 50, "hedge_cost_percent": 1}},
            "finance.debt.hedged_percent",
        ),
        (
            {"money": {"rates": {"JPY": YEN}}, "uses": {"vat_currency": "JPY"}},
            "finance.uses.vat_currency",
        ),
    ],
)  # fmt: skip
def test_what_the_workbook_does_not_run_in_is_refused_by_name(changes, place):
    with pytest.raises(DocumentError, match=place):
        study_workbook(study(LOCAL, **changes).run())
