"""A cash flow of the books told in another money: every amount at the rate of its period."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.finance.accounts import Accounts
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.waterfall import Distribution

# Derived amounts that are no sum of amounts of one period each: changed as they are.
DERIVED = ("equity", "project_pre_tax", "written_off")


def told(flow: CashFlow, rate: FloatArray | None) -> CashFlow:
    """A cash flow in another money.

    Parameters
    ----------
    flow
        In the money of the books.
    rate
        Books' money per unit of the other, (..., periods); None: the same.

    Returns
    -------
    CashFlow
        Flows at the rate of their period, balances at that of their day; debt as it was drawn.
        Ratios and terms are those of the books.

    References
    ----------
    .. [1] IAS 21, The Effects of Changes in Foreign Exchange Rates, paragraph 39.
    """
    if rate is None:
        return flow
    case = replace(
        flow.case,
        tipping_fee_index=in_loan(flow.case.tipping_fee_index, rate),
        fee_floor=None if flow.case.fee_floor is None else flow.case.fee_floor / rate,
        fee_cap=None if flow.case.fee_cap is None else flow.case.fee_cap / rate,
        fee_bands=flow.case.fee_bands and flow.case.fee_bands.at(rate),
        other_revenue=in_loan(flow.case.other_revenue, rate),
        operating_cost=in_loan(flow.case.operating_cost, rate),
        salvage=None if flow.case.salvage is None else in_loan(flow.case.salvage, rate),
    )
    other = _told(flow, rate, skip=("case", "funded", "losses", "sizing_settled", "tipping_fee"))
    funded = _told(flow.funded, rate, skip=())
    funded["debt"] = np.sum(funded["debt_drawn"], axis=-1, keepdims=True)
    losses = flow.losses and replace(flow.losses, **_told(flow.losses, rate, skip=()))
    changed = replace(
        flow, case=case, funded=replace(flow.funded, **funded), losses=losses, **other
    )
    for name in DERIVED:
        vars(changed)[name] = in_loan(getattr(flow, name), rate)
    vars(changed)["cover"] = flow.cover
    return changed


def told_accounts(books: Accounts, rate: FloatArray | None) -> Accounts:
    """Statements in another money: flows at the rate of their period, balances at their day's.

    Owners' capital and retained earnings stay at the rates of the periods in which they arose;
    `translation` is what the balance of the rest has gained since.
    """
    if rate is None:
        return books
    changed = _told(books, rate, skip=())
    for name in ("owners_capital", "retained_earnings"):
        series = getattr(books, name)
        moved = np.diff(series, axis=-1, prepend=0.0)
        changed[name] = np.cumsum(in_loan(moved, rate), axis=-1)
    own = books.owners_capital + books.retained_earnings
    worth = 1 / rate
    before = np.zeros_like(own)
    before[..., 1:] = own[..., :-1]
    changed["translation"] = np.cumsum(
        before * np.diff(worth, axis=-1, prepend=worth[..., :1]), axis=-1
    )
    return replace(books, **changed)


def _told(part: Any, rate: FloatArray, skip: tuple[str, ...]) -> dict[str, Any]:
    """Series of a dataclass in another money, also those of its schedules and distributions."""
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in skip or value is None:
            continue
        if isinstance(value, np.ndarray):
            changed[field.name] = in_loan(value, rate)
        elif isinstance(value, (DebtSchedule, Distribution)):
            changed[field.name] = replace(value, **_told(value, rate, skip=("locked_up",)))
    return changed
