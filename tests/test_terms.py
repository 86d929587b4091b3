"""Terms of a formula from a section: by name, percent as fractions, nothing lost."""

from dataclasses import dataclass, fields
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest

import wte_ppp.feasibility.steps as steps
import wte_ppp.feasibility.steps.plant as plant
from wte_ppp.cards import quantity
from wte_ppp.terms import Derived
from wte_ppp.validation import Quantity, Section


class LoanInputs(Section):
    amount_usd: Quantity = quantity("USD", "Amount")
    rate_percent: Quantity = quantity("%", "Rate")
    fee_percent: Quantity | None = quantity("%", "Fee", default=None)
    shares_percent: tuple[Quantity, ...] = quantity("%", "Shares", default=())
    tenor_years: Quantity = quantity("years", "Tenor")


@dataclass(frozen=True)
class Terms:
    amount: float
    interest: float
    tenor_years: float
    due: bool
    fee: float = 0.25
    shares: tuple[float, ...] = ()


LOAN = Derived(LoanInputs, Terms, given=["due"], interest="rate_percent")
INPUTS = LoanInputs.model_validate(
    {"amount_usd": 10, "rate_percent": 7, "shares_percent": [40, 60], "tenor_years": 12}
)


def test_percent_becomes_a_fraction_and_what_is_left_out_keeps_its_default():
    assert LOAN.of(INPUTS, due=True) == Terms(10.0, 0.07, 12.0, True, 0.25, (0.4, 0.6))


def test_samples_stay_samples():
    sampled = INPUTS.model_copy(update={"rate_percent": np.array([[5.0], [8.0]])})
    assert LOAN.of(sampled, due=True).interest.tolist() == [[0.05], [0.08]]


@pytest.mark.parametrize(
    ("given", "names", "fault"),
    [
        ([], {"interest": "rate_percent"}, "due from LoanInputs: no such input"),
        (["due"], {}, "interest from LoanInputs: no such input"),
        (["due"], {"interest": "fee_percent"}, "fee_percent may be left out"),
        (["due", "colour"], {"interest": "rate_percent"}, "has no colour"),
    ],
)
def test_a_field_without_its_input_is_refused_when_the_pair_is_made(given, names, fault):
    with pytest.raises(TypeError, match=fault):
        Derived(LoanInputs, Terms, given=given, **names)


def test_what_the_caller_must_give_is_asked_for():
    with pytest.raises(TypeError, match="Terms: got"):
        LOAN.of(INPUTS)


def pairs() -> dict[str, Derived]:
    modules = [
        import_module(f"{room.__name__}.{module.name}")
        for room in (steps, plant)
        for module in iter_modules(room.__path__)
    ]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Derived)
    }


@pytest.mark.parametrize("pair", pairs().values(), ids=pairs())
def test_every_field_of_every_pair_is_filled(pair):
    assert set(pair.sources) | pair.given == {field.name for field in fields(pair.terms)}
    # An input feeds one field of its terms.
    assert len(set(pair.sources.values())) == len(pair.sources)


def test_the_pairs_are_found():
    assert len(pairs()) >= 11
