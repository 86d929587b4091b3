"""Annual information in the agreed electronic format, from the ledger, checked field by field."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from wte_ppp.climate.credit_ledger import replay
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.mrv.ledger import AuthorisationSection, EntrySection, Ledger, as_entry
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.sources import table

__all__ = ["VERSION", "Submission", "aef", "aef_faults", "aef_report", "aef_schema", "fields"]

VERSION = "4/CMA.6"
Row: TypeAlias = dict[str, Cell]
TABLES = ("1 Submission", "2 Authorizations", "3 Actions", "4 Holdings", "5 Auth. entities")
TYPES = {"text": "string", "date": "string", "moment": "string", "year": "integer",
         "whole": "integer", "number": "number"}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2013, 2100


@dataclass(frozen=True)
class Submission:
    """Who reports which year."""

    party: str
    reported_year: int
    date_of_submission: datetime.date
    ndc_first_year: int
    ndc_last_year: int
    version: str = "1.0"


@cache
def fields(name: str) -> tuple[Mapping[str, str], ...]:
    """Fields of a table of the format, in their order."""
    return tuple(
        row for row in table("aef_fields") if row["table"] == name and row["version"] == VERSION
    )


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
        If there is no authorisation, or a row does not keep to the format.

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
        found = "no authorisation in the ledger"
        raise DocumentError(
            [Problem(None, None, "authorisation", found, "a statement of it", "add it")]
        )
    tables: dict[str, list[Row]] = {
        TABLES[0]: [_submission(submission)],
        TABLES[1]: [_authorisation(authorisation)],
        TABLES[2]: list(_actions(ledger, authorisation, submission)),
        TABLES[3]: list(_holdings(ledger, authorisation, submission)),
        TABLES[4]: [
            {
                "date": _day(authorisation.date),
                "name": name,
                "country": one.country,
                "identification": one.identification,
                "cooperative_approach": authorisation.cooperative_approach,
                "conditions": one.conditions or None,
            }
            for name, one in authorisation.entities.items()
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


def aef_faults(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Problem]:
    """What does not keep to the format.

    Parameters
    ----------
    tables
        Rows by table, each a mapping by key of the field.

    Returns
    -------
    list[Problem]
        Missing tables and fields, unknown ones, wrong types, values and patterns, fields that the
        platform fills in, fields that do not apply, and blocks that overlap.
    """
    found: list[Problem] = []
    for name in TABLES:
        if name not in tables:
            found.append(Problem(None, None, name, "no such table", "the five tables", "add it"))
    for name, rows in tables.items():
        if name not in TABLES:
            allowed = "one of " + ", ".join(TABLES)
            found.append(Problem(None, None, name, "unknown table", allowed, "remove it"))
            continue
        for index, row in enumerate(rows):
            found += _row_faults(name, index, row)
        if name == TABLES[3]:
            found += _overlaps(name, rows)
    return found


def aef_report(tables: Mapping[str, Sequence[Row]], submission: Submission) -> Report:
    """The five tables under the labels of the format."""
    made = [
        Table(
            name,
            tuple(field["label"] for field in fields(name)),
            tuple(tuple(row[field["key"]] for field in fields(name)) for row in tables[name]),
        )
        for name in TABLES
    ]
    title = f"Annual information, {submission.party}, {submission.reported_year}"
    source = fields(TABLES[0])[0]["source"]
    note = "Fields that the centralised accounting and reporting platform fills in are empty."
    return Report(title, (f"Fields: {source}.", note), made)


def aef_schema() -> dict[str, Any]:
    """JSON Schema of the annual information, for readers that are not this library."""
    properties: dict[str, Any] = {}
    for name in TABLES:
        one: dict[str, Any] = {}
        for field in fields(name):
            kind: Any = TYPES[field["type"]]
            rule: dict[str, Any] = {"description": field["label"]}
            if field["by_carp"] == "yes":
                rule["type"] = "null"
            else:
                required = field["required"] == "yes"
                rule["type"] = kind if required else [kind, "null"]
                if field["pattern"]:
                    rule["pattern"] = f"^{field['pattern']}$"
                if field["values"]:
                    rule["enum"] = [*field["values"].split("|"), *([] if required else [None])]
            one[field["key"]] = rule
        properties[name] = {
            "type": "array",
            "items": {
                "type": "object",
                "properties": one,
                "required": list(one),
                "additionalProperties": False,
            },
        }
    properties[TABLES[0]] |= {"minItems": 1, "maxItems": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Agreed electronic format, decision {VERSION}",
        "type": "object",
        "properties": {"version": {"const": VERSION}, **properties},
        "required": ["version", *TABLES],
        "additionalProperties": False,
    }


def _row_faults(name: str, index: int, row: Mapping[str, Any]) -> Iterable[Problem]:
    known = {field["key"]: field for field in fields(name)}
    for key in row:
        if key not in known:
            allowed = "one of " + ", ".join(known)
            yield Problem(
                None, None, f"{name}.{index}.{key}", "unknown field", allowed, "remove it"
            )
    for key, field in known.items():
        fault = _value_fault(field, row.get(key), row)
        if fault is not None:
            yield Problem(None, None, f"{name}.{index}.{key}", *fault)


def _value_fault(
    field: Mapping[str, str], value: Any, row: Mapping[str, Any]
) -> tuple[str, str, str] | None:
    """Found, allowed and what to do, or None where a value keeps to its field."""
    if value in (None, ""):
        if field["required"] == "yes":
            return "nothing", field["label"], "fill it in"
        return None
    if field["by_carp"] == "yes":
        return repr(value), "nothing: the platform fills it in", "remove it"
    if not _is_of_type(value, field["type"]):
        return repr(value)[:60], f"{field['type']} ({field['label']})", "correct it"
    if field["values"] and value not in field["values"].split("|"):
        return repr(value), "one of " + ", ".join(field["values"].split("|")), "correct it"
    if field["pattern"] and not re.fullmatch(field["pattern"], str(value)):
        return repr(value), f"the form {field['pattern']}", "correct it"
    if field["type"] in ("date", "moment") and not _is_day(str(value), field["type"]):
        return repr(value), "a day of the calendar", "correct it"
    if field["applies_when"] and value != "NA":
        other, _, allowed = field["applies_when"].partition(" in ")
        if str(row.get(other)) not in allowed.split("|"):
            return repr(value), f"nothing, unless {other} is {allowed}", "remove it"
    return None


def _is_of_type(value: Any, kind: str) -> bool:
    if kind in ("text", "date", "moment"):
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if kind == "number":
        return value >= 0
    if isinstance(value, float):
        return False
    return FIRST_YEAR <= value <= LAST_YEAR if kind == "year" else value >= 1


def _is_day(text: str, kind: str) -> bool:
    try:
        if kind == "moment":
            datetime.datetime.fromisoformat(text)
        else:
            datetime.datetime.strptime(text, "%d/%m/%Y")
    except ValueError:
        return False
    return True


def _overlaps(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterable[Problem]:
    """Blocks of holdings that share a number."""
    for index, row in enumerate(rows):
        for before in rows[:index]:
            alike = all(
                row.get(key) == before.get(key)
                for key in ("cooperative_approach", "first_transferring_party", "vintage")
            )
            try:
                apart = row["last_id"] < before["first_id"] or before["last_id"] < row["first_id"]
            except (KeyError, TypeError):
                continue
            if alike and not apart:
                found = f"{row['first_id']} to {row['last_id']} held twice"
                yield Problem(
                    None, None, f"{name}.{index}.first_id", found, "each once", "correct the block"
                )


def _submission(submission: Submission) -> Row:
    return {
        "party": submission.party,
        "version": submission.version,
        "reported_year": submission.reported_year,
        "date_of_submission": _day(submission.date_of_submission.isoformat()),
        "ndc_first_year": submission.ndc_first_year,
        "ndc_last_year": submission.ndc_last_year,
    }


def _authorisation(one: AuthorisationSection) -> Row:
    return {
        "authorization_id": one.id,
        "date": _day(one.date),
        "cooperative_approach": one.cooperative_approach,
        "version": one.version,
        "quantity": one.quantity_t,
        "metric": "GHG",
        "gwp_values": one.gwp_values,
        "sectors": one.sectors,
        "activity_types": one.activity_types,
        "purposes": one.purposes,
        "parties": ", ".join(one.parties) or None,
        "entities": ", ".join(entity.identification for entity in one.entities.values()) or None,
        "timeframe": one.timeframe or None,
        "terms": one.terms or None,
        "first_transfer_oimp": one.first_transfer_oimp,
    }


def _block(one: AuthorisationSection, party: str, vintage: int, first: int, last: int) -> Row:
    # A Party that is not the first to transfer tracks credits in a registry of its own.
    own = one.party_registry if party == one.first_transferring_party else f"{party}01"
    return {
        "cooperative_approach": one.cooperative_approach,
        "authorization_id": one.id,
        "first_transferring_party": one.first_transferring_party,
        "party_registry": own,
        "first_id": first,
        "last_id": last,
        "unit_registry": "NA",
        "metric": "GHG",
        "gwp_values": one.gwp_values,
        "non_ghg_metric": "NA",
        "quantity_t": last - first + 1,
        "quantity_non_ghg": "NA",
        "mitigation_type": "Emission reductions",
        "vintage": vintage,
    }


def _actions(ledger: Ledger, one: AuthorisationSection, submission: Submission) -> Iterable[Row]:
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
        first = across and source == one.first_transferring_party and not again
        if first:
            left.append(entry)
        if int(entry.date[:4]) != submission.reported_year:
            continue
        block = _block(one, submission.party, entry.vintage, entry.first, entry.last)
        block |= {"action_date": f"{entry.date}T00:00:00Z", "information": entry.purpose or None}
        if across and source == submission.party:
            action = "First transfer" if first else "Transfer"
            yield {**block, "action_type": action, "acquiring_party": target}
        if across and target == submission.party:
            yield {**block, "action_type": "Acquisition", "transferring_party": source}
        if entry.kind in ("retire", "cancel") and source == submission.party:
            entity = accounts[entry.from_account].entity or None
            yield {**block, **_use(entry), "using_party": source, "using_entity": entity}


def _use(entry: EntrySection) -> Row:
    """What a retirement or cancellation is for."""
    if entry.kind == "cancel":
        return {"action_type": "Cancellation", "oimp_purpose": entry.purpose}
    if entry.use == "NDC":
        return {"action_type": "Use", "year_of_use": entry.vintage}
    return {"action_type": "Use", "oimp_purpose": entry.purpose}


def _holdings(ledger: Ledger, one: AuthorisationSection, submission: Submission) -> Iterable[Row]:
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
            yield _block(one, submission.party, lot.vintage, lot.first, lot.last)


def _day(iso: str) -> str:
    return datetime.date.fromisoformat(iso).strftime("%d/%m/%Y")
