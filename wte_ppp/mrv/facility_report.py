"""Greenhouse gas report of a plant's year: scopes 1 and 2, by gas, biogenic CO2 apart."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.blocks import Words
from wte_ppp.messages import Message
from wte_ppp.mrv.facility import Facility, mean_uncertainty_percent
from wte_ppp.mrv.gaps import Filled, Gap, filled
from wte_ppp.mrv.sources_of_emission import Line, biogenic_co2_t, lines

CONCENTRATIONS = ("_per_nm3", "_percent")
STACK: tuple[tuple[str, Words], ...] = (
    ("so2_mg_per_nm3", "SO2"),
    ("nox_mg_per_nm3", Message("NOx as NO2")),
    ("dust_mg_per_nm3", Message("Dust")),
)


@dataclass(frozen=True)
class Activity:
    """A monitored parameter over the year; concentrations have no total."""

    parameter: str
    total: float | None
    mean: float
    gaps: int


@dataclass(frozen=True)
class Pollutant:
    """Mass and mean concentration of a pollutant; None where it was not measured.

    `tonnes` are of all periods: the `filled` ones without a value take the highest measured.
    """

    name: Words
    tonnes: float | None
    mg_per_nm3: float | None
    periods: int
    filled: int


@dataclass(frozen=True)
class FacilityReport:
    """What a plant emitted in its year, t CO2e; biogenic CO2 in no total."""

    facility: Facility
    lines: tuple[Line, ...]
    scope_1_tco2e: float
    scope_2_location_tco2e: float
    scope_2_market_tco2e: float | None
    biogenic_co2_t: float
    uncertainty_percent: float
    gaps: tuple[Gap, ...]
    data: Filled

    @property
    def total_tco2e(self) -> float:
        """Scope 1 and scope 2 by location."""
        return self.scope_1_tco2e + self.scope_2_location_tco2e

    def by_gas(self) -> dict[str, tuple[float, float]]:
        """Tonnes and t CO2e of each gas in scope 1."""
        gases: dict[str, tuple[float, float]] = {}
        for line in self.lines:
            if line.scope == "1":
                tonnes, equivalent = gases.get(line.gas, (0.0, 0.0))
                gases[line.gas] = (tonnes + line.gas_t, equivalent + line.tco2e)
        return gases

    def by_category(self) -> dict[Words, float]:
        """T CO2e of scope 1 and scope 2 by location in each category of Japan's SHK."""
        totals: dict[Words, float] = {}
        for line in self.lines:
            if line.scope in ("1", "2 (location)"):
                totals[line.category] = totals.get(line.category, 0.0) + line.tco2e
        return totals

    def gap_count(self, parameter: str) -> int:
        """Periods of a parameter that were filled or left out."""
        return sum(gap.parameter == parameter for gap in self.gaps)

    def activity(self) -> tuple[Activity, ...]:
        """What was measured, with the gaps filled."""
        return tuple(
            Activity(
                name,
                None if name.endswith(CONCENTRATIONS) else float(np.nansum(series)),
                float(np.nanmean(series)),
                self.gap_count(name),
            )
            for name, series in self.data.values.items()
        )

    def stack(self) -> tuple[Pollutant, ...]:
        """Pollutants of the stack over all periods; gas or mean not measured is the highest."""
        gas = self.data.values.get("flue_gas_knm3")
        pollutants = []
        for parameter, name in STACK:
            mean = self.data.values.get(parameter)
            if gas is None or mean is None:
                pollutants.append(Pollutant(name, None, None, 0, 0))
                continue
            both = ~np.isnan(gas) & ~np.isnan(mean)
            grams, flow = float((gas * mean)[both].sum()), float(gas[both].sum())
            whole = _at_highest(gas) * _at_highest(mean)
            pollutants.append(
                Pollutant(
                    name,
                    float(whole.sum()) / 1e6,
                    grams / flow if flow else None,
                    int(both.sum()),
                    int((~both).sum()),
                )
            )
        return tuple(pollutants)


def _at_highest(series: FloatArray) -> FloatArray:
    return np.where(np.isnan(series), np.nanmax(series), series)


def facility_report(facility: Facility) -> FacilityReport:
    """Compute the report of a facility.

    Parameters
    ----------
    facility
        As read.

    Returns
    -------
    FacilityReport
        With gaps filled by the cautious rule of each parameter.

    Notes
    -----
    Uncertainty is that of the total by the propagation of errors: each line has the uncertainty of
    activity and factor together, and lines are independent.

    References
    ----------
    GHG Protocol Corporate Standard (2004), scopes; 2006 IPCC Guidelines, Vol. 1, Ch. 3, eq. 3.1
    and 3.2, for the uncertainty.
    """
    data = filled(facility.monitoring, "inventory")
    sources = lines(facility, data)

    def scope(name: str) -> float:
        return float(sum(line.tco2e for line in sources if line.scope == name))

    market = [line for line in sources if line.scope == "2 (market)"]
    each = np.array([line.tco2e for line in sources if line.scope in ("1", "2 (location)")])
    relative = mean_uncertainty_percent(facility.definition)
    total = each.sum()
    return FacilityReport(
        facility=facility,
        lines=sources,
        scope_1_tco2e=scope("1"),
        scope_2_location_tco2e=scope("2 (location)"),
        scope_2_market_tco2e=scope("2 (market)") if market else None,
        biogenic_co2_t=biogenic_co2_t(facility, data),
        uncertainty_percent=float(relative * np.sqrt((each**2).sum()) / total) if total else np.nan,
        gaps=data.gaps,
        data=data,
    )
