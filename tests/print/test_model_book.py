"""The live workbook: held against the model in Python, and recalculated by LibreOffice."""

import io
import re
from dataclasses import replace
from functools import partial

import numpy as np
import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.utils import column_index_from_string, get_column_letter

import wte_ppp as wte
from tests.print.office import OFFICE, cells_of, recalculated, rewritten, without_values
from tests.print.random_studies import CHANGED, drawn_changes, drawn_study, study_with
from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.steps.climate import climate_step
from wte_ppp.feasibility.steps.cost import cost_step
from wte_ppp.feasibility.steps.finance_case import project_case, project_timeline, streams_of
from wte_ppp.feasibility.steps.finance_terms import asks_for_grant
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.waste import paid_waste, waste_step
from wte_ppp.feasibility.study import Study
from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.cash_flow import cash_flow, unlevered_tax
from wte_ppp.print.model_book.book import model_book
from wte_ppp.print.model_book.formula import FormulaError
from wte_ppp.print.model_book.rows import Given, Heading, Line, Sheet, Single, entries
from wte_ppp.print.model_book.values import CircularError, valued
from wte_ppp.print.model_book.writing import study_workbook

# Drawn studies of at most 40 periods, of every repayment, draw order, length of period, sizing.
SEEDS = (
    3, 7, 12, 15, 16, 18, 19, 20, 24, 26, 30, 32, 34, 37, 38, 44, 45, 49, 54, 55, 59,
)  # fmt: skip
STRUCTURES = (19, 24, 34, 44)
RELATIVE = 1e-9
# A thousandth of a cent: what sums of hundreds of millions leave where they cancel out.
MONEY_DUST, DUST = 1e-5, 1e-12
FUNCTIONS = {
    "ABS", "AND", "AVERAGE", "COUNT", "COUNTIF", "DATE", "IF", "INDEX", "INT", "ISNA", "ISNUMBER",
    "MAX", "MIN", "MONTH", "NA", "OR", "SIGN", "SUM", "SUMIF", "SUMPRODUCT", "YEAR",
}  # fmt: skip
# Cells that tell whether results are the study's: other than ours, once inputs have changed.
STATES = {
    ("Cover", "Checks"), ("Checks", "State"), ("Checks", "Results that differ from the study's"),
    ("Results", "Whether they are still valid"),
}  # fmt: skip
FIRST = 6


def differing(ours, theirs, without=()):
    """Addresses of formula cells whose values differ, and the worst relative difference."""
    found, worst, count = [], 0.0, 0
    largest = largest_npv(ours)
    for (sheet, place), (formula, value) in ours.items():
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()
        label = ours.get((sheet, f"A{row}"), (None, ""))[1]
        if formula is None or (sheet, label) in without or (sheet, column) in without:
            continue
        count += 1
        other = theirs.get((sheet, place), (None, ""))[1]
        if isinstance(value, str) or isinstance(other, str):
            same = value == other
        else:
            unit = ours.get((sheet, f"B{row}"), (None, ""))[1]
            dust = MONEY_DUST if str(unit).startswith("USD") else DUST
            if sheet == "Rates" and str(unit).startswith("USD"):
                # A bracket closes on a net present value of zero, a sum of large parts.
                dust = RELATIVE * largest.get(row, 0.0)
            gap = abs(value - other)
            same = gap <= max(RELATIVE * abs(value), dust)
            if gap > dust:
                worst = max(worst, gap / abs(value) if value else np.inf)
        if not same:
            found.append((sheet, place, label, formula, value, other))
    return found, worst, count


def largest_npv(cells):
    """Largest net present value in each row of the sheet of rates."""
    found = {}
    for (sheet, place), (_, value) in cells.items():
        row = re.sub("[A-Z]", "", place)
        if sheet == "Rates" and isinstance(value, float):
            found[row] = max(found.get(row, 0.0), abs(value))
    return found


@pytest.fixture(scope="module")
def results():
    """Results of drawn studies, each run once."""
    found = {}

    def result(seed):
        if seed not in found:
            found[seed] = drawn_study(seed).run()
        return found[seed]

    return result


# What is changed in a sheet: where in the study file, the name of its cell, another value of it.
EDITS = (
    ("finance.tipping_fee_usd_per_t", lambda old: old * 1.15),
    ("finance.power_tariff_usd_per_kwh", lambda old: old * 0.95),
    ("cost.capex_usd", lambda old: old * 0.93),
    ("finance.debt.interest_percent", lambda old: old + 0.75),
    ("finance.debt.max_gearing_percent", lambda old: old - 7.5),
    ("finance.debt.target_dscr", lambda old: old + 0.11),
    ("finance.tax.rate_percent", lambda old: old + 3.0),
    ("finance.cost_inflation_percent", lambda old: old + 0.5),
    ("finance.reserves.dsra_months", lambda old: old + 4.0),
    ("finance.owners.cash_sweep_percent", lambda old: 45.0),
    ("finance.grant.central_support_usd", lambda old: 3e6),
    ("finance.debt.repayment", lambda old: "annuity" if old == "sculpted" else "sculpted"),
    ("finance.tax.depreciation_method", lambda old: "declining_to_straight_line"),
    ("cost.maintenance_percent", lambda old: old + 0.4),
)


def edited(seed, result, data):
    """Five inputs changed: in the sheet, and in the study file."""
    rng = np.random.default_rng(1000 + seed)
    values = {one.path: one.value for one in result.inputs}
    values["cost.capex_usd"] = result.cost.capex_usd
    changes, base = drawn_changes(seed)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for at in rng.permutation(len(EDITS))[:5]:
        path, other = EDITS[at]
        value = other(values[path])
        changes[path] = value
        name = path.removeprefix("finance.").removesuffix("_percent").replace(".", "_")
        name = "capex" if path == "cost.capex_usd" else name
        sheet, place = next(iter(book.defined_names[name].destinations))
        book[sheet][place.replace("$", "")] = value / 100 if path.endswith("_percent") else value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), study_with(changes, base).run()


def place_of(cells, sheet, label, column):
    """Address of the last row of a sheet with a label, in a column."""
    rows = [place[1:] for (where, place), one in cells.items() if (where, one[1]) == (sheet, label)]
    return f"{column}{rows[-1]}"


def paid(cells):
    """What a cell of the sheet Debt holds."""
    return lambda place: cells["Debt", place][1]


def in_sheet(name, data, change):
    """A workbook with one sheet's XML changed."""
    made = rewritten(data, lambda sheet, xml: change(xml) if sheet == name else xml)
    assert made != data
    return made


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_finds_in_every_cell_what_python_finds(results, tmp_path):
    written = {f"of {seed}": study_workbook(results(seed)) for seed in SEEDS}
    stored = {name: cells_of(data) for name, data in written.items()}
    files = {name: without_values(data) for name, data in written.items()}
    rerun = {}
    for seed in CHANGED:
        files[f"changed {seed}"], rerun[seed] = edited(seed, results(seed), files[f"of {seed}"])
    # A wrong formula: in the period of most debt service, principal is taken from interest.
    row = place_of(stored["of 16"], "Debt", "Debt service, all lenders", "")
    largest = max((f"{column}{row}" for column in "FGHIJKLMN"), key=paid(stored["of 16"]))
    poison = partial(re.sub, rf'(<c r="{largest}"[^>]*><f>[^<]*?)\+', r"\1-")
    files["poisoned"] = in_sheet("Debt", files["of 16"], poison)
    found = recalculated(files, tmp_path)

    cells, worst = 0, 0.0
    for name, ours in stored.items():
        apart, furthest, count = differing(ours, found[name])
        assert not apart, (name, apart[:5])
        cells, worst = cells + count, max(worst, furthest)
    assert cells > 180_000
    assert worst < RELATIVE

    # The required fee is pasted, so that its proof does not hold after a change.
    proof = {("Fee", get_column_letter(column)) for column in range(1, 400)}
    told = {*STATES, *proof, ("Results", "E"), ("Results", "Proof on the sheet Fee")}
    for seed, result in rerun.items():
        ours = cells_of(study_workbook(result))
        apart, _, _ = differing(ours, found[f"changed {seed}"], without=told)
        assert not apart, (seed, apart[:5])
        state = found[f"changed {seed}"]["Checks", place_of(ours, "Checks", "State", "C")]
        assert state[1] == "All checks hold; inputs differ from the study's"

    # The comparison can fail: by a formula of the file, and by a value that is stored.
    apart, _, _ = differing(stored["of 16"], found["poisoned"])
    assert ("Debt", largest) in {(sheet, place) for sheet, place, *_ in apart}
    value = partial(re.sub, rf'(<c r="{largest}"[^>]*><f>[^<]*</f><v>)', r"\g<1>9")
    apart, _, _ = differing(cells_of(in_sheet("Debt", written["of 16"], value)), found["of 16"])
    assert [place for _, place, *_ in apart] == [largest]


def model_of(study: StudyDefinition):
    """The project, its streams and its cash flow, period by period."""
    finance = study.finance
    line = project_timeline(finance)
    gate = waste_step(study.waste, finance.contract_years, line.annual)
    plant = plant_step(study.plant, gate, finance.contract_years, finance.first_operation_year)
    calendar = line.annual.calendar_year[line.construction_years :].astype(float)
    costs = cost_step(study.cost, plant, calendar, finance)
    reductions = climate_step(
        study.climate, gate, plant, finance.contract_years, finance.first_operation_year,
        subsidised=asks_for_grant(finance.grant),
    )  # fmt: skip
    streams = streams_of(finance, line, paid_waste(gate, plant), plant, costs, reductions, {})
    case = project_case(finance, line, streams, costs, reductions)
    return case, streams, cash_flow(case, finance.tipping_fee_usd_per_t)


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_every_period_is_that_of_the_model(results, seed):
    study = drawn_study(seed)
    case, streams, flow = model_of(study.definition)
    values, finance = model_book(results(seed)).values, study.definition.finance
    books, line = accounts(flow), case.timeline
    of_construction = {
        "spend": case.spend_profile, "use.capex": flow.funded.capex, "uses": flow.funded.uses,
        "financing_cost": flow.funded.financing_cost, "debt_drawn": flow.funded.debt_drawn,
        "equity_paid_in": flow.funded.equity,
    }  # fmt: skip
    wanted = {
        "years": line.years_from_start, "days": line.days, "fiscal_year": line.fiscal_year,
        "calendar_year": line.calendar_year, "tipping_fee.index": streams.fee_index,
        "fee": case.tipping_fee(finance.tipping_fee_usd_per_t),
        "paid": case.paid_t, "exported": streams.exported_mwh, "power_revenue": streams.power,
        "carbon_revenue": streams.carbon, "operating_cost": case.operating_cost,
        "overhaul": streams.overhauls, "working_capital": flow.working_capital,
        "from_maintenance": flow.from_maintenance, "vat_refund": flow.vat_refund,
        "agreed_interest": flow.funded.senior.interest,
        "agreed_principal": flow.funded.senior.principal,
        "interest": flow.senior.interest, "principal": flow.senior.principal,
        "tax": flow.tax, "tax_depreciation": flow.depreciation, "cfads": flow.cfads,
        "unlevered_tax": unlevered_tax(case, flow), "project_pre_tax": flow.project_pre_tax,
        "equity": flow.equity, "dscr": flow.cover,
        "llcr": flow.life_cover(),
        "net_profit": books.net_profit, "operating_cash": books.operating_cash,
        "financing_cash": books.financing_cash, "fixed_assets": books.fixed_assets,
        "bs.cash": books.cash, "bs.senior": books.senior_debt, "bs.loan": books.other_loans,
        "bridges": books.bridges, "bs.holder": books.shareholder_loan,
        "owners_capital": books.owners_capital, "retained_earnings": books.retained_earnings,
        **{name: line.from_construction(one) for name, one in of_construction.items()},
    }  # fmt: skip
    if flow.distribution is not None:
        spread = flow.distribution
        wanted |= {
            "dsra": spread.dsra, "maintenance_account": spread.maintenance_account,
            "swept": spread.swept, "support": spread.support, "withheld": spread.withheld,
            "locked_up": spread.locked_up, "holder_paid": spread.loan_paid,
            "paid_out": spread.paid_out - flow.gain_shared,
            "account_interest": spread.account_interest,
        }  # fmt: skip
    for name, series in wanted.items():
        np.testing.assert_allclose(
            values.series(name), np.asarray(series, dtype=float), rtol=1e-9, atol=2e-3, err_msg=name
        )
    # On what is small the money's tolerance would say nothing.
    for name in ("spend", "years", "tipping_fee.index", "dscr", "llcr"):
        np.testing.assert_allclose(values.series(name), wanted[name], rtol=1e-9, err_msg=name)


@pytest.fixture(scope="module", params=STRUCTURES)
def written(request, results):
    """Sheets of a workbook with their formulas, and its bytes."""
    data = study_workbook(results(request.param))
    return openpyxl.load_workbook(io.BytesIO(data)), data


def formulas(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet, cell


def test_no_formula_holds_a_number_but_0_and_1_or_a_function_of_one_program_alone(written):
    book, _ = written
    for sheet, cell in formulas(book):
        for token in Tokenizer(cell.value).items:
            if token.type == "OPERAND" and token.subtype == "NUMBER":
                assert token.value in ("0", "1"), (sheet.title, cell.coordinate, cell.value)
            if token.type == "FUNC" and token.subtype == "OPEN":
                assert token.value.rstrip("(") in FUNCTIONS


def relative(formula, column):
    """A formula with its relative columns as steps from its own: alike in a row if it is one."""

    def step(found):
        fixed, letters, row = found.groups()
        if fixed:
            return found[0]
        return f"[{column_index_from_string(letters) - column}]{row}"

    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?\d+)\b", step, formula)


def test_a_row_has_one_formula_in_all_its_columns(written):
    book, _ = written
    rows = {}
    for sheet, cell in formulas(book):
        if cell.column >= FIRST:
            row = rows.setdefault((sheet.title, cell.row), [])
            row.append(relative(cell.value, cell.column))
    assert len(rows) > 350
    lengths = {}
    for (sheet, row), found in rows.items():
        assert len(set(found)) == 1, (sheet, row, found[:2])
        lengths.setdefault(sheet, set()).add(len(found))
    assert all(len(one) == 1 for one in lengths.values())


def test_no_cell_is_an_error_and_nothing_stands_beside_the_periods(written):
    book, data = written
    for (_, _), (_, value) in cells_of(data).items():
        assert not (isinstance(value, str) and value.startswith("#"))
        assert isinstance(value, str) or np.isfinite(value)
    # What stands before the first period and after the last is read as nothing, so it is nothing.
    for sheet in book:
        across = [cell.column for _, cell in formulas([sheet]) if cell.column > FIRST]
        if not across:
            continue
        for column in (FIRST - 1, max(across) + 1):
            letter = get_column_letter(column)
            filled = [cell.value for cell in sheet[letter] if cell.value not in (None, "")]
            assert not filled, (sheet.title, letter)


def test_every_input_is_used_and_has_a_name(written):
    book, _ = written
    text = " ".join(cell.value for _, cell in formulas(book))
    used = set(re.findall(r"\b[a-z]\w+\b", text))
    names = dict(book.defined_names)
    assert {"tipping_fee_usd_per_t", "debt_interest", "capex", "tax_rate"} <= set(names)
    sheet = book["Inputs"]
    for name, one in names.items():
        (where, place) = next(iter(one.destinations))
        assert where == "Inputs"
        cell = sheet[place.replace("$", "").split(":")[0]]
        laid_out = cell.fill.start_color.rgb == "FFE7E6E6"
        assert laid_out or name in used, name


def test_same_study_same_bytes(results):
    assert study_workbook(results(19)) == study_workbook(results(19))


HOSTILE = (
    "=cmd|'/c calc'!A0", "+1+1", "-2", "@SUM(1)", "\t=1", "\r=1", "x" * 10_000, "🔥 Hà Nội",
    "nul\x00name", "\u202eevil", "<script>&\"'", "_x000D_", "\ud800 alone",
    "http://example.com/?a", "{=1}",
)  # fmt: skip


@pytest.mark.parametrize("name", ["=1+1\x00", "y" * 10_000])
def test_text_of_others_stays_text(results, name):
    told = {"name": name, "location": "=2", "description": "\t@A1", "warnings": HOSTILE}
    book = openpyxl.load_workbook(
        io.BytesIO(study_workbook(results(19).model_copy(update=told)))
    )  # fmt: skip
    cover = book["Cover"]
    first = next(cell.row for cell in cover["A"] if cell.value == "Warnings of the study") + 1
    warned = [cover.cell(first + at, 2) for at in range(len(HOSTILE))]
    cells = [*cover["B"][2:5], book["Results"]["A2"], book["Inputs"]["A2"], *warned]
    for cell in cells:
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert not cell.hyperlink
        assert 0 < len(cell.value) <= 1000
        assert not any(ord(one) < 32 or one == "\u202e" for one in cell.value)
    assert warned[0].value == HOSTILE[0]
    assert warned[7].value == "🔥 Hà Nội"
    assert {one.column for one in cover["A"] if one.hyperlink} == {1}


def test_draws_and_what_does_not_agree_are_refused(results):
    with pytest.raises(ValueError, match="a result of simulations"):
        study_workbook(study_with({}).run({"cost.maintenance_percent": [2.0, 3.0]}))
    result = results(19)
    wrong = result.finance.model_copy(update={"debt_usd": result.finance.debt_usd * 1.001})
    with pytest.raises(DocumentError, match="Senior debt"):
        study_workbook(result.model_copy(update={"finance": wrong}))
    series = np.array(result.finance.tax_usd)
    series[-1] += 1.0
    wrong = result.finance.model_copy(update={"tax_usd": series})
    with pytest.raises(DocumentError, match="finance: tax"):
        study_workbook(result.model_copy(update={"finance": wrong}))


def test_a_result_writes_its_workbook(results, tmp_path):
    wte.write_workbook(results(19), tmp_path / "model.xlsx")
    assert (tmp_path / "model.xlsx").read_bytes() == study_workbook(results(19))


def book_of(*parts):
    return [Sheet("One", "One", "period", entries(*parts))]


def test_values_follow_each_other_in_any_order():
    # 100 at 10 % for three periods, told from the last row to the first: 110, 121, 133.1.
    rows = (
        Heading("Account"),
        Single("last", "Last", "", "INDEX({closing:}, {count})"),
        Line("closing", "Closing", "", "IF({number} = 1, {start}, {closing<}) * (1 + {rate})"),
        Line("number", "Number", "", "{number<} + 1"),
        Given("start", "Start", "", (100.0,)),
        Given("rate", "Rate", "", (0.1,)),
        Given("count", "Periods", "", (3.0,)),
        Line("so_far", "So far", "", "SUM({closing:<})"),
        Line("left", "Left", "", "{left>} + {closing}"),
    )
    found = valued(book_of(*rows), {"period": 3})
    assert found.number("last") == pytest.approx(133.1)
    assert found.series("so_far").tolist() == pytest.approx([110, 231, 364.1])
    assert found.series("left").tolist() == pytest.approx([364.1, 254.1, 133.1])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([Line("a", "A", "", "{b<} + {b}"), Line("b", "B", "", "{a}")], CircularError),
        ([Single("a", "A", "", "{a}")], CircularError),
        ([Line("a", "A", "", "SUM({a:})")], CircularError),
        ([Single("a", "A", "", "{nowhere}")], FormulaError),
        ([Single("a", "A", "", "1 +")], FormulaError),
        ([Single("a", "A", "", '1 + "text"')], FormulaError),
        ([Single("a", "A", "", "VLOOKUP(1, 1)")], FormulaError),
        ([Single("a", "A", "", "1"), Single("a", "A", "", "0")], FormulaError),
    ],
)
def test_what_cannot_be_valued_is_told(rows, told):
    with pytest.raises(told):
        valued(book_of(*rows), {"period": 2})


def test_formulas_are_the_same_whatever_may_be_changed():
    # So a change in the sheet does what the same change in the study file does: only inputs differ.
    laid_out = {
        "finance.contract_years": 12, "finance.spend_profile_percent": [40, 60],
        "finance.timing.operation_period": "half_year", "finance.debt.sizing_cfads": "post_tax",
        "finance.debt.draw_order": "equity_first",
    }  # fmt: skip
    other = {
        path: value
        for path, value in drawn_changes(47)[0].items()
        if not path.startswith(("finance.timing", "finance.grant", "finance.concessional"))
        # Each loan, each risk of public delivery and each step of a price has rows of its own.
        and not path.startswith(("finance.loans", "finance.value_for_money"))
        and not path.startswith("finance.contract_prices")
    }
    other |= {"finance.debt.repayment": "equal_principal", "finance.debt.tenor_years": 9}
    books = [
        model_book(study_with(changes, base).run())
        for changes, base in ((laid_out, "minimal"), ({**other, **laid_out}, "bac_ninh"))
    ]
    told = [
        {
            (sheet.name, one.name): one.formula
            for sheet in book.sheets
            for one in sheet.entries
            if isinstance(one, Line | Single) and "~" not in one.formula and "~" not in one.name
        }
        for book in books
    ]
    assert len(told[0]) > 400
    assert told[0] == told[1]


def test_the_required_fee_is_proven_on_a_sheet_of_its_own():
    # The model once more at the fee: the owners' NPV is nothing, or the lenders' cover is just met.
    for name, binds in (("minimal", "cover"), ("bac_ninh", "return")):
        result = Study.load(f"examples/{name}/study.yaml").run()
        values = model_book(result).values.singles
        assert values["fee.proof"] == "Return and cover are met"
        assert values["fee.required"] == result.finance.required_tipping_fee_usd_per_t
        target = result.finance.target_dscr
        if binds == "cover":
            assert values["proof.dscr"] == pytest.approx(target, rel=1e-8)
            assert values["proof.npv"] > 1e5
        else:
            assert values["proof.npv"] == pytest.approx(0.0, abs=1e-3)
            assert values["proof.dscr"] > target


def test_public_payments_and_value_for_money_are_live_rows():
    risks = {"late": {"falls_on": "revenue", "probability_percent": 30, "impact_percent": 10,
                      "transferred_percent": 40}}  # fmt: skip
    valued_at = {
        "finance.value_for_money": {"discount_rate_percent": 7, "risks": risks},
        "finance.municipality": {"budget_usd_per_year": 4e8, "households": 250_000,
                                 "household_income_usd_per_year": 4_000},
    }  # fmt: skip
    dear = study_with({**valued_at, "finance.tipping_fee_usd_per_t": 150.0}).run()
    values = model_book(dear).values.singles
    vfm = dear.finance.value_for_money
    assert values["r.vfm_value"] == pytest.approx(vfm.value_usd, rel=1e-9)
    assert values["r.vfm_share"] == pytest.approx(vfm.value_percent / 100, rel=1e-9)
    for side in ("lower", "higher"):
        by_rate = vfm.value_percent_by_rate[side] / 100
        assert values[f"r.vfm_{side}"] == pytest.approx(by_rate, rel=1e-9)
    assert values["r.public_value"] == pytest.approx(dear.finance.public.present_value_usd)
    # A fee that falls short: the sheet has it at its own fee, the study at the one required.
    cheap = study_with({**valued_at, "finance.tipping_fee_usd_per_t": 20.0}).run()
    told = model_book(cheap).values.singles
    assert told["r.vfm_share"] > 0 > cheap.finance.value_for_money.value_percent
    needed = cheap.finance.required_tipping_fee_usd_per_t
    at_needed = study_with({**valued_at, "finance.tipping_fee_usd_per_t": needed}).run()
    live = model_book(at_needed).values.singles["r.vfm_share"]
    assert live == pytest.approx(cheap.finance.value_for_money.value_percent / 100, rel=1e-8)


def test_shipped_examples_are_reproduced():
    for name in ("minimal", "bac_ninh"):
        book = model_book(Study.load(f"examples/{name}/study.yaml").run())
        assert book.values.singles["state"] == "All checks hold; results are the study's"


def test_a_check_that_fails_is_told_in_the_state(results):
    book = model_book(results(19))
    sheets = [
        replace(sheet, entries=tuple(
            replace(one, formula=one.formula + " + 1") if getattr(one, "name", "") == "liabilities"
            else one for one in sheet.entries
        )) for sheet in book.sheets
    ]  # fmt: skip
    found = valued(sheets, book.columns)
    assert found.number("faults") == book.columns["period"]
    assert found.singles["state"] == "A check has failed: see below"
