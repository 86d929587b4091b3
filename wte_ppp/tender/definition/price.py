"""What bidders are compared on in money."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from wte_ppp.tender.abnormally_low import Spread
from wte_ppp.tender.definition.amounts import (
    Exact,
    ExactPercent,
    ExactPercentWeight,
    ExactPositive,
)
from wte_ppp.tender.definition.criteria import Criterion, Id
from wte_ppp.tender.definition.fx import Code
from wte_ppp.tender.definition.schedule import Discount, Schedule
from wte_ppp.tender.price import stepped_index
from wte_ppp.tender.scoring import Better
from wte_ppp.validation import Section, refuse

LONGEST_YEARS, FULL = 60, 100


class IndexStep(Section):
    """From a year on, the price moves by so much a year, until the next step."""

    from_year: int = Field(ge=1, le=2 * LONGEST_YEARS, description="years from the price date")
    percent: Exact


class Stream(Section):
    """A yearly payment: unit price of the bid times a quantity that is the same for all.

    The price moves with `indexation_percent` a year, by `indexation_steps`, or by a factor for each
    year of operation, on the bid's share `indexed_field` of it, or wholly if no such field is
    named.
    """

    field: str = Field(description="price field of the bid form")
    quantity: ExactPositive | tuple[Exact, ...] = Field(
        description="a year, or a list over the years; in the unit of the price"
    )
    sign: Literal["paid", "received"] = "paid"
    indexation_percent: Exact = Field(default=0, validate_default=True)
    indexation_steps: tuple[IndexStep, ...] = ()
    indexation_factors: tuple[ExactPositive, ...] = Field(
        (), description="of the price at its date, one a year of operation"
    )
    indexed_field: str = Field("", description="field with the indexed share of the price, %")

    @model_validator(mode="after")
    def _one_indexation(self) -> "Stream":
        ways = (self.indexation_percent, self.indexation_steps, self.indexation_factors)
        if sum(bool(way) for way in ways) > 1:
            allowed = "one of indexation_percent, indexation_steps and indexation_factors"
            raise refuse("an indexation twice", allowed, "remove one")
        starts = [step.from_year for step in self.indexation_steps]
        if starts != sorted(set(starts)):
            raise refuse(f"steps from the years {starts}", "each later than the last", "sort them")
        if any(step.percent <= -FULL for step in self.indexation_steps):
            raise refuse("a step of -100 % or less", "above -100", "correct it")
        return self

    def index(self, years: Sequence[int]) -> tuple[Fraction, ...]:
        """Factor by year of operation, before the bid's own share."""
        if self.indexation_factors:
            return self.indexation_factors
        steps = [(step.from_year, step.percent) for step in self.indexation_steps]
        return stepped_index(steps or [(1, self.indexation_percent)], years)


class Lump(Section):
    """A payment in one year, such as a grant before operation."""

    field: str
    year: int = Field(0, ge=0, le=LONGEST_YEARS)
    sign: Literal["paid", "received"] = "paid"


class PresentValue(Section):
    """Net present value of the city's payments."""

    discount_rate_percent: Exact
    years: int = Field(ge=1, le=LONGEST_YEARS, description="years of operation")
    first_year: int = Field(1, ge=0, le=LONGEST_YEARS, description="years to the first payment")
    streams: Mapping[Id, Stream] = Field(min_length=1)
    lumps: Mapping[Id, Lump] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _quantities_for_every_year(self) -> "PresentValue":
        for name, stream in self.streams.items():
            if isinstance(stream.quantity, tuple) and len(stream.quantity) != self.years:
                found = f"{len(stream.quantity)} quantities of {name}"
                raise refuse(found, f"{self.years}, one a year", "correct the list")
            factors = len(stream.indexation_factors)
            if factors and factors != self.years:
                found = f"{factors} factors of {name}"
                raise refuse(found, f"{self.years}, one a year", "correct the list")
        return self

    @property
    def pays(self) -> bool:
        """Whether the buyer pays anything; else the highest payment to it is the lowest value."""
        signs = {*(stream.sign for stream in self.streams.values())}
        return "paid" in signs | {lump.sign for lump in self.lumps.values()}


class Adder(Section):
    """Money added to a price for each unit by which a bid is worse than the best bid."""

    name: str = ""
    field: str
    better: Better = "higher"
    money_per_unit: ExactPositive = Field(description="in the currency of the evaluation")


class Preference(Section):
    """A ground for preference: the yes/no field of the form that states it, and its percentage."""

    field: str = Field(description="yes/no field of the technical envelope")
    percent: ExactPercent


class Price(Section):
    """The price part: what is compared, its points, and the lines around it."""

    name: str = ""
    field: str = Field("", description="price field that is compared as it is")
    npv: PresentValue | None = None
    weight: ExactPercentWeight = Field(
        default=100, validate_default=True, description="of the price itself, beside criteria"
    )
    criteria: Mapping[Id, Criterion] = Field(
        default_factory=dict, description="scored from the price envelope; in percent of its points"
    )
    fixed: ExactPositive | None = Field(
        None, description="price that every bid must state, where quality decides"
    )
    adders: Mapping[Id, Adder] = Field(default_factory=dict)
    schedules: Mapping[Id, Schedule] = Field(
        default_factory=dict, description="items whose amounts sum to a price"
    )
    discounts: Mapping[Id, Discount] = Field(default_factory=dict)
    ceiling: ExactPositive | None = None
    floor: Exact | None = None
    reference: ExactPositive | None = None
    estimate: ExactPositive | None = Field(None, description="the buyer's own cost estimate")
    market_price: ExactPositive | None = Field(None, description="for a benchmark")
    abnormally_low_spread: Spread | None = Field(
        None, description="as procedure.abnormally_low_spread; kept for tenders of version 0.1"
    )
    domestic_field: str = Field(
        "", description="yes/no field of the technical envelope that says who is domestic"
    )
    domestic_decided: bool = Field(
        False, description="the officer decides bid by bid who is domestic"
    )
    preferences: Mapping[Id, Preference] = Field(
        default_factory=dict, description="more grounds for preference; the highest one counts"
    )
    currencies: tuple[Code, ...] = Field(
        (), description="that a bid may use; left out: any that has a rate"
    )
    currencies_most: int = Field(3, ge=1, description="currencies in one bid at most")
    unit_of_price: ExactPositive = Field(
        default=1, validate_default=True, description="price unit of a quotient"
    )

    @model_validator(mode="after")
    def _one_measure(self) -> "Price":
        if bool(self.field) == (self.npv is not None):
            raise refuse("field and npv", "exactly one of them", "say what is compared")
        if self.domestic_field and self.domestic_decided:
            found = "domestic_field and domestic_decided"
            raise refuse(found, "one of them", "say where it stands who is domestic")
        return self

    @property
    def fields(self) -> tuple[str, ...]:
        """Price fields that the evaluation needs."""
        if self.npv is None:
            return (self.field,)
        streams = self.npv.streams.values()
        indexed = [stream.indexed_field for stream in streams if stream.indexed_field]
        lumps = [lump.field for lump in self.npv.lumps.values()]
        return tuple(dict.fromkeys([*[stream.field for stream in streams], *lumps, *indexed]))

    @property
    def read_out(self) -> tuple[str, ...]:
        """Fields that are read out when prices are opened: the prices, and discounts on them."""
        discounts = [discount.field for discount in self.discounts.values()]
        return tuple(dict.fromkeys([*self.fields, *discounts]))

    @property
    def rows(self) -> tuple[str, ...]:
        """Fields of the rows of price schedules; totals are not among them."""
        schedules = self.schedules.values()
        totals = {schedule.total for schedule in schedules}
        fields = [field for schedule in schedules for field in schedule.fields]
        return tuple(dict.fromkeys(field for field in fields if field not in totals))

    @property
    def amounts(self) -> tuple[str, ...]:
        """Price fields that are money."""
        if self.npv is None:
            return (self.field,)
        streams = [stream.field for stream in self.npv.streams.values()]
        return tuple(dict.fromkeys([*streams, *(lump.field for lump in self.npv.lumps.values())]))
