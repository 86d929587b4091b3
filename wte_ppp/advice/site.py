"""A bid's plant on the site of the study: its promises in the study's inputs, run by the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.result import NotStatedRow, Outcomes
from wte_ppp.feasibility.unknown import not_stated
from wte_ppp.messages import Message
from wte_ppp.tender.bids import Bid

# Field of the bid form by input of the plant section.
PLANT_FIELDS = {
    "capacity_t_per_day": "capacity_fired_t_per_day",
    "lines": "line_count",
    "design_lhv_mj_per_kg": "reference_lhv_mj_per_kg",
    "steam_pressure_bar": "steam_pressure_bar",
    "steam_temperature_c": "steam_temperature_c",
    "boiler_efficiency_percent": "boiler_efficiency_percent",
    "availability_h_per_year": "availability_h_per_year",
    "own_use_kwh_per_t": "own_use_kwh_per_t",
}
ONCE_THROUGH = "once_through"
COOLING = {"air": "air", "wet_tower": "water", ONCE_THROUGH: "water", "hybrid": "water"}
KWH_PER_GJ = 1000 / 3.6
# The best turbine that the model admits, no loss in gear and generator; steam stays the bid's.
IDEAL = {
    "turbine_efficiency_percent": 92.0,
    "mechanical_efficiency_percent": 100.0,
    "generator_efficiency_percent": 100.0,
}


@dataclass(frozen=True)
class OnSite:
    """A bid's plant as the model sees it.

    `expected` is its outcome on the surveyed waste; efficiencies are gross, in percent of LHV: as
    expected, and with the best turbine and no loss in gear and generator. `not_stated` are the
    inputs that neither study nor bid gives and on which outcomes hang. `cooled` says where the
    condenser is not the bid's own.
    """

    expected: Outcomes
    gross_efficiency_percent: float
    best_efficiency_percent: float
    taken: Mapping[str, float]
    not_stated: tuple[NotStatedRow, ...] = ()
    cooled: Message | None = None


def kwh_per_t(efficiency_percent: float, lhv_mj_per_kg: float) -> float:
    """Power from a tonne.

    Examples
    --------
    >>> kwh_per_t(25.2, 10)
    700.0
    """
    return round(efficiency_percent / 100 * lhv_mj_per_kg * KWH_PER_GJ, 9)


def bid_on_site(
    study: StudyDefinition, bid: Bid, money: Mapping[str, Mapping[str, float]] | None = None
) -> OnSite:
    """Run a bid's plant on the study's waste and climate."""
    taken, plant = _taken(bid), plant_of_bid(study, bid)
    sections = {name: dict(values) for name, values in (money or {}).items()}
    definition = _laid(study, {**sections, "plant": plant})
    expected = run_model(definition)
    best = run_model(_laid(study, {**sections, "plant": {**plant, **IDEAL}}))
    return OnSite(
        expected,
        float(expected.plant.gross_efficiency_percent),
        float(best.plant.gross_efficiency_percent),
        taken,
        not_stated(definition, expected),
        _not_its_own(study, bid),
    )


def plant_of_bid(study: StudyDefinition, bid: Bid) -> dict[str, Any]:
    """What a bid promises, as inputs of the study's plant section."""
    plant: dict[str, Any] = dict(_taken(bid))
    if "own_use_kwh_per_t" in plant:
        plant["own_use_percent_of_gross"] = 0.0
    return plant | _cooling(study, bid)


def _taken(bid: Bid) -> dict[str, float]:
    return {
        name: float(bid.numbers[field])
        for name, field in PLANT_FIELDS.items()
        if field in bid.numbers
    }


def _cooling(study: StudyDefinition, bid: Bid) -> dict[str, str]:
    """Condenser of the bid as the model knows it; a tower's where the study knows no water."""
    condenser = bid.answers.get("condenser")
    if condenser == ONCE_THROUGH and study.plant.cooling_water_c is not None:
        return {"cooling": ONCE_THROUGH}
    return {"cooling": COOLING[str(condenser)]} if condenser in COOLING else {}


def _not_its_own(study: StudyDefinition, bid: Bid) -> Message | None:
    """With which condenser a bid is run, where that is not the one it states."""
    condenser = bid.answers.get("condenser")
    if condenser == ONCE_THROUGH and study.plant.cooling_water_c is None:
        return Message(
            "The bid cools by river or sea water; the study does not say how warm that is, and the "
            "plant is run with a wet tower: give plant.cooling_water_c."
        )
    if condenser == "hybrid":
        return Message("The bid has a hybrid condenser; the plant is run with a wet tower.")
    if condenser not in COOLING:
        return Message("The bid states no condenser; the plant is run with the study's.")
    return None


def _laid(study: StudyDefinition, sections: Mapping[str, Mapping[str, Any]]) -> StudyDefinition:
    """The study with other values, validated again."""
    data = study.model_dump(by_alias=True)
    for name, values in sections.items():
        data[name] = {**data[name], **values}
    return StudyDefinition.model_validate(data)
