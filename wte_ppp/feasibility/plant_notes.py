"""Notes on the plant: waste that needs fuel, steam that eats tubes and blades."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.arrays import mean_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.messages import Message
from wte_ppp.plant.steam import saturation_temperature_c

SUPPORT_TO_NOTE = 0.005
# Assumption: no published limit was found; a plant that lives on oil burns oil, not waste.
TOO_POOR = 0.20
# Assumption: twice what is left of 8,000 h with three weeks planned, 3 %, and of 7,500 h, 9 %.
FORCED_TO_NOTE_PERCENT = 10.0
MELTING = ("fluidised_bed_gasification", "shaft_melting")
# Steam states by published plants (41 bar/400 degC Japan and China; 60 to 67 bar/415 to 420 degC
# Hartlebury, Devonport, Kwinana, Olsztyn; 61 bar/450 degC Kuwana; 70 bar/440 degC Amager Bakke).
ALLOY_C, CLAD_C, NO_PLANT_C = 400.0, 430.0, 450.0
CLAD_BAR = 67.0
WET_PERCENT = 12.0


def on_support(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Fuel that waste takes to burn out, and waste that is too poor to burn."""
    plant = outcomes.plant
    share = mean_of(np.divide(plant.support_mw, plant.thermal_mw))
    if not share > SUPPORT_TO_NOTE:
        return
    lhv, least = mean_of(outcomes.waste.fired_lhv_mj_per_kg), mean_of(plant.lhv_min_mj_per_kg)
    if share > TOO_POOR:
        yield Message(
            "The waste is too poor to burn alone: {lhv:.2f} MJ/kg as fired, while the flue gas "
            "keeps {required:.0f} °C for two seconds from {least:.2f} MJ/kg up. Auxiliary fuel "
            "gives {share:.0f} % of the heat. Keep stones and ash out, drain or dry the waste, "
            "heat the air further, or add richer waste.",
            lhv=lhv,
            required=mean_of(study.plant.burnout_c),
            least=least,
            share=100 * share,
        )
    else:
        yield Message(
            "Auxiliary fuel gives {share:.1f} % of the heat: the flue gas keeps {required:.0f} °C "
            "for two seconds from {least:.2f} MJ/kg up. Its cost and its CO2 are counted.",
            share=100 * share,
            required=mean_of(study.plant.burnout_c),
            least=least,
        )


def on_stops(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Days without a line that nobody planned: more of them than fleets have."""
    forced = mean_of(outcomes.plant.line_forced_percent)
    if forced > FORCED_TO_NOTE_PERCENT:
        yield Message(
            "Of {days:.0f} days a year without a line {planned:.0f} are planned; the rest is taken "
            "as faults, {forced:.0f} % of the time, more than fleets publish. Give "
            "plant.outages.line_planned_days, and in how many stops (line_planned_stops).",
            days=365 - mean_of(study.plant.availability_h_per_year) / 24,
            planned=mean_of(study.plant.outages.line_planned_days),
            forced=forced,
        )


def on_melting(study: StudyDefinition) -> Iterator[Message]:
    """Melting, of which the own use of power alone is known here."""
    built = study.plant.own_use
    if built.ash_melting != "none" or built.furnace in MELTING:
        yield Message(
            "Melting moves the parasitic load alone: coke, limestone and electrodes, their cost "
            "and their CO2 are not counted, and slag is counted as wet ash. Give the fuel, with "
            "that of the starts, as plant.auxiliary_fuel_gj_per_t with its "
            "climate.auxiliary_fuel_tco2_per_gj, and plant.residues.bottom_ash_moisture_percent."
        )


def on_steam(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Steam that eats the boiler's tubes or the turbine's last blades."""
    yield from _on_corrosion(study)
    wetness = mean_of(outcomes.plant.exhaust_wetness_percent)
    if wetness > WET_PERCENT:
        yield Message(
            "The turbine's exhaust holds {wetness:.1f} % water. Above 12 to 14 % droplets wear the "
            "last blades and the turbine loses more than its efficiency here says (engineering "
            "practice, an assumption: no maker's limit is published). Lower the live steam "
            "pressure, raise its temperature, or reheat it (plant.steam.reheat_bar).",
            wetness=wetness,
        )


def _on_corrosion(study: StudyDefinition) -> Iterator[Message]:
    plant = study.plant
    bar, hottest = _most(plant.steam_pressure_bar), _hottest_c(study)
    if hottest > NO_PLANT_C:
        yield Message(
            "Steam of {temperature:.0f} °C is superheated in the waste's flue gas. Superheaters at "
            "the level of 500 °C failed by chlorides in the 1960s and were brought below 450 °C "
            "(Orita, Waste Management Research 6(3), 1995); no plant on waste was found above. "
            "Lower plant.steam_temperature_c, or let another fuel superheat the last step "
            "(plant.steam.boiler_steam_c).",
            temperature=hottest,
        )
    elif plant.steam.protection != "cladding" and (hottest > CLAD_C or bar > CLAD_BAR):
        yield Message(
            "Steam of {bar:.0f} bar and {temperature:.0f} °C, and the study states no cladding. "
            "Published plants reach 420 °C at 60 to 67 bar; 440 °C at 70 bar (Amager Bakke) and "
            "450 °C at 61 bar (Kuwana) are the highest. Above 430 °C or 67 bar chlorides eat bare "
            "tubes in a few years: walls and superheater need nickel alloy welded on (an "
            "assumption drawn from these plants). State plant.steam.protection: cladding and count "
            "its cost, or lower the steam state.",
            bar=bar,
            temperature=hottest,
        )
    elif plant.steam.protection in (None, "none") and hottest > ALLOY_C:
        yield Message(
            "Steam of {temperature:.0f} °C, and the study states no protection of the tubes. At 40 "
            "bar and 400 °C alloy tubes of twice the thickness, with flue gas below 600 °C at the "
            "superheater, lose 0.1 to 0.2 mm a year (Mitsubishi Heavy Industries, in Waste "
            "Treatment Technology in Japan). State plant.steam.protection and count superheaters "
            "in the overhauls, or stay at 400 °C.",
            temperature=hottest,
        )
    if bar > CLAD_BAR and hottest > NO_PLANT_C and plant.steam.protection != "cladding":
        yield Message(
            "At {bar:.0f} bar water boils at {boiling:.0f} °C in the furnace walls: they need "
            "cladding (plant.steam.protection: cladding).",
            bar=bar,
            boiling=float(saturation_temperature_c(bar)),
        )


def _hottest_c(study: StudyDefinition) -> float:
    """Hottest steam in tubes that the waste's flue gas heats; drum steam reheats below boiling."""
    plant, steam = study.plant, study.plant.steam
    live = plant.steam_temperature_c if steam.boiler_steam_c is None else steam.boiler_steam_c
    if steam.reheat_bar is None:
        return _most(live)
    reheated = plant.steam_temperature_c if steam.reheat_c is None else steam.reheat_c
    boiling = saturation_temperature_c(plant.steam_pressure_bar)
    return max(_most(live), _most(np.where(np.asarray(reheated) > boiling, reheated, 0.0)))


def _most(value: object) -> float:
    return float(np.max(np.asarray(value, dtype=float)))
