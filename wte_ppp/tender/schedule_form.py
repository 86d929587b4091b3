"""Fields of the bid form that price schedules need, as far as nobody wrote them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.definition.schedule import Item
from wte_ppp.tender.definition.tender import TenderDefinition
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.names import BY, CURRENCY, Name, Names, id_in_words

# A field of the form, and what it is called.
Rows: TypeAlias = Mapping[str, tuple[BidField, Name]]


def schedule_fields(definition: TenderDefinition, usual: Mapping[str, Any]) -> Rows:
    """Fields of all schedules with what they are called, by their ids.

    `usual` are the parts of a field that a tender leaves out.
    """
    return {
        field: (BidField.model_validate({**usual, **body, "label": str(name)}), name)
        for field, body, name in _bodies(definition)
    }


def with_rows(names: Names, form: Mapping[str, BidField], rows: Rows) -> Names:
    """Names of a tender, those of its schedules' own fields included."""
    mine = {key: name for key, (entry, name) in rows.items() if form.get(key) is entry}
    units = {key: Quoted(form[key].unit, BY) for key in mine}
    return replace(
        names, fields={**names.fields, **mine}, field_units={**names.field_units, **units}
    )


def _bodies(definition: TenderDefinition) -> Iterator[tuple[str, dict[str, Any], Name]]:
    for schedule_id, schedule in definition.price.schedules.items():
        section = schedule.name or id_in_words(schedule_id)
        row = {"section": section, "envelope": "price", "required": False}
        for key, item in schedule.items.items():
            label: Name = Quoted(item.label, BY) if item.label else id_in_words(key)
            if schedule.quantity_of(key):
                name = Message("{item}: quantity", item=label)
                body = {**row, "kind": "number", "unit": item.unit, "at_least": 0}
                yield schedule.quantity_of(key), body, name
            if schedule.unit_price_of(key):
                unit = f"{CURRENCY}/{item.unit}" if item.unit else CURRENCY
                name = Message("{item}: unit price", item=label)
                body = {**row, "kind": "money", "unit": unit, "instruction": _of_unit(item)}
                yield schedule.unit_price_of(key), body, name
            how = "Quantity x unit price." if item.quantity is not None else "A lump sum."
            body = {**row, "kind": "money", "unit": CURRENCY, "instruction": how}
            yield schedule.amount_of(key), body, label
        if schedule.total:
            body = {**row, "kind": "money", "unit": CURRENCY, "required": True}
            yield schedule.total, {**body, "instruction": "Sum of the items."}, Message("Total")


def _of_unit(item: Item) -> str:
    if not isinstance(item.quantity, Fraction):
        return "Of one unit; the quantity is yours to state."
    return f"Of one unit; the quantity is {shown_exactly(item.quantity)} {item.unit}".rstrip() + "."
