"""What the study file says about risk: spreads, correlations, events and scenarios."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from pydantic import field_validator, model_validator

from wte_ppp.arrays import Numeric
from wte_ppp.cards import count, entry, quantity
from wte_ppp.messages import Message, mark
from wte_ppp.risk.distributions import (
    Discrete,
    Distribution,
    LogNormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from wte_ppp.validation import Quantity, Section, in_words, refuse, refuse_each

Shape: TypeAlias = Literal["uniform", "triangular", "pert", "normal", "lognormal", "discrete"]
NEEDED: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "normal": ("mean", "standard_deviation"),
    "lognormal": ("mean", "standard_deviation"),
    "discrete": ("values",),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "normal": ("low", "high"),
    "lognormal": ("low", "high"),
    "discrete": ("weights",),
}
NUMBERS: Mapping[str, str] = {
    "low": mark("minimum"),
    "mode": mark("most likely"),
    "high": mark("maximum"),
    "mean": mark("mean"),
    "standard_deviation": mark("standard deviation"),
    "values": mark("values"),
    "weights": mark("weights"),
}
SHAPES: Mapping[Shape, str] = {
    "uniform": mark("uniform"),
    "triangular": mark("triangular"),
    "pert": mark("PERT"),
    "normal": mark("normal"),
    "lognormal": mark("lognormal"),
    "discrete": mark("discrete"),
}
Share: TypeAlias = Quantity


class Spread(Section):
    """How a number may turn out: a distribution with what it needs."""

    distribution: Shape = entry("Distribution")
    basis: Literal["absolute", "percent_of_base"] = entry(
        "Basis of the numbers", "In the input's unit, or in % of its base value", default="absolute"
    )
    low: Quantity | None = quantity(
        "", "Minimum", "Of a normal or lognormal one: cut-off", default=None
    )
    mode: Quantity | None = quantity("", "Most likely value", default=None)
    high: Quantity | None = quantity(
        "", "Maximum", "Of a normal or lognormal one: cut-off", default=None
    )
    mean: Quantity | None = quantity("", "Mean", "Before cut-off", default=None)
    standard_deviation: Quantity | None = quantity(
        "", "Standard deviation", "Before cut-off", gt=0, default=None
    )
    values: tuple[Quantity, ...] | None = quantity("", "Discrete values", default=None)
    weights: tuple[Quantity, ...] | None = quantity(
        "", "Weights of discrete values", "Left out: equal", ge=0, default=None
    )
    source: str = entry("Source of the distribution", default="", max_length=600)
    note: str = entry("Remark", default="", max_length=600)

    @model_validator(mode="after")
    def _complete(self) -> "Spread":
        needed, optional = NEEDED[self.distribution], OPTIONAL.get(self.distribution, ())
        takes = ", ".join([*needed, *(f"{number} (optional)" for number in optional)])
        stated = [name for name in NUMBERS if getattr(self, name) is not None]
        faults = [
            (f".{name}", "nothing", f"a number: {self.distribution} takes {takes}", "add it")
            for name in needed
            if name not in stated
        ]
        faults += [
            (f".{name}", f"{name}, which it does not take", f"only {takes}", "remove it")
            for name in stated
            if name not in (*needed, *optional)
        ]
        if not faults:
            try:
                self.made()
            except ValueError:
                numbers = ", ".join(f"{name} {_words(getattr(self, name))}" for name in stated)
                allowed = (
                    "as many weights as values, one of them above 0"
                    if self.distribution == "discrete"
                    else "low < high with the mode between; a mean above 0 for lognormal"
                )
                faults.append(("", numbers, allowed, "correct the numbers"))
        if faults:
            raise refuse_each(faults)
        return self

    def made(self, low: float | None = None, high: float | None = None) -> Distribution:
        """The distribution, with a cut-off for one that has none of its own."""
        place = {name: getattr(self, name) for name in NUMBERS}
        if self.distribution == "uniform":
            return Uniform(place["low"], place["high"])
        if self.distribution == "triangular":
            return Triangular(place["low"], place["mode"], place["high"])
        if self.distribution == "pert":
            return Pert(place["low"], place["mode"], place["high"])
        if self.distribution == "discrete":
            return Discrete(place["values"], place["weights"])
        shape = Normal if self.distribution == "normal" else LogNormal
        ends: dict[str, Any] = {
            name: stated if stated is not None else limit
            for name, stated, limit in (("low", self.low, low), ("high", self.high, high))
            if stated is not None or limit is not None
        }
        return shape(place["mean"], place["standard_deviation"], **ends)

    @property
    def in_words(self) -> Message:
        """The distribution in one line."""
        key = (
            mark("{distribution}: {numbers} % of the base value")
            if self.basis == "percent_of_base"
            else mark("{distribution}: {numbers}")
        )
        numbers = (
            Message("{name} {value}", name=Message(NUMBERS[name]), value=_words(value))
            for name in NUMBERS
            if (value := getattr(self, name)) is not None
        )
        shape = Message(SHAPES[self.distribution])
        return Message(key, distribution=shape, numbers=tuple(numbers))


def _words(value: Numeric | tuple[Numeric, ...]) -> Message:
    if not isinstance(value, tuple):
        return in_words(value)
    return Message("{values:; }", values=tuple(in_words(number) for number in value))


class CorrelationSection(Section):
    """Two inputs that move together."""

    inputs: tuple[str, str] = entry(
        "Correlated inputs", "Two of risk.inputs, by their dotted paths"
    )
    rank: Quantity = quantity("", "Rank correlation", "Spearman's", ge=-1, le=1)

    @field_validator("inputs")
    @classmethod
    def _differ(cls, inputs: tuple[str, str]) -> tuple[str, str]:
        if inputs[0] == inputs[1]:
            raise refuse(f"{inputs[0]} twice", "two different inputs", "correct one of them")
        return inputs


class OutageEvent(Section):
    """The whole plant stands for some days in a year, on top of the stops in plant.outages."""

    probability_percent_per_year: Share = quantity(
        "%", "Probability of an outage", "In each operation year", ge=0, le=100
    )
    days: Spread = entry("Length of the outage", "Days of that year, 0 to 365")


class DelayEvent(Section):
    """The plant starts late; the end of the contract and the debt's schedule do not move."""

    probability_percent: Share = quantity("%", "Probability of a delay", ge=0, le=100)
    months: Spread = entry(
        "Length of the delay", "Months without operation from the planned start, 0 to 60"
    )
    cost_percent_per_month: Quantity = quantity(
        "% of capital cost", "Extra capital cost of a month of delay", ge=0, le=10, default=0.0
    )


class ChangeEvent(Section):
    """Inputs that take other values if something happens, for the whole contract."""

    probability_percent: Share = quantity("%", "Probability of the change", ge=0, le=100)
    changes: dict[str, Spread] = entry(
        "Changed inputs", "New values by input; in percent: of what it would have been",
        min_length=1,
    )  # fmt: skip


class RiskSection(Section):
    """How sure the inputs are."""

    draws: int = count(
        "", "Simulations", "Number for `study run`", default=4096, ge=1, le=10_000_000
    )
    seed: int = count(
        "", "Random seed", "The same seed gives the same simulations", default=1, ge=0
    )
    method: Literal["sobol", "latin_hypercube"] = entry("Sampling method", default="sobol")
    debt: Literal["agreed", "sized_anew"] = entry(
        "Debt in the simulations",
        "Senior debt and repayment of the base case, agreed before what is sampled is known, "
        "or debt sized anew in each", default="agreed",
    )  # fmt: skip
    lock_up_dscr: Quantity | None = quantity(
        "", "Lock-up DSCR counted", "Left out: finance.owners.lockup_dscr", ge=1, le=3, default=None
    )
    inputs: dict[str, Spread] = entry(
        "Distributions of inputs", "Of each uncertain input, by its dotted path",
        default_factory=dict,
    )  # fmt: skip
    correlations: tuple[CorrelationSection, ...] = entry(
        "Correlations", "All other inputs are independent", default=()
    )
    outages: dict[str, OutageEvent] = entry(
        "Outages",
        "By name: what stops the whole plant (fire, flood, strike), on top of the faults of lines "
        "and turbines that plant.outages has in every year", default_factory=dict,
    )  # fmt: skip
    delays: dict[str, DelayEvent] = entry("Delays", "By name", default_factory=dict)
    changes: dict[str, ChangeEvent] = entry(
        "Changes", "Events that change inputs, by name", default_factory=dict
    )
    scenarios: dict[str, dict[str, Any]] = entry(
        "Scenarios", "By name: other values of inputs, by their dotted paths", default_factory=dict
    )

    @model_validator(mode="after")
    def _something(self) -> "RiskSection":
        names = [*self.outages, *self.delays, *self.changes]
        twice = sorted(
            {name for name in names if names.count(name) > 1} | set(self.inputs) & set(names)
        )
        if twice:
            raise refuse(", ".join(twice), "each name of an event once", "rename one")
        return self
