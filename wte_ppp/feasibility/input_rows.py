"""The inputs of a study as a result tells them: value, unit, and where each comes from."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.cards import Card, card_of
from wte_ppp.currencies import Money
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.given import origin_of
from wte_ppp.feasibility.nested import leaves
from wte_ppp.feasibility.origin import STUDY, Origin
from wte_ppp.feasibility.own_money import own_money
from wte_ppp.feasibility.result import InputRow
from wte_ppp.feasibility.unknown import is_unknown
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, sentence
from wte_ppp.validation import in_words, shown

NO_INPUTS = ("schema", "name", "location", "description", "sources", "published", "risk")


def input_rows(
    definition: StudyDefinition, origins: Mapping[str, Origin], profiles: tuple[str, ...]
) -> tuple[InputRow, ...]:
    """Every input in use with its value, unit and origin.

    Parameters
    ----------
    definition
        The study's inputs, numbers or arrays over draws.
    origins
        Of all layers, by dotted path.
    profiles
        Layers of the guidance, by which a default made for another place is told.

    Returns
    -------
    tuple[InputRow, ...]
        In the order of the study file.
    """
    values = definition.model_dump(by_alias=True)
    in_use = set(definition.waste.composition_percent or {})
    values["waste"]["components"] = {
        name: component
        for name, component in values["waste"]["components"].items()
        if name in in_use
    }
    values["waste"] = {
        "composition_percent": values["waste"].pop("composition_percent"),
        **values["waste"],
    }
    for part in NO_INPUTS:
        values.pop(part, None)
    money = own_money(definition.finance.money)
    return tuple(
        _input_row(path, value, origin_of(origins, path), profiles, money)
        for path, value in leaves(values)
    )


def _input_row(
    path: str, value: Any, origin: Origin | None, profiles: tuple[str, ...], money: Money
) -> InputRow:
    field = field_at(StudyDefinition, path.split("."))
    card = card_of(field) if field else Card(path)
    note = origin.note if origin else None
    if isinstance(value, (tuple, list)) and not value:
        value = None
    amount: float | str | None = value if isinstance(value, (float, str)) else None
    if isinstance(value, (tuple, list)):
        amount = "; ".join(_in_full(item) for item in value)
    elif isinstance(value, int):
        amount = float(value)
    elif isinstance(value, np.ndarray):
        drawn = in_words(value)
        note = drawn if note is None else Message("{values}. {note}", values=drawn, note=note)
    default = card.default if origin is not None and origin.layer == "default" else None
    if default is not None and not default.holds_in(profiles):
        made_for = Message("Made for {place}", place=Message(default.place))
        note = made_for if note is None else Message("{made}. {note}", made=made_for, note=note)
    if isinstance(amount, float) and np.isnan(amount) and origin is not None:
        # A default in USD without a rate to the study's money, as its note says.
        amount, origin = None, Origin("nowhere", "not stated", origin.note or origin.source)
        note = None
    if card.unknown is not None and is_unknown(value):
        amount, origin = None, Origin("nowhere", "not stated", sentence(card.unknown.states))
    if origin is None:
        if value is None:
            origin = Origin("nowhere", "left out", _meaning(card))
        else:
            origin = Origin(STUDY, "stated", Message("the study"))
    return InputRow(
        path=path,
        value=amount,
        unit=money.unit(card.unit),
        layer=origin.layer,
        status=origin.status,
        source=origin.source,
        note=note,
    )


def _meaning(card: Card) -> Message:
    label = sentence(card.label)
    if not card.description:
        return label
    return Message("{label}: {description}", label=label, description=sentence(card.description))


def _in_full(value: Any) -> str:
    """An item of a list as a message shows it, or in full where that leaves out digits."""
    words = shown(value)
    number = np.asarray(value, dtype=float)
    if number.size > 1 or float(words.replace(",", "")) == number.item():
        return words
    return repr(number.item())
