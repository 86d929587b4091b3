"""Whether the entries of a ledger keep to the authorisation of the Party."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wte_ppp.mrv.ledger import AuthorisationSection, LedgerDefinition

# Field of the file, found, allowed, what to do.
Breach = tuple[str, str, str, str]
YEARS = re.compile(r"\s*(20[0-9]{2})\s*(?:-|to|\u2013)\s*(20[0-9]{2})\s*")


def breaches(definition: "LedgerDefinition") -> Iterator[Breach]:
    """Entries that the authorisation does not cover.

    Parameters
    ----------
    definition
        Of a ledger whose entries hold together.

    Yields
    ------
    Breach
        Vintages outside its years (where they are told as two years), credits that leave the
        country before its day or for a Party that it does not name, entities and uses that it
        does not name. Nothing where there is no authorisation.

    References
    ----------
    Decision 2/CMA.3, annex, paragraphs 1 and 2: mitigation outcomes are internationally transferred
    where they are authorised.
    """
    one = definition.authorisation
    if one is None:
        return
    yield from _entities(definition, one)
    years = YEARS.fullmatch(one.timeframe)
    for index, entry in enumerate(definition.entries):
        place = f"entries.{index}"
        if years and not int(years[1]) <= entry.vintage <= int(years[2]):
            allowed = f"{one.timeframe}, the years authorised"
            yield f"{place}.vintage", str(entry.vintage), allowed, "have the years authorised"
        party = {
            field: definition.accounts[name].party
            for field in ("from_account", "to_account")
            if (name := getattr(entry, field))
        }
        if len(set(party.values())) == 2 and party["to_account"] != one.first_transferring_party:
            if party["to_account"] not in one.parties:
                found = f"credits that go to {party['to_account']}"
                allowed = "one of " + (", ".join(one.parties) or "no Party")
                yield f"{place}.to_account", found, allowed, "have that Party authorised"
            if entry.date < one.date:
                allowed = f"{one.date}, the day of authorisation, or later"
                yield f"{place}.date", entry.date, allowed, "transfer after the authorisation"
        abroad = party.get("from_account") != one.first_transferring_party
        if entry.use and abroad and not _covers(one.purposes, entry.use):
            allowed = f"{one.purposes}, the purposes authorised"
            yield f"{place}.use", entry.use, allowed, "have the purpose authorised"


def _entities(definition: "LedgerDefinition", one: "AuthorisationSection") -> Iterator[Breach]:
    for name, account in definition.accounts.items():
        abroad = account.party != one.first_transferring_party
        if account.entity and abroad and account.entity not in one.entities:
            allowed = "one of " + (", ".join(one.entities) or "no entities")
            yield f"accounts.{name}.entity", repr(account.entity), allowed, "have it authorised"


def _covers(purposes: str, use: str) -> bool:
    """NDC stands for itself; other international purposes are OIMP, IMP and OP."""
    named = purposes.split(" and ")
    return "NDC" in named if use == "NDC" else any(one != "NDC" for one in named)
