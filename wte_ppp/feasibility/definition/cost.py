"""What the study file says about cost: capital and operation."""

from typing import Literal

from wte_ppp.cards import ASIA, Default, count, entry, quantity
from wte_ppp.validation import Quantity, Section


class CostSection(Section):
    """What the plant costs to build and to run."""

    capex_usd: Quantity | None = quantity(
        "USD nominal", "Capital cost",
        "Without interest and financing fees; left out: from the table of plants", ge=1000, le=20e9,
        usual=(5e6, 1.5e9), default=None,
    )  # fmt: skip
    price_year: int | None = count(
        "", "Price year of costs", "Of this section; left out: finance.price_year", default=None,
        ge=1990, le=2060,
    )  # fmt: skip
    contractor_origin: Literal["any", "china", "japan", "eu", "other"] = entry(
        "Origin of the contractor", "Plants of that group set the benchmark's level",
        default=Default(
            "any", "assumption", "All plants of the table alike unless the study says more",
            "Narrows the interval where the builder's home is known"
        ),
    )  # fmt: skip
    flue_gas_factor: Quantity = quantity(
        "", "Flue gas treatment factor",
        "Benchmark over that of the table's plants, for stricter or looser limits", gt=0, le=3,
        default=Default(
            1.0, "assumption",
            "The table's plants have what their country asks; flue gas treatment is 10 to 20 % "
            "of the price (engineering practice)",
            "About 1.05 to 1.10 where a catalyst or wet scrubber comes on top"
        ),
    )  # fmt: skip
    owner_cost_percent: Quantity = quantity(
        "% of capital cost", "Owner's cost",
        "Development, owner's engineer and contingency on top of a benchmark capital cost", ge=0,
        le=60,
        default=Default(
            12.0, "assumption", "Engineering practice",
            "Development, interest and fees apart: 10 to 20 % over the EPC price"
        ),
    )  # fmt: skip
    operating_contract_usd_per_year: Quantity | None = quantity(
        "USD/year", "Operating contract, fixed",
        "Quoted or published total, in place of all items; left out: by item, unless a fee per "
        "tonne is given", ge=0, le=1e9, default=None,
    )  # fmt: skip
    operating_contract_usd_per_t: Quantity | None = quantity(
        "USD/t accepted", "Operating contract, per tonne",
        "On top of the fixed part, in place of all items", ge=0, le=1000, default=None,
    )  # fmt: skip
    staff: Quantity = quantity(
        "persons", "Employees", ge=0, le=2000,
        default=Default(
            70.0, "assumption", "Engineering practice in China and South-East Asia",
            "55 to 70 at 500 t/d, 75 to 95 at 1,000 t/d",
            place=ASIA,
        ),
    )  # fmt: skip
    staff_usd_per_year: Quantity = quantity(
        "USD/year", "Cost of one employee", ge=0, le=300000,
        default=Default(
            9000.0, "assumption", "Rough mean of a South-East Asian plant",
            "Give the country's own",
            place=ASIA,
        ),
    )  # fmt: skip
    maintenance_percent: Quantity = quantity(
        "% of capital cost a year", "Maintenance", ge=0, le=15,
        default=Default(
            2.0, "assumption", "Engineering practice",
            "1.5 to 2.5 in Asia, 2.5 to 3.5 in Europe and Japan",
            place=ASIA,
        ),
    )  # fmt: skip
    insurance_percent: Quantity = quantity(
        "% of capital cost a year", "Insurance", ge=0, le=5,
        default=Default(0.4, "assumption", "Engineering practice", "0.3 to 0.6"),
    )  # fmt: skip
    administration_percent: Quantity = quantity(
        "% of operating cost", "Administration and land lease", ge=0, le=50,
        default=Default(10.0, "assumption", "Engineering practice"),
    )  # fmt: skip
    lime_usd_per_t: Quantity = quantity(
        "USD/t", "Price of hydrated lime", ge=0, le=2000,
        default=Default(110.0, "assumption", "Rough Asian price", "Give a quote", place=ASIA),
    )  # fmt: skip
    bicarbonate_usd_per_t: Quantity = quantity(
        "USD/t", "Price of sodium bicarbonate", ge=0, le=3000,
        default=Default(300.0, "assumption", "Rough Asian price", "Give a quote", place=ASIA),
    )  # fmt: skip
    activated_carbon_usd_per_t: Quantity = quantity(
        "USD/t", "Price of activated carbon", ge=0, le=10000,
        default=Default(1300.0, "assumption", "Rough Asian price", "Give a quote", place=ASIA),
    )  # fmt: skip
    ammonia_usd_per_t: Quantity = quantity(
        "USD/t", "Price of ammonia water", "25 % solution", ge=0, le=3000,
        default=Default(
            180.0, "assumption", "Rough Asian price for 25 % solution", "Give a quote", place=ASIA
        ),
    )  # fmt: skip
    bottom_ash_usd_per_t: Quantity = quantity(
        "USD/t", "Cost of bottom ash removal", "Wet; negative where it is sold", ge=-100, le=500,
        default=Default(
            5.0, "assumption", "Engineering practice in Asia",
            "0 to 10 in Asia, 20 to 60 in Europe",
            place=ASIA,
        ),
    )  # fmt: skip
    fly_ash_usd_per_t: Quantity = quantity(
        "USD/t", "Cost of fly ash disposal", "Stabilisation and landfill of fly ash and residue",
        ge=0, le=1000,
        default=Default(
            100.0, "assumption", "Engineering practice in Asia", "50 to 150", place=ASIA
        ),
    )  # fmt: skip
    leachate_usd_per_m3: Quantity = quantity(
        "USD/m3", "Cost of leachate treatment", ge=0, le=200,
        default=Default(8.0, "assumption", "Rough Asian price", "Give a quote", place=ASIA),
    )  # fmt: skip
    auxiliary_fuel_usd_per_gj: Quantity = quantity(
        "USD/GJ", "Price of auxiliary fuel", ge=0, le=100,
        default=Default(
            22.0, "assumption", "Diesel near 0.8 USD/L", "Give the country's own", place=ASIA
        ),
    )  # fmt: skip
    bought_power_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Price of power bought", ge=0, le=2, usual=(0.03, 0.4),
        default=Default(
            0.08, "assumption", "Rough Asian industrial tariff", "Give the country's own",
            place=ASIA,
        ),
    )  # fmt: skip
    water_and_other_usd_per_t: Quantity = quantity(
        "USD/t fired", "Water and other consumables", "With the laboratory", ge=0, le=100,
        default=Default(1.5, "assumption", "Engineering practice"),
    )  # fmt: skip
