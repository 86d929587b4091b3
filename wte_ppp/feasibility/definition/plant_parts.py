"""Parts of the plant section: own use, heat for buyers, stack, residues, water."""

from typing import Literal

from pydantic import Field, field_validator

from wte_ppp.documents import did_you_mean
from wte_ppp.validation import Quantity, Section, quantity, refuse_each

POLLUTANTS = ("PM", "CO", "TOC", "HCl", "HF", "SO2", "NOx", "Hg", "Cd+Tl", "metals", "PCDD/F")


class OwnUseSection(Section):
    """Own use by consumer; counts unless plant.own_use_kwh_per_t or its share of gross is given."""

    air_fans_kpa: Quantity = quantity("kPa", "Pressure rise of the air fans", ge=0, le=20)
    induced_draught_kpa: Quantity = quantity(
        "kPa", "Pressure rise of the induced draught fan", ge=0, le=20
    )
    fan_efficiency_percent: Quantity = quantity("%", "Fan, motor and drive", gt=20, le=95)
    pump_motor_percent: Quantity = quantity("%", "Motor of the feed pump", gt=50, le=100)
    condenser_kw_per_mw: Quantity = quantity(
        "kW/MW", "Condenser fans, or tower fans and pumps, per heat rejected", ge=0, le=50
    )
    flue_gas_treatment_kwh_per_t: Quantity = quantity(
        "kWh/t", "Flue gas treatment without its fan", ge=0, le=200
    )
    handling_kwh_per_t: Quantity = quantity(
        "kWh/t", "Cranes, feeding, grate, ash handling", ge=0, le=100
    )
    general_kwh_per_t: Quantity = quantity(
        "kWh/t", "Compressed air, water, lighting, ventilation, control", ge=0, le=200
    )
    leachate_kwh_per_m3: Quantity = quantity("kWh/m3", "Leachate treatment", ge=0, le=200)


class HeatSection(Section):
    """Heat or steam sold, drawn from the turbine."""

    supplied_mw: Quantity = quantity("MW", "Heat delivered while it is supplied", ge=0, le=1000)
    hours_per_year: Quantity = quantity("h/year", "Hours of supply", ge=0, le=8760)
    steam_bar: Quantity = quantity("bar(a)", "Turbine extraction for it", gt=0.2, le=100)
    return_c: Quantity = quantity("°C", "Water that comes back", ge=5, le=180)


class StackSection(Section):
    """Flue gas treatment, for raw and cleaned gas."""

    acid_gas: Literal["dry_lime", "semi_dry_lime", "dry_bicarbonate", "wet"] = Field(
        description="How HCl, HF and SO2 are removed"
    )
    nox: Literal["none", "sncr", "scr"] = Field(description="How nitrogen oxides are removed")
    dust: Literal["bag_filter", "electrostatic"] = Field(description="How dust is removed")
    activated_carbon: Literal["injected", "none"] = Field(
        description="Adsorbent for dioxins and mercury"
    )
    guaranteed_mg_per_nm3: dict[str, Quantity] | None = quantity(
        "mg/Nm3",
        "Guarantees by pollutant, dry, 0 °C, 11 % oxygen (PCDD/F in ng TEQ/Nm3); they replace what "
        "the technology is taken to reach",
        ge=0,
        le=5000,
        default=None,
    )

    @field_validator("guaranteed_mg_per_nm3")
    @classmethod
    def _known(cls, values: dict[str, Quantity] | None) -> dict[str, Quantity] | None:
        faults = []
        for name in sorted(set(values or {}) - set(POLLUTANTS)):
            guess = did_you_mean(name, POLLUTANTS)
            action = f"write {guess!r}" if guess else "remove it"
            found = f"unknown pollutant {name!r}"
            faults.append((f".{name}", found, "one of " + ", ".join(POLLUTANTS), action))
        if faults:
            raise refuse_each(faults)
        return values


class WaterSection(Section):
    """Water taken in."""

    process_m3_per_t: Quantity = quantity(
        "m3/t fired", "Boiler, ash quench, flue gas treatment, cleaning", ge=0, le=10
    )
    tower_evaporative_percent: Quantity = quantity(
        "% of heat", "Part of the heat rejected that a cooling tower evaporates", gt=0, le=100
    )
    tower_cycles: Quantity = quantity("", "Cycles of concentration of the tower", gt=1, le=20)


class ResidueSection(Section):
    """What a tonne of incinerated waste needs and leaves."""

    bottom_ash_moisture_percent: Quantity = quantity(
        "% of wet ash", "Water in quenched bottom ash", ge=0, le=50
    )
    fly_ash_share_of_ash_percent: Quantity = quantity(
        "% of ash", "Share of the waste's ash that leaves with the flue gas", ge=0, le=100
    )
    lime_stoichiometric_ratio: Quantity = quantity(
        "mol/mol", "Hydrated lime fed per lime needed for HCl and SO2", ge=1, le=5
    )
    activated_carbon_kg_per_t: Quantity = quantity("kg/t", "Activated carbon", ge=0, le=5)
    ammonia_25_percent_kg_per_t: Quantity = quantity("kg/t", "Ammonia water, 25 %", ge=0, le=20)
    metal_recovery_percent: Quantity = quantity(
        "% of metals", "Metals of the waste that are sorted from bottom ash and sold", ge=0, le=100
    )
    chlorine_to_gas_percent: Quantity = quantity(
        "% of chlorine", "Chlorine of the waste that reaches the raw gas", ge=0, le=100
    )
    sulfur_to_gas_percent: Quantity = quantity(
        "% of sulfur", "Sulfur of the waste that reaches the raw gas", ge=0, le=100
    )
