"""A tender with its guidance: definition completed from toolkit and profile, ready to evaluate."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.asked import asked_by, asked_by_procedures, unasked
from wte_ppp.guidance.catalogues import BidField, Rating
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.procedure import PROCEDURE, Procedure
from wte_ppp.guidance.procurement import filled
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.stated import ProjectStated
from wte_ppp.tender.completion import completed
from wte_ppp.tender.country import unread_parts
from wte_ppp.tender.deadlines import PROPOSAL, SOLICITED, UNSOLICITED
from wte_ppp.tender.definition.moments import Moment
from wte_ppp.tender.definition.tender import TenderDefinition, leaves
from wte_ppp.tender.exact import exact
from wte_ppp.tender.fitness import unfit
from wte_ppp.tender.in_force import in_force, with_unset
from wte_ppp.tender.law import against_law, choice_asked, grounded_rules
from wte_ppp.tender.model import Tender as Tender
from wte_ppp.tender.model import needed
from wte_ppp.tender.money_faults import money_faults
from wte_ppp.tender.names import names_of
from wte_ppp.tender.panel_now import panel_of
from wte_ppp.tender.price_rules import price_faults
from wte_ppp.tender.schedule_form import Rows, schedule_fields, with_rows

IDENTITY = ("bidder_name",)


def load_tender(
    path: str | Path, *, profiles: str | Path | None = None, carried: Path | None = None
) -> Tender:
    """Read a tender file with the guidance it stands on.

    Parameters
    ----------
    path
        tender.yaml, or the folder that holds it.
    profiles
        Folder with profiles of the user's own.
    carried
        Folder of guidance that a case carries: it counts in place of what is installed.

    Returns
    -------
    Tender
        Completed and held against binding rules.

    Raises
    ------
    DocumentError
        With every problem of the file.

    Examples
    --------
    >>> load_tender("examples/abiko/tender.yaml").procedure.combination
    'weighted_sum'
    """
    file = Path(path) / "tender.yaml" if Path(path).is_dir() else Path(path)
    document = read_document(file)
    guidance, rules = _guidance(document, profiles, carried)
    try:
        data, assumptions = completed(document, guidance)
        definition = TenderDefinition.model_validate(data)
    except ValidationError as error:
        raise DocumentError(problems(error, TenderDefinition, document)) from None
    overridden, procedure = _procedure(document, definition, rules)
    lawful = against_law(
        document, definition, guidance, rules, overridden,
        country=_place(document, carried), profiles=carried or profiles, judged=carried is None,
    )  # fmt: skip
    rows = schedule_fields(definition, _own_entry(definition))
    form = _form(document, guidance, definition, rows)
    tender = Tender(
        definition,
        overridden,
        procedure,
        leaves(definition),
        form,
        _grades(guidance),
        assumptions,
        file,
        hashlib.sha256(file.read_bytes()).hexdigest(),
        with_rows(names_of(document.data, definition, form), form, rows),
        guidance,
        lawful,
        panel_of(definition, procedure),
    )
    faults = [*unfit(tender, document), *_unfit_money(tender, document)]
    if faults:
        raise DocumentError(faults)
    return tender


def _guidance(
    document: Document, profiles: str | Path | None, carried: Path | None
) -> tuple[Guidance, Rules]:
    faults: list[Problem] = []
    name, day = document.data.get("guidance"), document.data.get("date")
    for key, value in (("guidance", name), ("date", day)):
        if not isinstance(value, str):
            allowed = {"guidance": "id of a profile, such as VN", "date": "a day in quotes"}[key]
            found = repr(value)[:80] if value is not None else "nothing"
            line = document.line_of(key) or 1
            faults.append(Problem(document.path, line, key, found, allowed, "add it"))
    if faults:
        raise DocumentError(faults)
    procedure = document.data.get("procedure")
    project = _project(document, procedure)
    try:
        guidance = load_guidance(
            _place(document, carried),
            procedure=procedure if isinstance(procedure, str) else None,
            profiles=carried or profiles,
        )
        rules = guidance.on(day, project)
    except DocumentError as error:
        fields = {"country": "guidance", "day": "date"}
        raise DocumentError(
            _here(document, replace(problem, field=fields.get(problem.field, problem.field)))
            for problem in error.problems
        ) from None
    if carried is None:
        faults += _misread(document, guidance)
    faults += choice_asked(document, guidance, rules)
    if faults:
        raise DocumentError(faults)
    return guidance, rules


def _project(document: Document, procedure: object) -> Project:
    """The tender's project: as stated, bid on the deadline's day, by the procedure that it runs."""
    try:
        stated = ProjectStated.model_validate(document.data.get("project") or {})
    except ValidationError as error:
        raise DocumentError(problems(error, ProjectStated, document, under="project")) from None
    words = {"procedure": procedure} if isinstance(procedure, str) else {}
    try:
        days = {"bid": TypeAdapter(Moment).validate_python(document.data.get("deadline")).date()}
    except ValidationError:
        days = {}  # What is wrong with the deadline the definition tells.
    return stated.project(days=days, words=words)


def _misread(document: Document, guidance: Guidance) -> Iterator[Problem]:
    """Words of the project for which no law and no step of a tender asks, or misspelt ones."""
    words = dict(ProjectStated.model_validate(document.data.get("project") or {}).words)
    asked = asked_by(guidance)
    for name, known in asked_by_procedures(guidance).items():
        asked.setdefault(name, set()).update(known)
    asked.setdefault(PROPOSAL, set()).update((SOLICITED, UNSOLICITED))
    if words.pop(PROCEDURE, None) is not None:
        place = f"project.words.{PROCEDURE}"
        found, allowed = repr(PROCEDURE), "the toolkit that the tender runs, as 'procedure:' has it"
        line = document.line_of(place) or 1
        yield Problem(document.path, line, place, found, allowed, "remove it")
    asked.pop(PROCEDURE, None)
    yield from unasked(document, words, asked, guidance)


def _place(document: Document, carried: Path | None) -> str | Path:
    """Country that a tender stands on: a folder that the case carries or one beside, or an id."""
    name = str(document.data.get("guidance"))
    # A folder of guidance has the name of its profile, wherever it lay.
    folder = carried / Path(name).name if carried is not None else Path(document.path).parent / name
    return folder if folder.is_dir() else name


def _here(document: Document, problem: Problem) -> Problem:
    """A problem without a file is one of this file."""
    if problem.path is not None:
        return problem
    return replace(problem, path=document.path, line=document.line_of(problem.field) or 1)


def _procedure(
    document: Document, definition: TenderDefinition, rules: Rules
) -> tuple[Rules, Procedure]:
    try:
        base = filled(rules, idle=tuple(unread_parts(rules, definition)))
        overridden = overriding(
            with_unset(base, definition.rules), definition.rules, by=f"tender {definition.id}",
            grounded=grounded_rules(definition),
        )  # fmt: skip
        return in_force(overridden, definition)
    except DocumentError as error:
        raise DocumentError(
            _here(document, replace(problem, field=f"rules.{problem.field}"))
            for problem in error.problems
        ) from None


def _form(
    document: Document, guidance: Guidance, definition: TenderDefinition, rows: Rows
) -> dict[str, BidField]:
    """Fields that bidders fill in: what is needed to evaluate, and what the tender adds."""
    catalogue = {key: entry for key, (entry, _) in rows.items()} | {
        key: entry
        for key, entry in guidance.catalogue("bid_form").items()
        if isinstance(entry, BidField)
    }
    added: dict[str, BidField] = {}
    faults: list[Problem] = []
    for key, body in definition.bid_form.items():
        if body is None or body == {}:
            if body == {} and key in catalogue:
                added[key] = catalogue[key]
            continue
        base = (
            catalogue[key].model_dump(exclude={"source"})
            if key in catalogue
            else _own_entry(definition)
        )
        try:
            added[key] = BidField.model_validate({**base, **body})
        except ValidationError as error:
            faults += problems(error, BidField, document, under=f"bid_form.{key}")
        except TypeError:
            line = document.line_of(f"bid_form.{key}")
            found = repr(body)[:80]
            faults.append(
                Problem(
                    document.path, line, f"bid_form.{key}", found, "keys of a field", "see docs"
                )
            )
    if faults:
        raise DocumentError(faults)
    removed = {key for key, body in definition.bid_form.items() if body is None}
    wanted = [*IDENTITY, *needed(definition), *added]
    return {
        key: added.get(key) or catalogue[key]
        for key in dict.fromkeys(wanted)
        if key not in removed and (key in added or key in catalogue)
    }


def _own_entry(definition: TenderDefinition) -> dict[str, Any]:
    return {
        "section": "tender",
        "envelope": "technical",
        "required": True,
        "instruction": "",
        "unit": "",
        "status": "practice",
        "confidence": "K",
        "reviewed": definition.date,
    }


def _grades(guidance: Guidance) -> dict[str, Fraction]:
    entries = guidance.catalogue("rating_scale").values()
    return {
        f"{entry.grade:g}": exact(entry.share_percent) / 100
        for entry in entries
        if isinstance(entry, Rating)
    }


def _unfit_money(tender: Tender, document: Document) -> Iterator[Problem]:
    """What price schedules, discounts and currencies ask of the form and the procedure."""
    faults = [
        *money_faults(tender.definition, tender.form, tender.rules),
        *price_faults(tender.definition.price, tender.procedure),
    ]
    for place, found, allowed, action in faults:
        yield Problem(document.path, document.line_of(place) or 1, place, found, allowed, action)
