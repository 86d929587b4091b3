"""The mechanism file as a whole."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from wte_ppp.cards import count, entry
from wte_ppp.contract.definition.ends import CityLoss, DamagesCaps, TerminationPayments
from wte_ppp.contract.definition.guarantees import Guarantees
from wte_ppp.contract.definition.payments import PaymentMechanism
from wte_ppp.contract.definition.term import Term
from wte_ppp.validation import Fault, Joint, Section

SCHEMA = "wte_ppp/contract/1"


def _bonus_on_guarantee(mechanism: PaymentMechanism, guarantees: Guarantees) -> Iterator[Fault]:
    if mechanism.bonus is not None and guarantees.net_energy_yearly is None:
        found, allowed = "bonus without a guarantee", "guarantees.net_energy_yearly beside it"
        yield ".payment_mechanism.bonus", found, allowed, "add it"


def _lists(section: Section, place: str) -> Iterator[tuple[str, int]]:
    """Lists by contract year below a place, with their lengths."""
    for name in type(section).model_fields:
        value, at = getattr(section, name), f"{place}.{name}"
        if isinstance(value, Section):
            yield from _lists(value, at)
        elif isinstance(value, tuple) and value and isinstance(value[0], Section):
            for index, part in enumerate(value):
                yield from _lists(part, f"{at}.{index}")
        elif isinstance(value, tuple):
            yield at, len(value)


def _lists_within(
    years: int | None, mechanism: PaymentMechanism, guarantees: Guarantees
) -> Iterator[Fault]:
    if years is None:
        return
    for part, section in (("payment_mechanism", mechanism), ("guarantees", guarantees)):
        for place, length in _lists(section, f".{part}"):
            if length > years:
                found, allowed = f"{length} values", f"at most {years}, one for each contract year"
                yield place, found, allowed, "remove the rest, or correct contract_years"


class ContractDefinition(Section):
    """Everything a mechanism file may say; money is in the contract's currency and price year."""

    joint: ClassVar[tuple[Joint, ...]] = (
        Joint(("payment_mechanism", "guarantees"), _bonus_on_guarantee),
        Joint(("contract_years", "payment_mechanism", "guarantees"), _lists_within),
    )

    schema_: Literal["wte_ppp/contract/1"] = Field(
        alias="schema", description="Version of this format"
    )
    name: str = Field(min_length=1, max_length=200, description="Name of the contract")
    currency: str = Field(
        pattern="^[A-Z]{3}$", description="ISO code of the money of all amounts, such as VND"
    )
    price_year: int = count("", "Price year", "Year of the money of all amounts", ge=1980, le=2100)
    contract_years: int | None = count(
        "years", "Years of operation", "Left out: those of the study", ge=1, le=60, default=None
    )
    note: str = Field(default="", max_length=4000, description="Remark for the reader")
    sources: dict[str, str] = Field(
        default_factory=dict, description="Sources by a key that terms and values name"
    )
    payment_mechanism: PaymentMechanism = entry("Payment mechanism")
    guarantees: Guarantees = entry("Guarantees", default_factory=Guarantees)
    damages_caps: DamagesCaps = entry("Caps on damages", default_factory=DamagesCaps)
    termination_payments: TerminationPayments = entry(
        "Payments at an early end", default_factory=TerminationPayments
    )
    city_loss: CityLoss | None = entry(
        "Loss of the city", "Left out: whether damages make the city whole is not told",
        default=None,
    )  # fmt: skip

    def terms(self) -> Iterator[tuple[str, Term]]:
        """Terms that the contract has, by their dotted place."""
        for part in (
            "payment_mechanism", "guarantees", "damages_caps", "termination_payments"
        ):  # fmt: skip
            section = getattr(self, part)
            for name in type(section).model_fields:
                term = getattr(section, name)
                if term is not None:
                    yield f"{part}.{name}", term
        if self.city_loss is not None:
            yield "city_loss", self.city_loss
