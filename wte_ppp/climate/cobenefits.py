"""Air pollution avoided and caused: open burning, grid power, the plant's own stack."""

from collections.abc import Mapping

from wte_ppp.arrays import Numeric, of_amount

KG_PER_T = 1000.0
MG_PER_T = 1.0e9
GJ_PER_MWH = 3.6


def burning_t(waste_t: Numeric, factor_g_per_kg: Numeric) -> Numeric:
    """Pollutant of waste burnt in the open.

    Parameters
    ----------
    waste_t : Numeric
        Waste set on fire, t per year; float, (n_years,) or (n_draws, n_years).
    factor_g_per_kg : Numeric
        g per kg of waste, on the same basis (wet or dry) as the tonnes.

    Returns
    -------
    Numeric
        t per year.

    References
    ----------
    EMEP/EEA air pollutant emission inventory guidebook, 5.C.2 open burning of waste: activity
    times factor.

    Examples
    --------
    1 000 t at 9.8 g/kg of fine dust: 9.8 t.

    >>> print(f"{burning_t(1000.0, 9.8):.1f}")
    9.8
    """
    return waste_t * factor_g_per_kg / KG_PER_T


def grid_factor_kg_per_mwh(
    shares: Mapping[str, Numeric],
    g_per_gj: Mapping[str, Numeric],
    efficiency: Mapping[str, Numeric],
    abatement: Mapping[str, Numeric],
) -> Numeric:
    """Pollutant of a mean MWh of grid power.

    Parameters
    ----------
    shares : Mapping of str to Numeric
        Share of each fuel in the power generated, 0 to 1; what burns nothing is left out; NaN
        where unknown.
    g_per_gj : Mapping of str to Numeric
        Pollutant before abatement, g per GJ of fuel, lower heating value.
    efficiency : Mapping of str to Numeric
        Electric efficiency of each fuel's plants, above 0.
    abatement : Mapping of str to Numeric
        Share of the pollutant that the plants remove.

    Returns
    -------
    Numeric
        kg per MWh.

    References
    ----------
    EMEP/EEA guidebook, 1.A.1.a public electricity, tier 1; 3.6 GJ per MWh over the efficiency.

    Examples
    --------
    Half coal at 36 % with 820 g/GJ of SO2, 90 % removed: 0.5 * 820 * 10 * 0.1 / 1000 = 0.41.

    >>> mix = {"coal": 0.5}
    >>> found = grid_factor_kg_per_mwh(mix, {"coal": 820.0}, {"coal": 0.36}, {"coal": 0.9})
    >>> print(f"{found:.2f}")
    0.41
    """
    each = [
        of_amount(
            g_per_gj[fuel] * GJ_PER_MWH / efficiency[fuel] * (1.0 - abatement[fuel]) / KG_PER_T,
            share,
        )
        for fuel, share in shares.items()
    ]
    return sum(each)


def grid_power_t(net_export_mwh: Numeric, factor_kg_per_mwh: Numeric) -> Numeric:
    """Pollutant of the grid power that the plant displaces.

    Parameters
    ----------
    net_export_mwh : Numeric
        MWh per year.
    factor_kg_per_mwh : Numeric
        From :func:`grid_factor_kg_per_mwh`.

    Returns
    -------
    Numeric
        t per year.

    References
    ----------
    As :func:`grid_factor_kg_per_mwh`; the plant displaces the mean of the grid.

    Examples
    --------
    >>> print(f"{grid_power_t(90_000.0, 0.41):.1f}")
    36.9
    """
    return of_amount(net_export_mwh, factor_kg_per_mwh / KG_PER_T)[()]


def stack_t(
    fired_t: Numeric, dry_gas_nm3_per_t: Numeric, concentration_mg_per_nm3: Numeric
) -> Numeric:
    """Pollutant that the plant's stack emits.

    Parameters
    ----------
    fired_t : Numeric
        Waste fired, t per year; float, (n_years,) or (n_draws, n_years).
    dry_gas_nm3_per_t : Numeric
        Dry flue gas per tonne fired at the reference oxygen of the concentration.
    concentration_mg_per_nm3 : Numeric
        Limit, guarantee or measured mean; a limit gives the most the plant may emit.

    Returns
    -------
    Numeric
        t per year.

    References
    ----------
    Directive 2010/75/EU, Annex VI, for the basis of concentrations (dry, 11 % oxygen).

    Examples
    --------
    100 000 t, 6 000 Nm3/t, 200 mg/Nm3: 120 t.

    >>> print(f"{stack_t(100_000.0, 6000.0, 200.0):.0f}")
    120
    """
    return fired_t * dry_gas_nm3_per_t * concentration_mg_per_nm3 / MG_PER_T


def net_avoided_t(burning: Numeric, grid: Numeric, stack: Numeric) -> Numeric:
    """Pollutant avoided: what fires and power plants no longer emit, less the stack.

    Parameters
    ----------
    burning, grid, stack : Numeric
        t per year.

    Returns
    -------
    Numeric
        t per year; negative where the plant emits more than it avoids.

    References
    ----------
    Difference of the two cases.

    Examples
    --------
    >>> net_avoided_t(9.0, 3.0, 2.0)
    10.0
    """
    return burning + grid - stack


def damage_usd(avoided_t: Numeric, usd_per_t: Numeric) -> Numeric:
    """Damage to health avoided, in money.

    Parameters
    ----------
    avoided_t : Numeric
        t per year.
    usd_per_t : Numeric
        Damage of a tonne; an assumption of the study, since it depends on who lives nearby.

    Returns
    -------
    Numeric
        USD per year.

    References
    ----------
    Unit damage cost times tonnes (benefit transfer).

    Examples
    --------
    >>> damage_usd(10.0, 5000.0)
    50000.0
    """
    return avoided_t * usd_per_t
