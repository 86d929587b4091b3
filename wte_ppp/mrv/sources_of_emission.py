"""Emissions of a plant's year, source by source, each with its activity, factor and its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from wte_ppp.blocks import Words
from wte_ppp.climate import incineration
from wte_ppp.climate.carbon import carbon_kg_per_nm3, stack_fossil_co2_t
from wte_ppp.feasibility.steps.climate_factors import combustion_factor, gwp, ipcc_carbon
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.facility import Facility
from wte_ppp.mrv.gaps import Filled
from wte_ppp.sources import table

URBAN = "2006 IPCC Guidelines, Vol. 5, Ch. 5"


@dataclass(frozen=True)
class Line:
    """One source and gas of the year; category is that of Japan's SHK."""

    scope: str
    source: Message
    category: Words
    gas: str
    activity: float
    activity_unit: str
    factor: float
    factor_unit: str
    factor_source: Words
    gas_t: float
    gwp: float

    @property
    def tco2e(self) -> float:
        """Emission in CO2 equivalents."""
        return self.gas_t * self.gwp


def lines(facility: Facility, data: Filled) -> tuple[Line, ...]:
    """Every source of scope 1 and 2 in the year."""
    return (*_combustion(facility, data), *_fuels(facility, data), *_other(facility, data))


def burnt_t(facility: Facility, data: Filled) -> float:
    """Mass to which the composition belongs, t."""
    fired = data.total("waste_fired_t")
    if facility.definition.sampled_at == "crane":
        return fired
    return max(fired, data.total("waste_received_t") - data.total("waste_sent_away_t"))


def stack_co2_t(facility: Facility) -> float | None:
    """Fossil CO2 that left the stack, t; None unless gas, CO2 and carbon-14 were all measured.

    Parameters
    ----------
    facility
        With `flue_gas_knm3` and `co2_percent` of every period.

    References
    ----------
    CDM ACM0022 v03.0, combustion, option 3.
    """
    fossil = facility.definition.fossil_of_stack_carbon_percent
    gas = facility.monitoring.values.get("flue_gas_knm3", (None,))
    co2 = facility.monitoring.values.get("co2_percent", (None,))
    flows = [1000 * flow for flow in gas if flow is not None]
    shares = [percent / 100 for percent in co2 if percent is not None]
    if fossil is None or len(flows) < len(gas) or len(shares) < len(co2):
        return None
    carbon = carbon_kg_per_nm3(np.array(shares))
    tonnes = stack_fossil_co2_t(np.array(flows), carbon, np.asarray(fossil) / 100)
    return float(np.asarray(tonnes).sum())


def biogenic_co2_t(facility: Facility, data: Filled) -> float:
    """Biogenic CO2 of the waste burnt, t: reported beside the scopes, in no total."""
    waste, dry, carbon, fossil = _waste(facility, data)
    return float(incineration.biogenic_co2_t(waste, carbon, fossil, 1.0, dry)[0])


def _waste(
    facility: Facility, data: Filled
) -> tuple[dict[str, np.ndarray], dict[str, float], dict[str, float], dict[str, float]]:
    burnt = burnt_t(facility, data)
    waste = {name: np.array([share * burnt]) for name, share in facility.composition.items()}
    contents = {name: ipcc_carbon(name) or (1.0, 0.0, 0.0) for name in waste}
    dry = {name: share for name, (share, _, _) in contents.items()}
    carbon = {name: share for name, (_, share, _) in contents.items()}
    fossil = {name: share for name, (_, _, share) in contents.items()}
    return waste, dry, carbon, fossil


def _combustion(facility: Facility, data: Filled) -> Iterator[Line]:
    head = facility.definition
    fired = data.total("waste_fired_t")
    waste, dry, carbon, fossil = _waste(facility, data)
    co2 = float(incineration.fossil_co2_t(waste, carbon, fossil, 1.0, dry)[0])
    burnt = burnt_t(facility, data)
    stack = stack_co2_t(facility)
    if stack is None:
        source = Message("{chapter}, eq. 5.2, and Table 2.4 of Ch. 2 by component", chapter=URBAN)
    else:
        # What leaves the stack is of the support fuel as well, which has a line of its own.
        fuel = data.total("auxiliary_fuel_gj") * _factor("fuel_co2", "diesel") / 1000
        co2 = max(stack - fuel, 0.0)
        source = Message("Measured in the stack, fossil share by carbon-14, less auxiliary fuel")
    per_t = co2 / burnt if burnt > 0 else np.nan
    yield Line(
        "1", Message("Waste fired, fossil carbon"), Message("Non-energy CO2 (waste used as fuel)"),
        "CO2", burnt, "t", per_t, "t CO2/t", source, co2, 1.0,
    )  # fmt: skip
    ch4_kg = combustion_factor("ch4", head.furnace_technology, "ipcc")
    yield _line(
        facility, Message("Waste fired"), "CH4", "CH4", fired, "t", ch4_kg, "kg/t",
        f"{URBAN}, Table 5.3",
    )  # fmt: skip
    measured = _measured_n2o_t(facility, data)
    if measured is not None:
        tonnes, gas, mean = measured
        yield Line(
            "1", Message("Waste fired (stack)"), "N2O", "N2O", gas, "1000 Nm3", mean,
            "mg/Nm3", Message("Measured in the stack"), tonnes, gwp("N2O", head.gwp_set),
        )  # fmt: skip
    else:
        n2o_kg = combustion_factor("n2o", head.furnace_technology, "ipcc")
        yield _line(
            facility, Message("Waste fired"), "N2O", "N2O", fired, "t", n2o_kg, "kg/t",
            f"{URBAN}, Table 5.6",
        )  # fmt: skip


def _measured_n2o_t(facility: Facility, data: Filled) -> tuple[float, float, float] | None:
    """N2O of the stack, t, its gas and mean, if both were measured in every period."""
    gas, mean = data.values.get("flue_gas_knm3"), data.values.get("n2o_mg_per_nm3")
    if gas is None or mean is None or np.isnan(gas).any() or np.isnan(mean).any():
        return None
    total = float((gas * mean).sum())
    # 1000 Nm3 times mg/Nm3 is a gram.
    return total / 1e6, float(gas.sum()), total / float(gas.sum())


def _fuels(facility: Facility, data: Filled) -> Iterator[Line]:
    for parameter, name in (
        ("auxiliary_fuel_gj", Message("Auxiliary fuel (diesel)")),
        ("vehicle_fuel_gj", Message("Site vehicles (diesel)")),
    ):
        energy = data.total(parameter)
        if parameter not in data.values:
            continue
        for gas, kind in (("CO2", "fuel_co2"), ("CH4", "fuel_ch4"), ("N2O", "fuel_n2o")):
            category = Message("Energy-origin CO2") if gas == "CO2" else gas
            volume = "2006 IPCC Guidelines, Vol. 2, "
            source = volume + ("Ch. 1, Table 1.4" if gas == "CO2" else "Ch. 2, Table 2.2")
            yield _line(
                facility,
                name,
                category,
                gas,
                energy,
                "GJ",
                _factor(kind, "diesel"),
                "kg/GJ",
                source,
            )


def _other(facility: Facility, data: Filled) -> Iterator[Line]:
    head = facility.definition
    if "urea_t" in data.values:
        yield _line(
            facility, Message("Urea (NOx reduction)"), Message("Non-energy CO2"), "CO2",
            data.total("urea_t"), "t", 1000 * _factor("urea_co2", "urea"), "kg/t",
            Message("Stoichiometry, 44.01/60.06"),
        )  # fmt: skip
    if "refrigerant_lost_kg" in data.values:
        lost = data.total("refrigerant_lost_kg")
        yield Line(
            "1", Message("Refrigerant refilled"), "HFC", "HFC-134a", lost, "kg", 1.0,
            "kg/kg", Message("The amount refilled equals the amount lost"), lost / 1000,
            gwp("HFC-134a", head.gwp_set),
        )  # fmt: skip
    if "leachate_m3" in data.values and head.leachate_mcf:
        volume = data.total("leachate_m3")
        methane = leachate_ch4_t(facility, data)
        yield Line(
            "1", Message("Leachate (anaerobic treatment)"), "CH4", "CH4", volume, "m3",
            1000 * methane / volume if volume > 0 else np.nan, "kg/m3",
            Message("CDM ACM0022 v03.0, eq. 28, with the reported COD"), methane,
            gwp("CH4_biogenic", head.gwp_set),
        )  # fmt: skip
    bought = data.total("power_imported_mwh")
    factors = [("2 (location)", head.grid_location_tco2_per_mwh)]
    if head.grid_market_tco2_per_mwh is not None:
        factors.append(("2 (market)", head.grid_market_tco2_per_mwh))
    for scope, factor in factors:
        number = float(np.asarray(factor))
        yield Line(
            scope, Message("Electricity imported"), Message("Energy-origin CO2"), "CO2", bought,
            "MWh", number, "t/MWh", Quoted(head.grid_source, "facility file"), bought * number, 1.0,
        )  # fmt: skip


def leachate_ch4_t(facility: Facility, data: Filled) -> float:
    """Methane of leachate, t; 0 where it is treated with air or not measured.

    References
    ----------
    CDM ACM0022 v03.0, eq. 28.
    """
    head = facility.definition
    cod = 0.0 if head.leachate_cod_kg_per_m3 is None else head.leachate_cod_kg_per_m3
    mcf = 0.0 if head.leachate_mcf is None else head.leachate_mcf
    capacity = next(
        float(row["value"])
        for row in table("incineration")
        if row["parameter"] == "methane_capacity"
    )
    volume = data.total("leachate_m3")
    return float(np.asarray(incineration.wastewater_ch4_t(volume, cod, capacity, mcf)))


def _line(
    facility: Facility, source: Message, category: Words, gas: str, activity: float,
    activity_unit: str, factor_kg: float, factor_unit: str, factor_source: Words,
) -> Line:  # fmt: skip
    tonnes = activity * factor_kg / 1000
    potential = gwp(gas, facility.definition.gwp_set)
    return Line(
        "1", source, category, gas, activity, activity_unit, factor_kg, factor_unit, factor_source,
        tonnes, potential,
    )  # fmt: skip


@cache
def _factor(parameter: str, category: str) -> float:
    return next(
        float(row["value"])
        for row in table("incineration")
        if (row["parameter"], row["category"], row["basis"]) == (parameter, category, "ipcc")
    )
