"""What would have to change for the owners to just earn their return: base case only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result.finance_parts import SwitchingRow
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.tipping_fee import required_grant, switching_factor
from wte_ppp.messages import Message


def switching_rows(
    finance: FinanceSection, case: ProjectCase, flow: CashFlow
) -> tuple[SwitchingRow, ...]:
    """Switching value of each driver, and the grants that the stated fee would need.

    `case` is in the money of the books, `flow` in that of the study.
    """
    if flow.equity.ndim > 1:
        return ()
    fee, target = finance.tipping_fee_usd_per_t, finance.target_equity_irr_percent / 100
    drivers: dict[str, tuple[Message, str, float, Callable[[FloatArray], ProjectCase]]] = {
        "capital_cost": (
            Message("Capital cost"),
            "USD",
            _number(case.capex / case.told_as_spent),
            lambda f: replace(case, capex=case.capex * f),
        ),
        "operating_cost": (
            Message("Operating cost"),
            "USD over the contract",
            _number(np.sum(flow.case.operating_cost)),
            lambda f: replace(case, operating_cost=case.operating_cost * f),
        ),
        "other_revenue": (
            Message("Revenue other than tipping fees"),
            "USD over the contract",
            _number(np.sum(flow.case.other_revenue)),
            lambda f: replace(case, other_revenue=case.other_revenue * f),
        ),
        "paid_tonnes": (
            Message("Tonnes paying the tipping fee"),
            "t over the contract",
            _number(np.sum(case.paid_t)),
            lambda f: replace(case, paid_t=case.paid_t * f),
        ),
        "debt_interest": (
            Message("Senior debt interest rate"),
            "%/year",
            100 * _number(case.debt.interest_rate),
            lambda f: replace(case, debt=case.debt.at_rate(f)),
        ),
    }
    rows = []
    for kind, (name, unit, stated, scaled) in drivers.items():
        if np.isnan(stated):
            continue
        factor = _number(switching_factor(scaled, fee, target)) if stated else np.nan
        rows.append(_row(kind, name, unit, stated, stated * factor))
    grants = _number(case.all_grants)
    if case.told_in is not None:
        grants = _number(np.sum(flow.grant + flow.construction_grants))
    if np.isnan(grants):
        return tuple(rows)
    further = _number(required_grant(case, fee, target, least=-grants))
    return (*rows, _row("grants", Message("Capital grants"), "USD", grants, grants + further))


def _row(kind: str, driver: Message, unit: str, stated: float, switching: float) -> SwitchingRow:
    switches = bool(np.isfinite(switching))
    return SwitchingRow(
        kind=kind,
        driver=driver,
        unit=unit,
        stated=stated,
        switching=switching if switches else None,
        change_percent=100 * (switching / stated - 1) if switches and stated else None,
    )


def _number(value: Any) -> float:
    return float(np.asarray(value).reshape(-1)[0])
