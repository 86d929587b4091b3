"""Monitoring report of the JCM: reductions of a period from the plant's own data."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.climate import grid, incineration, jcm, jcm_credits, landfill, landfill_months
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    combustion_factor,
    decay_rate,
    gwp,
    landfill_factor,
    methane_correction,
    model_correction,
)
from wte_ppp.feasibility.survey import CONFIDENCE
from wte_ppp.mrv.balance import MassBalance, mass_balance
from wte_ppp.mrv.facility import Facility
from wte_ppp.mrv.facility_file import CreditingSection
from wte_ppp.mrv.gaps import Filled, Gap, filled
from wte_ppp.mrv.sources_of_emission import leachate_ch4_t, stack_co2_t
from wte_ppp.sources import table
from wte_ppp.waste.survey import survey_statistics


@dataclass(frozen=True)
class MonitoringReport:
    """Reductions of a monitoring period, t CO2e by source."""

    facility: Facility
    crediting: CreditingSection
    balance: MassBalance
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
    sampling_error_tco2e: float
    gaps: tuple[Gap, ...]

    @property
    def kept_t(self) -> float:
        """Waste that the period kept from the landfill, as it is credited."""
        return self.balance.kept_t

    @property
    def sampling_error_percent(self) -> float:
        """Sampling error of the composition, of the reduction; NaN where nothing is reduced."""
        reduction = self.reduction_tco2e
        return 100 * self.sampling_error_tco2e / reduction if reduction > 0 else np.nan

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
        japan, partner = jcm_credits.credits_by_side_t(whole, float(share))
        return int(whole[0]), int(np.asarray(japan)[0]), int(np.asarray(partner)[0])


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
    balance = mass_balance(facility, avoided, caused)
    rotting = _landfill_of(facility, crediting, avoided, balance.kept_t, biogenic)
    stack = stack_co2_t(facility) if crediting.fossil_carbon == "stack" else None
    burning = _fossil_co2_of(facility, balance.burnt_t) if stack is None else {}
    return MonitoringReport(
        facility=facility,
        crediting=crediting,
        balance=balance,
        landfill_tco2e=_mixed(facility, rotting),
        grid_power_tco2e=float(np.asarray(exported)),
        heat_tco2e=_heat_tco2(crediting, avoided.total("heat_sold_gj")),
        # The support fuel is in the stack once more.
        fossil_co2_tco2e=_mixed(facility, burning) if stack is None else stack,
        n2o_ch4_tco2e=float(n2o + ch4),
        auxiliary_fuel_tco2e=float(np.asarray(fuel)),
        vehicles_tco2e=float(np.asarray(vehicles)),
        imported_power_tco2e=float(np.asarray(bought)),
        urea_tco2e=float(urea),
        leachate_tco2e=leachate_ch4_t(facility, caused) * biogenic,
        sampling_error_tco2e=_sampling_error(facility, rotting, burning),
        gaps=_joined(avoided.gaps, caused.gaps),
    )


def landfill_site(crediting: CreditingSection) -> dict[str, float]:
    """Parameters of the landfill that the waste would go to."""
    return {
        "doc_f": landfill_factor("doc_f", "default"),
        "methane_fraction": landfill_factor("methane_fraction", "default"),
        "mcf": methane_correction(crediting.disposal_site),
        "oxidation": landfill_factor("oxidation", "tool04"),
        "model_correction": model_correction(crediting.climate_zone),
        "captured_fraction": float(np.asarray(crediting.captured_fraction)),
    }


def factor_of_urea() -> float:
    """T CO2 per t of urea."""
    return next(
        float(row["value"]) for row in table("incineration") if row["parameter"] == "urea_co2"
    )


def _default(path: str) -> float:
    return float(default_values()[path][0])


def _joined(*parts: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gap for part in parts for gap in part))


def _heat_tco2(crediting: CreditingSection, heat_gj: float) -> float:
    """Fuel that heat sold displaces; 0 where none is named."""
    if crediting.heat_fuel_tco2_per_gj is None:
        return 0.0
    boiler = np.asarray(crediting.heat_boiler_percent) / 100
    displaced = grid.heat_displaced_tco2(heat_gj, crediting.heat_fuel_tco2_per_gj, boiler)
    return float(np.asarray(displaced))


def _landfill_of(
    facility: Facility,
    crediting: CreditingSection,
    avoided: Filled,
    diverted_t: float,
    methane: float,
) -> dict[str, float]:
    """Landfill methane that the period avoids if all waste were one component, by component.

    Earlier crediting years decay on.
    """
    site: dict[str, Any] = landfill_site(crediting)
    earlier = (float(np.asarray(waste)) for waste in crediting.earlier_waste_t)
    years = np.array([*earlier, diverted_t])
    received = _by_month(facility, avoided)
    credited = diverted_t / received.sum() if received.sum() > 0 else 0.0
    months = np.concatenate([np.repeat(years[:-1] / 12, 12), received * credited])
    count = len(months) - 12 * (len(years) - 1)
    avoided_of = {}
    for name in facility.composition:
        doc, rate = _decay_of(name, crediting)
        if crediting.months_form:
            series = landfill_months.monthly_methane_t(months, doc, rate, **site)
            avoided_of[name] = float(methane * series[-count:].sum())
        else:
            emitted = landfill.landfill_emissions_tco2e(
                {name: years}, {name: doc}, {name: rate}, gwp_methane=methane, **site
            )
            avoided_of[name] = float(emitted[-1])
    return avoided_of


def _decay_of(name: str, crediting: CreditingSection) -> tuple[float, float]:
    """Degradable carbon, kg/kg wet, and decay rate of a component."""
    defaults = default_values()
    doc = float(defaults[f"waste.components.{name}.doc_percent"][0]) / 100
    decay_class = str(defaults[f"waste.components.{name}.decay_class"][0])
    return doc, decay_rate(decay_class, crediting.climate_zone)


def _by_month(facility: Facility, avoided: Filled) -> np.ndarray:
    """Waste received in each month of the period."""
    totals: dict[str, float] = {}
    series = avoided.values["waste_received_t"]
    for period, value in zip(facility.monitoring.periods, series, strict=True):
        totals[period[:7]] = totals.get(period[:7], 0.0) + float(value)
    return np.array(list(totals.values()))


def _fossil_co2_of(facility: Facility, waste_t: float) -> dict[str, float]:
    """Fossil CO2 by ACM0022's contents on wet mass if all waste were one component."""
    rows = {(row["component"], row["property"]): row["value"] for row in table("waste_components")}
    waste = {name: np.array([waste_t]) for name in facility.composition}
    carbon = {name: float(rows[name, "fcc_percent"]) / 100 for name in waste}
    fossil = {name: float(rows[name, "ffc_percent"]) / 100 for name in waste}
    return {
        name: float(incineration.fossil_co2_t({name: tonnes}, carbon, fossil)[0])
        for name, tonnes in waste.items()
    }


def _mixed(facility: Facility, of_component: dict[str, float]) -> float:
    return sum(facility.composition[name] * whole for name, whole in of_component.items())


def _sampling_error(
    facility: Facility, rotting: dict[str, float], burning: dict[str, float]
) -> float:
    """Half the 90 % interval of the reduction that the spread of the samples leaves, t CO2e.

    Each sample gives a reduction of its own, in which its components are together.
    """
    by_sample = sum(
        shares * (rotting.get(name, 0.0) - burning.get(name, 0.0))
        for name, shares in facility.sampled.items()
    )
    statistics = survey_statistics(np.asarray(by_sample), CONFIDENCE, facility.seasons)
    return float(np.asarray(statistics.upper - statistics.mean).item())
