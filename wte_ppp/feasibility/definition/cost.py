"""What the study file says about cost: capital and operation."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity


class CostSection(Section):
    """What the plant costs to build and to run."""

    capex_usd: Quantity | None = quantity(
        "USD nominal",
        "Capital cost without interest and financing fees; left out: from the table of plants",
        gt=0,
        le=20e9,
        plausible=(5e6, 1.5e9),
        default=None,
    )
    price_year: int | None = Field(
        default=None,
        strict=True,
        ge=1990,
        le=2060,
        description="Year of the prices in this section; left out: finance.price_year",
    )
    contractor_origin: Literal["any", "china", "japan", "eu", "other"] = Field(
        description="Where the builder is from: plants of that group set the benchmark's level"
    )
    flue_gas_factor: Quantity = quantity(
        "", "Benchmark over that of the table's plants, for stricter or looser limits", gt=0, le=3
    )
    owner_cost_percent: Quantity = quantity(
        "% of capital cost",
        "Development, owner's engineer and contingency on top of a benchmark capital cost",
        ge=0,
        le=60,
    )
    staff: Quantity = quantity("persons", "Employees", ge=0, le=2000)
    staff_usd_per_year: Quantity = quantity("USD/year", "Cost of one employee", ge=0, le=300000)
    maintenance_percent: Quantity = quantity("% of capital cost a year", "Maintenance", ge=0, le=15)
    insurance_percent: Quantity = quantity("% of capital cost a year", "Insurance", ge=0, le=5)
    administration_percent: Quantity = quantity(
        "% of operating cost", "Administration and land lease", ge=0, le=50
    )
    lime_usd_per_t: Quantity = quantity("USD/t", "Hydrated lime", ge=0, le=2000)
    activated_carbon_usd_per_t: Quantity = quantity("USD/t", "Activated carbon", ge=0, le=10000)
    ammonia_usd_per_t: Quantity = quantity("USD/t", "Ammonia water, 25 %", ge=0, le=3000)
    bottom_ash_usd_per_t: Quantity = quantity("USD/t", "Removal of wet bottom ash", ge=-100, le=500)
    fly_ash_usd_per_t: Quantity = quantity(
        "USD/t", "Stabilisation and landfill of fly ash and residue", ge=0, le=1000
    )
    leachate_usd_per_m3: Quantity = quantity("USD/m3", "Leachate treatment", ge=0, le=200)
    auxiliary_fuel_usd_per_gj: Quantity = quantity("USD/GJ", "Auxiliary fuel", ge=0, le=100)
    bought_power_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Power bought from the grid", ge=0, le=2, plausible=(0.03, 0.4)
    )
    water_and_other_usd_per_t: Quantity = quantity(
        "USD/t fired", "Water, other consumables and laboratory", ge=0, le=100
    )
