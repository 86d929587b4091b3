"""Parts of the plant section: own use, heat for buyers, stack, residues, water."""

from typing import Literal

from pydantic import field_validator

from wte_ppp.cards import ASIA, CHINA_SOUTH_EAST_ASIA, TROPICS, Default, entry, quantity
from wte_ppp.documents import did_you_mean
from wte_ppp.validation import Quantity, Section, refuse_each

POLLUTANTS = ("PM", "CO", "TOC", "HCl", "HF", "SO2", "NOx", "Hg", "Cd+Tl", "metals", "PCDD/F")


class OwnUseSection(Section):
    """Own use by equipment; counts unless plant.own_use_kwh_per_t is given."""

    practice: Literal["south_east_asia", "taiwan", "china", "europe", "japan"] = entry(
        "Practice of the place",
        "Whose plants its ventilation, deodorising, offices and other general consumers are like",
        default=Default(
            "south_east_asia", "assumption",
            "Plants of the region use about 20 % of gross (Phuket, Singapore; Soc Son 28 %)",
            "Japan 153 kWh/t in all, Taiwan 110, Europe and China about 80: data/own_use.csv",
            place=TROPICS,
        ),
    )  # fmt: skip
    generation: Literal["modern", "2006_2012", "1999_2005", "before_1999"] = entry(
        "Generation of the plant",
        "Of an existing plant; 1999_2005 holds catalyst, wet scrubber and plume control",
        default=Default("modern", "assumption", "New plants unless the study says so"),
    )  # fmt: skip
    furnace: Literal[
        "grate", "fluidised_bed", "fluidised_bed_gasification", "shaft_melting"
    ] = entry(
        "Kind of furnace",
        default=Default("grate", "assumption", "Grate unless the study says so"),
    )  # fmt: skip
    ash_melting: Literal["none", "electric"] = entry(
        "Melting of ash",
        default=Default("none", "assumption", "Built outside Japan hardly anywhere"),
    )  # fmt: skip

    air_fans_kpa: Quantity = quantity(
        "kPa", "Pressure rise of the air fans", ge=0, le=20,
        default=Default(4.5, "assumption", "Engineering practice for grate furnaces", "3 to 6 kPa"),
    )  # fmt: skip
    induced_draught_kpa: Quantity = quantity(
        "kPa", "Pressure rise of the induced draught fan", ge=0, le=20,
        default=Default(
            5.0, "assumption", "Engineering practice: boiler, scrubber, bag filter",
            "4 to 7 kPa; more with a catalyst"
        ),
    )  # fmt: skip
    fan_efficiency_percent: Quantity = quantity(
        "%", "Fan efficiency", "Fan, motor and drive", gt=20, le=95,
        default=Default(70.0, "assumption", "Engineering practice: fan 80 %, motor and drive 90 %"),
    )  # fmt: skip
    pump_motor_percent: Quantity = quantity(
        "%", "Efficiency of the feed pump motor", gt=50, le=100,
        default=Default(93.0, "assumption", "Engineering practice"),
    )  # fmt: skip
    condenser_kw_per_mw: Quantity = quantity(
        "kW/MW", "Condenser fans and pumps", "Fans, or tower fans and pumps, per heat rejected",
        ge=0, le=50,
        default=Default(
            8.0, "assumption",
            "Engineering practice: fans of an air-cooled condenser use 1.5 to 2 % of gross power"
        ),
    )  # fmt: skip
    flue_gas_treatment_kwh_per_t: Quantity = quantity(
        "kWh/t fired", "Flue gas treatment", "Without the induced draught fan", ge=0, le=200,
        default=Default(
            12.0, "assumption", "Engineering practice", "Without the induced draught fan",
            place=ASIA,
        ),
    )  # fmt: skip
    handling_kwh_per_t: Quantity = quantity(
        "kWh/t fired", "Waste and ash handling", "Cranes, feeding, grate, ash handling", ge=0,
        le=100,
        default=Default(12.0, "assumption", "Engineering practice", place=ASIA),
    )  # fmt: skip
    general_kwh_per_t: Quantity | None = quantity(
        "kWh/t fired", "General consumers",
        "Ventilation, deodorising, offices, light, compressed air, control; left out: by practice",
        ge=0, le=200, default=None,
    )  # fmt: skip
    standing_percent: Quantity = quantity(
        "% of general consumers", "Running while all lines stand", "Power that is bought then",
        ge=0, le=100,
        default=Default(
            100.0, "assumption",
            "Engineering practice: ventilation, deodorising, light, leachate plant and control run "
            "on; no plant publishes it"
        ),
    )  # fmt: skip
    leachate_kwh_per_m3: Quantity = quantity(
        "kWh/m3", "Leachate treatment", ge=0, le=200,
        default=Default(
            25.0, "assumption", "Engineering practice for biological treatment and membranes",
            "15 to 35",
            place=ASIA,
        ),
    )  # fmt: skip


class HeatSection(Section):
    """Heat or steam sold, from the turbine and from flue gas."""

    supplied_mw: Quantity = quantity("MW", "Heat supplied", "While it is supplied", ge=0, le=1000)
    hours_per_year: Quantity = quantity("h/year", "Hours of heat supply", ge=0, le=8760)
    steam_bar: Quantity = quantity("bar(a)", "Extraction pressure for heat", gt=0.2, le=100)
    return_c: Quantity = quantity(
        "°C", "Return temperature", "Of the water that comes back", ge=5, le=180
    )
    turbine: Literal["extraction", "back_pressure"] = entry(
        "Turbine of the heat supply",
        "Extraction: the rest of the steam condenses cold. Back pressure: all steam leaves the "
        "turbine at the pressure for heat, and what is not sold is cooled away",
        default=Default(
            "extraction", "assumption", "Extraction and condensing unless the study says so",
            "Danish and Baltic plants run on back pressure"
        ),
    )  # fmt: skip
    condensers: Literal["one", "two"] = entry(
        "Heat condensers of a back-pressure turbine",
        "Two in series, each with half of the heat: the first takes steam of a lower pressure",
        default=Default(
            "one", "assumption", "One unless the study says so",
            "Two are usual above about 30 MW of heat"
        ),
    )  # fmt: skip
    flue_gas_cooled_to_c: Quantity | None = quantity(
        "°C", "Flue gas cooled to for heat",
        "By an economiser, or below its dew point by a condenser, before steam is drawn; left "
        "out: none", ge=20, le=250, default=None,
    )  # fmt: skip


class StackSection(Section):
    """Flue gas treatment, for raw and cleaned gas."""

    acid_gas: Literal["dry_lime", "semi_dry_lime", "dry_bicarbonate", "wet"] = entry(
        "Acid gas removal", "How HCl, HF and SO2 are removed",
        default=Default(
            "semi_dry_lime", "assumption", "Usual in China and South-East Asia",
            place=CHINA_SOUTH_EAST_ASIA,
        ),
    )  # fmt: skip
    nox: Literal["none", "sncr", "scr"] = entry(
        "NOx removal",
        default=Default(
            "sncr", "assumption", "Usual in China and South-East Asia",
            place=CHINA_SOUTH_EAST_ASIA,
        ),
    )  # fmt: skip
    dust: Literal["bag_filter", "electrostatic"] = entry(
        "Dust removal",
        default=Default(
            "bag_filter", "assumption", "Usual in China and South-East Asia",
            place=CHINA_SOUTH_EAST_ASIA,
        ),
    )  # fmt: skip
    activated_carbon: Literal["injected", "none"] = entry(
        "Adsorbent for dioxins and mercury",
        default=Default(
            "injected", "assumption", "Usual in China and South-East Asia",
            place=CHINA_SOUTH_EAST_ASIA,
        ),
    )  # fmt: skip
    reheat_k: Quantity | None = quantity(
        "K", "Reheating of flue gas by steam",
        "Before the catalyst or the stack, beyond what gas-to-gas exchange gives back; left out: "
        "30 with SCR and in plants of 1999 to 2005, else none (assumptions)", ge=0, le=150,
        default=None,
    )  # fmt: skip
    guaranteed_mg_per_nm3: dict[str, Quantity] | None = quantity(
        "mg/Nm3", "Guaranteed emissions",
        "By pollutant, dry, 0 °C, 11 % oxygen (PCDD/F in ng TEQ/Nm3); in place of what the "
        "technology is assumed to reach", ge=0, le=5000, default=None,
    )  # fmt: skip

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
        "m3/t fired", "Process water", "Boiler, ash quench, flue gas treatment, cleaning", ge=0,
        le=10,
        default=Default(
            0.5, "assumption", "Engineering practice",
            "0.4 to 0.6 m3/t with an air-cooled condenser"
        ),
    )  # fmt: skip
    tower_evaporative_percent: Quantity = quantity(
        "% of heat", "Evaporative share of the cooling tower",
        "Part of the heat rejected that leaves as vapour", gt=0, le=100,
        default=Default(80.0, "assumption", "Engineering practice", "70 in cool to 90 in hot air"),
    )  # fmt: skip
    tower_cycles: Quantity = quantity(
        "", "Cycles of concentration of the cooling tower", gt=1, le=20,
        default=Default(4.0, "assumption", "Engineering practice", "3 to 6"),
    )  # fmt: skip


class ResidueSection(Section):
    """What a tonne of incinerated waste needs and leaves."""

    bottom_ash_moisture_percent: Quantity = quantity(
        "% of wet ash", "Moisture of quenched bottom ash", ge=0, le=50,
        default=Default(20.0, "assumption", "Engineering practice", "Wet quench 15 to 25 %"),
    )  # fmt: skip
    fly_ash_share_of_ash_percent: Quantity | None = quantity(
        "% of ash", "Fly ash share",
        "Of the waste's ash, with the flue gas; left out: by the furnace (data/reagents.csv)", ge=0,
        le=100, default=None,
    )  # fmt: skip
    lime_stoichiometric_ratio: Quantity | None = quantity(
        "mol/mol", "Stoichiometric ratio of lime",
        "Lime, or bicarbonate where that is chosen, fed / needed for HCl and SO2; left out: by the "
        "flue gas treatment (data/reagents.csv)", ge=1, le=5, default=None,
    )  # fmt: skip
    activated_carbon_kg_per_t: Quantity = quantity(
        "kg/t fired", "Activated carbon consumption", ge=0, le=5,
        default=Default(0.5, "assumption", "Engineering practice", "0.3 to 0.6"),
    )  # fmt: skip
    ammonia_25_percent_kg_per_t: Quantity | None = quantity(
        "kg/t fired", "Ammonia water consumption",
        "25 % solution; left out: by the NOx removal (data/reagents.csv)", ge=0, le=20,
        default=None,
    )  # fmt: skip
    metal_recovery_percent: Quantity = quantity(
        "% of metals", "Metal recovery", "Sorted from bottom ash and sold", ge=0, le=100,
        default=Default(
            0.0, "assumption", "No metals sold unless the study says so",
            "Scrap is often taken before the gate"
        ),
    )  # fmt: skip
    chlorine_to_gas_percent: Quantity = quantity(
        "% of chlorine", "Chlorine to raw gas", ge=0, le=100,
        default=Default(68.0, "assumption", "Engineering practice", "60 to 75 %"),
    )  # fmt: skip
    sulfur_to_gas_percent: Quantity = quantity(
        "% of sulfur", "Sulfur to raw gas", ge=0, le=100,
        default=Default(52.0, "assumption", "Engineering practice", "45 to 60 %"),
    )  # fmt: skip
