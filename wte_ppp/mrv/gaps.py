"""Data gaps: which there are, and the cautious value that stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.messages import mark
from wte_ppp.mrv.periods import Monitoring
from wte_ppp.sources import table

Purpose: TypeAlias = Literal["inventory", "reference", "project"]
RULES: Mapping[str, str] = {
    "highest": mark(
        "The highest value measured in any period, so that emissions are not understated"
    ),
    "lowest": mark(
        "The lowest value measured in any period, so that the waste diverted from the landfill is "
        "not overstated"
    ),
    "zero": mark("Zero: what was not measured was not avoided"),
    "none": mark(
        "Left out: means are of the periods measured, while tonnes in the stack count it with the "
        "highest value"
    ),
}


@dataclass(frozen=True)
class Gap:
    """A period without a value, and what was taken in its place."""

    parameter: str
    period: str
    rule: str
    value: float | None


@dataclass(frozen=True)
class Filled:
    """Complete series by parameter, and the gaps that were filled."""

    values: Mapping[str, FloatArray]
    gaps: tuple[Gap, ...]

    def total(self, parameter: str) -> float:
        """Sum over the periods; 0 for a parameter that is not monitored."""
        series = self.values.get(parameter)
        return 0.0 if series is None else float(np.nansum(series))


def filled(monitoring: Monitoring, purpose: Purpose) -> Filled:
    """Fill gaps by the rule that a purpose asks for.

    Parameters
    ----------
    monitoring
        As read.
    purpose
        "inventory" and "project" never understate emissions, "reference" never overstates what is
        avoided.

    Returns
    -------
    Filled
        With NaN where the rule leaves a period out. A parameter that the purpose does not use, or
        that was never measured, is left out whole.

    Examples
    --------
    >>> year = Monitoring("m.csv", ("2025-01", "2025-02"), {"power_imported_mwh": (5.0, None)})
    >>> filled(year, "project").total("power_imported_mwh")
    10.0
    """
    rules = {row["parameter"]: row[f"gap_{purpose}"] for row in table("monitoring_parameters")}
    values: dict[str, FloatArray] = {}
    gaps: list[Gap] = []
    for name, measured in monitoring.values.items():
        rule = rules[name]
        series = np.array([np.nan if v is None else v for v in measured], dtype=np.float64)
        missing = np.isnan(series)
        if not rule or missing.all():
            continue
        stand_in = {
            "highest": float(np.nanmax(series)),
            "lowest": float(np.nanmin(series)),
            "zero": 0.0,
            "none": np.nan,
        }[rule]
        values[name] = np.where(missing, stand_in, series)
        gaps += [
            Gap(name, period, rule, None if rule == "none" else stand_in)
            for period, gone in zip(monitoring.periods, missing, strict=True)
            if gone
        ]
    return Filled(values, tuple(gaps))
