"""Waste in a monitoring period: what it spares the landfill, and what of it burns."""

from typing import Any

import numpy as np

from wte_ppp.climate import grid, incineration, landfill, landfill_months
from wte_ppp.climate.landfill_site import kept_from_landfill_t
from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import decay_rate
from wte_ppp.mrv.facility import CreditingSection, Facility
from wte_ppp.mrv.fixed_parameters import landfill_site
from wte_ppp.mrv.gaps import Filled
from wte_ppp.sources import table


def kept_t(facility: Facility, avoided: Filled) -> float:
    """Waste that the period kept from the landfill, t, as it is credited.

    Parameters
    ----------
    facility
        Says where samples are taken.
    avoided
        Filled for the reference.

    Returns
    -------
    float
        Bounded by what was fired and ran off; by what was fired alone for samples of the crane,
        since the composition belongs to that mass.
    """
    leachate = 0.0 if facility.definition.sampled_at == "crane" else avoided.total("leachate_m3")
    kept = kept_from_landfill_t(
        avoided.total("waste_received_t"), avoided.total("waste_sent_away_t"),
        avoided.total("waste_fired_t"), leachate,
    )  # fmt: skip
    return float(np.asarray(kept))


def heat_tco2(crediting: CreditingSection, heat_gj: float) -> float:
    """Fuel that heat sold displaces; 0 where none is named."""
    if crediting.heat_fuel_tco2_per_gj is None:
        return 0.0
    boiler = np.asarray(crediting.heat_boiler_percent) / 100
    displaced = grid.heat_displaced_tco2(heat_gj, crediting.heat_fuel_tco2_per_gj, boiler)
    return float(np.asarray(displaced))


def landfill_tco2e(
    facility: Facility, crediting: CreditingSection, avoided: Filled, kept: float, methane: float
) -> float:
    """Landfill methane that the period avoids, earlier crediting years decaying on."""
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
    site: dict[str, Any] = landfill_site(crediting)
    years = np.array([*(float(np.asarray(one)) for one in crediting.earlier_waste_t), kept])
    if not crediting.months_form:
        waste = {name: share * years for name, share in facility.composition.items()}
        series = landfill.landfill_emissions_tco2e(waste, doc, rate, gwp_methane=methane, **site)
        return float(series[-1])
    received = _by_month(facility, avoided)
    share_kept = kept / received.sum() if received.sum() > 0 else 0.0
    months = np.concatenate([np.repeat(years[:-1] / 12, 12), received * share_kept])
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
    """Waste received in each month of the period."""
    totals: dict[str, float] = {}
    series = avoided.values["waste_received_t"]
    for period, value in zip(facility.monitoring.periods, series, strict=True):
        totals[period[:7]] = totals.get(period[:7], 0.0) + float(value)
    return np.array(list(totals.values()))


def fossil_co2_t(facility: Facility, waste_t: float) -> float:
    """Fossil CO2 by ACM0022's contents on wet mass."""
    rows = {(row["component"], row["property"]): row["value"] for row in table("waste_components")}
    waste = {name: np.array([share * waste_t]) for name, share in facility.composition.items()}
    carbon = {name: float(rows[name, "fcc_percent"]) / 100 for name in waste}
    fossil = {name: float(rows[name, "ffc_percent"]) / 100 for name in waste}
    return float(incineration.fossil_co2_t(waste, carbon, fossil)[0])
