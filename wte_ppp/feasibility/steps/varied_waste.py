"""What was measured of the waste, where a change of other inputs makes it another waste."""

from collections.abc import Collection

import numpy as np

from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.feasibility.steps.mixed_waste import measured_state, parts_of
from wte_ppp.feasibility.steps.waste_streams import MEASURED, stream_waste
from wte_ppp.waste.composition import mix
from wte_ppp.waste.reconcile import carried_over

# Inputs that make another waste; what is measured and not changed with them moves along.
MOVING = (
    "waste.composition_percent",
    "waste.composition_basis",
    "waste.components",
    "waste.survey_file",
    "waste.moisture_percent",
    "waste.ash_percent",
)


def with_measured_moved(
    base: WasteSection, varied: WasteSection, changed: Collection[str]
) -> WasteSection:
    """The varied waste with its measured water, ash, elements and LHV moved along.

    A measured value that is changed itself stands as it is changed: it belongs to the new waste.
    All others were measured on the base waste, and move by the correction that was found there:
    water alone dilutes the dry matter, a new composition moves them as the components say.

    Parameters
    ----------
    base
        The waste that was measured.
    varied
        The same with some inputs changed.
    changed
        Dotted paths of the changed inputs.

    Returns
    -------
    WasteSection
        `varied`, or a copy in which measured values are replaced.
    """
    if base.composition_percent is None or varied.composition_percent is None:
        return varied
    streams = {
        name: stream.model_copy(
            update=_of_stream(
                stream_waste(base, base.streams[name]), stream_waste(varied, stream), name, changed
            )
        )
        if base.streams and name in base.streams
        else stream
        for name, stream in (varied.streams or {}).items()
    }
    moved = _municipal(base, varied, changed)
    return moved.model_copy(update={"streams": streams}) if streams else moved


def _of_stream(
    base: WasteSection, varied: WasteSection, name: str, changed: Collection[str]
) -> dict[str, object]:
    """Measured values of a stream, moved as those of a waste of its own."""
    own = f"waste.streams.{name}."
    common = ("waste.components", "waste.composition_basis")
    paths = [f"waste.{path.removeprefix(own)}" for path in changed if path.startswith(own)]
    paths += [path for path in changed if _below(path, common)]
    moved = _municipal(base, varied, paths)
    return {measured: getattr(moved, measured) for measured in MEASURED}


def _municipal(base: WasteSection, varied: WasteSection, changed: Collection[str]) -> WasteSection:
    """The municipal waste with what was measured of it moved along."""
    if not any(_below(path, MOVING) for path in changed):
        return varied
    named = {
        name: any(_below(path, (f"waste.{name}",)) for path in changed)
        for name in ("moisture_percent", "ash_percent", "elements_percent", "lhv_mj_per_kg")
    }
    from_parts = mix(*parts_of(base))
    held = {
        share: np.asarray(value)[()] / 100
        for share in ("moisture", "ash")
        if named[f"{share}_percent"] and (value := getattr(varied, f"{share}_percent")) is not None
    }
    state = carried_over(
        measured_state(base, from_parts),
        from_parts,
        mix(*parts_of(varied)),
        held,
        varied.heating_value_formula,
    )
    stated = {
        "moisture_percent": 100 * state.analysis.moisture,
        "ash_percent": 100 * state.analysis.ash,
        "lhv_mj_per_kg": state.lhv_mj_per_kg,
    }
    moved: dict[str, object] = {
        name: value
        for name, value in stated.items()
        if not named[name] and getattr(varied, name) is not None
    }
    if varied.elements_percent and not named["elements_percent"]:
        moved["elements_percent"] = {
            name: 100 * getattr(state.analysis, name) for name in varied.elements_percent
        }
    return varied.model_copy(update=moved)


def with_each_apart(
    base: WasteSection, varied: WasteSection, changed: Collection[str]
) -> WasteSection:
    """The varied waste where each change is made by itself, as in a risk analysis.

    A changed LHV, or element, is a measurement of the base waste that might have come out
    otherwise; it moves with water, ash and composition like one that is not changed.
    """
    of_base = {"lhv_mj_per_kg": varied.lhv_mj_per_kg, "elements_percent": varied.elements_percent}
    others = [path for path in changed if not _below(path, [f"waste.{name}" for name in of_base])]
    return with_measured_moved(base.model_copy(update=of_base), varied, others)


def _below(path: str, places: Collection[str]) -> bool:
    """Whether a path is one of some places, or leads into it or holds it."""
    return any(
        path == place or path.startswith(f"{place}.") or place.startswith(f"{path}.")
        for place in places
    )
