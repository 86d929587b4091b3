"""The country's emission limits held against the cleaned flue gas of a study."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.result import EmissionRow, PlantResult
from wte_ppp.guidance.limits import EmissionLimit, EmissionLimits
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Quoted
from wte_ppp.plant.stack import MOLAR_MASS, from_reference, ppm

RULE = "emissions.limits"
MG_IN = {"mg": 1.0, "µg": 1e-3}


def emission_rows(plant: PlantResult, rules: Rules, draws: int | None) -> tuple[EmissionRow, ...]:
    """Hold the mean of the cleaned gas against each limit in force."""
    rule = rules.get(RULE)
    if rule is None or not isinstance(rule.value, EmissionLimits):
        return ()
    return tuple(_rows(plant, rule, rule.value, draws))


def _rows(
    plant: PlantResult, rule: ResolvedRule, limits: EmissionLimits, draws: int | None
) -> Iterator[EmissionRow]:
    for row in limits.rows:
        o2 = limits.o2_percent if row.o2_percent is None else row.o2_percent
        emission = np.asarray(_on_basis(plant, row, o2, limits), dtype=float)
        computed = bool(np.all(np.isfinite(emission)))
        yield EmissionRow.model_validate(
            {
                "pollutant": row.pollutant,
                "averaging": row.averaging,
                "case": Quoted(row.case, rule.origin) if row.case else None,
                "limit": row.limit,
                "unit": row.unit,
                "basis": limits.basis(o2),
                "found": np.broadcast_to(emission, (draws,))[:, np.newaxis] if draws else emission,
                "passed_share": float(np.mean(emission <= row.limit)) if computed else None,
                "source": rule.standing,
            },
            context={"draws": draws},
        )


def _on_basis(
    plant: PlantResult, row: EmissionLimit, o2_percent: float, limits: EmissionLimits
) -> Numeric:
    """Cleaned gas in the unit and on the basis of a limit; NaN where the model knows none."""
    clean = plant.stack_mg_per_nm3.get(row.pollutant)
    if clean is None or not limits.dry:
        return np.nan
    if row.unit == "ppm":
        if row.pollutant not in MOLAR_MASS:
            return np.nan
        return ppm(row.pollutant, from_reference(clean, to_o2_percent=o2_percent))
    there = from_reference(clean, to_o2_percent=o2_percent, to_temperature_c=limits.temperature_c)
    mass, _, _ = row.unit.partition("/")
    if row.pollutant == "PCDD/F":
        return there if mass.startswith("ng") else np.nan
    return there / MG_IN[mass] if mass in MG_IN else np.nan
