"""A line or turbine that is added in operation: what the plant burns and sells from then on."""

import numpy as np

from wte_ppp.feasibility.definition.finance import LaterInvestmentSection
from wte_ppp.feasibility.result.plant import PlantResult

# What follows the tonnes; heat sold follows its buyer, hours are those of the first lines.
BY_TONNE = (
    "lime_t", "bicarbonate_t", "fired_t", "leachate_t", "imported_mwh", "gross_mwh",
    "exported_mwh", "auxiliary_fuel_gj", "bottom_ash_t", "fly_ash_t", "metals_t",
)  # fmt: skip
POWER = ("gross_mwh", "exported_mwh")


def with_added_capacity(plant: PlantResult, later: LaterInvestmentSection) -> PlantResult:
    """The plant's years with what a later investment adds.

    Parameters
    ----------
    plant
        The plant as first built.
    later
        The later investment.

    Returns
    -------
    PlantResult
        From its year on an added line burns what the plant diverts, up to its part of what the
        plant takes, and makes, needs and leaves of a tonne what the plant does; an added turbine
        sells more power of the same waste. All else is of the first lines.
    """
    year = later.operation_year
    if year is None or not (
        np.any(later.added_capacity_percent) or np.any(later.added_power_percent)
    ):
        return plant
    accepted = plant.accepted_t
    runs = np.arange(1, accepted.shape[-1] + 1) >= year
    most = later.added_capacity_percent / 100 * accepted
    more = np.where(runs, np.minimum(most, plant.diverted_t), 0.0)
    by_tonne = 1 + more / np.where(accepted > 0, accepted, 1.0)
    more_power = np.where(runs, 1 + later.added_power_percent / 100, 1.0)
    changed = {name: np.asarray(getattr(plant, name) * by_tonne) for name in BY_TONNE}
    changed |= {name: changed[name] * more_power for name in POWER}
    changed["diverted_t"] = np.asarray(plant.diverted_t - more)
    return plant.model_copy(update=changed)
