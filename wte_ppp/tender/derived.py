"""Figures that follow from several fields of a bid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.guidance.limits import EmissionLimit, EmissionLimits
from wte_ppp.messages import Message
from wte_ppp.plant import energy
from wte_ppp.plant.stack import MOLAR_MASS, at_reference, mg_per_nm3
from wte_ppp.tender.exact import exact

EMISSION_FIELDS: Mapping[str, str] = {
    "PM": "dust_mg_per_nm3",
    "HCl": "hcl_mg_per_nm3",
    "SO2": "so2_mg_per_nm3",
    "NOx": "nox_mg_per_nm3",
    "CO": "co_mg_per_nm3",
    "TOC": "toc_mg_per_nm3",
    "HF": "hf_mg_per_nm3",
    "NH3": "nh3_mg_per_nm3",
    "Hg": "hg_mg_per_nm3",
    "Cd+Tl": "cd_tl_mg_per_nm3",
    "metals": "metals_mg_per_nm3",
    "PCDD/F": "dioxin_ng_per_nm3",
}
MOST_MARGIN = Fraction(1, 2)
MARGIN_OF = ("PM", "HCl", "SO2", "NOx", "CO", "PCDD/F")
GUARANTEES = ("net_energy_kwh_per_t", "reference_lhv_mj_per_kg", "auxiliary_fuel_mj_per_t")
KWH_PER_GJ = 1000 / 3.6
# The form asks for mg, for dioxins for ng as toxic equivalents.
MASS = {"mg": 1.0, "µg": 1e-3, "ng": 1e-6}
TOXIC = {"ng TEQ": 1.0, "ng I-TEQ": 1.0, "ng ITEQ": 1.0}
DECIMALS = 9
Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Derived:
    """A figure: the fields it reads, its unit, and how it follows from them and the limits."""

    reads: tuple[str, ...]
    unit: str
    of: Callable[[Values, EmissionLimits | None], Fraction]


def _band(values: Values, limits: EmissionLimits | None) -> Fraction:
    return values["lhv_max_mj_per_kg"] - values["lhv_min_mj_per_kg"]


def _margin(values: Values, limits: EmissionLimits | None) -> Fraction:
    """Mean over pollutants of 1 - guarantee / limit, each at most one half, in percent."""
    if limits is None:
        raise ValueError("the guidance gives no emission limits")
    shares = []
    for pollutant in MARGIN_OF:
        lowest = _strictest(limits, pollutant)
        if lowest is not None:
            margin = 1 - values[EMISSION_FIELDS[pollutant]] / lowest
            shares.append(min(max(margin, Fraction(0)), MOST_MARGIN))
    if not shares:
        raise ValueError("the limits name none of the guaranteed pollutants")
    return 100 * sum(shares, Fraction(0)) / len(shares)


def _r1(values: Values, limits: EmissionLimits | None) -> Fraction:
    """R1 of the guarantees, a tonne as the year: gross power, auxiliary fuel as Ef, no heat."""
    gross = values["net_energy_kwh_per_t"] + values["own_use_kwh_per_t"]
    ratio = energy.r1(
        electricity_gj=float(gross) / KWH_PER_GJ,
        heat_gj=0.0,
        waste_gj=float(values["reference_lhv_mj_per_kg"]),
        steam_fuel_gj=float(values["auxiliary_fuel_mj_per_t"]) / 1000,
    )
    return exact(round(float(ratio), DECIMALS))


def _efficiency(values: Values, limits: EmissionLimits | None) -> Fraction:
    """Net power over the heat of waste and auxiliary fuel, in percent."""
    heat = values["reference_lhv_mj_per_kg"] + values["auxiliary_fuel_mj_per_t"] / 1000
    if not heat:
        raise ValueError("no heat stated")
    return 100 * values["net_energy_kwh_per_t"] / (heat * Fraction(2500, 9))


def _strictest(limits: EmissionLimits, pollutant: str) -> Fraction | None:
    """Lowest limit of a pollutant at the form's own basis; None if none can be compared."""
    rows = [row for row in limits.rows if row.pollutant == pollutant]
    limits_at_form = [limit for row in rows if (limit := _at_form(row, limits)) is not None]
    return min(limits_at_form) if limits_at_form else None


def _at_form(row: EmissionLimit, limits: EmissionLimits) -> Fraction | None:
    """A limit in the form's unit at 11 % oxygen and 0 °C; None where units do not compare."""
    if not limits.dry:
        return None
    o2 = limits.o2_percent if row.o2_percent is None else row.o2_percent
    if row.unit == "ppm":
        if row.pollutant not in MOLAR_MASS:
            return None
        value, temperature = mg_per_nm3(row.pollutant, row.limit), 0.0
    else:
        mass = row.unit.partition("/")[0]
        scale = (TOXIC if row.pollutant == "PCDD/F" else MASS).get(mass)
        if scale is None:
            return None
        value, temperature = row.limit * scale, limits.temperature_c
    # As a guarantee is written: not to more digits than a standard has.
    return exact(round(float(at_reference(value, o2_percent=o2, temperature_c=temperature)), 6))


DERIVED: Mapping[str, Derived] = {
    "lhv_band_mj_per_kg": Derived(("lhv_min_mj_per_kg", "lhv_max_mj_per_kg"), "MJ/kg", _band),
    "r1_from_guarantees": Derived((*GUARANTEES, "own_use_kwh_per_t"), "", _r1),
    "efficiency_from_guarantees_percent": Derived(GUARANTEES, "% of LHV", _efficiency),
    "emission_margin_percent": Derived(
        tuple(EMISSION_FIELDS[pollutant] for pollutant in MARGIN_OF), "%", _margin
    ),
}


def exceeded(values: Values, limits: EmissionLimits) -> list[Message]:
    """Guaranteed emissions above the law's limits."""
    above = []
    for pollutant, field in EMISSION_FIELDS.items():
        lowest = _strictest(limits, pollutant)
        if lowest is not None and field in values and values[field] > lowest:
            above.append(
                Message(
                    "{pollutant} {value:max6} above {limit:.4g} (at 11 % oxygen, 0 °C)",
                    pollutant=pollutant, value=values[field], limit=lowest,
                )
            )  # fmt: skip
    return above


def not_comparable(limits: EmissionLimits) -> list[str]:
    """Pollutants that the law limits and that cannot be compared with a guarantee of the form."""
    limited = dict.fromkeys(row.pollutant for row in limits.rows)
    return [
        pollutant
        for pollutant in limited
        if pollutant not in EMISSION_FIELDS or _strictest(limits, pollutant) is None
    ]
