"""Payments at an early end and at handback, year by year, on the finance of the base case."""

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.ends import (
    DebtEnd,
    InvestedEnd,
    LendersEnd,
    ValueEnd,
    WholeEnd,
)
from wte_ppp.contract.formulas.handback import Handback, handback
from wte_ppp.contract.formulas.termination import (
    equity_to_base_irr,
    equity_to_come,
    estimated_fair_value,
    force_majeure,
    lenders_only,
    operator_made_whole,
    share_of_debt,
)
from wte_ppp.contract.site import Cash, Site


def termination_by_cause(
    definition: ContractDefinition, site: Site, charge: FloatArray
) -> dict[str, FloatArray]:
    """What is due if the contract ends at the end of a year, by cause [money], (years,).

    Parameters
    ----------
    definition
        Of the contract.
    site
        With debt and equity of the base case; sums that the operator owes, balances and insurance
        are not counted.
    charge
        Full charge and power income of each year, without deductions [money], (years,).

    Returns
    -------
    dict
        Causes of the contract but those that only a tender or the time before the works can tell;
        NaN where the market decides or a number is not stated.
    """
    ends = definition.termination_payments
    found: dict[str, FloatArray] = {}
    for cause in type(ends).model_fields:
        term = getattr(ends, cause)
        if isinstance(term, (DebtEnd, ValueEnd, WholeEnd, InvestedEnd, LendersEnd)):
            each = [_at_end(term, site.cash, charge, year) for year in range(site.years)]
            found[cause] = np.array(each)
    return found


def _at_end(
    term: DebtEnd | ValueEnd | WholeEnd | InvestedEnd | LendersEnd,
    cash: Cash,
    charge: FloatArray,
    year: int,
) -> float:
    debt = float(cash.debt[year])
    if isinstance(term, DebtEnd):
        return float(share_of_debt(np.asarray(term.share_of_debt_percent) / 100, debt, 0.0))
    if isinstance(term, LendersEnd):
        return float(lenders_only(debt, 0.0))
    if isinstance(term, ValueEnd):
        rate = float(np.asarray(term.discount_percent)) / 100
        costs = cash.operating_cost[year + 1 :]
        value = estimated_fair_value(charge[year + 1 :], costs, rate, term.cost_of_estimate)
        return float(value)
    breakage = float(np.asarray(term.breakage or 0.0))
    if isinstance(term, InvestedEnd):
        paid_out = float(np.sum(cash.paid_out[: year + 1]))
        return float(force_majeure(debt, 0.0, 0.0, cash.paid_in[0], paid_out, debt, breakage))
    return float(operator_made_whole(debt, breakage, _equity(term, cash, year), 0.0))


def _equity(term: WholeEnd, cash: Cash, year: int) -> float:
    """Equity by the one method that the contract names; NaN where the market says it.

    The return is one in the study's money, so that the sum is too: it goes at the rate of the day.
    """
    after, irr = cash.construction_years + year + 1, float(np.asarray(cash.equity_irr))
    rate = float(cash.per_unit[year])
    if term.equity_method == "base_irr":
        return float(equity_to_base_irr(cash.equity_flows[:after], irr)) / rate
    if term.equity_method == "distributions":
        return float(equity_to_come(cash.equity_flows[after:], irr)) / rate
    return float("nan")


def at_handback(definition: ContractDefinition, site: Site, paid: FloatArray) -> Handback | None:
    """Works at the end against the retention from the last fees; None where there is no term.

    Parameters
    ----------
    definition
        Of the contract.
    site
        Whose prices move the works.
    paid
        By the city before deductions [money], (draws, years).

    Returns
    -------
    Handback or None
        (draws,).
    """
    term = definition.guarantees.handback
    if term is None:
        return None
    months = np.full(site.years, 12.0)
    left = float(term.retention_months)
    for year in reversed(range(site.years)):
        months[year] = min(left, 12.0)
        left -= months[year]
    retained = np.sum(paid * months / 12, axis=-1) * np.asarray(term.retention_percent) / 100
    works = np.full(retained.shape, float(np.asarray(term.works)) * site.money.index[-1])
    return handback(works, np.asarray(term.supervision_percent) / 100, retained)
