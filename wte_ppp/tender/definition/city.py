"""What the city pays beside the tipping fee, for the quality-adjusted cost of a bid."""

from pydantic import Field

from wte_ppp.tender.definition.amounts import Exact, ExactPercent, ExactPositive
from wte_ppp.validation import Section

LONGEST_YEARS = 60


class City(Section):
    """The city's side of the contract; money in the evaluation's currency."""

    source: str = Field(min_length=3, description="where these figures come from")
    waste_t_per_year: ExactPositive = Field(description="that must be treated or dumped")
    years: int = Field(ge=1, le=LONGEST_YEARS, description="of operation")
    discount_rate_percent: Exact
    indexation_percent: Exact = Field(
        default=0, validate_default=True, description="of indexed fees and of costs below"
    )
    untreated_per_t: Exact = Field(
        default=0, validate_default=True, description="cost of a tonne the plant does not take"
    )
    bottom_ash_per_t: Exact = Field(
        default=0, validate_default=True, description="if the city bears it"
    )
    fly_ash_per_t: Exact = Field(
        default=0, validate_default=True, description="stabilised; if the city bears it"
    )
    power_value_per_kwh: Exact = Field(
        default=0, validate_default=True, description="price of power, for shares in income"
    )
    city_power_percent: ExactPercent = Field(
        default=0, validate_default=True, description="share of power income it gets"
    )
    damages_per_kwh: Exact = Field(
        default=0, validate_default=True, description="for power short of the guarantee"
    )
    damages_per_t: Exact = Field(
        default=0, validate_default=True, description="for tonnes not taken within the guarantee"
    )
