"""The initial report of a Party and the checklists as blocks, with what is missing."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.blocks import Cell, Column, Document, Paragraph, Table, Words
from wte_ppp.chapters.carbon import LEDGER_FILE, carbon_document
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.checklists import Checklists
from wte_ppp.mrv.ledger import AuthorisationSection, Ledger
from wte_ppp.sources import sentence_of, table

# What an authorisation may leave out without a gap.
OPTIONAL = ("quantity_t", "entities")
ANSWERS = {"yes": Message("yes"), "no": Message("no"), "unknown": Message("unknown")}
ELIGIBILITY = Message("JCM eligibility")
PROVIDERS = {
    "country": Message("the country"),
    "project": Message("the project"),
    "ledger": Message("the authorisation"),
    "study": Message("a study"),
}


def initial_report_document(
    ledger: Ledger | None = None, result: StudyResult | None = None
) -> Document:
    """Items of the initial report with what ledger and study show.

    Parameters
    ----------
    ledger
        With the authorisation, if there is one.
    result
        Base case of the study.

    Returns
    -------
    Document
        Items, contents of the authorisation, expected reductions by year. What the country alone
        can provide, and what nobody provided, is missing.

    References
    ----------
    Decision 2/CMA.3, annex, paragraph 18; decision 4/CMA.6.
    """
    items = _items(ledger, result)
    columns = (
        Column(Message("Paragraph"), 4),
        Column(Message("Required information"), 11, name="Item"),
        Column(Message("Provided"), 9, name="Known"),
        Column(Message("Missing: to be provided by"), 6, name="Lacking: to be told by"),
    )
    return carbon_document(
        Message("Items of the initial report"),
        Message("Initial report, Article 6"),
        Paragraph(missing_items(ledger, result)),
        Paragraph(_source("initial_report")),
        *(Paragraph(note) for note in _one_project(ledger, result)),
        Table(columns, items, Message("Items"), name="Items"),
        _authorisation(ledger),
        _expected(result),
    )  # fmt: skip


def missing_items(ledger: Ledger | None = None, result: StudyResult | None = None) -> Message:
    """How many items of the initial report are missing."""
    items = _items(ledger, result)
    missing = sum(1 for item in items if item[3])
    return Message("{missing} of {items} items are missing.", missing=missing, items=len(items))


def _items(ledger: Ledger | None, result: StudyResult | None) -> tuple[tuple[Cell, ...], ...]:
    """Paragraph, item, what is known of it, and who is to provide it where nobody did."""
    statements = {**_by_ledger(ledger), **_by_study(result)}
    statements["none"] = Message("Methane avoided and power displaced cannot be reversed")
    stated: dict[str, Words] = (
        {}
        if ledger is None
        else {
            key: Quoted(text, LEDGER_FILE) for key, text in ledger.definition.initial_report.items()
        }
    )
    items: list[tuple[Cell, ...]] = []
    for row in table("initial_report"):
        statement = stated.get(row["key"], statements.get(row["provided_by"], ""))
        provider = PROVIDERS.get(row["provided_by"].partition(":")[0], "")
        missing = "" if statement else provider
        items.append((row["paragraph"], sentence_of(row, "item"), statement, missing))
    return tuple(items)


def _source(name: str) -> Message:
    return Message("{source}.", source=sentence_of(table(name)[0], "source"))


def _one_project(ledger: Ledger | None, result: StudyResult | None) -> Iterator[Message]:
    """Whose figures these are, and whether ledger and study may be of two projects."""
    if ledger is not None:
        yield Message("Ledger: {project}.", project=ledger.definition.project)
    if result is not None:
        yield Message("Study: {study}.", study=result.name)
    if ledger is not None and result is not None and ledger.definition.project != result.name:
        yield Message("Their names differ: check that study and ledger are of the same project.")
    authorisation = _statement(ledger)
    if authorisation is not None and authorisation.quantity_t is not None and result is not None:
        expected = int(np.sum(result.climate.credits_tco2e))
        if expected > authorisation.quantity_t:
            yield Message(
                "The study expects {expected:,} credits; only {authorised:,} t are authorised.",
                expected=expected,
                authorised=authorisation.quantity_t,
            )


def _by_ledger(ledger: Ledger | None) -> dict[str, Words]:
    authorisation = _statement(ledger)
    if ledger is None or authorisation is None:
        return {}
    return {
        "ledger:metric": Message("t CO2e, {gwp}", gwp=authorisation.gwp_values),
        "ledger:authorisation": Message(
            "{id}, version {version}, of {date}",
            id=authorisation.id, version=authorisation.version, date=authorisation.date,
        ),
        "ledger:approach": Message(
            "{approach}: {project}",
            approach=authorisation.cooperative_approach, project=ledger.definition.project,
        ),
        "ledger:timeframe": authorisation.timeframe,
        "ledger:parties": Message(
            "{parties}; {entities}",
            parties=(authorisation.first_transferring_party, *authorisation.parties),
            entities=tuple(authorisation.entities) or Message("no entities"),
        ),
    }  # fmt: skip


def _by_study(result: StudyResult | None) -> dict[str, Words]:
    if result is None:
        return {}
    climate = result.climate
    total = float(climate.total_reduction_tco2e)
    uncredited = float(climate.uncredited_reduction_tco2e)
    if np.isnan(total):
        return {}
    statements: dict[str, Words] = {
        "study:reductions": Message(
            "{tonnes:,.0f} t over the crediting years, by year below", tonnes=total
        )
    }
    if total > 0:
        statements["study:net"] = Message(
            "Reference less project emissions: {tonnes:,.0f} t fewer over the crediting years; "
            "years in which the plant emits more are offset before credits arise",
            tonnes=total,
        )
    if uncredited > 0:
        below = Message(
            "{tonnes:,.0f} t below business as usual earn no credits", tonnes=uncredited
        )
        statements |= {"study:kept": below, "study:conservative": below}
    return statements


def _statement(ledger: Ledger | None) -> AuthorisationSection | None:
    return None if ledger is None else ledger.definition.authorisation


def _authorisation(ledger: Ledger | None) -> Table:
    authorisation = _statement(ledger)
    rows: list[tuple[Cell, ...]] = []
    for row in table("authorisation_contents"):
        value = None if authorisation is None else getattr(authorisation, row["key"])
        if isinstance(value, (tuple, dict)):
            value = ", ".join(value)
        absent = value in (None, "")
        gap = Message("missing") if absent and row["key"] not in OPTIONAL else ""
        stated = None if absent else Quoted(str(value), LEDGER_FILE)
        rows.append((sentence_of(row, "content"), stated, gap))
    columns = (
        Column(Message("Content"), 8),
        Column(Message("Stated"), 9),
        Column("", 4),
    )
    title, note = Message("Authorisation"), _source("authorisation_contents")
    return Table(columns, tuple(rows), title, note, "Authorisation")


def _expected(result: StudyResult | None) -> Table:
    rows: list[tuple[Cell, ...]] = []
    if result is not None:
        operating = result.finance.operation_year >= 1
        rows = [
            (int(year), float(reduction), float(credits))
            for year, reduction, credits in zip(
                result.finance.calendar_year[operating],
                result.climate.reduction_tco2e,
                result.climate.credits_tco2e,
                strict=True,
            )
        ]
    columns = (
        Column(Message("Year"), 3),
        Column(Message("Reduction, t CO2e"), 4, numbers=True, name="Reduction t CO2e"),
        Column(Message("Credits"), 4, numbers=True),
    )
    return Table(columns, tuple(rows), Message("Expected mitigation"), name="Expected mitigation")


def checklist_document(checklists: Checklists) -> Document:
    """Both checklists with answers, evidence and open items."""
    name = checklists.project
    question, answer = Column(Message("Question"), 9), Column(Message("Answer"), 3)
    area, evidence = Column(Message("Area"), 4), Column(Message("Evidence"), 8)
    title = Message("Checklists of a project")
    if name is not None:
        title = Message("Checklists of {project}", project=name)
    return carbon_document(
        title,
        Message("JCM eligibility and Article 6 readiness"),
        Paragraph(open_items(checklists)),
        Paragraph(
            Message(
                "JCM criteria follow the structure of waste-to-energy methodologies; the text "
                "that the Joint Committee approved for the project prevails."
            )
        ),
        Table(
            (question, answer, evidence, Column(Message("Source"), 7)),
            tuple((item.question, ANSWERS[item.answer.answer], item.answer.evidence,
                   item.source) for item in checklists.eligibility),
            ELIGIBILITY, name="JCM eligibility",
        ),
        Table(
            (area, question, answer, evidence),
            tuple((item.area, item.question, ANSWERS[item.answer.answer],
                   item.answer.evidence) for item in checklists.readiness),
            Message("Article 6 readiness"), name="Article 6 readiness",
        ),
        Table(
            (area, question, answer),
            tuple((item.area or ELIGIBILITY, item.question, ANSWERS[item.answer.answer])
                  for item in checklists.open_items),
            Message("Open items"), name="Lacking",
        ),
        _methodologies(checklists.country),
    )  # fmt: skip


def open_items(checklists: Checklists) -> Message:
    """How many questions have no yes."""
    return Message(
        "{open} of {questions} questions are not answered yes.",
        open=len(checklists.open_items),
        questions=len(checklists.eligibility) + len(checklists.readiness),
    )


def _methodologies(country: str | None) -> Table:
    rows = tuple(
        (row["country"], row["number"], sentence_of(row, "title"), sentence_of(row, "stage"),
         row["confidence"], sentence_of(row, "source"), sentence_of(row, "note"))
        for row in table("jcm_methodologies")
        if not country or row["country"] == country
    )  # fmt: skip
    columns = (
        Column(Message("Country"), 3),
        Column(Message("Number"), 5),
        Column(Message("Title"), 7),
        Column(Message("Stage"), 4),
        Column(Message("Confidence"), 4),
        Column(Message("Source"), 8),
        Column(Message("Note"), 9),
    )
    note = Message(
        "S: read at second hand; U: not read. Check the JCM secretariat's list before use."
    )
    return Table(columns, rows, Message("Methodologies"), note, "Methodologies", size="small")
