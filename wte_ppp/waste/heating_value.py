"""Heating value of waste, by the formulas engineers in different countries trust.

The elemental correlations (:mod:`wte_ppp.waste.higher_heating_value`) are applied to dry
matter and brought to the lower heating value as received by :func:`lhv_from_hhv`. Formulas
published in kcal are converted with 4.1868 kJ/kcal.
"""

from collections.abc import Callable, Mapping

from wte_ppp.arrays import Numeric
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.higher_heating_value import (
    MJ_PER_KCAL,
    hhv_boie,
    hhv_channiwala_parikh,
    hhv_dulong,
    hhv_mott_spooner,
    hhv_scheurer_kestner,
    hhv_steuer,
)

LATENT_HEAT_MJ_PER_KG = 2.443  # water at 25 C (2.442 in steam tables; 2.445 World Bank 1999)
WATER_PER_HYDROGEN = 8.94  # 18.015 / 2.016 kg water per kg hydrogen


def lhv_from_hhv(hhv_dry_mj_per_kg: Numeric, moisture: Numeric, hydrogen_dry: Numeric) -> Numeric:
    """Lower heating value as received from the higher heating value of dry matter.

    Parameters
    ----------
    hhv_dry_mj_per_kg : Numeric
        Higher heating value, MJ/kg dry; any shape.
    moisture : Numeric
        kg water per kg as received.
    hydrogen_dry : Numeric
        kg hydrogen per kg dry.

    Returns
    -------
    Numeric
        MJ/kg as received; negative when the water takes more heat than the matter gives.

    Notes
    -----
    Latent heat 2.443 MJ/kg (25 C) for every elemental formula, so that their spread shows the
    formulas and nothing else. Japanese practice takes 600 kcal/kg (2.512) and 9 H, about
    35 kJ/kg less for half-wet waste.

    References
    ----------
    ISO 21654:2021, net calorific value at constant pressure, without the small terms for
    O and N: LHV = HHV (1 - w) - r (w + 8.94 H (1 - w)).

    Examples
    --------
    20 MJ/kg dry, half water, H 6 %: 10 - 2.443 * (0.5 + 8.94*0.06*0.5) = 8.123 MJ/kg.

    >>> print(f"{lhv_from_hhv(20.0, 0.5, 0.06):.3f}")
    8.123
    """
    dry = 1.0 - moisture
    water = moisture + WATER_PER_HYDROGEN * hydrogen_dry * dry
    return hhv_dry_mj_per_kg * dry - LATENT_HEAT_MJ_PER_KG * water


def lhv_japan_three_component(combustible: Numeric, moisture: Numeric) -> Numeric:
    """Lower heating value by the Japanese three-component formula.

    Parameters
    ----------
    combustible, moisture : Numeric
        kg/kg as received; any shape.

    Returns
    -------
    Numeric
        MJ/kg as received.

    Notes
    -----
    One figure, 4 500 kcal/kg, for all combustible matter: low for waste rich in plastics. It
    carries its own latent heat of 600 kcal/kg.

    References
    ----------
    Ministry of Health and Welfare of Japan, notice Kansei 95 (1977), three components:
    Hl = 45 B - 6 W kcal/kg, percent by mass (188.4 B - 25.1 W kJ/kg).

    Examples
    --------
    B 40 %, W 50 %: 1 800 - 300 = 1 500 kcal/kg = 6.280 MJ/kg.

    >>> round(lhv_japan_three_component(0.40, 0.50), 3)
    6.28
    """
    return (4500.0 * combustible - 600.0 * moisture) * MJ_PER_KCAL


def lhv_japan_with_plastics(combustible: Numeric, plastics: Numeric, moisture: Numeric) -> Numeric:
    """Lower heating value by the three-component formula with plastics counted apart.

    Parameters
    ----------
    combustible : Numeric
        All combustible matter, plastics included, kg/kg as received; any shape.
    plastics : Numeric
        Plastics, kg/kg as received, part of `combustible`.
    moisture : Numeric
        kg/kg as received.

    Returns
    -------
    Numeric
        MJ/kg as received.

    References
    ----------
    Japanese design practice: Hl = 45 (B - P) + 80 P - 6 W kcal/kg, percent by mass. The
    coefficient 80 is quoted from practice; its first publication was not traced.

    Examples
    --------
    B 40 %, of it P 10 %, W 50 %: 1 350 + 800 - 300 = 1 850 kcal/kg = 7.746 MJ/kg.

    >>> round(lhv_japan_with_plastics(0.40, 0.10, 0.50), 3)
    7.746
    """
    kcal = 4500.0 * (combustible - plastics) + 8000.0 * plastics - 600.0 * moisture
    return kcal * MJ_PER_KCAL


def lhv_world_bank(
    combustible: Mapping[str, Numeric], hawf_mj_per_kg: Mapping[str, float], moisture: Numeric
) -> Numeric:
    """Lower heating value from the ash-free combustible matter of each component.

    Parameters
    ----------
    combustible : Mapping of str to Numeric
        Ash-free combustible matter of each component, kg per kg of the whole wet waste.
    hawf_mj_per_kg : Mapping of str to float
        Ash- and water-free calorific value of each component, MJ/kg.
    moisture : Numeric
        Water of the whole waste, kg/kg.

    Returns
    -------
    Numeric
        MJ/kg as received.

    Raises
    ------
    ValueError
        If a component has no calorific value.

    References
    ----------
    Rand, Haukohl, Marxen, Municipal Solid Waste Incineration: A Decision Maker's Guide /
    Technical Guidance Report, World Bank 1999: Hinf = Hawf C - 2445 W, kJ/kg.

    Examples
    --------
    0.20 food at 17 and 0.10 plastics at 33, W 0.55: 3.4 + 3.3 - 1.34475 = 5.355 MJ/kg.

    >>> print(f"{lhv_world_bank({'food': 0.2, 'pl': 0.1}, {'food': 17.0, 'pl': 33.0}, 0.55):.3f}")
    5.355
    """
    missing = sorted(set(combustible) - set(hawf_mj_per_kg))
    if missing:
        raise ValueError(
            f"no ash-free calorific value for {missing}; known are {sorted(hawf_mj_per_kg)}; "
            "add the component to the table"
        )
    heat: Numeric = 0.0
    for name, matter in combustible.items():
        heat = heat + hawf_mj_per_kg[name] * matter
    return heat - 2.445 * moisture


def _as_received(hhv_dry: Callable[[Analysis], Numeric]) -> Callable[[Analysis], Numeric]:
    """Turn a formula on dry matter into one on waste as received."""

    def lhv(analysis: Analysis) -> Numeric:
        dry = analysis.dry
        return lhv_from_hhv(hhv_dry(dry), analysis.moisture, dry.hydrogen)

    return lhv


# Name -> lower heating value as received (MJ/kg) of an as-received analysis.
FORMULAS: Mapping[str, Callable[[Analysis], Numeric]] = {
    "channiwala_parikh": _as_received(
        lambda d: hhv_channiwala_parikh(d.carbon, d.hydrogen, d.oxygen, d.nitrogen, d.sulfur, d.ash)
    ),
    "dulong": _as_received(lambda d: hhv_dulong(d.carbon, d.hydrogen, d.oxygen, d.sulfur)),
    "steuer": _as_received(lambda d: hhv_steuer(d.carbon, d.hydrogen, d.oxygen, d.sulfur)),
    "scheurer_kestner": _as_received(
        lambda d: hhv_scheurer_kestner(d.carbon, d.hydrogen, d.oxygen, d.sulfur)
    ),
    "boie": _as_received(lambda d: hhv_boie(d.carbon, d.hydrogen, d.oxygen, d.nitrogen, d.sulfur)),
    "mott_spooner": _as_received(
        lambda d: hhv_mott_spooner(d.carbon, d.hydrogen, d.oxygen, d.sulfur, d.ash)
    ),
    "japan_three_component": lambda a: lhv_japan_three_component(a.combustible, a.moisture),
}


def lhv_mj_per_kg(analysis: Analysis, formula: str = "channiwala_parikh") -> Numeric:
    """Lower heating value as received by the formula of that name.

    Parameters
    ----------
    analysis : Analysis
        As received, kg/kg; any shape.
    formula : str, default "channiwala_parikh"
        A key of :data:`FORMULAS`.

    Returns
    -------
    Numeric
        MJ/kg as received.

    Raises
    ------
    ValueError
        If the formula is not known.

    References
    ----------
    See the function of each formula.

    Examples
    --------
    Dry carbon by Dulong: 33.913 MJ/kg.

    >>> print(f"{lhv_mj_per_kg(Analysis(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 'dulong'):.3f}")
    33.913
    """
    if formula not in FORMULAS:
        raise ValueError(f"heating value formula {formula!r} is unknown; use one of {[*FORMULAS]}")
    return FORMULAS[formula](analysis)


def lhv_spread(analysis: Analysis) -> dict[str, Numeric]:
    """Lower heating value by every formula, to show how much the choice decides.

    Parameters
    ----------
    analysis : Analysis
        As received, kg/kg; any shape.

    Returns
    -------
    dict of str to Numeric
        MJ/kg as received, by formula name.

    References
    ----------
    See the function of each formula.

    Examples
    --------
    >>> spread = lhv_spread(Analysis(0.5, 0.1, 0.2, 0.03, 0.16, 0.005, 0.001, 0.004))
    >>> spread["dulong"] < spread["steuer"] < spread["scheurer_kestner"]
    np.True_
    """
    return {name: formula(analysis) for name, formula in FORMULAS.items()}
