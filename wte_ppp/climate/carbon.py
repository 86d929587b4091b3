"""Carbon of the waste: where it goes, and fossil CO2 from samples or from the stack."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate.incineration import CO2_PER_CARBON

CARBON_KG_PER_KMOL = 12.011  # IUPAC standard atomic weight
NORMAL_M3_PER_KMOL = 22.414  # ideal gas at 0 °C and 101 325 Pa


@dataclass(frozen=True)
class CarbonBalance:
    """Carbon of the waste and where it goes, t C per year: in = biogenic + fossil + residual."""

    carbon_in: FloatArray
    biogenic_to_stack: FloatArray
    fossil_to_stack: FloatArray
    residual_in_ash: FloatArray


def carbon_balance_t(
    waste_t_by_component: Mapping[str, Numeric],
    carbon: Mapping[str, Numeric],
    fossil_carbon_fraction: Mapping[str, Numeric],
    oxidation: Numeric = 1.0,
) -> CarbonBalance:
    """Carbon that enters with the waste and leaves by stack and ash.

    Parameters
    ----------
    waste_t_by_component : Mapping of str to Numeric
        Wet waste burnt in each year, t, (n_years,) or (n_draws, n_years) each.
    carbon : Mapping of str to Numeric
        Total carbon, kg per kg wet waste.
    fossil_carbon_fraction : Mapping of str to Numeric
        Fossil share of the total carbon.
    oxidation : Numeric, default 1
        Share of the carbon that burns; the rest stays in ash.

    Returns
    -------
    CarbonBalance
        t C per year; what enters equals what leaves.

    Raises
    ------
    ValueError
        If no component is given.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.2 (oxidation factor). Conservation of mass.

    Examples
    --------
    100 t plastics (85 % C, fossil) and 100 t paper (50 % C, 5 % fossil), 98 % burnt: in 135,
    fossil 0.98 * 87.5, biogenic 0.98 * 47.5, ash 0.02 * 135.

    >>> found = carbon_balance_t(
    ...     {"plastics": np.array([100.0]), "paper": np.array([100.0])},
    ...     {"plastics": 0.85, "paper": 0.50}, {"plastics": 1.0, "paper": 0.05}, 0.98)
    >>> parts = (found.carbon_in, found.fossil_to_stack, found.biogenic_to_stack)
    >>> [part.round(3).item() for part in (*parts, found.residual_in_ash)]
    [135.0, 85.75, 46.55, 2.7]
    """
    if not waste_t_by_component:
        raise ValueError("no component given")
    each = {name: waste * carbon[name] for name, waste in waste_t_by_component.items()}
    total = np.asarray(reduce(np.add, each.values()), dtype=np.float64)
    fossil = reduce(
        np.add, [tonnes * fossil_carbon_fraction[name] for name, tonnes in each.items()]
    )
    biogenic = reduce(
        np.add, [tonnes * (1.0 - fossil_carbon_fraction[name]) for name, tonnes in each.items()]
    )
    return CarbonBalance(
        carbon_in=total,
        biogenic_to_stack=np.asarray(oxidation * biogenic, dtype=np.float64),
        fossil_to_stack=np.asarray(oxidation * fossil, dtype=np.float64),
        residual_in_ash=np.asarray((1.0 - oxidation) * total, dtype=np.float64),
    )


def sampled_components_t(
    waste_t: Numeric, sample_shares: Mapping[str, FloatArray]
) -> dict[str, Numeric]:
    """Tonnes of each component where the total is weighed and the composition is sampled.

    Parameters
    ----------
    waste_t : Numeric
        All waste, t per year; float, (n_years,) or (n_draws, n_years).
    sample_shares : Mapping of str to FloatArray
        Share of each component in each sample, kg/kg, (n_samples,).

    Returns
    -------
    dict of str to Numeric
        t per year by component: W times the mean of the samples.

    Raises
    ------
    ValueError
        If there is no sample.

    References
    ----------
    CDM TOOL04, v08.1, W_j from p_n,j and z; ACM0022 v03.0, eq. 22, option 2.

    Examples
    --------
    1 000 t, food 60 % and 50 % in two samples: 550 t.

    >>> round(sampled_components_t(1000.0, {"food": np.array([0.6, 0.5])})["food"], 6)
    550.0
    """
    if any(np.size(shares) == 0 for shares in sample_shares.values()) or not sample_shares:
        raise ValueError("no sample given; the method asks for samples of every component")
    return {name: waste_t * float(np.mean(shares)) for name, shares in sample_shares.items()}


def carbon_kg_per_nm3(co2_fraction: Numeric) -> Numeric:
    """Carbon of a cubic metre of flue gas, from its carbon dioxide.

    Parameters
    ----------
    co2_fraction : Numeric
        Volume of CO2 per volume of gas.

    Returns
    -------
    Numeric
        kg C/Nm3.

    References
    ----------
    Ideal gas at 0 °C and 101 325 Pa: 22.414 m3/kmol; carbon 12.011 kg/kmol.

    Examples
    --------
    >>> print(f"{carbon_kg_per_nm3(0.10):.4f}")
    0.0536
    """
    return co2_fraction * CARBON_KG_PER_KMOL / NORMAL_M3_PER_KMOL


def stack_fossil_co2_t(
    flue_gas_nm3: Numeric, carbon_kg_per_nm3: Numeric, fossil_carbon_fraction: Numeric
) -> Numeric:
    """Fossil carbon dioxide measured in the stack.

    Parameters
    ----------
    flue_gas_nm3 : Numeric
        Flue gas of the year, Nm3 on the basis of the concentration.
    carbon_kg_per_nm3 : Numeric
        Carbon in the gas, kg C per Nm3.
    fossil_carbon_fraction : Numeric
        Fossil share of that carbon, from carbon-14 of samples.

    Returns
    -------
    Numeric
        t CO2 per year.

    References
    ----------
    CDM ACM0022 v03.0, combustion, option 3 (stack gas). EN ISO 13833 for carbon-14.

    Examples
    --------
    1 000 000 Nm3 of 0.05 kg C, 40 % fossil: 20 t C, 73.33 t CO2.

    >>> print(f"{stack_fossil_co2_t(1e6, 0.05, 0.4):.2f}")
    73.33
    """
    return CO2_PER_CARBON * flue_gas_nm3 * carbon_kg_per_nm3 / 1000.0 * fossil_carbon_fraction
