"""Annual information in the agreed electronic format, from the ledger, checked field by field."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from wte_ppp.climate.credit_ledger import replay
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.mrv.aef_format import TABLES, aef_faults, fields
from wte_ppp.mrv.corresponding import use_of, year_of_use
from wte_ppp.mrv.ledger import AuthorisationSection, EntrySection, Ledger, as_entry

Row: TypeAlias = dict[str, str | int | float | None]


@dataclass(frozen=True)
class Submission:
    """Who reports which year."""

    party: str
    reported_year: int
    date_of_submission: datetime.date
    ndc_first_year: int
    ndc_last_year: int
    version: str = "1.0"


def aef(ledger: Ledger, submission: Submission) -> dict[str, list[Row]]:
    """Annual information of a Party's year.

    Parameters
    ----------
    ledger
        With an authorisation.
    submission
        Party, year and NDC period.

    Returns
    -------
    dict
        Rows of the five tables by key of the field; what the platform fills in stays empty.

    Raises
    ------
    DocumentError
        If there is no authorisation, the Party has no part in it, the year is not over on the day
        of submission, or a row does not keep to the format.

    Notes
    -----
    Actions are those that the Party reports: a first transfer or transfer by the transferring
    Party, an acquisition by the acquiring one, a use or cancellation by who uses or cancels. The
    first move of a credit from the Party where it arose to another is its first transfer.

    References
    ----------
    Decision 2/CMA.3, annex, paragraphs 2 and 20; decision 4/CMA.6, annex II.
    """
    authorisation = ledger.definition.authorisation
    if authorisation is None:
        raise DocumentError(
            [Problem(None, None, "authorisation", "no authorisation in the ledger",
                     "a statement of it", "add it")]
        )  # fmt: skip
    _refuse_strangers(ledger, authorisation, submission)
    tables: dict[str, list[Row]] = {
        TABLES[0]: [_submission(submission)],
        TABLES[1]: [_authorisation(authorisation)],
        TABLES[2]: list(_actions(ledger, authorisation, submission)),
        TABLES[3]: list(_holdings(ledger, authorisation, submission)),
        TABLES[4]: [
            {
                "date": _day(authorisation.date),
                "name": name,
                "country": entity.country,
                "identification": entity.identification,
                "cooperative_approach": authorisation.cooperative_approach,
                "conditions": entity.conditions or None,
            }
            for name, entity in authorisation.entities.items()
        ],
    }
    whole = {
        name: [{field["key"]: row.get(field["key"]) for field in fields(name)} for row in rows]
        for name, rows in tables.items()
    }
    faults = aef_faults(whole)
    if faults:
        raise DocumentError(faults)
    return whole


def _refuse_strangers(
    ledger: Ledger, authorisation: AuthorisationSection, submission: Submission
) -> None:
    """A Party without a part, a year that is not over."""
    parties = {authorisation.first_transferring_party, *authorisation.parties}
    parties |= {account.party for account in ledger.definition.accounts.values()}
    faults = []
    if submission.party not in parties:
        allowed = "one of " + ", ".join(sorted(parties))
        action = "name a Party of the ledger"
        faults.append(Problem(None, None, "party", repr(submission.party), allowed, action))
    if submission.date_of_submission.year <= submission.reported_year:
        allowed = f"a day after {submission.reported_year}"
        action = "submit when the year is over"
        day = submission.date_of_submission.isoformat()
        faults.append(Problem(None, None, "submitted", day, allowed, action))
    if faults:
        raise DocumentError(faults)


def _submission(submission: Submission) -> Row:
    return {
        "party": submission.party,
        "version": submission.version,
        "reported_year": submission.reported_year,
        "date_of_submission": _day(submission.date_of_submission.isoformat()),
        "ndc_first_year": submission.ndc_first_year,
        "ndc_last_year": submission.ndc_last_year,
    }


def _authorisation(authorisation: AuthorisationSection) -> Row:
    entities = authorisation.entities.values()
    return {
        "authorization_id": authorisation.id,
        "date": _day(authorisation.date),
        "cooperative_approach": authorisation.cooperative_approach,
        "version": authorisation.version,
        "quantity": authorisation.quantity_t,
        "metric": "GHG",
        "gwp_values": authorisation.gwp_values,
        "sectors": authorisation.sectors,
        "activity_types": authorisation.activity_types,
        "purposes": authorisation.purposes,
        "parties": ", ".join(authorisation.parties) or None,
        "entities": ", ".join(entity.identification for entity in entities) or None,
        "timeframe": authorisation.timeframe or None,
        "terms": authorisation.terms or None,
        "first_transfer_oimp": authorisation.first_transfer_oimp,
    }


def _block(
    authorisation: AuthorisationSection, party: str, vintage: int, first: int, last: int
) -> Row:
    # A Party that is not the first to transfer tracks credits in a registry of its own.
    transfers_first = party == authorisation.first_transferring_party
    registry = authorisation.party_registry if transfers_first else f"{party}01"
    return {
        "cooperative_approach": authorisation.cooperative_approach,
        "authorization_id": authorisation.id,
        "first_transferring_party": authorisation.first_transferring_party,
        "party_registry": registry,
        "first_id": first,
        "last_id": last,
        "unit_registry": "NA",
        "metric": "GHG",
        "gwp_values": authorisation.gwp_values,
        "non_ghg_metric": "NA",
        "quantity_t": last - first + 1,
        "quantity_non_ghg": "NA",
        "mitigation_type": "Emission reductions",
        "vintage": vintage,
    }


def _actions(
    ledger: Ledger, authorisation: AuthorisationSection, submission: Submission
) -> Iterable[Row]:
    accounts = ledger.definition.accounts
    left: list[EntrySection] = []
    for entry in ledger.definition.entries:
        source = accounts[entry.from_account].party if entry.from_account else ""
        target = accounts[entry.to_account].party if entry.to_account else ""
        across = bool(source and target and source != target)
        # A credit leaves its country for the first time once, even if it should come back.
        again = any(
            entry.vintage == old.vintage and entry.first <= old.last and old.first <= entry.last
            for old in left
        )
        first = across and source == authorisation.first_transferring_party and not again
        if first:
            left.append(entry)
        if int(entry.date[:4]) != submission.reported_year:
            continue
        block = _block(authorisation, submission.party, entry.vintage, entry.first, entry.last)
        block |= {"action_date": f"{entry.date}T00:00:00Z", "information": entry.purpose or None}
        if across and source == submission.party:
            action = "First transfer" if first else "Transfer"
            yield {**block, "action_type": action, "acquiring_party": target}
        if across and target == submission.party:
            yield {**block, "action_type": "Acquisition", "transferring_party": source}
        if entry.kind in ("retire", "cancel") and source == submission.party:
            entity = accounts[entry.from_account].entity or None
            use = _use(authorisation, entry)
            yield {**block, **use, "using_party": source, "using_entity": entity}


def _use(authorisation: AuthorisationSection, entry: EntrySection) -> Row:
    """What a retirement or cancellation is for, by the entry or by what is authorised."""
    if entry.kind == "cancel":
        return {"action_type": "Cancellation", "oimp_purpose": entry.purpose}
    if use_of(authorisation, entry) == "NDC":
        return {"action_type": "Use", "year_of_use": year_of_use(entry)}
    return {"action_type": "Use", "oimp_purpose": entry.purpose}


def _holdings(
    ledger: Ledger, authorisation: AuthorisationSection, submission: Submission
) -> Iterable[Row]:
    """Credits that the Party and its entities held at the end of the year."""
    until = [
        as_entry(entry)
        for entry in ledger.definition.entries
        if int(entry.date[:4]) <= submission.reported_year
    ]
    for lot in replay(until)[0]:
        if (
            lot.state == "held"
            and ledger.definition.accounts[lot.account].party == submission.party
        ):
            yield _block(authorisation, submission.party, lot.vintage, lot.first, lot.last)


def _day(iso: str) -> str:
    return datetime.date.fromisoformat(iso).strftime("%d/%m/%Y")
