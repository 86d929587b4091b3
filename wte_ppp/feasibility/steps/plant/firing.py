"""Part of the plant step: the firing diagram of a line with the waste that it gets."""

from typing import Any

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import firing
from wte_ppp.plant.furnace import FurnaceSize


def firing_values(
    plant: PlantSection, gate: Gate, size: FurnaceSize, lines: Numeric
) -> dict[str, Any]:
    """Find the limits of one line, and what share of the first year's waste lies outside.

    Parameters
    ----------
    plant
        The plant section.
    gate
        From the waste step.
    size, lines
        Of all lines together, and how many they are.

    Returns
    -------
    dict
        For `PlantResult`.
    """
    line_t_per_h, line_mw = size.mechanical_t_per_h / lines, size.thermal_mw / lines
    least_t_per_h = line_t_per_h * plant.lowest_throughput_percent / 100
    least_mw = line_mw * plant.lowest_heat_percent / 100
    highest = (
        firing.highest_lhv_mj_per_kg(least_t_per_h, line_mw)
        if plant.lhv_max_mj_per_kg is None
        else plant.lhv_max_mj_per_kg
    )
    below, above = firing.share_outside(
        gate.fired_lhv_mj_per_kg[..., :1],
        gate.fired_deviation_mj_per_kg[..., :1],
        plant.lhv_min_mj_per_kg,
        highest,
    )
    return {
        "line_t_per_h": line_t_per_h,
        "line_mw": line_mw,
        "line_lowest_t_per_h": least_t_per_h,
        "line_lowest_mw": least_mw,
        "lhv_min_mj_per_kg": plant.lhv_min_mj_per_kg,
        "lhv_max_mj_per_kg": highest,
        "too_poor_percent": 100 * below,
        "too_rich_percent": 100 * above,
    }
