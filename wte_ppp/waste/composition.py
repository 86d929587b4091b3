"""What the waste is made of: dry components mixed on a wet basis into one analysis.

Two layers, kept apart on purpose. A :class:`Component` is a material (paper, food) with the
composition of its *dry* matter and the moisture it holds where it was sampled. An
:class:`Analysis` is the waste as it is weighed, water included. Moisture moves between
components in a bag or bunker; dry matter does not, so wet shares must be paired with
moistures measured at the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric

_DRY_MATTER = ("ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


@dataclass(frozen=True)
class Analysis:
    """As-received composition of a waste; the eight mass shares sum to 1.

    Parameters
    ----------
    moisture, ash : Numeric
        Water and mineral matter, kg per kg as received.
    carbon, hydrogen, oxygen, nitrogen, sulfur, chlorine : Numeric
        Elements of the combustible matter, kg per kg as received. The hydrogen and oxygen
        of the water are not counted again here.

    Examples
    --------
    >>> wet = Analysis(0.5, 0.1, 0.2, 0.03, 0.16, 0.005, 0.001, 0.004)
    >>> round(wet.combustible, 6)
    0.4
    >>> round(float(wet.dry.ash), 6)
    0.2
    """

    moisture: Numeric
    ash: Numeric
    carbon: Numeric
    hydrogen: Numeric
    oxygen: Numeric
    nitrogen: Numeric
    sulfur: Numeric
    chlorine: Numeric

    @property
    def combustible(self) -> Numeric:
        """Combustible matter C+H+O+N+S+Cl, kg per kg as received."""
        return (
            self.carbon + self.hydrogen + self.oxygen + self.nitrogen + self.sulfur + self.chlorine
        )

    @property
    def dry(self) -> "Analysis":
        """Same waste without its water; NaN where the waste is nothing but water."""
        return with_moisture(self, 0.0)


@dataclass(frozen=True)
class Component:
    """One sorted material: its moisture where sampled, and what its dry matter holds.

    Parameters
    ----------
    moisture : Numeric
        Water, kg per kg wet component, in the state the shares were weighed in (as
        discarded, or in the bunker).
    ash, carbon, hydrogen, oxygen, nitrogen, sulfur, chlorine : Numeric
        kg per kg *dry* component; they sum to 1.

    Examples
    --------
    >>> Component(0.06, 0.06, 0.435, 0.06, 0.4375, 0.003, 0.002, 0.0025).carbon
    0.435
    """

    moisture: Numeric
    ash: Numeric
    carbon: Numeric
    hydrogen: Numeric
    oxygen: Numeric
    nitrogen: Numeric
    sulfur: Numeric
    chlorine: Numeric


def with_soil(component: Component, soil: Numeric) -> Component:
    """Component as it is sampled from mixed waste, with soil on it.

    Parameters
    ----------
    component : Component
        Analysis of the clean component.
    soil : Numeric
        Dry soil, kg per kg of dry component with its soil; 0 to 1.

    Returns
    -------
    Component
        Ash a + s (1 - a), all elements times (1 - s), the same moisture.

    Notes
    -----
    Soil counts as ash alone; the carbon of topsoil, a few per cent of it, is left out.

    Examples
    --------
    Paper of 6 % ash with 10 % soil: 6 + 0.1 * 94 = 15.4 % ash, carbon 43.5 * 0.9 = 39.15 %.

    >>> paper = Component(0.4, 0.06, 0.435, 0.06, 0.4375, 0.003, 0.002, 0.0025)
    >>> dirty = with_soil(paper, 0.10)
    >>> round(dirty.ash, 4), round(dirty.carbon, 4)
    (0.154, 0.3915)
    """
    matter = {name: getattr(component, name) * (1.0 - soil) for name in _DRY_MATTER}
    matter["ash"] = matter["ash"] + soil
    return Component(moisture=component.moisture, **matter)


def wet_shares(
    dry_share: Mapping[str, Numeric], moisture: Mapping[str, Numeric]
) -> dict[str, Numeric]:
    """Shares of wet waste from shares of dry matter.

    Parameters
    ----------
    dry_share : mapping of str to Numeric
        Share of each component in the dry waste; sums to 1.
    moisture : mapping of str to Numeric
        Water of each component, kg/kg wet, below 1.

    Returns
    -------
    dict of str to Numeric
        Share of each component in the wet waste; sums to 1.

    References
    ----------
    ISO 1170:2020, change of basis. Japan's municipalities survey by dry weight: notice of the
    Ministry of Health and Welfare, Kansei 95 (1977), annex 2.

    Examples
    --------
    Half of the dry matter is food with 75 % water, half paper with 20 %: 0.5/0.25 = 2.0 and
    0.5/0.8 = 0.625 of 2.625.

    >>> shares = wet_shares({"food": 0.5, "paper": 0.5}, {"food": 0.75, "paper": 0.2})
    >>> {name: round(share, 4) for name, share in shares.items()}
    {'food': 0.7619, 'paper': 0.2381}
    """
    wet = {name: share / (1.0 - moisture[name]) for name, share in dry_share.items()}
    total = sum(wet.values())
    return {name: share / total for name, share in wet.items()}


def mix(share: Mapping[str, Numeric], components: Mapping[str, Component]) -> Analysis:
    """As-received analysis of waste sorted into components.

    Parameters
    ----------
    share : Mapping of str to Numeric
        kg wet component per kg wet waste; float, (n_years,) or (n_draws, n_years). The
        caller checks that the shares sum to 1: a survey's rounding is not this room's matter.
    components : Mapping of str to Component
        Must hold every component named in `share`; others are ignored.

    Returns
    -------
    Analysis
        kg per kg as received, of the broadcast shape of shares and components.

    Raises
    ------
    ValueError
        If `share` is empty or names a component that `components` does not hold.

    Notes
    -----
    Wet shares go with wet moistures. A dry-clean moisture (paper 6 %, film 2 %) on shares
    weighed in a wet bunker overstates the dry matter, and with it the heating value.

    References
    ----------
    Tchobanoglous, Theisen, Vigil, Integrated Solid Waste Management, McGraw-Hill 1993,
    ch. 4 (moisture and ultimate analysis of a mixture from its components).

    Examples
    --------
    Half wet food, half dry inert: 0.5 * 0.7 = 0.35 water, 0.5 * 0.3 * 0.48 = 0.072 carbon.

    >>> food = Component(0.7, 0.05, 0.48, 0.064, 0.37, 0.026, 0.004, 0.006)
    >>> inert = Component(0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    >>> waste = mix({"food": 0.5, "inert": 0.5}, {"food": food, "inert": inert})
    >>> print(f"{waste.moisture:.3f} {waste.carbon:.3f} {waste.ash:.4f}")
    0.350 0.072 0.5075
    """
    if not share:
        raise ValueError("composition share is empty; give at least one component")
    unknown = sorted(set(share) - set(components))
    if unknown:
        raise ValueError(
            f"components {unknown} have no analysis; expected {sorted(components)}; "
            "rename the share or add the component to the table"
        )

    moisture: Numeric = 0.0
    matter: dict[str, Numeric] = {substance: 0.0 for substance in _DRY_MATTER}
    for name, wet_share in share.items():
        component = components[name]
        moisture = moisture + wet_share * component.moisture
        dry_share = wet_share * (1.0 - component.moisture)
        for substance in matter:
            matter[substance] = matter[substance] + dry_share * getattr(component, substance)
    return Analysis(moisture=moisture, **matter)


def with_moisture(analysis: Analysis, moisture: Numeric) -> Analysis:
    """Same dry matter at another as-received moisture.

    Parameters
    ----------
    analysis : Analysis
        kg per kg as received, any broadcastable shape.
    moisture : Numeric
        The new water share, kg per kg; float, (n_years,) or (n_draws, n_years).

    Returns
    -------
    Analysis
        kg per kg at the new moisture; NaN where the old waste held no dry matter, or where
        the new moisture lies outside 0 to 1.

    References
    ----------
    ISO 1170:2020 (basis conversion): value * (1 - new moisture) / (1 - old moisture).

    Examples
    --------
    Dry matter halves from 0.8 to 0.4 of the weight, and so does the carbon.

    >>> half_wet = Analysis(0.2, 0.1, 0.4, 0.05, 0.24, 0.005, 0.002, 0.003)
    >>> wetter = with_moisture(half_wet, 0.6)
    >>> print(f"{wetter.carbon:.3f} {wetter.ash:.3f}")
    0.200 0.050
    """
    dry_before = 1.0 - analysis.moisture
    valid = (dry_before > 0.0) & (moisture >= 0.0) & (moisture <= 1.0)
    scale = np.where(valid, 1.0 - moisture, np.nan) / np.where(valid, dry_before, 1.0)
    return Analysis(
        moisture=moisture,
        ash=analysis.ash * scale,
        carbon=analysis.carbon * scale,
        hydrogen=analysis.hydrogen * scale,
        oxygen=analysis.oxygen * scale,
        nitrogen=analysis.nitrogen * scale,
        sulfur=analysis.sulfur * scale,
        chlorine=analysis.chlorine * scale,
    )
