"""Names of a tender's criteria, requirements and fields: the toolkit's words, or the officer's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted, sentence
from wte_ppp.tender.definition.tender import TenderDefinition, leaves

# An id where nobody gave a name.
Name: TypeAlias = Message | Quoted | str
BY = "tender file"
CURRENCY = "CUR"
NAMED = ("name", "label", "requirement")  # parts for which the id stands where nobody wrote one


@dataclass(frozen=True)
class Names:
    """What criteria, requirements and fields of the form are called, by their ids.

    What stands in the tender file is quoted; what was filled in from the toolkit is ours.
    """

    criteria: Mapping[str, Name]
    criterion_units: Mapping[str, Name]
    minimums: Mapping[str, Name]
    requirements: Mapping[str, Name]
    minimum_units: Mapping[str, Name]
    fields: Mapping[str, Name]
    field_units: Mapping[str, Name]
    instructions: Mapping[str, Name]

    def rule(self, key: str) -> Name:
        """Name of a criterion, requirement or field; another id as it is written."""
        for names in (self.minimums, self.criteria, self.fields):
            if key in names:
                return names[key]
        return id_in_words(key)


def id_in_words(key: str) -> str:
    """An id as words, where nothing else is known.

    >>> id_in_words("net_energy")
    'net energy'
    """
    return key.replace("_", " ")


def names_of(
    data: Mapping[str, Any], definition: TenderDefinition, form: Mapping[str, BidField]
) -> Names:
    """Names of a tender."""
    bodies = dict(_leaf_bodies(data.get("criteria")))
    minimums, fields = _bodies(data.get("minimums")), _bodies(data.get("bid_form"))
    criteria = {leaf.id: leaf.criterion for leaf in leaves(definition)}

    def said(texts: Mapping[str, str], bodies: Mapping[str, Any], part: str) -> dict[str, Name]:
        return {
            key: _said(text, part in (bodies.get(key) or {}), key if part in NAMED else "")
            for key, text in texts.items()
        }

    return Names(
        said({key: criterion.name for key, criterion in criteria.items()}, bodies, "name"),
        said({key: criterion.unit for key, criterion in criteria.items()}, bodies, "unit"),
        said({key: minimum.name for key, minimum in definition.minimums.items()}, minimums, "name"),
        said(
            {key: minimum.requirement for key, minimum in definition.minimums.items()},
            minimums,
            "requirement",
        ),
        said({key: minimum.unit for key, minimum in definition.minimums.items()}, minimums, "unit"),
        said({key: field.label for key, field in form.items()}, fields, "label"),
        said({key: field.unit for key, field in form.items()}, fields, "unit"),
        said({key: field.instruction for key, field in form.items()}, fields, "instruction"),
    )


def _said(text: str, by_officer: bool, key: str) -> Name:
    if not text:
        return id_in_words(key)
    return Quoted(text, BY) if by_officer else sentence(text)


def _bodies(node: Any) -> Mapping[str, Any]:
    parts = node if isinstance(node, dict) else {}
    return {str(key): body for key, body in parts.items() if isinstance(body, dict)}


def _leaf_bodies(node: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, body in _bodies(node).items():
        if "criteria" in body:
            yield from _leaf_bodies(body["criteria"])
        else:
            yield key, body


def money_unit(unit: Name, currency: str) -> Name:
    """A unit of the form with the currency in it.

    >>> money_unit("CUR/t", "USD")
    'USD/t'
    """
    text = str(unit)
    return text.replace(CURRENCY, currency) if CURRENCY in text else unit
