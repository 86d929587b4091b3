"""From the section of monies to rates of exchange over the project's periods."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.finance.exchange_rates import RateTerms, as_drawn, rate_index
from wte_ppp.finance.timeline import Timeline

DOLLAR = "USD"
YEN = "JPY"


@dataclass(frozen=True)
class AsDrawn:
    """A loan's rate over the mean one at which it is drawn, and what turns its amount to that.

    `factor` takes an amount in the study's money at the rate of the price year to the books' money
    as drawn; `exchange` is None in the books' money.
    """

    factor: Numeric
    exchange: FloatArray | None


@dataclass(frozen=True)
class Monies:
    """Rates of exchange in each period, all 1 in the price year.

    An amount in another money stands at the price year's rate in the study's money, and the books
    count their money at it: where study and books have one money, nothing changes.
    """

    finance: FinanceSection
    years: FloatArray

    def worth(self, code: str) -> FloatArray | None:
        """Worth of a money in the study's over that of the price year; None of the study's own."""
        if code == self.finance.money.currency:
            return None
        return rate_index(rate_terms(self.finance, code), self.years)

    @property
    def books(self) -> FloatArray | None:
        """Books' money per unit of the study's; None: the same."""
        return self.in_books(None)

    def in_books(self, code: str | None) -> FloatArray | None:
        """Books' money per unit of a money, of None that of the study; None: the same."""
        money = self.finance.money
        code = code or money.currency
        if code == money.of_books:
            return None
        worth, of_books = self.worth(code), self.worth(money.of_books)
        if of_books is None:
            return worth
        return 1 / of_books if worth is None else worth / of_books

    def as_drawn(self, code: str | None, spend: FloatArray) -> AsDrawn:
        """Of a loan in a money, of None that of the study, drawn with the spending in the books."""
        rate = self.in_books(code)
        if rate is None:
            return AsDrawn(1.0, None)
        drawn = as_drawn(rate, spend)
        return AsDrawn(
            1 / np.sum(spend / rate[..., : spend.shape[-1]], axis=-1, keepdims=True), drawn
        )

    def hedged(self, drawn: AsDrawn, share: Numeric, completed: int) -> AsDrawn:
        """The same where a share of the loan is served at the rate of the period of completion."""
        if drawn.exchange is None or not np.any(share):
            return drawn
        building = np.arange(drawn.exchange.shape[-1]) <= completed
        fixed = drawn.exchange[..., completed : completed + 1]
        exchange = np.where(building, drawn.exchange, share * fixed + (1 - share) * drawn.exchange)
        return AsDrawn(drawn.factor, exchange)

    def at(self, period: int, amount: Numeric) -> Numeric:
        """An amount of the study's money in the books', at the rate of a period."""
        books = self.books
        return amount if books is None else amount * books[..., period : period + 1]

    def each(self, amount: Numeric | None) -> Numeric | None:
        """A nominal amount of the study's money in the books', at the rate of each period."""
        books = self.books
        return amount if amount is None or books is None else np.asarray(amount * books)


def monies_of(finance: FinanceSection, timeline: Timeline) -> Monies:
    """Rates of exchange of a study's monies over its periods."""
    return Monies(finance, timeline.calendar_year.astype(float) - finance.price_year)


def grant_in_jpy(finance: FinanceSection, timeline: Timeline, grant: Numeric) -> Numeric:
    """The grant, as told in the study's money, in JPY: in that money at the rate of its day.

    Another grant comes to JPY at its own rate of exchange.
    """
    code, own = finance.grant.currency or finance.money.currency, finance.money.currency
    if code != YEN:
        return np.asarray(grant * finance.grant.jpy_per_usd)
    worth = monies_of(finance, timeline).worth(YEN)
    if own == YEN or worth is None:
        return grant
    on_day = worth * timeline.at_end_of(finance.grant.paid_in_operation_year)
    rate = finance.money.rates[YEN].in_price_year
    assert rate is not None  # the definition asks for it
    return np.asarray(grant / (rate * np.sum(on_day, axis=-1, keepdims=True)))


def rate_terms(finance: FinanceSection, code: str) -> RateTerms:
    """How the worth of a money moves in that of the study."""
    money, own = finance.money, finance.inflation_percent / 100
    section, indexation = money.rates[code], finance.indexation
    of_books = code == money.of_books
    inflation = indexation.local_inflation_percent if of_books else finance.inflation_percent
    drift: Numeric = indexation.fx_real_drift_percent if of_books else 0.0
    if section.inflation_percent is not None:
        inflation = section.inflation_percent
    if section.real_drift_percent is not None:
        drift = section.real_drift_percent
    path = None
    if section.path is not None:
        rates = np.broadcast_arrays(*[np.atleast_1d(rate) for rate in section.path])
        path = np.concatenate(rates, axis=-1) / section.in_price_year
    step = section.devaluation
    after = np.inf if step.year is None else step.year - finance.price_year
    return RateTerms(inflation / 100, own, drift / 100, path, step.percent / 100, after)


def has_local_money(finance: FinanceSection) -> bool:
    """Whether prices in local money are in another money than the study's."""
    money = finance.money
    return money.of_books != money.currency or money.currency == DOLLAR


def local_terms(finance: FinanceSection) -> RateTerms:
    """Inflation and drift of local money: the books', or that of the indexation."""
    money, indexation = finance.money, finance.indexation
    if money.of_books != money.currency:
        return rate_terms(finance, money.of_books)
    return RateTerms(
        indexation.local_inflation_percent / 100,
        drift=indexation.fx_real_drift_percent / 100,
    )


def fx_of(finance: FinanceSection) -> Callable[[Numeric], FloatArray] | None:
    """Path of local currency per USD by years after the price year; None: by parity."""
    money = finance.money
    if money.of_books != money.currency:
        books = rate_terms(finance, money.of_books)
        return lambda years: 1 / rate_index(books, years)
    if money.currency != DOLLAR and DOLLAR in money.rates:
        dollar = rate_terms(finance, DOLLAR)
        return lambda years: rate_index(dollar, years)
    return None


def as_spent(
    spend: FloatArray, capex: Numeric, books: FloatArray | None
) -> tuple[FloatArray, Numeric]:
    """Shares of the spending and capital cost in the books' money, each period at its rate."""
    if books is None:
        return spend, capex
    spent = spend * books[..., : spend.shape[-1]]
    mean = np.sum(spent, axis=-1, keepdims=True)
    return spent / mean, capex * mean
