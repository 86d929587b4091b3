"""Monitoring report of the JCM: reductions of a period from the plant's own data."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.climate import grid, incineration, jcm, jcm_programme
from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import combustion_factor, gwp
from wte_ppp.mrv.facility import CreditingSection, Facility
from wte_ppp.mrv.facility_report import gap_table
from wte_ppp.mrv.fixed_parameters import (
    composition_table,
    factor_of_urea,
    fixed_parameters,
)
from wte_ppp.mrv.gaps import Gap, filled
from wte_ppp.mrv.monitored_waste import fossil_co2_t, heat_tco2, kept_t, landfill_tco2e
from wte_ppp.mrv.sources_of_emission import burnt_t, leachate_ch4_t, stack_co2_t
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.sources import table


@dataclass(frozen=True)
class MonitoringReport:
    """Reductions of a monitoring period, t CO2e by source."""

    facility: Facility
    crediting: CreditingSection
    kept_t: float
    landfill_tco2e: float
    grid_power_tco2e: float
    heat_tco2e: float
    fossil_co2_tco2e: float
    n2o_ch4_tco2e: float
    auxiliary_fuel_tco2e: float
    vehicles_tco2e: float
    imported_power_tco2e: float
    urea_tco2e: float
    leachate_tco2e: float
    gaps: tuple[Gap, ...]

    @property
    def reference_tco2e(self) -> float:
        """Reference emissions."""
        return self.landfill_tco2e + self.grid_power_tco2e + self.heat_tco2e

    @property
    def project_tco2e(self) -> float:
        """Project emissions."""
        return (
            self.fossil_co2_tco2e
            + self.n2o_ch4_tco2e
            + self.auxiliary_fuel_tco2e
            + self.vehicles_tco2e
            + self.imported_power_tco2e
            + self.urea_tco2e
            + self.leachate_tco2e
        )

    @property
    def reduction_tco2e(self) -> float:
        """Reduction; negative where the plant emitted more."""
        return float(np.asarray(jcm.reductions_tco2e(self.reference_tco2e, self.project_tco2e)))

    @property
    def credits(self) -> tuple[int, int, int]:
        """Whole credits in all, of Japan's side and of the partner's."""
        left = self.reduction_tco2e - float(np.asarray(self.crediting.earlier_shortfall_tco2e))
        whole = jcm.credits_t(np.array([left]), np.array([True]))
        share = np.asarray(self.crediting.share_of_japan_percent) / 100
        japan, partner = jcm_programme.credits_by_side_t(whole, float(share))
        return int(whole[0]), int(np.asarray(japan)[0]), int(np.asarray(partner)[0])

    def as_report(self) -> Report:
        """The report as tables."""
        head = self.facility.definition
        return Report(
            f"Monitoring report of {head.name}, {head.first_month} to {head.last_month}",
            _notes(self),
            (_reductions(self), _balance(self), fixed_parameters(self.facility, self.crediting),
             composition_table(self.facility, self.crediting), monitoring_plan(),
             gap_table(self.gaps)),
        )  # fmt: skip


def monitoring_report(facility: Facility) -> MonitoringReport:
    """Compute the reductions of a facility's period.

    Parameters
    ----------
    facility
        With its crediting section.

    Returns
    -------
    MonitoringReport
        By source.

    Raises
    ------
    ValueError
        If the facility file has no crediting section.

    References
    ----------
    CDM ACM0022 v03.0, eq. 22, 27 and 28; TOOL04 v08.1, application B; ER = RE - PE of the JCM.
    """
    crediting = facility.definition.crediting
    if crediting is None:
        raise ValueError("no crediting section in the facility file; add `crediting:`")
    avoided = filled(facility.monitoring, "reference")
    caused = filled(facility.monitoring, "project")
    gwp_set = facility.definition.gwp_set
    methane, nitrous = gwp("CH4", gwp_set), gwp("N2O", gwp_set)
    fired = caused.total("waste_fired_t")
    technology = facility.definition.furnace_technology
    n2o = incineration.n2o_t(fired, combustion_factor("n2o", technology)) * nitrous
    ch4 = incineration.ch4_t(fired, combustion_factor("ch4", technology)) * methane
    exported = grid.displaced_tco2(
        avoided.total("power_exported_mwh"), crediting.reference_grid_factor_tco2_per_mwh
    )
    bought = grid.imported_tco2(
        caused.total("power_imported_mwh"),
        facility.definition.grid_location_tco2_per_mwh,
        _default("climate.import_loss_percent") / 100,
    )
    diesel = 1000 * _default("climate.auxiliary_fuel_tco2_per_gj")
    fuel = incineration.auxiliary_fuel_co2_t(caused.total("auxiliary_fuel_gj"), diesel)
    vehicles = incineration.auxiliary_fuel_co2_t(caused.total("vehicle_fuel_gj"), diesel)
    urea = caused.total("urea_t") * factor_of_urea()
    biogenic = gwp("CH4_biogenic", gwp_set)
    kept = kept_t(facility, avoided)
    return MonitoringReport(
        facility=facility,
        crediting=crediting,
        kept_t=kept,
        landfill_tco2e=landfill_tco2e(facility, crediting, avoided, kept, biogenic),
        grid_power_tco2e=float(np.asarray(exported)),
        heat_tco2e=heat_tco2(crediting, avoided.total("heat_sold_gj")),
        fossil_co2_tco2e=_fossil(facility, crediting, burnt_t(facility, caused)),
        n2o_ch4_tco2e=float(n2o + ch4),
        auxiliary_fuel_tco2e=float(np.asarray(fuel)),
        vehicles_tco2e=float(np.asarray(vehicles)),
        imported_power_tco2e=float(np.asarray(bought)),
        urea_tco2e=float(urea),
        leachate_tco2e=leachate_ch4_t(facility, caused) * biogenic,
        gaps=_joined(avoided.gaps, caused.gaps),
    )


def monitoring_plan() -> Table:
    """Parameters to monitor, with instrument, frequency and option, as a table."""
    heads = ("Parameter", "What", "Unit", "Instrument", "Frequency", "Option")
    rows = tuple(
        (row["parameter"], row["what"], row["unit"], row["instrument"], row["frequency"],
         row["option"])
        for row in table("monitoring_parameters")
        if row["gap_reference"] or row["gap_project"]
    )  # fmt: skip
    composition = (
        "composition", "Share of each component in the waste", "% wet", "Sorting of samples",
        "four times a year or more, dry and wet seasons", "C",
    )  # fmt: skip
    note = "Option A: public data; B: amounts on invoices; C: measured."
    return Table("Monitoring plan", heads, (*rows, composition), note)


def _fossil(facility: Facility, crediting: CreditingSection, waste_t: float) -> float:
    """Fossil CO2 by composition, or of the stack; there the support fuel is in it once more."""
    measured = stack_co2_t(facility) if crediting.fossil_carbon == "stack" else None
    return fossil_co2_t(facility, waste_t) if measured is None else measured


def _default(path: str) -> float:
    return float(default_values()[path][0])


def _joined(*parts: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gap for part in parts for gap in part))


def _notes(report: MonitoringReport) -> tuple[str, ...]:
    head = report.facility.definition
    found = [head.remark] if head.remark else []
    found.append(f"Methodology: {report.crediting.methodology}.")
    found.append(
        "Gaps: what is missing of power sold and waste kept from the landfill counts as zero; what "
        "is missing of the plant's own emissions counts at the highest period measured."
    )
    if report.crediting.fossil_carbon == "stack":
        found.append(
            "Fossil CO2 is measured in the stack (ACM0022, option 3). It holds that of the support "
            "fuel, which is counted again: cautious."
        )
    heat = report.facility.monitoring.values.get("heat_sold_gj", ())
    if report.crediting.heat_fuel_tco2_per_gj is None and any(one for one in heat):
        found.append("Heat sold is not counted: crediting.heat_fuel_tco2_per_gj is not given.")
    if report.reduction_tco2e < 0:
        found.append(
            "The plant emitted more than it avoided: no credit arises, and later periods must make "
            "it good first (crediting.earlier_shortfall_tco2e)."
        )
    return tuple(found)


def _balance(report: MonitoringReport) -> Table:
    """How much of the waste received counts as kept from the landfill, and what burnt."""
    avoided = filled(report.facility.monitoring, "reference")
    caused = filled(report.facility.monitoring, "project")
    received, away = avoided.total("waste_received_t"), avoided.total("waste_sent_away_t")
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Received, where measured", received),
        ("Sent on unburnt", away),
        ("Fired, gaps at the lowest", avoided.total("waste_fired_t")),
        ("Leachate, gaps at the lowest", avoided.total("leachate_m3")),
        ("Kept from the landfill", report.kept_t),
        ("Received and not accounted for", received - away - report.kept_t),
        ("Whose fossil carbon counts as burnt", burnt_t(report.facility, caused)),
    )
    note = (
        "What was received and is neither fired nor leachate is not taken as kept from the "
        "landfill; its carbon is taken as burnt."
    )
    return Table("Waste", ("Mass", "t"), rows, note)


def _reductions(report: MonitoringReport) -> Table:
    whole, japan, partner = report.credits
    expected = report.crediting.ex_ante_tco2e
    rows: list[tuple[Cell, ...]] = [
        ("Reference: landfill methane", report.landfill_tco2e, "tCO2e"),
        ("Reference: grid power displaced", report.grid_power_tco2e, "tCO2e"),
        ("Reference: heat displaced", report.heat_tco2e, "tCO2e"),
        ("Reference emissions", report.reference_tco2e, "tCO2e"),
        ("Project: fossil CO2 of waste", report.fossil_co2_tco2e, "tCO2e"),
        ("Project: N2O and CH4", report.n2o_ch4_tco2e, "tCO2e"),
        ("Project: auxiliary fuel", report.auxiliary_fuel_tco2e, "tCO2e"),
        ("Project: vehicles of the site", report.vehicles_tco2e, "tCO2e"),
        ("Project: power bought", report.imported_power_tco2e, "tCO2e"),
        ("Project: urea", report.urea_tco2e, "tCO2e"),
        ("Project: leachate", report.leachate_tco2e, "tCO2e"),
        ("Project emissions", report.project_tco2e, "tCO2e"),
        ("Emission reduction", report.reduction_tco2e, "tCO2e"),
        ("Shortfall of earlier periods",
         float(np.asarray(report.crediting.earlier_shortfall_tco2e)), "tCO2e"),
        ("Credits", float(whole), "credits"),
        ("Credits of Japan's side", float(japan), "credits"),
        ("Credits of the partner's side", float(partner), "credits"),
        ("Expected of the period", None if expected is None else float(np.asarray(expected)),
         "tCO2e"),
    ]  # fmt: skip
    return Table("Reductions", ("Item", "Value", "Unit"), tuple(rows))
