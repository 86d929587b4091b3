"""Items of a Party's initial report: what is known and what is lacking."""

import numpy as np

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.mrv.ledger import AuthorisationSection, Ledger
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.sources import table

# What an authorisation may leave out without a gap.
OPTIONAL = ("quantity_t", "entities")


def initial_report(ledger: Ledger | None = None, result: StudyResult | None = None) -> Report:
    """Items of the initial report with what ledger and study tell.

    Parameters
    ----------
    ledger
        With the authorisation, if there is one.
    result
        Base case of the study.

    Returns
    -------
    Report
        Items, contents of the authorisation, expected reductions by year. What the country alone
        can tell, and what nobody told, is lacking.

    References
    ----------
    Decision 2/CMA.3, annex, paragraph 18; decision 4/CMA.6.
    """
    known = {**_by_ledger(ledger), **_by_study(result)}
    items: list[tuple[Cell, ...]] = []
    for row in table("initial_report"):
        who = row["told_by"]
        told = who.removeprefix("none:") if who.startswith("none:") else known.get(who, "")
        items.append((row["paragraph"], row["item"], told, "" if told else _by_whom(who)))
    lacking = sum(1 for item in items if item[3])
    source = table("initial_report")[0]["source"]
    return Report(
        "Items of the initial report",
        (
            f"{lacking} of {len(items)} items are lacking.",
            f"{source}.",
            *_one_project(ledger, result),
        ),
        (
            Table("Items", ("Paragraph", "Item", "Known", "Lacking: to be told by"), tuple(items)),
            _authorisation(ledger),
            _expected(result),
        ),
    )


def _one_project(ledger: Ledger | None, result: StudyResult | None) -> tuple[str, ...]:
    """Whose figures stand here, and whether ledger and study may be of two projects."""
    named = [("Ledger", ledger.definition.project)] if ledger is not None else []
    named += [("Study", result.name)] if result is not None else []
    told = [f"{what}: {name}." for what, name in named]
    if len({name for _, name in named}) > 1:
        told.append("Their names differ: see that study and ledger are of one project.")
    one = _statement(ledger)
    if one is not None and one.quantity_t is not None and result is not None:
        expected = int(np.sum(result.climate.credits_tco2e))
        if expected > one.quantity_t:
            told.append(
                f"The study expects {expected:,} credits, more than the {one.quantity_t:,} t "
                "authorised."
            )
    return tuple(told)


def _by_whom(told_by: str) -> str:
    who = told_by.partition(":")[0]
    return {"country": "the country", "project": "the project", "ledger": "the authorisation",
            "study": "a study"}[who]  # fmt: skip


def _by_ledger(ledger: Ledger | None) -> dict[str, str]:
    one = _statement(ledger)
    if ledger is None or one is None:
        return {}
    entities = ", ".join(one.entities) or "no entities"
    parties = ", ".join((one.first_transferring_party, *one.parties))
    return {
        "ledger:metric": f"t CO2e, {one.gwp_values}",
        "ledger:authorisation": f"{one.id}, version {one.version}, of {one.date}",
        "ledger:approach": f"{one.cooperative_approach}: {ledger.definition.project}",
        "ledger:timeframe": one.timeframe,
        "ledger:parties": f"{parties}; {entities}",
    }


def _by_study(result: StudyResult | None) -> dict[str, str]:
    if result is None:
        return {}
    climate = result.climate
    total, kept = float(climate.total_reduction_tco2e), float(climate.uncredited_reduction_tco2e)
    found = {
        "study:reductions": f"{total:,.0f} t in the crediting years, by year below",
    }
    if kept > 0:
        found["study:kept"] = f"{kept:,.0f} t below business as usual earn no credit"
        found["study:conservative"] = found["study:kept"]
    return found


def _statement(ledger: Ledger | None) -> AuthorisationSection | None:
    return None if ledger is None else ledger.definition.authorisation


def _authorisation(ledger: Ledger | None) -> Table:
    one = _statement(ledger)
    rows: list[tuple[Cell, ...]] = []
    for row in table("authorisation_contents"):
        value = None if one is None else getattr(one, row["key"])
        if isinstance(value, (tuple, dict)):
            value = ", ".join(value)
        missing = value in (None, "")
        lacking = "lacking" if missing and row["key"] not in OPTIONAL else ""
        rows.append((row["content"], None if missing else str(value), lacking))
    note = f"{table('authorisation_contents')[0]['source']}."
    return Table("Authorisation", ("Content", "Stated", ""), tuple(rows), note)


def _expected(result: StudyResult | None) -> Table:
    rows: list[tuple[Cell, ...]] = []
    if result is not None:
        operating = result.finance.operation_year >= 1
        calendar = result.finance.calendar_year[operating]
        rows = [
            (int(year), float(reduction), float(credits))
            for year, reduction, credits in zip(
                calendar,
                result.climate.reduction_tco2e,
                result.climate.credits_tco2e,
                strict=True,
            )
        ]
    heads = ("Year", "Reduction t CO2e", "Credits")
    return Table("Expected mitigation", heads, tuple(rows))
