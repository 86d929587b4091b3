"""The difference of two studies on a screen."""

from textwrap import wrap

import numpy as np

from wte_ppp.chapters.outcome_tables import number
from wte_ppp.feasibility.result.difference import (
    Effect,
    InputChange,
    OutcomeChange,
    StudyDifference,
)
from wte_ppp.messages import Message, Quoted
from wte_ppp.numbers import quantity
from wte_ppp.print.text import safe_terminal

WIDTH = 100
MOST_OUTCOMES = 25
# What a reader asks for first; other outcomes follow by the size of their change.
FIRST = (
    "finance.required_tipping_fee_usd_per_t",
    "finance.equity_irr_percent",
    "finance.project_irr_percent",
    "finance.project_npv_usd",
    "finance.minimum_dscr",
    "finance.lcow_usd_per_t",
    "cost.capex_usd",
    "cost.opex_usd_per_t",
    "plant.gross_mw",
    "plant.exported_mwh_per_year",
    "climate.average_reduction_tco2e_per_year",
    "climate.total_credits_tco2e",
)


def difference_text(found: StudyDifference, *, everything: bool = False) -> str:
    """What changed and what that did, for a terminal.

    Parameters
    ----------
    found
        Of two studies.
    everything
        Whether to list every outcome and series; else those that decide and the largest changes.

    Returns
    -------
    str
        Lines of about 100 columns; names are made safe for a terminal.
    """
    head = [("-", found.before, found.guidance_before, found.version_before),
            ("+", found.after, found.guidance_after, found.version_after)]  # fmt: skip
    lines = [
        f"{sign} {safe_terminal(name, limit=60)} (guidance {guidance}, wte_ppp {version})"
        for sign, name, guidance, version in head
    ]
    lines += _titled("Inputs", [line for row in found.inputs for line in _input(row)])
    lines += _titled("What each does alone", list(_effects(found.effects)))
    chosen = list(found.outcomes) if everything else _chosen(found.outcomes)
    lines += _titled("Results", [_outcome(row) for row in chosen])
    if len(chosen) < len(found.outcomes):
        lines.append(f"  and {len(found.outcomes) - len(chosen)} more: --all lists them")
    if everything:
        lines += _titled(
            "Yearly series, sums over the years",
            [
                f"  {row.path:<52} {_q(row.before):>15} {_q(row.after):>15} {row.unit}"
                for row in found.series
            ],
        )
    lines += _titled(
        "Requirements",
        [f"  {row.rule}: {row.before} -> {row.after}. {row.description}" for row in found.checks],
    )
    notes = [("-", text) for text in found.notes_gone] + [("+", text) for text in found.notes_new]
    lines += _titled("Warnings and notes", [line for one in notes for line in _note(*one)])
    if len(lines) == 2:
        lines.append("No difference.")
    return "\n".join(lines)


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _input(row: InputChange) -> list[str]:
    before, after = (_value(one, row.path) for one in (row.before, row.after))
    if before == after:
        # The same value of another origin.
        sources = (f"- {row.source_before}", f"+ {row.source_after}")
        value = f"  {row.path}: {before} {row.unit}".rstrip()
        return [value, *(f"    {safe_terminal(one)}" for one in sources)]
    return [f"  {row.path:<52} {before:>15} -> {after} {row.unit}".rstrip()]


def _value(value: float | str | None, path: str) -> str:
    if value is None:
        return "left out"
    if isinstance(value, float) and path.endswith(("_year", ".year")):
        return f"{value:.0f}"
    return safe_terminal(value, limit=60) if isinstance(value, str) else _q(value, 5)


def _effects(effects: tuple[Effect, ...]) -> list[str]:
    lines: list[str] = []
    for outcome in dict.fromkeys(one.outcome for one in effects):
        lines.append(f"  {outcome}")
        rows = [one for one in effects if one.outcome == outcome]
        for row in sorted(rows, key=lambda one: -abs(number(one.change))):
            name = row.input or "the rest: rules, what is no number, and changes together"
            lines.append(f"    {name:<58} {_signed(number(row.change)):>15}")
    return lines


def _chosen(rows: tuple[OutcomeChange, ...]) -> list[OutcomeChange]:
    by_path = {row.path: row for row in rows}
    first = [by_path[path] for path in FIRST if path in by_path]
    rest = [row for row in rows if row.path not in FIRST]
    rest.sort(key=lambda row: -abs(number(row.change_percent)))
    return first + rest[: max(0, MOST_OUTCOMES - len(first))]


def _outcome(row: OutcomeChange) -> str:
    before, after = _q(row.before), _q(row.after)
    return f"  {row.path:<46} {before:>13} -> {after:>13} {row.unit:<9} {_size(row):>12}".rstrip()


def _size(row: OutcomeChange) -> str:
    """Size of a change: in points where the outcome is a percentage itself."""
    if row.unit.startswith("%"):
        return f"{_signed(number(row.change))} points"
    percent = number(row.change_percent)
    return f"{_signed(percent)} %" if np.isfinite(percent) else ""


def _note(sign: str, text: Message | Quoted) -> list[str]:
    return wrap(f"  {sign} {safe_terminal(text)}", WIDTH, subsequent_indent="    ")


def _signed(value: float) -> str:
    text = quantity(value).replace("\u00a0", " ")
    return text if value < 0 or text in ("0", "—") else f"+{text}"


def _q(value: object, digits: int = 3) -> str:
    return quantity(number(value), digits).replace("\u00a0", " ")
