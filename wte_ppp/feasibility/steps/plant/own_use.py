"""Part of the plant step: what the plant itself uses, by equipment or in a lump."""

from dataclasses import dataclass, replace
from functools import cache

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.plant_parts import OwnUseSection
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant.own_use import Consumption, air_pressure_kpa, own_use_by_consumer_mw
from wte_ppp.sources import table
from wte_ppp.terms import Derived

WITH_STEAM = ("feed_pump", "condenser")
# Their equipment is in the figure of the generation.
TREATED_OF_ITS_TIME = "1999_2005"
_CONSUMPTION = Derived(
    OwnUseSection,
    Consumption,
    given=("general_kwh_per_t",),
    air_kpa="air_fans_kpa",
    flue_gas_kpa="induced_draught_kpa",
    pump_motor_efficiency="pump_motor_percent",
)


@dataclass(frozen=True)
class OwnUse:
    """Own use at full load in the first year [MW]: by consumer, and what it goes with.

    `standing_mw` runs while all lines stand.
    """

    by_consumer_mw: dict[str, Numeric]
    with_waste_mw: Numeric
    with_steam_mw: Numeric
    standing_mw: Numeric

    @property
    def total_mw(self) -> Numeric:
        """All consumers."""
        return self.with_waste_mw + self.with_steam_mw

    def at(self, waste_share: FloatArray, steam_share: FloatArray) -> FloatArray:
        """Own use at other throughput and heat, each over full load in the first year [MW]."""
        return self.with_waste_mw * waste_share + self.with_steam_mw * steam_share


def own_use(plant: PlantSection, gate: Gate, point: OperatingPoint, throughput: Numeric) -> OwnUse:
    """Find own use at full load: as stated in a lump, else by equipment."""
    by_equipment = equipment_own_use(plant, gate, point, throughput)
    share = plant.own_use_percent_of_gross
    with_output = 0.0 if share is None else share / 100 * point.cycle.gross_mw
    if plant.own_use_kwh_per_t is not None:
        lump = throughput * plant.own_use_kwh_per_t / 1000
        return OwnUse({}, lump, with_output, by_equipment.standing_mw)
    return replace(
        by_equipment,
        by_consumer_mw=by_equipment.by_consumer_mw | {"with_output": with_output},
        with_steam_mw=by_equipment.with_steam_mw + with_output,
    )


def equipment_own_use(
    plant: PlantSection, gate: Gate, point: OperatingPoint, throughput: Numeric
) -> OwnUse:
    """Own use by the equipment that is there, whatever the study states in a lump."""
    built = plant.own_use
    stated = built.general_kwh_per_t
    general = kwh_per_t("practice", built.practice) if stated is None else stated
    by_consumer = own_use_by_consumer_mw(
        _CONSUMPTION.of(built, general_kwh_per_t=general),
        throughput_t_per_h=throughput,
        air_nm3_per_kg=point.flue_gas.air_nm3,
        flue_gas_nm3_per_kg=point.flue_gas.wet_nm3,
        air_c=plant.ambient_c,
        flue_gas_c=plant.flue_gas_exit_c,
        pump_shaft_mw=point.cycle.pump_mw,
        condenser_mw=point.cycle.condenser_mw,
        leachate_m3_per_t=(1 - gate.mass_ratio) / gate.mass_ratio,
        pressure_kpa=air_pressure_kpa(plant.altitude_m),
    )
    on_top = {
        "furnace": kwh_per_t("furnace", built.furnace),
        "generation": kwh_per_t("generation", built.generation),
        "ash_melting": kwh_per_t("ash_melting", built.ash_melting),
    }
    if built.generation != TREATED_OF_ITS_TIME:
        on_top |= {
            "catalyst": kwh_per_t("nox", plant.stack.nox),
            "wet_scrubber": kwh_per_t("acid_gas", plant.stack.acid_gas),
        }
    by_consumer |= {name: throughput * kwh / 1000 for name, kwh in on_top.items() if kwh}
    steam = sum(by_consumer[name] for name in WITH_STEAM)
    waste = sum(mw for name, mw in by_consumer.items() if name not in WITH_STEAM)
    standing = by_consumer["general"] * built.standing_percent / 100
    return OwnUse(by_consumer, waste, steam, standing)


@cache
def kwh_per_t(group: str, name: str) -> float:
    """Own use of equipment or practice, data/own_use.csv [kWh/t fired]."""
    return next(
        float(row["value"])
        for row in table("own_use")
        if (row["group"], row["name"]) == (group, name)
    )
