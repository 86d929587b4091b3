"""What the study file says about risk: spreads, correlations, events and scenarios."""

from typing import Any, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from wte_ppp.risk.distributions import (
    Discrete,
    Distribution,
    LogNormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from wte_ppp.validation import Quantity, Section, quantity, refuse, refuse_each, shown

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
NUMBERS = ("low", "mode", "high", "mean", "standard_deviation", "values", "weights")
Share: TypeAlias = Quantity


class Spread(Section):
    """How a number may turn out: a distribution with what it needs."""

    distribution: Shape = Field(description="Shape of the distribution")
    basis: Literal["absolute", "percent_of_base"] = Field(
        default="absolute", description="Numbers in the input's unit, or in % of its base value"
    )
    low: Quantity | None = quantity("", "Lowest value; of a normal one: cut-off", default=None)
    mode: Quantity | None = quantity("", "Most likely value", default=None)
    high: Quantity | None = quantity("", "Highest value; of a normal one: cut-off", default=None)
    mean: Quantity | None = quantity("", "Mean before cut-off", default=None)
    standard_deviation: Quantity | None = quantity(
        "", "Standard deviation of the value before cut-off", gt=0, default=None
    )
    values: tuple[Quantity, ...] | None = quantity("", "Discrete values", default=None)
    weights: tuple[Quantity, ...] | None = quantity(
        "", "Weight of each value; left out: all alike", ge=0, default=None
    )
    source: str = Field(default="", max_length=600, description="Where the spread comes from")
    note: str = Field(default="", max_length=600, description="Remark")

    @model_validator(mode="after")
    def _complete(self) -> "Spread":
        needed, optional = NEEDED[self.distribution], OPTIONAL.get(self.distribution, ())
        takes = ", ".join([*needed, *(f"{one} (optional)" for one in optional)])
        given = [name for name in NUMBERS if getattr(self, name) is not None]
        faults = [
            (f".{name}", "nothing", f"a number: {self.distribution} takes {takes}", "add it")
            for name in needed
            if name not in given
        ]
        faults += [
            (f".{name}", f"{name}, which it does not take", f"only {takes}", "remove it")
            for name in given
            if name not in (*needed, *optional)
        ]
        if not faults:
            try:
                self.made()
            except ValueError:
                numbers = ", ".join(f"{name} {_words(getattr(self, name))}" for name in given)
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
            name: given if given is not None else limit
            for name, given, limit in (("low", self.low, low), ("high", self.high, high))
            if given is not None or limit is not None
        }
        return shape(place["mean"], place["standard_deviation"], **ends)

    @property
    def in_words(self) -> str:
        """The distribution in one line."""
        given = [name for name in NUMBERS if getattr(self, name) is not None]
        numbers = ", ".join(
            f"{name.replace('_', ' ')} {_words(getattr(self, name))}" for name in given
        )
        basis = " % of the base value" if self.basis == "percent_of_base" else ""
        return f"{self.distribution}: {numbers}{basis}"


def _words(value: Any) -> str:
    return "; ".join(shown(one) for one in value) if isinstance(value, tuple) else shown(value)


class CorrelationSection(Section):
    """Two inputs that move together."""

    inputs: tuple[str, str] = Field(description="Two inputs of risk.inputs, by their dotted paths")
    rank: Quantity = quantity("", "Spearman's rank correlation", ge=-1, le=1)

    @field_validator("inputs")
    @classmethod
    def _differ(cls, inputs: tuple[str, str]) -> tuple[str, str]:
        if inputs[0] == inputs[1]:
            raise refuse(f"{inputs[0]} twice", "two different inputs", "correct one of them")
        return inputs


class OutageEvent(Section):
    """The plant stands still for some days in a year, beside what its availability allows for."""

    probability_percent_per_year: Share = quantity(
        "%", "Probability in each operation year", ge=0, le=100
    )
    days: Spread = Field(description="Length, days of that year, 0 to 365")


class DelayEvent(Section):
    """The plant starts late; the end of the contract and the debt's schedule do not move."""

    probability_percent: Share = quantity("%", "Probability", ge=0, le=100)
    months: Spread = Field(description="Months without operation from the planned start, 0 to 60")
    cost_percent_per_month: Quantity = quantity(
        "% of capital cost", "Extra capital cost of each month of delay", ge=0, le=10, default=0.0
    )


class ChangeEvent(Section):
    """Inputs that take other values if something happens, for the whole contract."""

    probability_percent: Share = quantity("%", "Probability", ge=0, le=100)
    changes: dict[str, Spread] = Field(
        min_length=1, description="New values by input; in percent: of what it would have been"
    )


class RiskSection(Section):
    """How sure the inputs are."""

    draws: int = Field(
        default=4096, ge=1, le=10_000_000, strict=True, description="Draws of `study run`"
    )
    seed: int = Field(default=1, ge=0, strict=True, description="The same seed, the same draws")
    method: Literal["sobol", "latin_hypercube"] = Field(
        default="sobol", description="How draws are spread"
    )
    debt: Literal["agreed", "sized_anew"] = Field(
        default="agreed",
        description="Whether each draw has the senior debt and repayment of the base case, as "
        "agreed before what is drawn is known, or debt that is sized for it anew",
    )
    lock_up_dscr: Quantity | None = quantity(
        "", "DSCR of the lock-up that is counted; left out: finance.owners.lockup_dscr", ge=1, le=3,
        default=None,
    )  # fmt: skip
    inputs: dict[str, Spread] = Field(
        default_factory=dict, description="Spread of each uncertain input, by its dotted path"
    )
    correlations: tuple[CorrelationSection, ...] = Field(
        default=(), description="Inputs that move together; all others are independent"
    )
    outages: dict[str, OutageEvent] = Field(default_factory=dict, description="By name")
    delays: dict[str, DelayEvent] = Field(default_factory=dict, description="By name")
    changes: dict[str, ChangeEvent] = Field(
        default_factory=dict, description="Events that change inputs, by name"
    )
    scenarios: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="By name: other values of inputs, by their dotted paths"
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
