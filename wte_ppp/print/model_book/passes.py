"""What depends on itself, solved by writing the same rows again: passes, each from the one before.

Debt sized on CFADS after tax depends on the tax, which depends on the interest of that debt. A
spreadsheet that iterates is circular; here the rows between a trial and what follows from it are
repeated with names of their own, so that every cell asks only for cells that stand before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from wte_ppp.print.model_book.formula import parsed, renamed
from wte_ppp.print.model_book.rows import Entry, Heading, Line, Note, Sheet, Single

# Trial of a pass, and the row that is the trial of the next.
TRIALS = {
    "trial_tax": "tax_less_earned",
    "trial_debt": "found_debt",
    "trial_equity": "found_equity",
}


def repeated(sheets: Iterable[Sheet], trials: Iterable[str]) -> list[Line | Single]:
    """Rows that lie between trials and what follows from them, in the order of the sheets."""
    trials = tuple(trials)
    return between(sheets, trials, [TRIALS[trial] for trial in trials])


def between(
    sheets: Iterable[Sheet], starts: Iterable[str], ends: Iterable[str]
) -> list[Line | Single]:
    """Rows that follow from some rows or inputs, and that others follow from; in their order."""
    rows = [
        entry for sheet in sheets for entry in sheet.entries if isinstance(entry, Line | Single)
    ]  # fmt: skip
    asks = {row.name: {ref.name for ref in parsed(row.formula).references} for row in rows}
    before = _reached(asks, ends)
    asked_by: dict[str, set[str]] = {}
    for name, others in asks.items():
        for other in others:
            asked_by.setdefault(other, set()).add(name)
    after = _reached(asked_by, starts)
    return [row for row in rows if row.name in before and row.name in after]


def _reached(links: Mapping[str, set[str]], starts: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    waiting = [*starts]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += links.get(name, ())
    return reached


def pass_sheet(rows: Sequence[Line | Single], trials: Sequence[str], count: int) -> Sheet:
    """Sheet of all passes but the last, and of the trials of the last."""
    in_pass = {row.name for row in rows}

    def before(name: str, number: int) -> str:
        """Name of a row in a pass; a trial is what the pass before it found."""
        if name in TRIALS:
            return f"{TRIALS[name]}~{number - 1}"
        return f"{name}~{number}" if name in in_pass else name

    rows_of_passes: list[Entry] = [
        Note(
            "Circular tax, debt or equity is solved by passes, each from the one before. The last "
            "pass is on the other sheets; Checks says whether it has converged."
        ),
        Heading("Start"),
        *(_trial(trial, f"{TRIALS[trial]}~0", "0") for trial in trials),
    ]
    for number in range(1, count + 1):
        rows_of_passes.append(Heading(f"Pass {number}"))
        of_pass = partial(before, number=number)
        for row in rows:
            formula = renamed(row.formula, of_pass)
            rows_of_passes.append(replace(row, name=f"{row.name}~{number}", formula=formula))
    rows_of_passes += [
        Heading("Trial values of the last pass"),
        *(_trial(trial, trial, f"{{{TRIALS[trial]}~{count}}}") for trial in trials),
    ]
    return Sheet("Passes", "Passes", "period", tuple(rows_of_passes))


def _trial(trial: str, name: str, formula: str) -> Line | Single:
    label = {
        "trial_tax": "Income tax less interest earned",
        "trial_debt": "Senior debt",
        "trial_equity": "Equity",
    }[trial]
    kind = Line if trial == "trial_tax" else Single
    return kind(name, label, "USD", formula)
