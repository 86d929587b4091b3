"""One state of the waste from its composition and from what was measured of the whole.

A composition with a table of components gives water, ash and elements; a laboratory gives some of
these, and the heating value, of the mixed waste. The two never agree. :func:`reconcile` holds
what was measured and moves the rest as little as its spread asks, so that heat, combustion air,
flue gas, ash and carbon are those of one waste. :func:`carried_over` takes the correction that was
found to a waste that differs in composition or water.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.waste.composition import Analysis, with_moisture
from wte_ppp.waste.heating_value import LATENT_HEAT_MJ_PER_KG, lhv_mj_per_kg

ELEMENTS = ("carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")
SHARES = ("moisture", "ash", *ELEMENTS)
HEAT = "lhv"
LABORATORY = 1e-7  # error of a share that was measured, kg/kg: it is held
STEP = 1e-3  # of a spread, to read a formula's slope; all but one formula are linear


@dataclass(frozen=True)
class Spread:
    """How far the waste may lie from what its composition says: standard deviations.

    Parameters
    ----------
    moisture, ash : Numeric
        kg per kg as received.
    carbon, hydrogen, oxygen, nitrogen, sulfur, chlorine : Numeric
        kg per kg of combustible matter.
    lhv : Numeric
        Error of the heating value formula, MJ/kg as received.

    Examples
    --------
    >>> Spread(0.05, 0.04, 0.02, 0.003, 0.03, 0.004, 0.001, 0.003, 0.3).ash
    0.04
    """

    moisture: Numeric
    ash: Numeric
    carbon: Numeric
    hydrogen: Numeric
    oxygen: Numeric
    nitrogen: Numeric
    sulfur: Numeric
    chlorine: Numeric
    lhv: Numeric


@dataclass(frozen=True)
class Reconciled:
    """Waste that is what was measured, and else as near to its composition as it can be.

    Parameters
    ----------
    analysis : Analysis
        kg per kg as received.
    lhv_mj_per_kg : Numeric
        As measured, or by the formula on `analysis`.
    misfit : Mapping of str to Numeric
        Departures from the composition, and of the measured heating value from the formula's on
        `analysis`, in standard deviations.

    Examples
    --------
    >>> waste = Analysis(0.5, 0.1, 0.2, 0.03, 0.16, 0.005, 0.001, 0.004)
    >>> Reconciled(waste, 7.0, {"ash": 0.2}).misfit["ash"]
    0.2
    """

    analysis: Analysis
    lhv_mj_per_kg: Numeric
    misfit: Mapping[str, Numeric]


def reconcile(
    from_parts: Analysis,
    measured: Mapping[str, Numeric],
    spread: Spread,
    formula: str = "channiwala_parikh",
) -> Reconciled:
    """Analysis that meets what was measured and departs least from the composition.

    Parameters
    ----------
    from_parts : Analysis
        Mixed from the components, kg/kg as received; floats or (n_draws, 1).
    measured : Mapping of str to Numeric
        Of the mixed waste: any of moisture, ash, carbon, hydrogen, oxygen, nitrogen, sulfur and
        chlorine [kg/kg as received], and "lhv" [MJ/kg as received].
    spread : Spread
        Weights of the departures.
    formula : str, default "channiwala_parikh"
        Heating value formula, a key of :data:`wte_ppp.waste.heating_value.FORMULAS`.

    Returns
    -------
    Reconciled
        Of the broadcast shape. What was measured of the shares is held; a measured heating value
        is held to the error of the formula, and reported as measured.

    Raises
    ------
    ValueError
        If something else than a share or "lhv" is measured.

    Notes
    -----
    Least squares with weights 1/variance over eight departures: water for dry matter, ash for
    combustible matter, and each element for all others of the combustible. Every one keeps the
    sum of the shares, and water alone keeps the dry matter as it is. A share that would fall
    below zero is set to zero and those that were not measured give way. A complete analysis is
    scaled to its sum.

    References
    ----------
    C. R. Rao, Linear Statistical Inference and Its Applications, 2nd ed., Wiley 1973, 4a.
    Data reconciliation of waste feeds from plant balances by the same method: O. Cencic,
    R. Fruehwirth, Data reconciliation of nonnormal observations with nonlinear constraints,
    Journal of Applied Statistics 45 (2018) 2411-2428.

    Examples
    --------
    Water and ash of a bunker, measured: 1 - 0.52 - 0.144 = 0.336 are left for combustible matter,
    of which carbon keeps its part, 0.25 / 0.40.

    >>> parts = Analysis(0.5, 0.1, 0.25, 0.03, 0.11, 0.005, 0.001, 0.004)
    >>> wide = Spread(0.05, 0.04, 0.02, 0.003, 0.03, 0.004, 0.001, 0.003, 0.3)
    >>> waste = reconcile(parts, {"moisture": 0.52, "ash": 0.144}, wide).analysis
    >>> print(f"{waste.combustible:.4f} {waste.carbon:.4f} {0.336 * 0.25 / 0.40:.4f}")
    0.3360 0.2100 0.2100
    """
    unknown = sorted(set(measured) - {*SHARES, HEAT})
    if unknown:
        raise ValueError(f"{unknown} cannot be measured of a waste; expected {[*SHARES, HEAT]}")
    if not measured:
        return Reconciled(from_parts, lhv_mj_per_kg(from_parts, formula), {})
    if set(SHARES) <= set(measured):
        total = sum(measured[name] for name in SHARES)
        measured = {
            name: value if name == HEAT else value / total for name, value in measured.items()
        }
    start = _stacked(from_parts, measured, spread)
    moves = _moves(start, spread)
    seen = [_observation(name, start, moves, spread, formula) for name in measured]
    gains = np.stack([gain for _, gain, _ in seen], axis=-2)
    errors = np.stack([np.broadcast_to(error, start.shape[:-1]) for *_, error in seen], axis=-1)
    wanted = np.stack(
        [
            np.asarray(measured[name], dtype=float) - now
            for name, (now, *_) in zip(measured, seen, strict=True)
        ],
        axis=-1,
    )
    variance = gains @ np.swapaxes(gains, -1, -2)
    variance = variance + errors[..., np.newaxis] ** 2 * np.eye(len(measured))
    weights = np.linalg.solve(variance, wanted[..., np.newaxis])
    amounts = (np.swapaxes(gains, -1, -2) @ weights)[..., 0]
    moved = start + (moves @ amounts[..., np.newaxis])[..., 0]
    analysis = _analysis(_possible(moved, np.array([name in measured for name in SHARES])))
    by_formula = lhv_mj_per_kg(analysis, formula)
    lhv = measured.get(HEAT, by_formula)
    misfit: dict[str, Numeric] = {
        name: amounts[..., place][()] for place, name in enumerate(SHARES)
    }
    return Reconciled(analysis, lhv, {**misfit, HEAT: (lhv - by_formula) / spread.lhv})


def carried_over(
    state: Reconciled,
    from_parts: Analysis,
    varied_parts: Analysis,
    held: Mapping[str, Numeric],
    formula: str = "channiwala_parikh",
) -> Reconciled:
    """State of a waste that differs, with the correction that was found on the one measured.

    Parameters
    ----------
    state : Reconciled
        Of the waste that was measured.
    from_parts, varied_parts : Analysis
        Mixed from the components: of the waste that was measured, and of the one that differs.
    held : Mapping of str to Numeric
        "moisture" and "ash" of the differing waste, where they are given [kg/kg as received].
    formula : str, default "channiwala_parikh"
        Heating value formula.

    Returns
    -------
    Reconciled
        Shares corrected by the same factors as the measured waste's, its heat of dry matter by
        the same factor against the formula; no misfit of its own.

    Notes
    -----
    Water alone leaves the dry matter: LHV' = (LHV + r w)(1 - w')/(1 - w) - r w', with r the
    latent heat of water.

    Examples
    --------
    7.0 MJ/kg at 50 % water is (7.0 + 1.2215) 0.43 / 0.50 - 1.39251 = 5.678 MJ/kg at 57 %.

    >>> parts = Analysis(0.5, 0.1, 0.25, 0.03, 0.11, 0.005, 0.001, 0.004)
    >>> wetter = carried_over(Reconciled(parts, 7.0, {}), parts, parts, {"moisture": 0.57})
    >>> print(f"{wetter.lhv_mj_per_kg:.3f} {wetter.analysis.ash:.3f}")
    5.678 0.086
    """
    before, after = _shares(from_parts), _shares(varied_parts)
    corrected = _shares(state.analysis)
    # A share that the composition does not have cannot be corrected by a factor.
    factors = {
        name: np.where(
            before[name] > 0.0,
            corrected[name] / np.where(before[name] > 0.0, before[name], 1.0),
            1.0,
        )
        for name in SHARES
    }
    shares = {name: factors[name] * after[name] for name in SHARES}
    total = sum(shares.values())
    analysis = Analysis(**{name: (share / total)[()] for name, share in shares.items()})
    if "moisture" in held:
        analysis = with_moisture(analysis, held["moisture"])
    if "ash" in held:
        analysis = _with_ash(analysis, held["ash"])
    factor = _heat_of_dry(state.lhv_mj_per_kg, state.analysis.moisture) / _heat_of_dry(
        lhv_mj_per_kg(state.analysis, formula), state.analysis.moisture
    )
    heat = factor * _heat_of_dry(lhv_mj_per_kg(analysis, formula), analysis.moisture)
    water = analysis.moisture
    return Reconciled(analysis, heat * (1.0 - water) - LATENT_HEAT_MJ_PER_KG * water, {})


def _heat_of_dry(lhv: Numeric, moisture: Numeric) -> Numeric:
    """Lower heating value of the dry matter, MJ/kg dry."""
    return (lhv + LATENT_HEAT_MJ_PER_KG * moisture) / (1.0 - moisture)


def _with_ash(analysis: Analysis, ash: Numeric) -> Analysis:
    scale = (1.0 - analysis.moisture - ash) / analysis.combustible
    elements = {name: getattr(analysis, name) * scale for name in ELEMENTS}
    return Analysis(moisture=analysis.moisture, ash=ash, **elements)


def _shares(analysis: Analysis) -> dict[str, FloatArray]:
    return {name: np.asarray(getattr(analysis, name), dtype=float) for name in SHARES}


def _stacked(analysis: Analysis, measured: Mapping[str, Numeric], spread: Spread) -> FloatArray:
    """Shares on the last axis, of the shape that they, measurements and spread have together."""
    shape = np.broadcast_shapes(
        *(np.shape(getattr(analysis, name)) for name in SHARES),
        *(np.shape(value) for value in measured.values()),
        *(np.shape(getattr(spread, name)) for name in (*SHARES, HEAT)),
    )
    return np.stack([np.broadcast_to(share, shape) for share in _shares(analysis).values()], -1)


def _analysis(shares: FloatArray) -> Analysis:
    return Analysis(**{name: shares[..., place][()] for place, name in enumerate(SHARES)})


def _moves(start: FloatArray, spread: Spread) -> FloatArray:
    """Departures by one standard deviation, (..., shares, departures); each sums to zero."""
    water, ash, combustible = start[..., 0], start[..., 1], np.sum(start[..., 2:], axis=-1)
    moves = np.zeros((*start.shape, len(SHARES)))
    moves[..., 1:, 0] = -start[..., 1:] / (1.0 - water)[..., np.newaxis]
    moves[..., 0, 0] = 1.0
    parts = start[..., 2:] / np.where(combustible > 0.0, combustible, 1.0)[..., np.newaxis]
    moves[..., 2:, 1] = -parts
    moves[..., 1, 1] = 1.0
    for place in range(len(ELEMENTS)):
        moves[..., 2:, 2 + place] = -parts * combustible[..., np.newaxis]
        moves[..., 2 + place, 2 + place] += combustible
    sizes = [np.broadcast_to(getattr(spread, name), ash.shape) for name in SHARES]
    scaled: FloatArray = moves * np.stack(sizes, axis=-1)[..., np.newaxis, :]
    return scaled


def _observation(
    name: str, start: FloatArray, moves: FloatArray, spread: Spread, formula: str
) -> tuple[FloatArray, FloatArray, Numeric]:
    """What the composition says of a measured figure, what each departure adds to it, its error."""
    if name != HEAT:
        place = SHARES.index(name)
        return start[..., place], moves[..., place, :], LABORATORY
    now = np.asarray(lhv_mj_per_kg(_analysis(start), formula))
    moved = start[..., np.newaxis, :] + STEP * np.swapaxes(moves, -1, -2)
    slopes = (lhv_mj_per_kg(_analysis(moved), formula) - now[..., np.newaxis]) / STEP
    return now, np.asarray(slopes), spread.lhv


def _possible(shares: FloatArray, held: NDArray[np.bool_]) -> FloatArray:
    """Without negative shares; the others that were not measured give way."""
    kept = np.maximum(shares, 0.0)
    free = np.where(held, 0.0, kept)
    total = np.sum(free, axis=-1, keepdims=True)
    left = 1.0 - np.sum(np.where(held, kept, 0.0), axis=-1, keepdims=True)
    scale = np.where(total > 0.0, left / np.where(total > 0.0, total, 1.0), 0.0)
    possible: FloatArray = np.where(held, kept, kept * scale)
    return possible
