"""Greenhouse gas report of a plant's year: scopes 1 and 2, by gas, biogenic CO2 apart."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.mrv.facility import Facility, mean_uncertainty_percent, uncertainty_percent
from wte_ppp.mrv.facility_defaults import FACILITY_DEFAULTS
from wte_ppp.mrv.gaps import RULES, Filled, Gap, filled
from wte_ppp.mrv.sources_of_emission import Line, biogenic_co2_t, lines
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.sources import table

# Japan's reporting duty begins at 3 000 t CO2e of a gas a year.
SHK_THRESHOLD_T = 3000.0
STACK = (
    ("so2_mg_per_nm3", "SO2"),
    ("nox_mg_per_nm3", "NOx as NO2"),
    ("dust_mg_per_nm3", "Dust"),
)
MUCH_FILLED = 0.1
SAMPLED = {"gate": "of waste received", "crane": "of waste as it is fired"}


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
        found: dict[str, tuple[float, float]] = {}
        for line in self.lines:
            if line.scope == "1":
                tonnes, equivalent = found.get(line.gas, (0.0, 0.0))
                found[line.gas] = (tonnes + line.gas_t, equivalent + line.tco2e)
        return found

    def as_report(self) -> Report:
        """The report as tables."""
        return Report(
            f"Greenhouse gas report of {self.facility.definition.name}, "
            f"{self.facility.definition.first_month} to {self.facility.definition.last_month}",
            _notes(self),
            (_head(self), _totals(self), _sources(self), _gases(self), _shk(self), _activity(self),
             _air(self), gap_table(self.gaps), _elements()),
        )  # fmt: skip


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
    found = lines(facility, data)

    def scope(name: str) -> float:
        return float(sum(line.tco2e for line in found if line.scope == name))

    market = [line for line in found if line.scope == "2 (market)"]
    each = np.array([line.tco2e for line in found if line.scope in ("1", "2 (location)")])
    spread = mean_uncertainty_percent(facility.definition)
    total = each.sum()
    return FacilityReport(
        facility=facility,
        lines=found,
        scope_1_tco2e=scope("1"),
        scope_2_location_tco2e=scope("2 (location)"),
        scope_2_market_tco2e=scope("2 (market)") if market else None,
        biogenic_co2_t=biogenic_co2_t(facility, data),
        uncertainty_percent=float(spread * np.sqrt((each**2).sum()) / total) if total else np.nan,
        gaps=data.gaps,
        data=data,
    )


def _notes(report: FacilityReport) -> tuple[str, ...]:
    head, data = report.facility.definition, report.data
    found = [head.remark] if head.remark else []
    periods = len(report.facility.monitoring.periods)
    for name in data.values:
        count = sum(gap.parameter == name for gap in report.gaps)
        if count > MUCH_FILLED * periods:
            found.append(f"{name}: {count} of {periods} periods have no value of their own.")
    known = {row["parameter"] for row in table("monitoring_parameters")}
    used = [name for name in ("vehicle_fuel_gj", "urea_t", "refrigerant_lost_kg") if name in known]
    silent = [name for name in used if name not in data.values]
    if silent:
        found.append(f"Not monitored and not counted: {', '.join(silent)}.")
    found.append(
        "Power that the plant sells lowers no scope; what it displaces is told in the monitoring "
        "report. Biogenic CO2 is outside the scopes; CH4 and N2O of all waste are inside."
    )
    found.append(
        "Emissions elsewhere (reagents made, ash carried and dumped: scope 3) are left out."
    )
    return tuple(found)


def _head(report: FacilityReport) -> Table:
    head = report.facility.definition
    rows: list[tuple[Cell, ...]] = [
        ("Operator", head.operator),
        ("Facility", head.name),
        ("Place", head.location),
        ("Activity", head.activity),
        ("Boundary", head.boundary),
        ("Period", f"{head.first_month} to {head.last_month}"),
        ("Warming potentials", f"IPCC {head.gwp_set}, 100 years"),
        ("Monitoring data", report.facility.monitoring.path.replace("\\", "/").rpartition("/")[2]),
        ("Composition", f"{head.composition_file}, {report.facility.samples} samples"),
        ("Samples taken", SAMPLED[head.sampled_at]),
        ("Uncertainty of measured data", _uncertainty(report, "activity")),
        ("Uncertainty of factors", _uncertainty(report, "factor")),
        ("Quality control", head.quality_control or "not told"),
        ("Verification", head.verification or "not verified"),
        ("Measures of reduction", head.measures or "none told"),
    ]
    return Table("Facility", ("Item", "Entry"), tuple(rows))


def _uncertainty(report: FacilityReport, name: str) -> str:
    """A stated uncertainty, or the default with its source."""
    found = f"{uncertainty_percent(report.facility.definition, name):g} %"
    if getattr(report.facility.definition, f"{name}_uncertainty_percent") is not None:
        return f"{found}, stated by the operator"
    default = FACILITY_DEFAULTS[f"{name}_uncertainty_percent"]
    return f"{found}, {default.status}: {default.source}"


def _totals(report: FacilityReport) -> Table:
    market = report.scope_2_market_tco2e
    rows: list[tuple[Cell, ...]] = [
        ("Scope 1", report.scope_1_tco2e, "tCO2e"),
        ("Scope 2, by location", report.scope_2_location_tco2e, "tCO2e"),
        ("Scope 2, by market", market, "tCO2e"),
        ("Scope 1 and 2 (location)", report.total_tco2e, "tCO2e"),
        ("Uncertainty of the total", report.uncertainty_percent, "%"),
        ("Biogenic CO2, in no total", report.biogenic_co2_t, "t CO2"),
    ]
    return Table("Totals", ("Total", "Value", "Unit"), tuple(rows))


def _sources(report: FacilityReport) -> Table:
    heads = ("Scope", "Source", "Gas", "Activity", "Unit", "Factor", "Unit of factor", "Gas t",
             "GWP", "tCO2e", "Source of the factor")  # fmt: skip
    rows = tuple(
        (line.scope, line.source, line.gas, line.activity, line.activity_unit, line.factor,
         line.factor_unit, line.gas_t, line.gwp, line.tco2e, line.factor_source)
        for line in report.lines
    )  # fmt: skip
    return Table("Sources", heads, rows)


def _gases(report: FacilityReport) -> Table:
    rows = tuple((gas, tonnes, equivalent) for gas, (tonnes, equivalent) in report.by_gas().items())
    return Table("Gases", ("Gas", "t", "tCO2e"), rows, "Scope 1.")


def _shk(report: FacilityReport) -> Table:
    totals: dict[str, float] = {}
    for line in report.lines:
        if line.scope in ("1", "2 (location)"):
            totals[line.shk] = totals.get(line.shk, 0.0) + line.tco2e
    rows = tuple(
        (name, value, "yes" if value >= SHK_THRESHOLD_T else "no") for name, value in totals.items()
    )
    note = (
        "Categories and threshold of Japan's calculation, reporting and disclosure (SHK): 3 000 t "
        "CO2e of a gas a year; energy-origin CO2 counts by energy used (1 500 kL of oil), which "
        "is not told here."
    )
    return Table("Categories", ("Category", "tCO2e", "3 000 t or more"), rows, note)


def _activity(report: FacilityReport) -> Table:
    what = {row["parameter"]: row for row in table("monitoring_parameters")}
    rows = []
    for name, series in report.data.values.items():
        total = None if name.endswith("_per_nm3") else float(np.nansum(series))
        mean = float(np.nanmean(series))
        count = sum(gap.parameter == name for gap in report.gaps)
        rows.append((what[name]["what"], name, total, mean, what[name]["unit"], count))
    heads = ("What", "Parameter", "Year", "Mean of periods", "Unit", "Gaps filled")
    return Table("Activity data", heads, tuple(rows))


def _air(report: FacilityReport) -> Table:
    """Mass of pollutants of the stack, for periods in which gas and concentration were measured."""
    gas = report.data.values.get("flue_gas_knm3")
    rows: list[tuple[Cell, ...]] = []
    for parameter, name in STACK:
        mean = report.data.values.get(parameter)
        if gas is None or mean is None:
            rows.append((name, None, None, 0))
            continue
        both = ~np.isnan(gas) & ~np.isnan(mean)
        grams = float((gas * mean)[both].sum())
        flow = float(gas[both].sum())
        rows.append((name, grams / 1e6, grams / flow if flow else None, int(both.sum())))
    heads = ("Pollutant", "t", "Mean mg/Nm3", "Periods measured")
    return Table("Stack", heads, tuple(rows), "Periods without a value are left out, not filled.")


def gap_table(gaps: tuple[Gap, ...]) -> Table:
    """Every gap with the value that stands in its place, and why."""
    rows = tuple((gap.parameter, gap.period, gap.value, RULES[gap.rule]) for gap in gaps)
    return Table("Data gaps", ("Parameter", "Period", "Taken", "Rule"), rows)


def _elements() -> Table:
    elements = table("transparency_elements")
    rows = tuple((row["element"], row["where"]) for row in elements)
    note = f"What a facility report discloses, and where it stands here. {elements[0]['source']}."
    return Table("Elements", ("Element", "Part"), rows, note)
