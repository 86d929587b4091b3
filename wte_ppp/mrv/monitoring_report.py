"""Monitoring report of the JCM: reductions of a period from the plant's own data."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.climate import grid, incineration, jcm, jcm_programme, landfill, landfill_months
from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    combustion_factor,
    decay_rate,
    gwp,
    landfill_factor,
    methane_correction,
    model_correction,
)
from wte_ppp.mrv.facility import CreditingSection, Facility
from wte_ppp.mrv.facility_report import gap_table
from wte_ppp.mrv.gaps import Filled, Gap, filled
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.sources import table

__all__ = ["MonitoringReport", "monitoring_plan", "monitoring_report"]


@dataclass(frozen=True)
class MonitoringReport:
    """Reductions of a monitoring period, t CO2e by source."""

    facility: Facility
    crediting: CreditingSection
    landfill_tco2e: float
    grid_power_tco2e: float
    fossil_co2_tco2e: float
    n2o_ch4_tco2e: float
    auxiliary_fuel_tco2e: float
    imported_power_tco2e: float
    urea_tco2e: float
    gaps: tuple[Gap, ...]

    @property
    def reference_tco2e(self) -> float:
        """Reference emissions."""
        return self.landfill_tco2e + self.grid_power_tco2e

    @property
    def project_tco2e(self) -> float:
        """Project emissions."""
        return (
            self.fossil_co2_tco2e
            + self.n2o_ch4_tco2e
            + self.auxiliary_fuel_tco2e
            + self.imported_power_tco2e
            + self.urea_tco2e
        )

    @property
    def reduction_tco2e(self) -> float:
        """Reduction; negative where the plant emitted more."""
        return float(np.asarray(jcm.reductions_tco2e(self.reference_tco2e, self.project_tco2e)))

    @property
    def credits(self) -> tuple[int, int, int]:
        """Whole credits in all, of Japan's side and of the partner's."""
        whole = jcm.credits_t(np.array([self.reduction_tco2e]), np.array([True]))
        share = np.asarray(self.crediting.share_of_japan_percent) / 100
        japan, partner = jcm_programme.credits_by_side_t(whole, float(share))
        return int(whole[0]), int(np.asarray(japan)[0]), int(np.asarray(partner)[0])

    def as_report(self) -> Report:
        """The report as tables."""
        head = self.facility.definition
        notes = (
            *((head.remark,) if head.remark else ()),
            f"Methodology: {self.crediting.methodology}.",
            "Gaps: what is missing of power sold and waste kept from the landfill counts as zero; "
            "what is missing of the plant's own emissions counts at the highest period measured.",
        )
        return Report(
            f"Monitoring report of {head.name}, {head.first_month} to {head.last_month}",
            notes,
            (_reductions(self), monitoring_plan(), gap_table(self.gaps)),
        )


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
    CDM ACM0022 v03.0, eq. 22 and 27; TOOL04 v08.1, application B; ER = RE - PE of the JCM.
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
    fuel = incineration.auxiliary_fuel_co2_t(
        caused.total("auxiliary_fuel_gj"), 1000 * _default("climate.auxiliary_fuel_tco2_per_gj")
    )
    urea = caused.total("urea_t") * _urea()
    return MonitoringReport(
        facility=facility,
        crediting=crediting,
        landfill_tco2e=_landfill(facility, crediting, avoided, methane),
        grid_power_tco2e=float(np.asarray(exported)),
        fossil_co2_tco2e=_fossil(facility, max(fired, caused.total("waste_received_t"))),
        n2o_ch4_tco2e=float(n2o + ch4),
        auxiliary_fuel_tco2e=float(np.asarray(fuel)),
        imported_power_tco2e=float(np.asarray(bought)),
        urea_tco2e=float(urea),
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


def _landfill(
    facility: Facility, crediting: CreditingSection, avoided: Filled, methane: float
) -> float:
    """Landfill methane that the period avoids, earlier crediting years decaying on."""
    received = avoided.total("waste_received_t")
    defaults = default_values()
    doc = {
        name: float(defaults[f"waste.components.{name}.doc_percent"][0]) / 100
        for name in facility.composition
    }
    rate = {
        name: decay_rate(
            str(defaults[f"waste.components.{name}.decay_class"][0]), crediting.climate_zone
        )
        for name in facility.composition
    }
    site: dict[str, Any] = {
        "doc_f": landfill_factor("doc_f", "default"),
        "methane_fraction": landfill_factor("methane_fraction", "default"),
        "mcf": methane_correction(crediting.disposal_site),
        "oxidation": landfill_factor("oxidation", "tool04"),
        "model_correction": model_correction(crediting.climate_zone),
        "captured_fraction": float(np.asarray(crediting.captured_fraction)),
    }
    years = np.array([*(float(np.asarray(one)) for one in crediting.earlier_waste_t), received])
    if not crediting.months_form:
        waste = {name: share * years for name, share in facility.composition.items()}
        series = landfill.landfill_emissions_tco2e(waste, doc, rate, gwp_methane=methane, **site)
        return float(series[-1])
    months = np.concatenate([np.repeat(years[:-1] / 12, 12), _by_month(facility, avoided)])
    count = len(months) - 12 * (len(years) - 1)
    return float(
        sum(
            methane
            * landfill_months.monthly_methane_t(share * months, doc[name], rate[name], **site)[
                -count:
            ].sum()
            for name, share in facility.composition.items()
        )
    )


def _by_month(facility: Facility, avoided: Filled) -> np.ndarray:
    """Waste kept from the landfill in each month of the period."""
    totals: dict[str, float] = {}
    series = avoided.values["waste_received_t"]
    for period, value in zip(facility.monitoring.periods, series, strict=True):
        totals[period[:7]] = totals.get(period[:7], 0.0) + float(value)
    return np.array(list(totals.values()))


def _fossil(facility: Facility, waste_t: float) -> float:
    """Fossil CO2 by ACM0022's contents on wet mass."""
    rows = {(row["component"], row["property"]): row["value"] for row in table("waste_components")}
    waste = {name: np.array([share * waste_t]) for name, share in facility.composition.items()}
    carbon = {name: float(rows[name, "fcc_percent"]) / 100 for name in waste}
    fossil = {name: float(rows[name, "ffc_percent"]) / 100 for name in waste}
    return float(incineration.fossil_co2_t(waste, carbon, fossil)[0])


def _urea() -> float:
    return next(
        float(row["value"]) for row in table("incineration") if row["parameter"] == "urea_co2"
    )


def _default(path: str) -> float:
    return float(default_values()[path][0])


def _joined(*parts: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gap for part in parts for gap in part))


def _reductions(report: MonitoringReport) -> Table:
    whole, japan, partner = report.credits
    expected = report.crediting.ex_ante_tco2e
    rows: list[tuple[Cell, ...]] = [
        ("Reference: landfill methane", report.landfill_tco2e, "tCO2e"),
        ("Reference: grid power displaced", report.grid_power_tco2e, "tCO2e"),
        ("Reference emissions", report.reference_tco2e, "tCO2e"),
        ("Project: fossil CO2 of waste", report.fossil_co2_tco2e, "tCO2e"),
        ("Project: N2O and CH4", report.n2o_ch4_tco2e, "tCO2e"),
        ("Project: auxiliary fuel", report.auxiliary_fuel_tco2e, "tCO2e"),
        ("Project: power bought", report.imported_power_tco2e, "tCO2e"),
        ("Project: urea", report.urea_tco2e, "tCO2e"),
        ("Project emissions", report.project_tco2e, "tCO2e"),
        ("Emission reduction", report.reduction_tco2e, "tCO2e"),
        ("Credits", whole, "credits"),
        ("Credits of Japan's side", japan, "credits"),
        ("Credits of the partner's side", partner, "credits"),
        ("Expected of the period", None if expected is None else float(np.asarray(expected)),
         "tCO2e"),
    ]  # fmt: skip
    return Table("Reductions", ("Item", "Value", "Unit"), tuple(rows))
