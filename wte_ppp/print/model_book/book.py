"""The whole book: its sheets in their order, valued, and held against the study's result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.closing import close_rows, sizing_rows, uses_rows
from wte_ppp.print.model_book.flows import plant_rows, refinancing_rows, repayment_row
from wte_ppp.print.model_book.formula import FormulaError
from wte_ppp.print.model_book.held import differences
from wte_ppp.print.model_book.inputs import input_rows
from wte_ppp.print.model_book.later import later_rows
from wte_ppp.print.model_book.layout import Layout, layout_of
from wte_ppp.print.model_book.monies import (
    in_monies,
    in_own_money,
    money_sheets,
    monies_of,
    not_run,
    rate_inputs,
    second_sheet,
)
from wte_ppp.print.model_book.operation import cost_rows, operation_rows, price_rows
from wte_ppp.print.model_book.passes import TRIALS, pass_sheet, repeated
from wte_ppp.print.model_book.proof import proof_sheet
from wte_ppp.print.model_book.public import public_annual_rows, public_results, public_rows
from wte_ppp.print.model_book.results import annual_rows, check_rows, result_rows
from wte_ppp.print.model_book.returns import STEPS, sign_rows, solver_rows
from wte_ppp.print.model_book.rows import Axis, Compared, Given, Sheet
from wte_ppp.print.model_book.statements import ratio_rows, statement_rows
from wte_ppp.print.model_book.tax import tax_rows
from wte_ppp.print.model_book.timeline import timeline_rows
from wte_ppp.print.model_book.values import Values, valued
from wte_ppp.print.model_book.waterfall import debt_rows, distribution_rows

FEWEST_PASSES, MOST_PASSES = 12, 96
SETTLED = 1e-12


@dataclass(frozen=True)
class ModelBook:
    """Sheets with the values of all cells; columns of each axis."""

    sheets: tuple[Sheet, ...]
    columns: Mapping[Axis, int]
    values: Values
    layout: Layout
    passes: int


def model_book(result: StudyResult) -> ModelBook:
    """The finance model of a result as rows and formulas, with the value of each cell.

    Raises `ValueError` for a result of draws.

    Raises `DocumentError` where passes do not settle, or where the formulas do not give what
    the study has: such a workbook is not written.
    """
    if result.draws is not None:
        raise ValueError("got a result of simulations; expected a base case: run without draws")
    if not result.finance.lenders.sizing_settled:
        raise _refusal("post-tax debt sizing that does not converge")
    if others := not_run(result):
        raise _refusal(
            f"another money in {', '.join(others)}, which the workbook does not run in",
            "leave the workbook out, or state it in the money of the study",
        )
    layout = layout_of(result)
    columns: dict[Axis, int] = {
        "period": layout.periods,
        "year": layout.operation_years,
        "annual": layout.construction_years + layout.operation_years,
        "step": STEPS,
    }
    trials = _trials(layout)
    # What is not stated settles at once; once it is filled in it must settle too.
    hangs = bool(np.any(np.isnan(result.finance.cfads_usd)))
    count = 0 if not trials else MOST_PASSES // 2 if hangs else FEWEST_PASSES
    while True:
        sheets = _sheets(result, layout, trials, count)
        try:
            values = valued(sheets, columns)
        except FormulaError as error:
            raise _refusal(f"a formula that has no value: {error}") from error
        if not trials or _settled(values, trials):
            break
        if count >= MOST_PASSES:
            what = " and ".join(TRIALS[trial] for trial in trials)
            raise _refusal(f"{what} that do not settle within {count} passes")
        count *= 2
    apart = [*differences(result, sheets, values)]
    if apart:
        raise _refusal(f"formulas that differ from the study's figures: {'; '.join(apart[:5])}")
    return ModelBook(sheets, columns, values, layout, count)


def _refusal(
    found: str, action: str = "leave the workbook out, and report the study file"
) -> DocumentError:
    allowed = "a workbook that reproduces the study"
    return DocumentError((Problem(None, None, "workbook", found, allowed, action),))


def _trials(layout: Layout) -> tuple[str, ...]:
    tax = ("trial_tax",) if layout.post_tax else ()
    order = () if layout.draw_order == "pro_rata" else ("trial_debt", "trial_equity")
    return tax + order


def _settled(values: Values, trials: tuple[str, ...]) -> bool:
    scale = float(np.sum(values.series("uses")))
    for trial in trials:
        pair: list[Any] = [
            values.series(name) if trial == "trial_tax" else values.number(name)
            for name in (trial, TRIALS[trial])
        ]
        if np.any(np.abs(pair[0] - pair[1]) > SETTLED * scale):
            return False
    return True


def _sheets(
    result: StudyResult, layout: Layout, trials: tuple[str, ...], count: int
) -> tuple[Sheet, ...]:
    required = float(result.finance.required_tipping_fee_usd_per_t)
    # With passes or a refinancing the model at another fee would want passes of its own.
    proven = not np.isnan(required) and not trials and not layout.refinanced
    results = (*result_rows(result, proven), *public_results(result))
    compared = tuple(result.name for result in results if isinstance(result, Compared))
    inputs = input_rows(result, layout)
    laid_out = tuple(
        item.name for item in inputs if isinstance(item, Given) and item.kind == "structure"
    )  # fmt: skip
    monies = monies_of(result)
    construction = (*uses_rows(layout.by_period, layout.loans), *close_rows(layout.draw_order))
    model: tuple[Sheet, ...] = (
        Sheet("Timeline", "Timeline", "period", timeline_rows()),
        Sheet("Plant and cost", "Plant years and operating cost", "year",
              cost_rows(plant_rows(result, layout))),
        Sheet("Prices", "Indices and prices", "period", price_rows(layout.indices, layout.blocks)),
        Sheet("Operation", "Operation", "period",
              (*later_rows(), *operation_rows(layout.bands, layout.blocks, layout.blocks_by_year))),
        Sheet("Sizing", "Debt sizing and repayment profile", "period",
              (*refinancing_rows(result),
               *sizing_rows(layout.sizing_tax, repayment_row(result, layout), layout.loans))),
        Sheet("Construction", "Financial close and construction", "period", construction),
        Sheet("Debt", "Debt in operation", "period", debt_rows()),
        Sheet("Tax", "Depreciation and income tax", "period", tax_rows()),
        Sheet("Cash", "Reserves, lock-up and distributions", "period", distribution_rows()),
    )  # fmt: skip
    reported: tuple[Sheet, ...] = (
        Sheet("Statements", "Financial statements", "period", statement_rows()),
        Sheet("Ratios", "Cover ratios, project cash flows, payback", "period", ratio_rows()),
    )
    model = in_monies((*model, *money_sheets(monies)), monies)
    reported = in_monies(reported, monies)
    proof = (proof_sheet((*model, *reported)),) if proven else ()
    passes: tuple[Sheet, ...] = ()
    if trials:
        passes = (pass_sheet(repeated(model, trials), trials, count),)
    return (
        *in_monies((Sheet("Results", "Results", "period", results),), monies),
        Sheet("Checks", "Checks", "period", check_rows(trials, compared, laid_out, layout.loans)),
        Sheet("Inputs", "Inputs", "period", (*in_own_money(inputs, monies), *rate_inputs(monies))),
        *model,
        *reported,
        *second_sheet(monies),
        Sheet(
            "Public",
            "Public payments, commitments, value for money",
            "period",
            public_rows(result, layout.bands),
        ),
        Sheet("Annual", "Annual summary", "annual", (*annual_rows(), *public_annual_rows())),
        Sheet("Signs", "Sign changes, for rates of return", "period", sign_rows()),
        Sheet("Rates", "Rates of return", "step", solver_rows()),
        *proof,
        *passes,
    )
