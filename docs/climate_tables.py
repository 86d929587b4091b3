"""Tables of the documentation on climate: Bac Ninh by its choices, parameters to monitor."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp import Study
from wte_ppp.sources import table

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]
BAC_NINH = Path(__file__).resolve().parents[1] / "examples" / "bac_ninh" / "study.yaml"
CAUTIOUS = {"reference_grid_factor_tco2_per_mwh": 0.333}
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "as in the study: official factor 0.8041, ACM0022's carbon": {},
    "cautious factor 0.333": CAUTIOUS,
    "IPCC's carbon": {"fossil_carbon": "ipcc"},
    "cautious factor and IPCC's carbon": {**CAUTIOUS, "fossil_carbon": "ipcc"},
    "cautious factor and the waste's own analysis": {**CAUTIOUS, "fossil_carbon": "analysis"},
}
PUBLISHED_LHV = 8.0  # MJ/kg as fired, which the published power asks for
DRAINED, WATER_MJ_PER_KG = 0.07, 2.443


def mean_reduction(choice: Mapping[str, Any], fired_lhv_mj_per_kg: float | None = None) -> float:
    """Mean reduction of Bac Ninh's crediting years with other choices in its climate section."""
    study = Study.load(BAC_NINH)
    climate = study.definition.climate.model_copy(update=dict(choice))
    study = replace(study, definition=study.definition.model_copy(update={"climate": climate}))
    draws = {}
    if fired_lhv_mj_per_kg is not None:
        gate = fired_lhv_mj_per_kg * (1 - DRAINED) - WATER_MJ_PER_KG * DRAINED
        draws = {"waste.lhv_mj_per_kg": [gate]}
    found = study.run(draws=draws).climate.average_reduction_tco2e_per_year
    return float(np.asarray(found).reshape(-1)[0])


def _bac_ninh() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    head = ("Choice", "Waste as assumed", f"Waste of {PUBLISHED_LHV:g} MJ/kg as fired")
    rows = (
        (name, _tonnes(mean_reduction(choice)), _tonnes(mean_reduction(choice, PUBLISHED_LHV)))
        for name, choice in CHOICES.items()
    )
    return head, rows


def _tonnes(value: float) -> str:
    return f"{round(value, -2):,.0f}".replace(",", " ")


def _parameters() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    head = ("Column", "What", "Unit", "Gap: emitted", "Gap: avoided")
    rows = (
        (f"`{row['parameter']}`", row["what"], row["unit"], row["gap_inventory"] or "not used",
         row["gap_reference"] or "not used")
        for row in table("monitoring_parameters")
    )  # fmt: skip
    return head, rows


TABLES: Mapping[str, Rows] = {
    "bac-ninh-choices": _bac_ninh,
    "monitoring-parameters": _parameters,
}
