"""Price schedules: items whose amounts sum to a total, and discounts on what is offered."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from wte_ppp.tender.definition.amounts import ExactPositive
from wte_ppp.tender.definition.criteria import Id
from wte_ppp.validation import Fault, Joint, Section

STATED = "stated"


def _priced_by_unit(quantity: object, unit_price: str) -> Iterator[Fault]:
    if unit_price and quantity is None:
        allowed = "a quantity, fixed or 'stated'"
        yield ".unit_price", "a unit price without quantity", allowed, "add 'quantity'"


class Item(Section):
    """A row of a price schedule.

    Its amount is a field of the form of the item's own id, its unit price one of the id with
    `_unit_price` behind, unless others are named; fields that the form lacks are added to it.
    """

    label: str = Field("", max_length=200)
    unit: str = Field("", description="of the quantity")
    quantity: ExactPositive | Literal["stated"] | None = Field(
        None, description="fixed by the buyer, or 'stated' by the bidder; none: a lump sum"
    )
    unit_price: str = Field("", description="field with the price of one unit")
    amount: str = Field("", description="field with the amount of the item")
    estimate: ExactPositive | None = Field(None, description="the buyer's own estimate of it")
    joint: ClassVar[tuple[Joint, ...]] = (Joint(("quantity", "unit_price"), _priced_by_unit),)


def _items_once(total: str, items: Mapping[str, Item]) -> Iterator[Fault]:
    named = [item.amount or key for key, item in items.items()]
    if total in named:
        yield ".total", repr(total), "a field that is no item", "name the field of the total"
    if len(set(named)) < len(named):
        yield ".items", "a field twice", "each amount once", "remove one"


class Schedule(Section):
    """Items and the field that states their sum; an item may be the total of another schedule."""

    name: str = Field("", max_length=200)
    total: str = Field("", description="field of the form with the sum; none: nothing is summed")
    items: Mapping[Id, Item] = Field(min_length=1)
    joint: ClassVar[tuple[Joint, ...]] = (Joint(("total", "items"), _items_once),)

    def amount_of(self, key: str) -> str:
        """Field with the amount of an item."""
        return self.items[key].amount or key

    def unit_price_of(self, key: str) -> str:
        """Field with the unit price of an item; empty for a lump sum."""
        item = self.items[key]
        return "" if item.quantity is None else item.unit_price or f"{key}_unit_price"

    def quantity_of(self, key: str) -> str:
        """Field with the quantity that the bidder states; empty where the buyer fixes it."""
        return f"{key}_quantity" if self.items[key].quantity == STATED else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of the form that it reads, row by row, the total last."""
        rows = [
            field
            for key in self.items
            for field in (self.quantity_of(key), self.unit_price_of(key), self.amount_of(key))
            if field
        ]
        return tuple(dict.fromkeys([*rows, *([self.total] if self.total else [])]))


class Discount(Section):
    """A discount without conditions, per cent or an amount as its field is a number or money."""

    name: str = Field("", max_length=200)
    field: str = Field(description="field of the form that states it")
    on: tuple[str, ...] = Field(
        (), description="price fields that it lowers; left out: all that the buyer pays"
    )
    condition: str = Field(
        "", description="text field for a condition; a discount under one is not counted"
    )
