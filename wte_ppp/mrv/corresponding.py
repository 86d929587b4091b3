"""Corresponding adjustments of a Party from the ledger: by year, with the emissions balance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.climate.adjustments import (
    averaged_adjustment_t,
    emissions_balance_t,
    yearly_adjustment_t,
)
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.mrv.ledger import AuthorisationSection, EntrySection, Ledger, parties_of
from wte_ppp.mrv.ndc import Period, ndc_period

Method: TypeAlias = Literal["yearly", "average"]
Span: TypeAlias = tuple[int, int, int]  # vintage, first and last credit


@dataclass(frozen=True)
class AdjustedYear:
    """A year of the structured summary, t CO2e; None where emissions are not stated.

    `adjustment_t` is that of the method: of the year, or the average of the years so far.
    """

    year: int
    emissions_t: float | None
    first_transferred_t: float
    used_t: float
    net_t: float
    cumulative_t: float
    adjustment_t: float
    balance_t: float | None


@dataclass(frozen=True)
class Adjustments:
    """Corresponding adjustments of a Party over an NDC period."""

    party: str
    period: Period
    method: Method
    first_transfer: str
    years: tuple[AdjustedYear, ...]
    outside: tuple[tuple[int, float, float], ...]  # year, first transferred and used, t CO2e


def adjustments(
    ledger: Ledger,
    party: str,
    year: int,
    method: Method = "yearly",
    emissions_t: Mapping[int, float] | None = None,
    period: Period | None = None,
) -> Adjustments:
    """Corresponding adjustments of a Party from the first year of its NDC period to a year.

    Parameters
    ----------
    ledger
        With an authorisation.
    party
        ISO 3166-1 alpha-3.
    year
        Last year that is reported; its NDC period is taken.
    method
        "yearly" for a multi-year NDC or a trajectory, "average" for a single-year NDC.
    emissions_t
        Emissions that the NDC covers, by year; years that are left out have no balance.
    period
        NDC period; left out: the common one of the year.

    Returns
    -------
    Adjustments
        A year a row, and what the ledger has of other years.

    Raises
    ------
    DocumentError
        Without an authorisation, for a Party that has no part in it, or a year outside the period.

    Notes
    -----
    Every entry of the ledger counts, whenever it was made: a credit leaves years after its
    reduction, and is then added to the year of the reduction.

    References
    ----------
    Decision 2/CMA.3, annex, paragraphs 2, 7, 8 and 23; decision 18/CMA.1, annex, paragraph 77(d).
    """
    authorisation = ledger.definition.authorisation
    period = period or ndc_period(year)
    faults = []
    if authorisation is None:
        found = "no authorisation in the ledger"
        faults.append(Problem(None, None, "authorisation", found, "a statement of it", "add it"))
    if party not in parties_of(ledger):
        allowed = "one of " + ", ".join(sorted(parties_of(ledger)))
        faults.append(Problem(None, None, "party", repr(party), allowed, "name one of them"))
    if not period[0] <= year <= period[1]:
        allowed = f"{period[0]} to {period[1]}, the NDC period"
        faults.append(Problem(None, None, "year", str(year), allowed, "correct one of the two"))
    if faults:
        raise DocumentError(faults)
    assert authorisation is not None
    years = tuple(range(period[0], year + 1))
    first = _by_year(_first_transfers(ledger, authorisation, party))
    uses = _by_year(_uses(ledger, authorisation, party))
    transferred, used = (np.array([of.get(each, 0.0) for each in years]) for of in (first, uses))
    others = sorted((first.keys() | uses.keys()) - set(years))
    net = yearly_adjustment_t(transferred, used)
    applied = net
    if method == "average":
        applied = np.array(
            [averaged_adjustment_t(transferred, used, elapsed + 1) for elapsed in range(len(years))]
        )
    stated = emissions_t or {}
    emissions = np.array([stated.get(each, np.nan) for each in years])
    balance = emissions_balance_t(emissions, applied)
    rows = tuple(
        AdjustedYear(
            year=each,
            emissions_t=_known(emissions[at]),
            first_transferred_t=float(transferred[at]),
            used_t=float(used[at]),
            net_t=float(net[at]),
            cumulative_t=float(net[: at + 1].sum()),
            adjustment_t=float(applied[at]),
            balance_t=_known(balance[at]),
        )
        for at, each in enumerate(years)
    )
    outside = tuple((each, first.get(each, 0.0), uses.get(each, 0.0)) for each in others)
    return Adjustments(party, period, method, first_transfer_of(authorisation), rows, outside)


def first_transfer_of(authorisation: AuthorisationSection) -> str:
    """What counts as first transfer by the authorisation."""
    if authorisation.purposes == "NDC":
        return "International transfer"
    return authorisation.first_transfer_oimp


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _by_year(spans: Iterator[tuple[int, int]]) -> dict[int, float]:
    tonnes: dict[int, float] = defaultdict(float)
    for year, amount in spans:
        tonnes[year] += amount
    return tonnes


def _first_transfers(
    ledger: Ledger, authorisation: AuthorisationSection, party: str
) -> Iterator[tuple[int, int]]:
    """Vintage and tonnes of credits first transferred by the Party, each once."""
    if party != authorisation.first_transferring_party:
        return
    counted: list[Span] = []
    for entry in ledger.definition.entries:
        if _is_first_transfer(ledger, authorisation, entry):
            fresh = [(entry.vintage, entry.first, entry.last)]
            for span in counted:
                fresh = [part for piece in fresh for part in _without(piece, span)]
            counted += fresh
            yield entry.vintage, sum(last - first + 1 for _, first, last in fresh)


def _is_first_transfer(
    ledger: Ledger, authorisation: AuthorisationSection, entry: EntrySection
) -> bool:
    accounts = ledger.definition.accounts
    source = accounts[entry.from_account].party if entry.from_account else ""
    target = accounts[entry.to_account].party if entry.to_account else ""
    when = authorisation.first_transfer_oimp
    if authorisation.purposes in ONLY_OTHER and when in ("Authorization", "Issuance"):
        # Credits exist in the ledger from their issue on: what is authorised is transferred then.
        return entry.kind == "issue"
    if authorisation.purposes != "NDC" and when == "Use or cancellation":
        if entry.kind in ("retire", "cancel"):
            return use_of(authorisation, entry) != "NDC"
        if authorisation.purposes in ONLY_OTHER:
            return False
    across = bool(source and target and source != target)
    return across and source == authorisation.first_transferring_party


ONLY_OTHER = ("OIMP", "IMP", "OP")


def use_of(authorisation: AuthorisationSection, entry: EntrySection) -> str:
    """Kind of use of a retired credit: as stated, else the one that is authorised; "" if open."""
    if entry.use:
        return entry.use
    if authorisation.purposes == "NDC":
        return "NDC"
    return "OIMP" if authorisation.purposes in ONLY_OTHER else ""


def year_of_use(entry: EntrySection) -> int:
    """Year for which a credit is used: of the entry, within the NDC period of its vintage."""
    return min(int(entry.date[:4]), ndc_period(entry.vintage)[1])


def _without(piece: Span, span: Span) -> Iterator[Span]:
    """Parts of a block of credits that another does not cover."""
    vintage, first, last = piece
    if span[0] != vintage or span[2] < first or last < span[1]:
        yield piece
        return
    if first < span[1]:
        yield vintage, first, span[1] - 1
    if span[2] < last:
        yield vintage, span[2] + 1, last


def _uses(
    ledger: Ledger, authorisation: AuthorisationSection, party: str
) -> Iterator[tuple[int, int]]:
    """Year of use and tonnes used by the Party towards its NDC."""
    accounts = ledger.definition.accounts
    for entry in ledger.definition.entries:
        if entry.kind != "retire" or not entry.from_account:
            continue
        user = accounts[entry.from_account].party
        abroad = user != authorisation.first_transferring_party
        if user == party and abroad and use_of(authorisation, entry) == "NDC":
            yield year_of_use(entry), entry.last - entry.first + 1
