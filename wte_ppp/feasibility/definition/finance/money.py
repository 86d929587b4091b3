"""The monies of a study: what it is written in, what its books are in, and how they change."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

import numpy as np
from babel.core import get_global
from pydantic import AfterValidator

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.validation import Fault, Joint, Quantity, Section, refuse, shown

LONGEST_PATH_YEARS = 70
# A stated rate and the first of its path differ by less, or one of them is turned round.
LARGEST_STEP = 0.5
A_CODE = "a code of ISO 4217, such as VND"


def is_currency(code: str) -> bool:
    """Whether a text is the code of a currency."""
    return code in get_global("all_currencies")


def _known(code: str) -> str:
    if not is_currency(code):
        raise refuse(repr(code), A_CODE, "correct it")
    return code


Currency: TypeAlias = Annotated[str, AfterValidator(_known)]


def _percent_and_year(year: Quantity | None, percent: Quantity) -> Iterator[Fault]:
    if year is None and np.any(percent):
        yield ".year", "nothing", "the year from which the devaluation counts", "add it"


class DevaluationSection(Section):
    """A step in a rate of exchange."""

    joint = (Joint(("year", "percent"), _percent_and_year),)

    year: Quantity | None = quantity(
        "", "Year of the devaluation", "Calendar year, from which on it counts", ge=1990, le=2150,
        whole=True, default=None,
    )  # fmt: skip
    percent: Quantity = quantity(
        "% of its value", "Devaluation", "What one unit loses in the study's money; below 0: gains",
        ge=-900, le=99, default=0.0,
    )  # fmt: skip


def _one_rate(
    rate: Quantity | None, inverse: Quantity | None, path: tuple[Quantity, ...] | None
) -> Iterator[Fault]:
    if rate is not None and inverse is not None:
        yield ".inverse_rate", "rate as well", "one of them", "leave one out"
    if path is not None and not 1 <= len(path) <= LONGEST_PATH_YEARS:
        found = f"{len(path)} years"
        yield ".path", found, f"1 to {LONGEST_PATH_YEARS} years", "correct it"
    for stated, name in ((rate, "rate"), (inverse, "inverse_rate")):
        if not path or stated is None:
            continue
        of_year = path[0] if name == "rate" else 1 / np.asarray(path[0])
        if np.any(np.abs(np.asarray(of_year) / stated - 1) > LARGEST_STEP):
            yield (
                f".{name}",
                f"{shown(stated)}, with {shown(path[0])} in the price year of path",
                "a rate near that of the path's first year",
                "write both as money of the study per one unit",
            )


class RateSection(Section):
    """What one unit of a money is worth in that of the study, and how this moves."""

    joint = (Joint(("rate", "inverse_rate", "path"), _one_rate),)

    rate: Quantity | None = quantity(
        "study's money per unit", "Rate of exchange",
        "In the price year; left out: inverse_rate, the first year of path, or the country's", gt=0,
        le=1e9, default=None,
    )  # fmt: skip
    inverse_rate: Quantity | None = quantity(
        "units per study's money", "Inverse rate of exchange",
        "Units of the money for one of the study's, in place of rate", gt=0, le=1e9, default=None,
    )  # fmt: skip
    inflation_percent: Quantity | None = quantity(
        "%/year", "Inflation of the money's prices",
        "Left out: of the books' money finance.indexation.local_inflation_percent, of another that "
        "of the study's money, so that its rate stays", ge=-5, le=50, default=None,
    )  # fmt: skip
    real_drift_percent: Quantity | None = quantity(
        "%/year", "Real depreciation of the money", "Against the study's, beyond purchasing power "
        "parity; left out: of the books' money finance.indexation.fx_real_drift_percent, of "
        "another none", ge=-20, le=20, default=None,
    )  # fmt: skip
    path: tuple[Quantity, ...] | None = quantity(
        "study's money per unit", "Path of the rate",
        "By calendar year from the price year, in place of parity, which goes on from its end",
        gt=0, le=1e9, default=None,
    )  # fmt: skip
    devaluation: DevaluationSection = entry(
        "Devaluation", "A step", default_factory=DevaluationSection
    )

    @property
    def in_price_year(self) -> Quantity | None:
        """Money of the study per unit in the price year; None where it is not stated."""
        if self.rate is not None:
            return self.rate
        if self.inverse_rate is not None:
            return 1 / self.inverse_rate
        return self.path[0] if self.path else None


def _rates_of_others(currency: str, rates: Mapping[str, RateSection]) -> Iterator[Fault]:
    for code in rates:
        if not is_currency(code):
            yield f".rates.{code}", repr(code), A_CODE, "correct it"
    if currency in rates:
        yield (
            f".rates.{currency}",
            "a rate of the study's own money",
            "rates of other monies",
            "leave it out",
        )


def _each_with_rate(
    currency: str, books: str | None, also_in: str | None, rates: Mapping[str, RateSection]
) -> Iterator[Fault]:
    for name, code in (("books", books), ("also_in", also_in)):
        if code is not None:
            yield from missing_rate(f".{name}", code, currency, rates)


def missing_rate(
    place: str, code: str, currency: str, rates: Mapping[str, RateSection]
) -> Iterator[Fault]:
    """Fault of a money that is used and has no rate."""
    known = code == currency or (code in rates and rates[code].in_price_year is not None)
    if not known:
        yield (
            place,
            f"{code}, of which no rate is known",
            f"a rate in finance.money.rates.{code}, in {currency}",
            "add it, with its source and day",
        )


class MoneySection(Section):
    """Monies of a study: its own, its books', and one in which results are told beside."""

    joint = (
        Joint(("currency", "rates"), _rates_of_others),
        Joint(("currency", "books", "also_in", "rates"), _each_with_rate),
    )

    currency: Currency = entry(
        "Money of the study",
        "ISO 4217 code: of plain amounts, and the first of the results",
        default=Default("USD", "assumption", "USD unless the study says so"),
    )  # fmt: skip
    books: Currency | None = entry(
        "Money of the books",
        "ISO 4217 code: of accounts, losses and tax; left out: the study's",
        default=None,
    )
    also_in: Currency | None = entry(
        "Second money of the results", "ISO 4217 code; left out: none", default=None
    )
    fx_differences: Literal["accrued", "not_deducted"] = entry(
        "Tax on exchange differences of loans",
        "accrued: taxed and deducted in the period in which a balance changes its value; "
        "not_deducted: neither",
        default=Default(
            "accrued", "assumption", "As booked (IAS 21, 28)",
            "Laws differ; counts only with a loan in another money than the books"
        ),
    )  # fmt: skip
    rates: dict[str, RateSection] = entry(
        "Rates of exchange", "By ISO 4217 code", default_factory=dict
    )

    @property
    def of_books(self) -> str:
        """Money of the books."""
        return self.books or self.currency
