"""The credit ledger as a file: read, replayed, and shown to be the old one with lines added."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from wte_ppp.climate.credit_ledger import Entry, Fault, Lot, replay
from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.guidance.days import Date
from wte_ppp.mrv.reading import read_definition
from wte_ppp.sources import table
from wte_ppp.validation import Section, refuse_each

PARTY = r"^[A-Z]{3}$"
YEARS = re.compile(r"\s*(20[0-9]{2})\s*(?:-|to|\u2013)\s*(20[0-9]{2})\s*")

# Field of the file, found, allowed, what to do.
Breach: TypeAlias = tuple[str, str, str, str]
Number: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=10**12)]


class AccountSection(Section):
    """Who holds credits: a Party, and an entity of it where there is one."""

    party: str = Field(pattern=PARTY, description="Party, ISO 3166-1 alpha-3 such as VNM")
    entity: str = Field(default="", max_length=200, description="Entity, if it is not the Party")


class AuthorisationSection(Section):
    """Statement of authorisation by the Party in which the reductions happen."""

    id: str = Field(pattern=r"^[A-Za-z0-9 -]{1,60}$", description="Identifier")
    date: Date = Field(description="Day of authorisation")
    version: Number = Field(default=1, description="Version of the authorisation")
    cooperative_approach: str = Field(pattern=r"^CA[0-9]{4}$", description="CA and four digits")
    first_transferring_party: str = Field(pattern=PARTY, description="Party, ISO 3166-1 alpha-3")
    party_registry: str = Field(
        pattern=r"^[A-Z]{3}[0-9]{2}$", description="Registry: Party and two digits"
    )
    quantity_t: Number | None = Field(default=None, description="Maximum tonnes authorised")
    gwp_values: str = Field(default="AR5", max_length=60, description="Warming potentials used")
    sectors: str = Field(default="Waste", max_length=200, description="Sectors of the reductions")
    activity_types: str = Field(
        default="Waste-to-energy", max_length=200, description="Types of activity"
    )
    purposes: Literal["NDC", "OIMP", "IMP", "OP", "NDC and OIMP", "NDC and IMP", "NDC and OP"] = (
        Field(default="NDC", description="What the credits may be used for")
    )
    parties: tuple[Annotated[str, Field(pattern=PARTY)], ...] = Field(
        default=(), description="Parties that may use them"
    )
    first_transfer_oimp: Literal["NA", "Authorization", "Issuance", "Use or cancellation"] = Field(
        default="NA", description="First transfer, where other purposes are authorised"
    )
    timeframe: str = Field(default="", max_length=200, description="Period of validity")
    terms: str = Field(default="", max_length=2000, description="Terms and conditions")
    entities: dict[str, "EntitySection"] = Field(
        default_factory=dict, description="Entities authorised, by name"
    )


class EntitySection(Section):
    """An entity that is authorised to hold or use credits."""

    country: str = Field(pattern=PARTY, description="Country of incorporation, alpha-3")
    identification: str = Field(
        min_length=1, max_length=100, description="Registration number there"
    )
    conditions: str = Field(default="", max_length=500, description="Conditions of authorisation")


class EntrySection(Section):
    """One line of the ledger."""

    date: Date = Field(description="Day of the entry")
    kind: Literal["issue", "allocate", "transfer", "retire", "cancel"] = Field(
        description="Kind of entry"
    )
    vintage: int = Field(strict=True, ge=2013, le=2100, description="Year of the reductions")
    first: Number = Field(description="First credit of the vintage")
    last: Number = Field(description="Last credit of the vintage")
    from_account: str = Field(default="", max_length=100, description="Account debited")
    to_account: str = Field(default="", max_length=100, description="Account credited")
    purpose: str = Field(
        default="", max_length=200, description="Use of retired or cancelled credits"
    )
    use: Literal["", "NDC", "OIMP"] = Field(
        default="", description="Whether retired for an NDC or another international purpose"
    )


class LedgerDefinition(Section):
    """The file of a project's credits."""

    schema_: Literal["wte_ppp/ledger/1"] = Field(
        alias="schema", description="Version of this format"
    )
    project: str = Field(min_length=1, max_length=200, description="Name of the project")
    remark: str = Field(default="", max_length=2000, description="Remark for the reader")
    authorisation: AuthorisationSection | None = Field(
        default=None, description="Statement of authorisation; left out: none yet"
    )
    initial_report: dict[str, Annotated[str, Field(min_length=1, max_length=2000)]] = Field(
        default_factory=dict,
        description="Statements of country and project for the initial report, by item",
    )
    accounts: dict[str, AccountSection] = Field(description="Who holds credits, by account")
    entries: tuple[EntrySection, ...] = Field(
        min_length=1, description="In their order; only ever added to"
    )

    @model_validator(mode="after")
    def _accounts_are_known(self) -> "LedgerDefinition":
        items = [row["key"] for row in table("initial_report")]
        faults = [
            (f".initial_report.{name}", repr(name), "one of " + ", ".join(items), "correct it")
            for name in self.initial_report
            if name not in items
        ]
        for index, entry in enumerate(self.entries):
            for field in ("from_account", "to_account"):
                name = getattr(entry, field)
                if name and name not in self.accounts:
                    guess = did_you_mean(name, self.accounts)
                    action = f"write {guess!r}" if guess else "add it under accounts"
                    allowed = "one of " + ", ".join(self.accounts)
                    faults.append((f".entries.{index}.{field}", repr(name), allowed, action))
        if faults:
            raise refuse_each(faults)
        return self


@dataclass(frozen=True)
class Ledger:
    """A ledger that holds together: its file, and where each credit is."""

    definition: LedgerDefinition
    lots: tuple[Lot, ...]

    @property
    def chain(self) -> tuple[str, ...]:
        """Hash after each entry: each covers all entries before it."""
        hashes, before = [], ""
        for entry in self.definition.entries:
            text = before + json.dumps(entry.model_dump(), sort_keys=True, ensure_ascii=False)
            before = hashlib.sha256(text.encode()).hexdigest()
            hashes.append(before)
        return tuple(hashes)

    def grew_from(self, old_hash: str) -> bool:
        """Whether an earlier state of the ledger is the beginning of this one."""
        return len(old_hash) >= 12 and any(state.startswith(old_hash) for state in self.chain)


def read_ledger(path: str | Path) -> Ledger:
    """Read a ledger and replay it.

    Raises `DocumentError` with every fault, of form and of what an entry does.
    """
    definition, document = read_definition(path, LedgerDefinition)
    lots, faults = replay(as_entry(entry) for entry in definition.entries)
    problems = [_problem(document, fault) for fault in faults]
    problems += _over_authorised(definition, lots, document)
    problems += [
        Problem(document.path, document.line_of(place), place, *breach)
        for place, *breach in _breaches(definition)
    ]
    if problems:
        raise DocumentError(problems)
    return Ledger(definition, lots)


def parties_of(ledger: Ledger) -> set[str]:
    """Parties that hold credits or are named by the authorisation."""
    parties = {account.party for account in ledger.definition.accounts.values()}
    authorisation = ledger.definition.authorisation
    if authorisation is not None:
        parties |= {authorisation.first_transferring_party, *authorisation.parties}
    return parties


def as_entry(entry: EntrySection) -> Entry:
    """Entry of the file as the ledger replays it."""
    return Entry(
        date=datetime.date.fromisoformat(entry.date),
        kind=entry.kind,
        vintage=entry.vintage,
        first=entry.first,
        last=entry.last,
        from_account=entry.from_account,
        to_account=entry.to_account,
        purpose=entry.purpose or entry.use,
    )


def _problem(document: Document, fault: Fault) -> Problem:
    place = f"entries.{fault.entry}.{fault.field}"
    line = document.line_of(place)
    return Problem(document.path, line, place, fault.found, fault.allowed, fault.action)


def _over_authorised(
    definition: LedgerDefinition, lots: tuple[Lot, ...], document: Document
) -> list[Problem]:
    """More issued than the authorisation allows."""
    authorised = definition.authorisation.quantity_t if definition.authorisation else None
    issued = sum(lot.tonnes for lot in lots)
    if authorised is None or issued <= authorised:
        return []
    place = "authorisation.quantity_t"
    action = "have more authorised, or correct the entries"
    return [
        Problem(document.path, document.line_of(place), place, f"{issued} t issued",
                f"at most {authorised} t", action)
    ]  # fmt: skip


def _breaches(definition: LedgerDefinition) -> Iterator[Breach]:
    """Entries that the authorisation does not cover; nothing where there is none.

    Vintages outside its years (where they are stated as two years), credits that leave the country
    before its day or for a Party that it does not name, entities and uses that it does not name.

    References
    ----------
    Decision 2/CMA.3, annex, paragraphs 1 and 2: mitigation outcomes are internationally transferred
    where they are authorised.
    """
    authorisation = definition.authorisation
    if authorisation is None:
        return
    yield from _strange_entities(definition, authorisation)
    host = authorisation.first_transferring_party
    years = YEARS.fullmatch(authorisation.timeframe)
    for index, entry in enumerate(definition.entries):
        place = f"entries.{index}"
        if years and not int(years[1]) <= entry.vintage <= int(years[2]):
            allowed = f"{authorisation.timeframe}, the years authorised"
            yield f"{place}.vintage", str(entry.vintage), allowed, "have the years authorised"
        party = {
            field: definition.accounts[name].party
            for field in ("from_account", "to_account")
            if (name := getattr(entry, field))
        }
        if len(set(party.values())) == 2 and party["to_account"] != host:
            if party["to_account"] not in authorisation.parties:
                credits = f"credits that go to {party['to_account']}"
                allowed = "one of " + (", ".join(authorisation.parties) or "no Party")
                yield f"{place}.to_account", credits, allowed, "have that Party authorised"
            if entry.date < authorisation.date:
                allowed = f"{authorisation.date}, the day of authorisation, or later"
                yield f"{place}.date", entry.date, allowed, "transfer after the authorisation"
        abroad = party.get("from_account") != host
        if entry.use and abroad and not _covers(authorisation.purposes, entry.use):
            allowed = f"{authorisation.purposes}, the purposes authorised"
            yield f"{place}.use", entry.use, allowed, "have the purpose authorised"


def _strange_entities(
    definition: LedgerDefinition, authorisation: AuthorisationSection
) -> Iterator[Breach]:
    for name, account in definition.accounts.items():
        abroad = account.party != authorisation.first_transferring_party
        if account.entity and abroad and account.entity not in authorisation.entities:
            allowed = "one of " + (", ".join(authorisation.entities) or "no entities")
            yield f"accounts.{name}.entity", repr(account.entity), allowed, "have it authorised"


def _covers(purposes: str, use: str) -> bool:
    """NDC stands for itself; other international purposes are OIMP, IMP and OP."""
    named = purposes.split(" and ")
    return "NDC" in named if use == "NDC" else any(purpose != "NDC" for purpose in named)
