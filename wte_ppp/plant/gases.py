"""The gases in air and flue gas: molar masses, volumes, enthalpies."""

from dataclasses import dataclass, fields
from typing import cast

import numpy as np

from wte_ppp.arrays import Numeric, above, at_least

# IUPAC standard atomic weights (2021, abridged), kg/kmol; a compound is the sum of its atoms, so
# that the masses of a reaction close to the last digit.
_C, _H, _O, _N, _S, _CL = 12.011, 1.008, 15.999, 14.007, 32.06, 35.45
MOLAR_MASS = {
    "C": _C,
    "H": _H,
    "O": _O,
    "N": _N,
    "S": _S,
    "Cl": _CL,
    "co2": _C + 2 * _O,
    "h2o": 2 * _H + _O,
    "so2": _S + 2 * _O,
    "hcl": _H + _CL,
    "n2": 2 * _N,
    "o2": 2 * _O,
}
# Ideal gas at 0 degC and 101.325 kPa (CODATA).
MOLAR_VOLUME_NM3_PER_KMOL = 22.414
# Dry air: EN 12952-15:2003 counts argon and CO2 of the air with the nitrogen, as here.
AIR_MOLAR_MASS = 28.965
AIR_OXYGEN_MOLE_SHARE = 0.2095
ATMOSPHERIC_NITROGEN_MOLAR_MASS = (AIR_MOLAR_MASS - AIR_OXYGEN_MOLE_SHARE * MOLAR_MASS["o2"]) / (
    1.0 - AIR_OXYGEN_MOLE_SHARE
)

# Shomate coefficients A, B, C, D, E, F, H of the NIST Chemistry WebBook (SRD 69; Chase 1998), each
# row up to its temperature [K]. Steam is tabulated from 500 K; its row gives 33.6 kJ/(kmol K) at
# 298 K, the JANAF value, so it is used from 250 K.
_SHOMATE: dict[str, tuple[tuple[float, tuple[float, ...]], ...]] = {
    "n2": (
        (500.0, (28.98641, 1.853978, -9.647459, 16.63537, 0.000117, -8.671914, 0.0)),
        (2000.0, (19.50583, 19.88705, -8.598535, 1.369784, 0.527601, -4.935202, 0.0)),
    ),
    "o2": (
        (700.0, (31.32234, -20.23531, 57.86644, -36.50624, -0.007374, -8.903471, 0.0)),
        (2000.0, (30.03235, 8.772972, -3.988133, 0.788313, -0.741599, -11.32468, 0.0)),
    ),
    "co2": (
        (1200.0, (24.99735, 55.18696, -33.69137, 7.948387, -0.136638, -403.6075, -393.5224)),
        (2000.0, (58.16639, 2.720074, -0.492289, 0.038844, -6.447293, -425.9186, -393.5224)),
    ),
    "h2o": (
        (1700.0, (30.092, 6.832514, 6.793435, -2.53448, 0.082139, -250.881, -241.8264)),
        (2000.0, (41.96426, 8.622053, -1.499780, 0.098119, -11.15764, -272.1797, -241.8264)),
    ),
    "so2": (
        (1200.0, (21.43049, 74.35094, -57.75217, 16.35534, 0.086731, -305.7688, -296.8422)),
        (2000.0, (57.48188, 1.009328, -0.076290, 0.005174, -4.045401, -324.4140, -296.8422)),
    ),
    "hcl": (
        (1200.0, (32.12392, -13.45805, 19.86852, -6.853936, -0.049672, -101.6206, -92.31201)),
        (2000.0, (31.91923, 3.203184, -0.541539, 0.035925, -3.438525, -108.0150, -92.31201)),
    ),
}
_LOWEST_K, _HIGHEST_K = 250.0, 2000.0


@dataclass(frozen=True)
class FlueGas:
    """Air, flue gas and ash of one kg of waste as received.

    Every field is per kg of waste: ``*_kg`` in kg, ``*_nm3`` in Nm3 (0 degC, 101.325 kPa).
    ``ash_kg`` is the dry solid residue: ash, unburnt carbon and the Cl and S it holds back.
    """

    co2_kg: Numeric
    h2o_kg: Numeric
    so2_kg: Numeric
    hcl_kg: Numeric
    n2_kg: Numeric
    o2_kg: Numeric
    co2_nm3: Numeric
    h2o_nm3: Numeric
    so2_nm3: Numeric
    hcl_nm3: Numeric
    n2_nm3: Numeric
    o2_nm3: Numeric
    air_kg: Numeric
    air_nm3: Numeric
    dry_air_kg: Numeric
    dry_air_nm3: Numeric
    ash_kg: Numeric
    unburnt_carbon_kg: Numeric

    def of(self, kg: Numeric) -> "FlueGas":
        """What some kilograms burn to."""
        return FlueGas(**{field.name: kg * getattr(self, field.name) for field in fields(self)})

    @property
    def flue_gas_kg(self) -> Numeric:
        """Wet flue gas [kg/kg waste]."""
        return self.co2_kg + self.h2o_kg + self.so2_kg + self.hcl_kg + self.n2_kg + self.o2_kg

    @property
    def dry_nm3(self) -> Numeric:
        """Dry flue gas [Nm3/kg waste]."""
        return self.co2_nm3 + self.so2_nm3 + self.hcl_nm3 + self.n2_nm3 + self.o2_nm3

    @property
    def wet_nm3(self) -> Numeric:
        """Wet flue gas [Nm3/kg waste]."""
        return self.dry_nm3 + self.h2o_nm3

    @property
    def dry_o2_percent(self) -> Numeric:
        """Oxygen in the dry flue gas [% by volume], NaN where nothing burns."""
        return 100.0 * self.o2_nm3 / np.where(np.equal(self.dry_nm3, 0.0), np.nan, self.dry_nm3)


def molar_enthalpy_kj_per_kmol(gas: str, temperature_c: Numeric) -> Numeric:
    """Sensible enthalpy of an ideal gas above 25 degC (Shomate equation).

    Parameters
    ----------
    gas : str
        One of ``co2``, ``h2o``, ``so2``, ``hcl``, ``n2``, ``o2``.
    temperature_c : float or array
        Temperature [degC].

    Returns
    -------
    float or array
        Enthalpy [kJ/kmol], same shape as ``temperature_c``; NaN outside -23 to 1727 degC.

    Raises
    ------
    ValueError
        If the gas has no coefficients.

    References
    ----------
    NIST Chemistry WebBook, SRD 69, gas phase thermochemistry data (Chase, M.W., NIST-JANAF
    Thermochemical Tables, 4th ed., 1998): H - H298 = A t + B t2/2 + C t3/3 + D t4/4 - E/t + F - H,
    t = T/1000.

    Examples
    --------
    >>> round(float(molar_enthalpy_kj_per_kmol("co2", 226.85)) / 1000, 1)  # JANAF, 500 K: 8.305
    8.3
    """
    if gas not in _SHOMATE:
        raise ValueError(f"no enthalpy for gas {gas!r}: choose one of {', '.join(_SHOMATE)}")
    kelvin = np.add(temperature_c, 273.15)
    inside = at_least(kelvin, _LOWEST_K) & at_least(_HIGHEST_K, kelvin)
    t = np.where(inside, np.minimum(kelvin, _HIGHEST_K), np.nan) / 1000.0
    enthalpy = np.full_like(t, np.nan)
    for highest_k, (a, b, c, d, e, f, h) in reversed(_SHOMATE[gas]):
        row = a * t + b * t**2 / 2 + c * t**3 / 3 + d * t**4 / 4 - e / t + f - h
        enthalpy = np.where(t <= highest_k / 1000.0, row, enthalpy)
    result: Numeric = 1000.0 * enthalpy
    return result


def air_enthalpy_kj_per_kg(
    temperature_c: Numeric, air_moisture_kg_per_kg: Numeric = 0.0
) -> Numeric:
    """Sensible enthalpy of air above 25 degC, per kg of moist air.

    Parameters
    ----------
    temperature_c : float or array
        Temperature [degC], -23 to 1727.
    air_moisture_kg_per_kg : float or array
        Water vapour [kg per kg dry air].

    Returns
    -------
    float or array
        Enthalpy [kJ/kg moist air], broadcast.

    References
    ----------
    Dry air of 20.95 % oxygen, the rest as nitrogen (EN 12952-15:2003).

    Examples
    --------
    >>> round(float(air_enthalpy_kj_per_kg(125.0) / 100), 2)  # mean cp of dry air, kJ/(kg K)
    1.01
    """
    dry = (
        AIR_OXYGEN_MOLE_SHARE * molar_enthalpy_kj_per_kmol("o2", temperature_c)
        + (1.0 - AIR_OXYGEN_MOLE_SHARE) * molar_enthalpy_kj_per_kmol("n2", temperature_c)
    ) / AIR_MOLAR_MASS
    vapour = molar_enthalpy_kj_per_kmol("h2o", temperature_c) / MOLAR_MASS["h2o"]
    return (dry + air_moisture_kg_per_kg * vapour) / (1.0 + np.asarray(air_moisture_kg_per_kg))


def reference_oxygen_factor(measured_o2_percent: Numeric, reference_o2_percent: Numeric) -> Numeric:
    """Factor that turns a dry concentration into one at the reference oxygen.

    Parameters
    ----------
    measured_o2_percent, reference_o2_percent : float or array
        Oxygen in the dry flue gas [% by volume], below 21.

    Returns
    -------
    float or array
        (21 - reference)/(21 - measured) [-]; a dry volume is divided by it. NaN from 21 % up.

    References
    ----------
    Directive 2010/75/EU, Annex VI, part 7.

    Examples
    --------
    >>> round(float(reference_oxygen_factor(7.0, 11.0)), 4)  # 10/14
    0.7143
    """
    measured = np.asarray(measured_o2_percent)
    return (21.0 - reference_o2_percent) / (
        21.0 - np.where(above(21.0, measured), measured, np.nan)
    )


def flue_gas_enthalpy_kj_per_kg(flue_gas: FlueGas, temperature_c: Numeric) -> Numeric:
    """Sensible enthalpy of the wet flue gas of one kg of waste, above 25 degC.

    Parameters
    ----------
    flue_gas : FlueGas
        Result of :func:`wte_ppp.plant.combustion.combustion`.
    temperature_c : float or array
        Flue gas temperature [degC], -23 to 1727; water stays vapour.

    Returns
    -------
    float or array
        Enthalpy [kJ/kg waste].

    References
    ----------
    NIST Chemistry WebBook, SRD 69 (Shomate equations).

    Examples
    --------
    Carbon with its exact air at 125 degC: 3.664 kg CO2 and 8.78 kg N2, about
    3.664 * 89 + 8.78 * 103.5 = 1235 kJ.

    >>> from wte_ppp.plant.combustion import combustion
    >>> from wte_ppp.waste.composition import Analysis
    >>> carbon = Analysis(moisture=0, ash=0, carbon=1, hydrogen=0, oxygen=0, nitrogen=0,
    ...                   sulfur=0, chlorine=0)
    >>> bool(abs(flue_gas_enthalpy_kj_per_kg(combustion(carbon, 1.0), 125.0) - 1235) < 12)
    True
    """
    gases = ("co2", "h2o", "so2", "hcl", "n2", "o2")
    return sum(
        cast(Numeric, getattr(flue_gas, f"{gas}_nm3"))
        / MOLAR_VOLUME_NM3_PER_KMOL
        * molar_enthalpy_kj_per_kmol(gas, temperature_c)
        for gas in gases
    )
