"""Bids taken from an Open Contracting Data Standard file, for a tender of ours."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.messages import Message, Quoted
from wte_ppp.plain_files import plain_bytes
from wte_ppp.tender.definition.bid import BID_ID, LONGEST_TEXT, Envelope
from wte_ppp.tender.tender import Tender

OWN_CURRENCY = "-currency"  # beside a field's id: the response that names its currency
LARGEST_BYTES = 10_000_000
ENVELOPES: tuple[Envelope, ...] = ("technical", "price")


@dataclass(frozen=True)
class Imported:
    """Envelopes by bid as data of a bid file, and what was not taken and why."""

    bids: Mapping[str, Mapping[Envelope, Mapping[str, Any]]]
    not_taken: tuple[Message, ...]


def read_ocds(path: str | Path, tender: Tender) -> Imported:
    """Read the bids of a release, a release package or a record's compiled release.

    Raises `DocumentError` if the file is no OCDS release, or one of another tender.
    """
    release = _release(path)
    place = str(path)
    release_tender = release.get("tender")
    tender_id = release_tender.get("id") if isinstance(release_tender, dict) else None
    if tender_id != tender.definition.id:
        wanted = repr(tender.definition.id)
        raise _fault(place, "tender.id", repr(tender_id)[:80], wanted, "is it the right file?")
    details = release.get("bids", {})
    details = details.get("details") if isinstance(details, dict) else None
    if not isinstance(details, list):
        raise _fault(place, "bids.details", "no bids", "a list of bids", "export them with bids")
    bids: dict[str, dict[Envelope, dict[str, Any]]] = {}
    lost: list[Message] = []
    for number, detail in enumerate(details):
        if not isinstance(detail, dict) or not isinstance(detail.get("id"), str):
            raise _fault(place, f"bids.details[{number}]", "no id", "a bid with an id", "add it")
        bid = detail["id"]
        if not BID_ID.match(bid):
            bid = f"bid{number + 1}"
            stated = Quoted(detail["id"], "OCDS file")
            lost.append(
                Message("{bid}: its id {id}, no short id of letters and digits", bid=bid, id=stated)
            )
        if bid in bids:
            tender_id, action = f"{bid} a second time", "export each bid once, as it stands"
            raise _fault(place, f"bids.details[{number}].id", tender_id, "ids that differ", action)
        if detail.get("status") in ("withdrawn", "disqualified", "invited"):
            lost.append(Message("{bid}: {status}, not taken", bid=bid, status=detail["status"]))
            continue
        bids[bid] = dict(_envelopes(bid, detail, tender, lost))
    return Imported(bids, tuple(lost))


def _release(path: str | Path) -> dict[str, Any]:
    place = str(path)
    try:
        raw = plain_bytes(path, LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise _fault(place, "", found, "a file that can be read", "check the path") from None
    if len(raw) > LARGEST_BYTES:
        raise _fault(place, "", "more than 10 MB", "at most 10 MB", "export one tender alone")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _fault(place, "", str(error)[:100], "JSON in UTF-8", "export it again") from None
    if isinstance(data, dict):
        if isinstance(data.get("compiledRelease"), dict):
            return dict(data["compiledRelease"])
        if isinstance(data.get("releases"), list) and data["releases"]:
            data = data["releases"][-1]
    if not isinstance(data, dict) or "ocid" not in data:
        allowed = "an OCDS release or release package"
        raise _fault(place, "ocid", "nothing", allowed, "is it the right file?")
    return data


def _fault(place: str, field: str, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(place, None, field, found, allowed, action),))


def _envelopes(
    bid: str, detail: Mapping[str, Any], tender: Tender, lost: list[Message]
) -> Iterator[tuple[Envelope, dict[str, Any]]]:
    answers = dict(_answers(bid, detail, tender, lost))
    currency = str(answers.pop("currency", "") or "")
    value = detail.get("value")
    field = tender.definition.price.field
    if isinstance(value, dict) and value.get("amount") is not None:
        if field and tender.form[field].unit == "CUR":
            answers.setdefault(field, value["amount"])
            currency = currency or str(value.get("currency") or "")
        else:
            lost.append(
                Message(
                    "{bid}: value {amount}, as the price here is no total",
                    bid=bid, amount=str(value["amount"]),
                )
            )  # fmt: skip
    if detail.get("documents"):
        count = len(detail["documents"])
        lost.append(
            Message(
                "{bid}: {count} document(s); the files are not in the data", bid=bid, count=count
            )
        )
    bidder = _name(detail)
    for envelope in ENVELOPES:
        mine = {
            key: _with_currency(answer, answers.get(f"{key}{OWN_CURRENCY}"))
            for key, answer in answers.items()
            if key in tender.form and tender.form[key].envelope == envelope
        }
        if mine or envelope == "technical":
            data = {
                "schema": "wte_ppp/bid/1",
                "tender": tender.definition.id,
                "bidder": bidder or bid,
                "envelope": envelope,
            }
            money = any(tender.form[key].kind == "money" for key in mine)
            yield envelope, {**data, **({"currency": currency} if money else {}), "fields": mine}


def _answers(
    bid: str, detail: Mapping[str, Any], tender: Tender, lost: list[Message]
) -> Iterator[tuple[str, Any]]:
    responses = detail.get("requirementResponses")
    for response in responses if isinstance(responses, list) else ():
        requirement = response.get("requirement") if isinstance(response, dict) else None
        key = requirement.get("id") if isinstance(requirement, dict) else None
        plain = isinstance(response, dict) and isinstance(
            response.get("value"), (str, bool, int, float, Decimal)
        )
        known = str(key).removesuffix(OWN_CURRENCY)
        if plain and (known in tender.form or key == "currency"):
            yield str(key), response["value"]
        else:
            lost.append(
                Message(
                    "{bid}: response to {field}, no field of this tender's form",
                    bid=bid, field=Quoted(str(key), "OCDS file"),
                )
            )  # fmt: skip


def _with_currency(answer: Any, currency: Any) -> Any:
    """An answer as a bid file holds it; an amount of another currency with its code."""
    plain = str(answer) if isinstance(answer, Decimal) else answer
    return plain if currency is None else {"amount": plain, "currency": str(currency)}


def _name(detail: Mapping[str, Any]) -> str:
    tenderers = detail.get("tenderers")
    names = [
        str(tenderer["name"])
        for tenderer in (tenderers if isinstance(tenderers, list) else ())
        if isinstance(tenderer, dict) and tenderer.get("name")
    ]
    return ", ".join(names)[:LONGEST_TEXT]
