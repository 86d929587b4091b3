"""A plant's year of operation: its file, its data, and whether they say all that a report needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import Default
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.survey import read_survey
from wte_ppp.messages import mark
from wte_ppp.mrv.facility_file import FacilityDefinition
from wte_ppp.mrv.periods import Monitoring, read_monitoring
from wte_ppp.mrv.reading import read_definition
from wte_ppp.sources import table

FACILITY_DEFAULTS = {
    "activity_uncertainty_percent": Default(
        2.0,
        "assumption",
        mark("Error limits of verified weighbridges and meters, under 1 %, with reading and stock"),
        "2006 IPCC Guidelines, Vol. 5, Ch. 5, section 5.7, tell about 5 % where waste is weighed; "
        "recalled, not re-read",
    ),
    "factor_uncertainty_percent": Default(
        40.0,
        "assumption",
        mark(
            "2006 IPCC Guidelines, Vol. 5, Ch. 5, section 5.7: about 40 % for fossil CO2 with "
            "default contents; recalled, not re-read"
        ),
        "CH4 and N2O of waste are less certain (about 100 %); give your own where the stack is "
        "measured",
    ),
}


@dataclass(frozen=True)
class Facility:
    """A facility with its data: composition and its samples in kg/kg, monitoring by period."""

    definition: FacilityDefinition
    composition: dict[str, float]
    samples: int
    monitoring: Monitoring
    sampled: Mapping[str, FloatArray]
    seasons: Sequence[str] | None


def read_facility(path: str | Path) -> Facility:
    """Read a facility file and the two data files that it names.

    Raises `DocumentError` with every fault of all three files.
    """
    definition, document = read_definition(path, FacilityDefinition)
    faults: list[Problem] = []
    folder = Path(path).parent
    names = sorted({row["component"] for row in table("waste_components")})
    composition: dict[str, float] = {}
    samples = 0
    sampled: dict[str, FloatArray] = {}
    seasons: Sequence[str] | None = None
    monitoring: Monitoring | None = None
    try:
        survey = read_survey(_beside(folder, definition.composition_file, document), names)
        composition = {name: share / 100 for name, share in survey.composition_percent.items()}
        samples = survey.rows[0].samples if survey.rows else 0
        sampled = {name: shares / 100 for name, shares in survey.samples_percent.items()}
        seasons = survey.seasons
    except DocumentError as error:
        faults += error.problems
    try:
        data = _beside(folder, definition.monitoring_file, document)
        monitoring = read_monitoring(data, definition.first_month, definition.last_month)
        faults += _lacking(monitoring, definition)
        faults += _leachate_faults(monitoring, definition, document)
        faults += _stack_faults(monitoring, definition, document)
    except DocumentError as error:
        faults += error.problems
    if faults or monitoring is None:
        raise DocumentError(faults)
    return Facility(definition, composition, samples, monitoring, sampled, seasons)


def _beside(folder: Path, name: str, document: Document) -> Path:
    """A file in the folder of the facility file, and nowhere else."""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise DocumentError(
            [Problem(document.path, None, name, "a path elsewhere", "a file beside it", "move it")]
        )
    return folder / name


def _lacking(monitoring: Monitoring, definition: FacilityDefinition) -> list[Problem]:
    """Parameters without which nothing can be reported."""
    needed = ["waste_fired_t", "auxiliary_fuel_gj", "power_imported_mwh"]
    if definition.sampled_at == "gate" or definition.crediting is not None:
        needed.append("waste_received_t")
    if definition.crediting is not None:
        needed.append("power_exported_mwh")
    action = "add it; write 0 where there is none"
    return [
        Problem(monitoring.path, None, name, "no value", "a column with values", action)
        for name in needed
        if all(value is None for value in monitoring.values.get(name, ()))
    ]


def _leachate_faults(
    monitoring: Monitoring, definition: FacilityDefinition, document: Document
) -> list[Problem]:
    """What must be said of leachate that is measured."""
    if not any(monitoring.values.get("leachate_m3", ())):
        return []
    action, name = "", ""
    if definition.leachate_mcf is None:
        name, action = "leachate_mcf", "write 0 if it is treated with air, 0.8 if not"
    elif definition.leachate_mcf > 0 and definition.leachate_cod_kg_per_m3 is None:
        name, action = "leachate_cod_kg_per_m3", "add what was measured"
    if not name:
        return []
    allowed = "how the leachate in the data is treated"
    return [Problem(document.path, None, name, "nothing", allowed, action)]


def _stack_faults(
    monitoring: Monitoring, definition: FacilityDefinition, document: Document
) -> list[Problem]:
    """What credits by measured carbon must have."""
    if definition.crediting is None or definition.crediting.fossil_carbon != "stack":
        return []
    faults = []
    if definition.fossil_of_stack_carbon_percent is None:
        name, action = "fossil_of_stack_carbon_percent", "add what the laboratory found"
        allowed = "the fossil share by carbon-14"
        faults.append(Problem(document.path, None, name, "nothing", allowed, action))
    for name in ("flue_gas_knm3", "co2_percent"):
        measured = monitoring.values.get(name, (None,))
        if None in measured:
            allowed = "a value of every period, as fossil_carbon: stack asks for"
            action = "fill it in, or write fossil_carbon: composition"
            faults.append(Problem(monitoring.path, None, name, "a gap", allowed, action))
    return faults


def uncertainty_percent(definition: FacilityDefinition, name: str) -> float:
    """A stated uncertainty, or its default."""
    stated = getattr(definition, f"{name}_uncertainty_percent")
    if stated is not None:
        return float(np.asarray(stated))
    return FACILITY_DEFAULTS[f"{name}_uncertainty_percent"].value


def mean_uncertainty_percent(definition: FacilityDefinition) -> float:
    """Uncertainty of a source: activity data and factor together, root of the sum of squares.

    References
    ----------
    2006 IPCC Guidelines, Vol. 1, Ch. 3, eq. 3.1.
    """
    activity = uncertainty_percent(definition, "activity")
    factor = uncertainty_percent(definition, "factor")
    return float(np.hypot(activity, factor))
