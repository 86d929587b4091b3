"""How much senior debt CFADS serves, and the shape of its repayment."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance import debt as repayment
from wte_ppp.finance.case import DebtTerms, Loan, ProjectCase
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.metrics import dscr_of_twelve_months, minimum_dscr
from wte_ppp.finance.stepped_interest import stepped_principal
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.windows import ahead

# Service of a unit of debt below this is rounding: in a grace whose interest is added none is due.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Level:
    """Schedule of one unit of senior debt, the most that CFADS serves, the other loans'."""

    unit: DebtSchedule
    capacity: Numeric
    other: DebtSchedule | None

    def due_after_close(self, timeline: Timeline, periods: Numeric) -> FloatArray:
        """Service of the first periods of operation per unit of debt, (..., 1)."""
        return due_after_close(timeline, self.unit, periods)

    def of(self, debt: FloatArray) -> DebtSchedule:
        """The schedule of a debt."""
        return self.unit.scaled(debt)


@dataclass(frozen=True)
class Sculpted:
    """What a sculpted debt of the capacity of CFADS owes, to be scaled to the debt there is."""

    rate: Numeric
    building: int
    owed: FloatArray
    capacity: FloatArray
    other: DebtSchedule | None

    def due_after_close(self, timeline: Timeline, periods: Numeric) -> FloatArray:
        """Service of the first periods of operation per unit of debt, (..., 1)."""
        last = self.building + 1 + int(np.ceil(np.max(periods, initial=0)))
        first = replace(self, owed=self.owed[..., :last]).of(np.asarray(self.capacity))
        return due_after_close(timeline, first, periods) / self._positive

    def of(self, debt: FloatArray) -> DebtSchedule:
        """The schedule of a debt."""
        factor = debt / self._positive
        # A factor of 1 changes no digit, and gives the balance the draws of the debt.
        balance = self.owed * factor
        opening = np.empty_like(balance)
        opening[..., : self.building] = 0.0
        opening[..., self.building] = column(debt)
        opening[..., self.building + 1 :] = balance[..., self.building : -1]
        rate = np.atleast_1d(self.rate)[..., : balance.shape[-1]]
        return DebtSchedule(opening * rate, opening - balance, balance)

    @property
    def _positive(self) -> FloatArray:
        """Capacity; where there is none, 1, so that its parts are 0."""
        return np.where(self.capacity > 0, self.capacity, 1.0)


def due_after_close(timeline: Timeline, plan: DebtSchedule, periods: Numeric) -> FloatArray:
    """Service due in the first periods of operation, (..., 1)."""
    first = timeline.construction_columns - 1
    last = first + 2 + int(np.ceil(np.max(periods, initial=0)))
    due = plan.interest[..., first:last] + plan.principal[..., first:last]
    return ahead(due, periods)[..., :1]


def schedules(
    timeline: Timeline,
    terms: DebtTerms,
    case: ProjectCase,
    cfads: FloatArray,
    cfads_of_cases: tuple[FloatArray, ...],
) -> Level | Sculpted:
    """Shape of the senior debt's repayment, the debt that CFADS serves, and the other loans'."""
    other: DebtSchedule | None = None
    for loan in case.loans:
        plan = _level(timeline, loan, loan.repayment).scaled(loan.amount)
        other = (
            plan
            if other is None
            else DebtSchedule(
                other.interest + plan.interest,
                other.principal + plan.principal,
                other.balance + plan.balance,
            )
        )
    taken = 0.0 if other is None else other.service
    able = cfads / terms.target_dscr
    for lender_case, of_case in zip(case.lender_cases, cfads_of_cases, strict=True):
        able = np.minimum(able, of_case / lender_case.dscr)
    if terms.repayment != "sculpted":
        unit = _level(timeline, terms, terms.repayment)
        if not terms.sized_on_dscr:
            return Level(unit, np.inf, other)
        served = np.where(unit.service > ROUNDING, unit.service, 0.0)
        per_unit = minimum_dscr(dscr_of_twelve_months(timeline, able - taken, served))
        return Level(unit, np.maximum(per_unit, 0.0), other)
    able = np.maximum(able, 0.0)
    able = np.maximum(able - taken, 0.0) if other is not None else able
    service = able * timeline.within(terms.grace_years + 1, terms.tenor_years)
    interest_only: Numeric = 0.0 if terms.capitalised_grace else terms.grace_years
    capacity, owed = repayment.sculpted_balance(timeline, service, terms.yearly_rate, interest_only)
    return Sculpted(
        terms.yearly_rate / timeline.operation_per_year,
        timeline.construction_columns,
        owed,
        capacity,
        other,
    )


def _level(timeline: Timeline, terms: DebtTerms | Loan, shape: str) -> DebtSchedule:
    """Schedule of one unit of debt with level payments or equal principal."""
    tenor, grace = terms.tenor_years, terms.grace_years
    rate = terms.yearly_rate if isinstance(terms, DebtTerms) else terms.interest_rate
    if shape == "schedule" and isinstance(terms, DebtTerms) and terms.schedule is not None:
        agreed, last = repayment.agreed_principal(timeline, terms.schedule)
        return repayment.schedule(timeline, 1.0, rate, agreed, last / timeline.operation_per_year)
    if isinstance(terms, DebtTerms) and terms.rates is not None:
        principal = stepped_principal(
            timeline, terms.rates, tenor, grace, shape == "annuity", terms.capitalised_grace
        )
        return repayment.schedule(timeline, 1.0, rate, principal, tenor)
    per_year = timeline.operation_per_year
    period, waiting = timeline.operation_period, grace * per_year
    grown: Numeric = 1.0
    added: Numeric = 0.0
    if terms.capitalised_grace:
        growth = 1 + rate / per_year
        grown = growth**waiting
        in_grace = (period >= 1) & (period <= waiting)
        added = np.where(in_grace, rate / per_year * growth ** np.maximum(period - 1.0, 0.0), 0.0)
    if shape == "annuity":
        principal = repayment.annuity_principal(timeline, grown, rate, tenor, grace)
    else:
        principal = repayment.equal_principal(timeline, grown, tenor, grace)
    return repayment.schedule(timeline, 1.0, rate, principal - added, tenor)
