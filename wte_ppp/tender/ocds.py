"""A tender as an Open Contracting Data Standard release, bids and PPP profile included."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wte_ppp.messages import Message
from wte_ppp.tender.award import Award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.case import Case
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.doubts import Answer
from wte_ppp.tender.exact import as_decimal, shown_exactly
from wte_ppp.tender.kept_closed import kept_closed
from wte_ppp.tender.ocds_life import (
    amendments,
    award_status,
    contracts,
    documents,
    earlier_awards,
    enquiries,
    life_not_held,
    tag_of,
    tender_status,
)
from wte_ppp.tender.ocds_reading import OWN_CURRENCY
from wte_ppp.tender.tender import Tender

OCDS_VERSION = "1.1"
EXTENSIONS = (
    "https://standard.open-contracting.org/profiles/ppp/extension/1__0__0__beta4/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_requirements_extension/master/extension.json",
)
# The standard's own example prefix; publishers register theirs.
EXAMPLE_PREFIX = "ocds-213czf"
SAFE_DIGITS = 15
COMBINATIONS_BY_PRICE = ("lowest_price",)


@dataclass(frozen=True)
class Release:
    """A release package, and what of the case it cannot hold."""

    package: Mapping[str, Any]
    not_held: tuple[Message, ...]


def released(release: Release) -> str:
    """Text of the package's file."""
    return json.dumps(release.package, ensure_ascii=False, indent=1) + "\n"


def release_of(case: Case, *, publisher: str = "", prefix: str = EXAMPLE_PREFIX) -> Release:
    """The case as it stands, as one release.

    Parameters
    ----------
    case
        An opened case; prices are included only once they are open.
    publisher
        Who publishes; left out: the buyer.
    prefix
        Of the contracting process's id, as registered with the Open Contracting Partnership.

    Returns
    -------
    Release
        Valid by the core schema 1.1 and the PPP profile 1.0.0-beta4.

    References
    ----------
    Open Contracting Data Standard 1.1.5; extensions bids and requirements; OCDS for PPPs
    1.0.0-beta4.
    """
    tender, progress = case.tender, case.progress
    moment = progress.events[-1].at
    opened = progress.prices_open
    prices = case.prices() if opened else {}
    result = case.result() if opened else None
    awarded = progress.in_round("award_proposed") is not None
    envelopes = case.envelopes()
    body: dict[str, Any] = {
        "ocid": f"{prefix}-{tender.definition.id}",
        "id": f"{tender.definition.id}-{len(progress.events)}",
        "date": moment,
        "tag": [tag_of(case)],
        "initiationType": "tender",
        "language": "en",
        "parties": [*_parties(tender, envelopes)],
        "buyer": {"id": "buyer", "name": tender.definition.buyer},
        "tender": _tender(case, envelopes),
        "bids": _bids(case, envelopes, prices, result),
    }
    body["awards"] = [*earlier_awards(case)]
    if awarded and result is not None and result.winner is not None:
        award = _award(case, result, envelopes, prices, moment)
        body["awards"].append(award)
        body["contracts"] = [*contracts(case, award["id"])]
    package = {
        "uri": f"urn:wte_ppp:{tender.definition.id}:{tender.version}:{len(progress.events)}",
        "version": OCDS_VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": moment,
        "publisher": {"name": publisher or tender.definition.buyer},
        "releases": [_filled(body)],
    }
    return Release(package, tuple(_not_held(case, prefix, [*envelopes.values(), *prices.values()])))


def _filled(node: Any) -> Any:
    """Without empty lists, texts and objects: the standard has a thing or leaves it out."""
    if isinstance(node, dict):
        parts = {key: _filled(value) for key, value in node.items()}
        return {key: value for key, value in parts.items() if value not in ("", [], {})}
    return [_filled(item) for item in node] if isinstance(node, list) else node


def _parties(tender: Tender, envelopes: Mapping[str, Bid]) -> Iterator[dict[str, Any]]:
    yield {"id": "buyer", "name": tender.definition.buyer, "roles": ["buyer", "procuringEntity"]}
    for bid, envelope in envelopes.items():
        yield {"id": f"bidder-{bid}", "name": envelope.bidder, "roles": ["tenderer"]}


def _party(bid: str, envelopes: Mapping[str, Bid]) -> dict[str, str]:
    return {"id": f"bidder-{bid}", "name": envelopes[bid].bidder}


def _tender(case: Case, envelopes: Mapping[str, Bid]) -> dict[str, Any]:
    tender = case.tender
    definition, procedure = tender.definition, tender.procedure
    weight = shown_exactly(tender.technical_weight)
    by_price = procedure.combination in COMBINATIONS_BY_PRICE and not tender.leaves
    points = "; ".join(
        f"{leaf.criterion.name or leaf.id} {shown_exactly(leaf.points)}" for leaf in tender.leaves
    )
    return {
        "id": definition.id,
        "title": definition.name,
        "status": tender_status(case),
        "procuringEntity": {"id": "buyer", "name": definition.buyer},
        "procurementMethod": "open",
        "procurementMethodDetails": f"{procedure.envelopes} envelope(s); {tender.rules.identity}",
        "awardCriteria": "priceOnly" if by_price else "ratedCriteria",
        "awardCriteriaDetails": (
            f"{procedure.combination}; technical weight {weight} %; price score "
            f"{procedure.price_score}; points: {points}"
        ),
        "tenderPeriod": {"endDate": definition.deadline.isoformat()},
        "numberOfTenderers": len(envelopes),
        "tenderers": [_party(bid, envelopes) for bid in envelopes],
        "criteria": [*_criteria(tender)],
        "targets": [*_targets(tender)],
        **enquiries(case),
        "documents": [*documents(case)],
        "amendments": [*amendments(case)],
    }


def _criteria(tender: Tender) -> Iterator[dict[str, Any]]:
    """The form as requirements, so that answers can be responses to them."""
    types = {"number": "number", "money": "number", "yes_no": "boolean"}
    for envelope in ("technical", "price"):
        requirements = [
            {
                "id": key,
                "title": field.label,
                "description": field.unit,
                "dataType": types.get(field.kind, "string"),
            }
            for key, field in tender.form.items()
            if field.envelope == envelope
        ]
        yield {
            "id": envelope,
            "title": f"{envelope.capitalize()} envelope",
            "source": "tenderer",
            "relatesTo": "tenderer",
            "requirementGroups": [{"id": envelope, "requirements": requirements}],
        }


def _targets(tender: Tender) -> Iterator[dict[str, Any]]:
    """Minimums with a number, as metrics of the PPP profile."""
    for key, minimum in tender.definition.minimums.items():
        for word, bound in (("at least", minimum.at_least), ("at most", minimum.at_most)):
            if bound is not None:
                yield {
                    "id": f"{key}-{word.replace(' ', '-')}",
                    "title": minimum.name or minimum.requirement or key,
                    "description": f"{word} {shown_exactly(bound)} {minimum.unit}".strip(),
                    "observations": [
                        {"id": "minimum", "measure": _json(bound), "unit": {"name": minimum.unit}}
                    ],
                }


def _bids(
    case: Case, envelopes: Mapping[str, Bid], prices: Mapping[str, Bid], result: Award | None
) -> dict[str, Any]:
    progress = case.progress
    received = progress.received()
    out = {finding.bid for finding in case.technical().findings if finding.passed is False}
    out |= (
        {finding.bid for finding in result.findings if finding.passed is False} if result else set()
    )
    moments = {
        (event.data["bid"], event.data["envelope"]): event.at
        for event in progress.events
        if event.what == "received"
    }
    bids = {bid for bid, _ in received} | set(progress.late()) | set(progress.withdrawn())
    # The hash of a short form in plain text is as good as its price: prices can be tried.
    closed = kept_closed(progress.events)
    details = []
    for bid in sorted(bids):
        late, withdrawn = bid in progress.late(), bid in progress.withdrawn()
        status = "withdrawn" if withdrawn else "disqualified" if late or bid in out else "pending"
        if status == "pending" and progress.frozen:
            status = "valid"
        entry: dict[str, Any] = {
            "id": bid,
            "status": status,
            "documents": [
                {
                    "id": f"{bid}-{kind}",
                    "title": f"{kind} envelope",
                    "description": "" if item.sha256 in closed else f"sha256 {item.sha256}",
                    "dateModified": moments[bid, kind],
                }
                for (owner, kind), item in received.items()
                if owner == bid
            ],
        }
        dates = [at for (owner, _), at in moments.items() if owner == bid]
        if dates:
            entry["date"] = min(dates)
        if bid in envelopes:
            entry["tenderers"] = [_party(bid, envelopes)]
            entry["requirementResponses"] = [
                *_responses(case.tender, envelopes[bid], "technical"),
                *(_responses(case.tender, prices[bid], "price") if bid in prices else ()),
            ]
        value = _value(case.tender, prices.get(bid))
        if value:
            entry["value"] = value
        details.append(entry)
    counts = {
        "bids": len(details),
        "validBids": sum(entry["status"] == "valid" for entry in details),
        "disqualifiedBids": sum(entry["status"] == "disqualified" for entry in details),
    }
    return {
        "statistics": [
            {"id": measure, "measure": measure, "value": count} for measure, count in counts.items()
        ],
        "details": details,
    }


def _responses(tender: Tender, bid: Bid, envelope: Envelope) -> Iterator[dict[str, Any]]:
    for key, answer in bid.answers.items():
        field = tender.form[key]
        unit = field.unit.replace("CUR", bid.currency_of(key))
        yield {
            "id": f"{envelope}-{key}",
            "title": f"{field.label} [{unit}]" if unit else field.label,
            "value": _json(answer),
            "requirement": {"id": key, "title": field.label},
        }
    for key, currency in bid.currencies.items():
        yield {
            "id": f"{envelope}-{key}-currency",
            "title": f"{tender.form[key].label}: currency",
            "value": currency,
            "requirement": {"id": f"{key}{OWN_CURRENCY}", "title": "Currency"},
        }
    if bid.currency:
        yield {
            "id": f"{envelope}-currency",
            "title": "Currency",
            "value": bid.currency,
            "requirement": {"id": "currency", "title": "Currency"},
        }


def _value(tender: Tender, price: Bid | None) -> dict[str, Any] | None:
    """The total value of a bid, where its price is a total and not a price per unit."""
    field = tender.definition.price.field
    if price is None or field not in price.numbers or tender.form[field].unit != "CUR":
        return None
    return {"amount": _number(price.numbers[field]), "currency": price.currency_of(field)}


def _award(
    case: Case, result: Award, envelopes: Mapping[str, Bid], prices: Mapping[str, Bid],
    moment: str,
) -> dict[str, Any]:  # fmt: skip
    tender, winner = case.tender, result.winner
    assert winner is not None
    entry: dict[str, Any] = {
        "id": f"award-{winner}",
        "status": award_status(case),
        "date": moment,
        "suppliers": [_party(winner, envelopes)],
        "relatedBid": winner,
        "agreedMetrics": [
            {
                "id": key,
                "title": tender.form[key].label,
                "observations": [
                    {
                        "id": "offer",
                        "measure": _json(value),
                        "unit": {"name": tender.form[key].unit},
                    }
                ],
            }
            for key, value in envelopes[winner].numbers.items()
        ],
    }
    value = _value(tender, prices.get(winner))
    if value:
        # What is awarded is corrected and less discounts; the bid's own value is as read out.
        (placed,) = (placed for placed in result.ranked if placed.bid == winner)
        entry["value"] = {**value, "amount": _number(placed.figures[tender.definition.price.field])}
    return entry


def _json(answer: Answer) -> Any:
    return _number(answer) if isinstance(answer, Fraction) else answer


def _number(value: Fraction) -> int | float | str:
    """A JSON number that reads back as the same decimal, else its digits as text."""
    if value.denominator == 1:
        return value.numerator
    decimal = as_decimal(value)
    return float(decimal) if len(decimal.as_tuple().digits) <= SAFE_DIGITS else str(decimal)


def _not_held(case: Case, prefix: str, bids: list[Bid]) -> Iterator[Message]:
    yield Message("criteria's scoring shapes, rounding and tie rules (only their points, in words)")
    yield Message("grades and reasons of the panel; technical and price points; rank")
    yield Message("the officer's decisions with their reasons, and the hash chain of the record")
    yield from life_not_held(case)
    if case.tender.definition.fx:
        yield Message("exchange rates of the evaluation")
    if case.tender.definition.price.schedules or case.tender.definition.price.discounts:
        yield Message("steps from the price read out to the price compared")
    if case.progress.late():
        yield Message("why a late bid is disqualified: {bids}", bids=tuple(case.progress.late()))
    faulty = sum(bool(bid.faults) for bid in bids)
    if faulty:
        yield Message(
            "faults of {count} envelope(s): only usable answers are exported", count=faulty
        )
    if prefix == EXAMPLE_PREFIX:
        yield Message(
            "an id of your own: {prefix} is the standard's example, register a prefix",
            prefix=prefix,
        )
