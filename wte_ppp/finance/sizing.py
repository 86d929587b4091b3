"""How much senior debt CFADS serves, and the shape of its repayment."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance import debt as repayment
from wte_ppp.finance.case import DebtTerms, Loan, ProjectCase
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.metrics import dscr_of_twelve_months, minimum_dscr
from wte_ppp.finance.stepped_interest import stepped_principal
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.windows import ahead

# Service of a unit of debt below this is rounding: in a grace whose interest is added none is due.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Level:
    """Schedule of one unit of senior debt, and the most that CFADS serves."""

    unit: DebtSchedule
    capacity: Numeric

    def due_after_close(self, timeline: Timeline, periods: Numeric) -> FloatArray:
        """Service of the first periods of operation per unit of debt, (..., 1)."""
        return due_after_close(timeline, self.unit.service, periods)

    def of(self, debt: FloatArray) -> DebtSchedule:
        """The schedule of a debt."""
        return self.unit.scaled(debt)


@dataclass(frozen=True)
class Sculpted:
    """What a sculpted debt owes, to be scaled to the debt there is, and the most CFADS serves.

    `repaid` is the debt that `owed` belongs to; interest of a grace may allow less, `capacity`.
    """

    rate: Numeric
    building: int
    owed: FloatArray
    repaid: FloatArray
    capacity: FloatArray
    exchange: FloatArray | None = None

    def due_after_close(self, timeline: Timeline, periods: Numeric) -> FloatArray:
        """Service of the first periods of operation per unit of debt, (..., 1)."""
        last = self.building + 1 + int(np.ceil(np.max(periods, initial=0)))
        first = replace(self, owed=self.owed[..., :last]).of(self.repaid)
        return due_after_close(timeline, first.service, periods) / self._positive

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
        exchange = None if self.exchange is None else self.exchange[..., : balance.shape[-1]]
        return DebtSchedule(opening * rate, opening - balance, balance).in_books(exchange)

    @property
    def _positive(self) -> FloatArray:
        """Debt repaid; where there is none, 1, so that its parts are 0."""
        return np.where(self.repaid > 0, self.repaid, 1.0)


def due_after_close(timeline: Timeline, service: FloatArray, periods: Numeric) -> FloatArray:
    """Service due in the first periods of operation, (..., 1)."""
    first = timeline.construction_columns - 1
    last = first + 2 + int(np.ceil(np.max(periods, initial=0)))
    return ahead(service[..., first:last], periods)[..., :1]


def loan_schedules(timeline: Timeline, case: ProjectCase) -> DebtSchedule | None:
    """Schedule of the loans beside the senior debt, together; None without any."""
    together: DebtSchedule | None = None
    for loan in case.loans:
        plan = level(timeline, loan, loan.repayment).scaled(loan.amount).in_books(loan.exchange)
        together = plan if together is None else together.plus(plan)
    if case.later is not None and np.any(case.later.loan_share):
        plan = case.later.loan(timeline)
        together = plan if together is None else together.plus(plan)
    return together


def schedules(
    timeline: Timeline,
    terms: DebtTerms,
    case: ProjectCase,
    beside: FloatArray,
    cfads: FloatArray,
    cfads_of_cases: tuple[FloatArray, ...],
) -> Level | Sculpted:
    """Shape of the senior debt's repayment, and the debt that CFADS serves.

    `beside` is the service of all other lenders, which ranks with it.

    Notes
    -----
    Interest of a grace in which sculpted debt pays interest alone must be covered as the target
    DSCR asks. Where it is not, the whole debt is lowered in proportion: it then has more than the
    target in the years of repayment.
    """
    able = cfads / terms.target_dscr
    for lender_case, of_case in zip(case.lender_cases, cfads_of_cases, strict=True):
        able = np.minimum(able, of_case / lender_case.dscr)
    if terms.repayment != "sculpted":
        unit = level(timeline, terms, terms.repayment).in_books(terms.exchange)
        if not terms.sized_on_dscr:
            return Level(unit, np.inf)
        served = np.where(unit.service > ROUNDING, unit.service, 0.0)
        per_unit = minimum_dscr(dscr_of_twelve_months(timeline, able - beside, served))
        return Level(unit, np.maximum(per_unit, 0.0))
    left = np.maximum(able, 0.0) - beside
    service = np.maximum(left, 0.0) * timeline.within(terms.grace_years + 1, terms.tenor_years)
    service = in_loan(service, terms.exchange)
    interest_only: Numeric = 0.0 if terms.capitalised_grace else terms.grace_years
    repaid, owed = repayment.sculpted_balance(timeline, service, terms.yearly_rate, interest_only)
    rate, building = terms.yearly_rate / timeline.operation_per_year, timeline.construction_columns
    shape = Sculpted(rate, building, owed, repaid, repaid, terms.exchange)
    if not np.any(interest_only):
        return shape
    due = shape.of(repaid).service
    cover = minimum_dscr(dscr_of_twelve_months(timeline, left, np.where(repaid > 0, due, 0.0)))
    part = np.where(np.asarray(interest_only) > 0, np.clip(cover, 0.0, 1.0), 1.0)
    # Without debt there is no cover, and nothing to lower.
    return replace(shape, capacity=np.where(repaid > 0, part * repaid, repaid))


def level(timeline: Timeline, terms: DebtTerms | Loan, shape: str) -> DebtSchedule:
    """Schedule of one unit of debt with level payments or equal principal, in its own money."""
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
