"""Ledger of credits: issued, allocated, transferred, retired, cancelled; nothing counted twice.

Entries are only ever added. What is held where follows from replaying them from the first.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["issue", "allocate", "transfer", "retire", "cancel"]
LEAVES: Mapping[str, str] = {"retire": "retired", "cancel": "cancelled"}
# An account cannot have the name of a state that credits end in.
RESERVED = frozenset(LEAVES.values())


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: credits `first` to `last` of a vintage change their account.

    An issue has no account they come from; retired and cancelled credits go to none.
    """

    date: datetime.date
    kind: Kind
    vintage: int
    first: int
    last: int
    from_account: str = ""
    to_account: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Lot:
    """Credits `first` to `last` of a vintage and where they are."""

    vintage: int
    first: int
    last: int
    account: str
    state: str = "held"
    purpose: str = ""

    @property
    def tonnes(self) -> int:
        """How many; one credit is one tonne of CO2e."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Fault:
    """An entry that cannot be: its place from 0, field, found, allowed, what to do."""

    entry: int
    field: str
    found: str
    allowed: str
    action: str


def replay(entries: Iterable[Entry]) -> tuple[tuple[Lot, ...], tuple[Fault, ...]]:
    """Where every credit is after all entries.

    Parameters
    ----------
    entries
        In the order in which they were written.

    Returns
    -------
    tuple
        Lots by vintage and number, and all faults; an entry at fault changes nothing.

    Notes
    -----
    A credit is issued once, is in one place, and what is retired or cancelled moves no more.

    References
    ----------
    Decision 2/CMA.3, annex, paragraph 15 (avoidance of double counting); JCM Guidelines for
    Issuance of Credits.

    Examples
    --------
    >>> day = datetime.date(2030, 5, 1)
    >>> lots, faults = replay([
    ...     Entry(day, "issue", 2029, 1, 100, to_account="joint"),
    ...     Entry(day, "allocate", 2029, 1, 60, "joint", "Government of Japan"),
    ...     Entry(day, "retire", 2029, 1, 60, "Government of Japan", purpose="NDC of Japan"),
    ...     Entry(day, "transfer", 2029, 50, 70, "joint", "buyer"),
    ... ])
    >>> [(lot.first, lot.last, lot.account, lot.state) for lot in lots]
    [(1, 60, 'Government of Japan', 'retired'), (61, 100, 'joint', 'held')]
    >>> faults[0].found
    'credits 50 to 60 are not held by joint'
    """
    lots: list[Lot] = []
    faults: list[Fault] = []
    latest = datetime.date.min
    for index, entry in enumerate(entries):
        wrong = _plain_faults(index, entry, latest)
        wrong += _issue_faults(index, entry, lots) if entry.kind == "issue" else []
        if not wrong and entry.kind != "issue":
            wrong = _holding_faults(index, entry, lots)
        if wrong:
            faults += wrong
            continue
        latest = entry.date
        lots = _moved(lots, entry)
    lots.sort(key=lambda lot: (lot.vintage, lot.first))
    return tuple(_joined(lots)), tuple(faults)


def totals(lots: Iterable[Lot]) -> dict[str, dict[str, int]]:
    """Tonnes by state, and in each by account.

    Parameters
    ----------
    lots
        From :func:`replay`.

    Returns
    -------
    dict
        "held", "retired" and "cancelled", each with tonnes by account.

    Examples
    --------
    >>> totals([Lot(2029, 1, 60, "Japan"), Lot(2029, 61, 100, "joint", "retired")])
    {'held': {'Japan': 60}, 'retired': {'joint': 40}, 'cancelled': {}}
    """
    tonnes: dict[str, dict[str, int]] = {"held": {}, "retired": {}, "cancelled": {}}
    for lot in lots:
        by_account = tonnes[lot.state]
        by_account[lot.account] = by_account.get(lot.account, 0) + lot.tonnes
    return tonnes


def _plain_faults(index: int, entry: Entry, latest: datetime.date) -> list[Fault]:
    """Faults of an entry that need no look at what is held."""
    faults = []
    if entry.first < 1 or entry.last < entry.first:
        numbers = f"credits {entry.first} to {entry.last}"
        faults.append(Fault(index, "first", numbers, "1 or more, first to last", "correct them"))
    if entry.date < latest:
        faults.append(
            Fault(
                index, "date", str(entry.date), f"{latest} or later", "add entries in their order"
            )
        )
    # The reduction of a year is not there before the year has begun.
    if entry.date.year < entry.vintage:
        faults.append(
            Fault(index, "vintage", str(entry.vintage), f"{entry.date.year} or earlier", "correct")
        )
    wants = {"issue": ("to_account",), "retire": ("from_account",), "cancel": ("from_account",)}
    for field in ("from_account", "to_account"):
        account = getattr(entry, field)
        if field in wants.get(entry.kind, ("from_account", "to_account")):
            if not account or account in RESERVED:
                faults.append(
                    Fault(index, field, repr(account), "the name of an account", "name it")
                )
        elif account:
            faults.append(Fault(index, field, repr(account), f"none for {entry.kind}", "remove it"))
    if entry.kind in LEAVES and not entry.purpose:
        faults.append(Fault(index, "purpose", "nothing", "what they are used for", "add it"))
    return faults


def _issue_faults(index: int, entry: Entry, lots: list[Lot]) -> list[Fault]:
    twice = [lot for lot in lots if _overlap(lot, entry)]
    return [
        Fault(
            index,
            "first",
            f"credits {max(lot.first, entry.first)} to {min(lot.last, entry.last)} issued twice",
            "each credit of a vintage once",
            "number on from the last",
        )
        for lot in twice
    ]


def _holding_faults(index: int, entry: Entry, lots: list[Lot]) -> list[Fault]:
    """Every stretch of an entry's credits that its account does not hold."""
    owned = sorted(
        (max(lot.first, entry.first), min(lot.last, entry.last))
        for lot in lots
        if _overlap(lot, entry) and lot.state == "held" and lot.account == entry.from_account
    )
    missing, following = [], entry.first
    for first, last in owned:
        if first > following:
            missing.append((following, first - 1))
        following = last + 1
    if following <= entry.last:
        missing.append((following, entry.last))
    return [
        Fault(
            index,
            "from_account",
            f"credits {first} to {last} are not held by {entry.from_account}",
            f"credits of {entry.vintage} that it holds",
            "correct numbers or account",
        )
        for first, last in missing
    ]


def _overlap(lot: Lot, entry: Entry) -> bool:
    return lot.vintage == entry.vintage and lot.first <= entry.last and entry.first <= lot.last


def _moved(lots: list[Lot], entry: Entry) -> list[Lot]:
    """Lots after an entry without fault."""
    if entry.kind == "issue":
        return [*lots, Lot(entry.vintage, entry.first, entry.last, entry.to_account)]
    after: list[Lot] = []
    state = LEAVES.get(entry.kind, "held")
    account = entry.from_account if entry.kind in LEAVES else entry.to_account
    for lot in lots:
        if not _overlap(lot, entry):
            after.append(lot)
            continue
        first, last = max(lot.first, entry.first), min(lot.last, entry.last)
        if lot.first < first:
            after.append(replace(lot, last=first - 1))
        after.append(Lot(lot.vintage, first, last, account, state, entry.purpose))
        if last < lot.last:
            after.append(replace(lot, first=last + 1))
    return after


def _joined(lots: list[Lot]) -> list[Lot]:
    """Neighbours of the same account and state as one."""
    joined: list[Lot] = []
    for lot in lots:
        before = joined[-1] if joined else lot
        alike = replace(before, first=lot.first, last=lot.last) == lot
        if alike and before.last + 1 == lot.first:
            joined[-1] = replace(before, last=lot.last)
        else:
            joined.append(lot)
    return joined
