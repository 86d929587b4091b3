"""What differs between two studies: inputs, results, and which input did what."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.drawn import drawable
from wte_ppp.feasibility.hanging import hanging
from wte_ppp.feasibility.result import InputRow, StudyResult
from wte_ppp.feasibility.result.difference import DIFFERENCE_SCHEMA, StudyDifference
from wte_ppp.feasibility.result_tables import leaves_of, single_outcomes
from wte_ppp.feasibility.risk_analysis import KEY_OUTCOMES
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message, sentence

# Outcomes whose change is told input by input.
ATTRIBUTED = (*KEY_OUTCOMES, "cost.capex_usd", "plant.exported_mwh_per_year")
# Two runs of one model on one machine agree to the last bit; other machines may differ below this.
SAME = 1e-9
# Money of less is rounding, as in the imbalance of accounts.
LEAST_USD = 1e-3
SIDES = ("before", "after")
COMPOSITION = "waste.composition_percent"


def difference(
    before: StudyResult, after: StudyResult, effects: tuple[dict[str, Any], ...] = ()
) -> StudyDifference:
    """Compare two results of a base case.

    Parameters
    ----------
    before, after
        Of two studies, or of two versions of one.
    effects
        As `effects_of` gives them, where the studies are at hand.

    Returns
    -------
    StudyDifference
        Only what differs, by more than 1e-9 of its size.

    Raises
    ------
    ValueError
        For results of draws.

    Examples
    --------
    >>> result = Study.load("examples/minimal/study.yaml").run()
    >>> difference(result, result).inputs
    ()
    """
    if before.draws is not None or after.draws is not None:
        raise ValueError("a difference is of two base cases")
    if before.currency != after.currency:
        found = f"{before.currency} and {after.currency}"
        raise DocumentError(
            [Problem(None, None, "finance.money.currency", found, "two studies in one money",
                     "run one of them in the money of the other")]
        )  # fmt: skip
    notes = [(*result.warnings, *result.notes) for result in (before, after)]
    said = [set(map(str, texts)) for texts in notes]
    found_all = StudyDifference.model_validate(
        {
            "schema": DIFFERENCE_SCHEMA,
            "before": before.name,
            "after": after.name,
            "guidance_before": before.guidance,
            "guidance_after": after.guidance,
            "version_before": before.package_version,
            "version_after": after.package_version,
            "inputs": tuple(_inputs(before, after)),
            "effects": effects,
            "outcomes": tuple(_outcomes(before, after)),
            "series": tuple(_series(before, after)),
            "checks": tuple(_checks(before, after)),
            "notes_gone": tuple(text for text in notes[0] if str(text) not in said[1]),
            "notes_new": tuple(text for text in notes[1] if str(text) not in said[0]),
        },
        context={"draws": None},
    )
    return found_all.in_money(before.money)


def effects_of(before: Study, after: Study) -> tuple[dict[str, Any], ...]:
    """What each number that changed does alone to the outcomes that decide."""
    base, end = before.run(), after.run()
    alone: list[tuple[str, StudyResult]] = []
    for name, values in _changed(before, after).items():
        try:
            alone.append((name, before.run(draws=values)))
        except DocumentError:
            continue  # a value that is possible only beside other changes: part of the rest
    effects = []
    for outcome in ATTRIBUTED:
        start, reached = _number(base, outcome), _number(end, outcome)
        if np.isnan(start) and np.isnan(reached):
            continue  # as the cover of no debt
        single = {path: _number(result, outcome) - start for path, result in alone}
        whole = reached - start
        parts = [*single.items(), ("", whole - sum(single.values()))]
        effects += [
            {"input": path, "outcome": outcome, "change": change}
            for path, change in parts
            if abs(change) > SAME * max(abs(start), 1.0)
        ]
    return tuple(effects)


def _changed(before: Study, after: Study) -> dict[str, dict[str, FloatArray]]:
    """Numbers of `after` that differ, as single draws by path; shares of the waste go together."""
    earlier, later = drawable(before.definition), drawable(after.definition)
    groups: dict[str, dict[str, FloatArray]] = {}
    for path, value in earlier.items():
        other = later.get(path)
        if value is not None and other is not None and not _same(value, other):
            name = COMPOSITION if path.startswith(f"{COMPOSITION}.") else path
            groups.setdefault(name, {})[path] = np.array([other])
    return groups


def _number(result: StudyResult, outcome: str) -> float:
    part, _, name = outcome.partition(".")
    return float(np.asarray(getattr(getattr(result, part), name)).flat[0])


def _same(earlier: Any, later: Any) -> bool:
    if isinstance(earlier, float) and isinstance(later, float):
        return bool(np.isclose(earlier, later, rtol=SAME, atol=0.0, equal_nan=True))
    return bool(earlier == later)


def _inputs(before: StudyResult, after: StudyResult) -> Iterator[dict[str, Any]]:
    left, right = ({row.path: row for row in result.inputs} for result in (before, after))
    for path in dict.fromkeys([*left, *right]):
        earlier, later = left.get(path), right.get(path)
        row = later or earlier
        assert row is not None
        values = [None if side is None else side.value for side in (earlier, later)]
        sources = [None if side is None else _origin(side) for side in (earlier, later)]
        if not _same(*values) or (earlier and later and _of_author(earlier, later)):
            yield {
                "path": path,
                "unit": row.unit,
                "before": values[0],
                "after": values[1],
                "source_before": sources[0],
                "source_after": sources[1],
                "not_stated": tuple(
                    name
                    for name, side in zip(SIDES, (earlier, later), strict=True)
                    if side is not None and side.status == "not stated"
                ),
            }


def _origin(row: InputRow) -> Message:
    return Message(
        "{layer}, {status}: {source}",
        layer=sentence(row.layer),
        status=sentence(row.status),
        source=row.source,
    )


def _of_author(earlier: InputRow, later: InputRow) -> bool:
    """Whether the same value has another source: not where it is left out on both sides."""
    return earlier.value is not None and (earlier.status, str(earlier.source)) != (
        later.status,
        str(later.source),
    )


def _outcomes(before: StudyResult, after: StudyResult) -> Iterator[dict[str, Any]]:
    left, right = (
        {row["path"]: row for row in single_outcomes(result)} for result in (before, after)
    )
    for path in dict.fromkeys([*left, *right]):
        earlier, later = (side.get(path, {}).get("value", np.nan) for side in (left, right))
        row = right.get(path) or left[path]
        rounding = row["unit"] == "USD" and abs(later - earlier) < LEAST_USD
        if not _same(earlier, later) and not rounding:
            yield {
                "path": path,
                "description": sentence(row["description"]),
                "unit": row["unit"],
                "before": earlier,
                "after": later,
                "change": later - earlier,
                # A loss that becomes a gain has no percentage that tells anything.
                "change_percent": 100 * (later - earlier) / abs(earlier)
                if earlier and earlier * later >= 0 and not path.endswith("_code")
                else np.nan,
                "not_stated": _hanging(path, before, after),
            }


def _series(before: StudyResult, after: StudyResult) -> Iterator[dict[str, Any]]:
    left, right = _by_year(before), _by_year(after)
    for path, (field, earlier) in left.items():
        if path not in right or path.endswith("calendar_year"):
            continue
        later = right[path][1]
        years = sorted({*earlier, *later})
        changes = np.array([later.get(year, 0.0) - earlier.get(year, 0.0) for year in years])
        sizes = np.array([max(abs(earlier.get(y, 0.0)), abs(later.get(y, 0.0))) for y in years])
        unit = (field.json_schema_extra or {}).get("unit", "")
        moved = np.abs(changes) > SAME * sizes
        stated_once = np.array(
            [np.isnan(_at(earlier, y)) != np.isnan(_at(later, y)) for y in years]
        )
        if not moved.any() and not (unit and stated_once.any()):
            continue
        most = int(np.nanargmax(np.abs(changes))) if moved.any() else int(np.argmax(stated_once))
        # A ratio has no value in years without debt; an amount is unknown where a year of it is.
        total = np.sum if unit else _sum_of_defined
        yield {
            "path": path,
            "description": sentence(field.description or path),
            "unit": unit,
            "before": total(list(earlier.values())),
            "after": total(list(later.values())),
            "calendar_year": float(years[most]),
            "largest_change": changes[most],
            "not_stated": _hanging(path, before, after),
        }


def _hanging(path: str, before: StudyResult, after: StudyResult) -> tuple[str, ...]:
    """Sides on which an outcome hangs on an input that nobody gave."""
    sides = zip(SIDES, (before, after), strict=True)
    return tuple(name for name, result in sides if hanging(path, result))


def _sum_of_defined(values: list[float]) -> float:
    return float("nan") if np.all(np.isnan(values)) else float(np.nansum(values))


def _at(series: Mapping[float, float], year: float) -> float:
    return series.get(year, 0.0)


def _by_year(result: StudyResult) -> dict[str, tuple[Any, Mapping[float, float]]]:
    """Series by path: its field, and its value by calendar year."""
    calendar = result.finance.calendar_year
    return {
        path: (
            field,
            dict(zip(calendar[len(calendar) - len(value) :].tolist(), value.tolist(), strict=True)),
        )
        for path, field, value in leaves_of(result)
        if isinstance(value, np.ndarray) and value.ndim == 1
    }


def _checks(before: StudyResult, after: StudyResult) -> Iterator[dict[str, Any]]:
    left, right = ({row.rule: row for row in result.checks} for result in (before, after))
    for rule in dict.fromkeys([*left, *right]):
        states = [_state(side.get(rule)) for side in (left, right)]
        if states[0] != states[1]:
            row = right.get(rule) or left[rule]
            yield {
                "rule": rule,
                "description": row.description,
                "before": states[0],
                "after": states[1],
            }


def _state(check: Any) -> str:
    if check is None:
        return "not required"
    if check.passed_share is None:
        return "not stated"
    return "met" if check.passed_share == 1 else "not met"
