"""A tender with its guidance: definition completed from toolkit and profile, ready to evaluate."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.catalogues import BidField, Rating
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.procedure import Procedure, procedure_of
from wte_ppp.guidance.resolve import Rules
from wte_ppp.messages import Message
from wte_ppp.tender.completion import completed
from wte_ppp.tender.definition.tender import Leaf, TenderDefinition, leaves
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.exact import exact
from wte_ppp.tender.law import AgainstLaw, against_law, choice_asked, grounded_rules
from wte_ppp.tender.money_faults import money_faults
from wte_ppp.tender.names import Names, names_of
from wte_ppp.tender.schedule_form import Rows, schedule_fields, with_rows
from wte_ppp.tender.shapes import Judgement

IDENTITY = ("bidder_name",)


@dataclass(frozen=True)
class Tender:
    """A tender that can be run.

    `form` are the fields that bidders fill in, `grades` the shares of the guidance's rating scale,
    `assumptions` what was taken from a toolkit without a source, in words; `law` says whether
    the procedure is one of the country's law.
    """

    definition: TenderDefinition
    rules: Rules
    procedure: Procedure
    leaves: tuple[Leaf, ...]
    form: Mapping[str, BidField]
    grades: Mapping[str, Fraction]
    assumptions: tuple[Message, ...]
    path: Path
    digest: str
    names: Names
    guidance: Guidance
    law: AgainstLaw

    @property
    def version(self) -> str:
        """Stamp of the file, as bid forms carry it."""
        return self.digest[:12]

    @property
    def technical_weight(self) -> Fraction:
        """Weight of the technical score in percent; 0 where price alone ranks."""
        weight = self.procedure.technical_weight_percent
        return exact(weight.low) if weight is not None else Fraction(0)

    @property
    def counting(self) -> tuple[str, ...]:
        """Fields of the form that count: a criterion, requirement, or the price reads them."""
        needed = set(_needed(self.definition))
        return tuple(field for field in self.form if field in needed)

    @property
    def informing(self) -> tuple[str, ...]:
        """Fields of the form that inform alone: no score, requirement or price reads them."""
        counting = set(self.counting)
        return tuple(field for field in self.form if field not in counting)

    def grades_of(self, leaf: Leaf) -> Mapping[str, Fraction]:
        """Share by grade of a judged criterion, lowest grade first."""
        shape = leaf.shape
        assert isinstance(shape, Judgement)
        scale = {grade: percent / 100 for grade, percent in shape.grades.items()} or self.grades
        return dict(sorted(scale.items(), key=lambda item: item[1]))


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
    )
    faults = [*_unfit(tender, document), *_unfit_money(tender, document)]
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
    try:
        guidance = load_guidance(
            _place(document, carried),
            procedure=procedure if isinstance(procedure, str) else None,
            profiles=carried or profiles,
        )
        rules = guidance.on(day)
    except DocumentError as error:
        fields = {"country": "guidance", "day": "date"}
        raise DocumentError(
            _here(document, replace(problem, field=fields.get(problem.field, problem.field)))
            for problem in error.problems
        ) from None
    faults += choice_asked(document, guidance, rules)
    if faults:
        raise DocumentError(faults)
    return guidance, rules


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
        overridden = overriding(
            rules, definition.rules, by=f"tender {definition.id}",
            grounded=grounded_rules(definition),
        )  # fmt: skip
        return overridden, procedure_of(overridden)
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
    wanted = [*IDENTITY, *_needed(definition), *added]
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


def _needed(definition: TenderDefinition) -> Iterator[str]:
    """Fields of the form that criteria, minimums and the price read."""
    named = [leaf.criterion.field for leaf in leaves(definition)]
    named += [minimum.field for minimum in definition.minimums.values()]
    named += [adder.field for adder in definition.price.adders.values()]
    for field in named:
        yield from DERIVED[field].reads if field in DERIVED else ([field] if field else [])
    if any(minimum.sense == "emission_limits" for minimum in definition.minimums.values()):
        yield from DERIVED["emission_margin_percent"].reads
    for schedule in definition.price.schedules.values():
        yield from schedule.fields
    yield from definition.price.fields
    for discount in definition.price.discounts.values():
        yield from (discount.field, *((discount.condition,) if discount.condition else ()))


def _grades(guidance: Guidance) -> dict[str, Fraction]:
    entries = guidance.catalogue("rating_scale").values()
    return {
        f"{entry.grade:g}": exact(entry.share_percent) / 100
        for entry in entries
        if isinstance(entry, Rating)
    }


def _unfit(tender: Tender, document: Document) -> Iterator[Problem]:
    """What the parts of a tender ask of each other."""
    definition, procedure = tender.definition, tender.procedure

    def fault(place: str, found: str, allowed: str, action: str) -> Problem:
        return Problem(document.path, document.line_of(place) or 1, place, found, allowed, action)

    for field in dict.fromkeys(_needed(definition)):
        if field not in tender.form:
            guess = did_you_mean(field, tender.form)
            action = f"write {guess!r}, or add it to bid_form" if guess else "add it to bid_form"
            yield fault(_place_of(field, definition), repr(field), "a field of the form", action)
    weight = procedure.technical_weight_percent
    if procedure.combination == "weighted_sum" and weight is not None and weight.low != weight.high:
        found = f"a technical weight of {weight.low:g} to {weight.high:g} %"
        place = "rules.procedure.technical_weight_percent"
        yield fault(place, found, "one weight", "state it in rules")
    price = definition.price
    wanted = {
        "linear_to_ceiling": ("ceiling",),
        "linear_between": ("ceiling", "floor"),
        "reference_over_price": ("reference",),
    }.get(procedure.price_score, ())
    required = (*wanted, *(("ceiling",) if procedure.price_ceiling == "required" else ()))
    for name in dict.fromkeys(required):
        if getattr(price, name) is None:
            yield fault(f"price.{name}", "nothing", f"a {name} for this procedure", "add it")
    idle = "ceiling" not in required and procedure.price_ceiling == "none"
    if price.ceiling is not None and idle:
        allowed = "no ceiling: this procedure puts nobody out for a high price"
        action = "set procedure.price_ceiling: optional in rules, or remove it"
        yield fault("price.ceiling", "a ceiling", allowed, action)
    if price.adders and not procedure.adders:
        allowed = "none by this procedure"
        yield fault("price.adders", "adders", allowed, "set procedure.adders in rules, or remove")
    if definition.panel and procedure.panel_least:
        count = len(definition.panel.members)
        if count < procedure.panel_least:
            allowed = f"at least {procedure.panel_least} members"
            yield fault("panel.members", f"{count}", allowed, "add members")
    scale = [leaf for leaf in tender.leaves if leaf.judged and not tender.grades_of(leaf)]
    for leaf in scale:
        place = "criteria." + ".criteria.".join(leaf.path) + ".scoring"
        yield fault(place, "a panel without grades", "grades with percent", "add 'grades'")


def _unfit_money(tender: Tender, document: Document) -> Iterator[Problem]:
    """What price schedules, discounts and currencies ask of the form and the procedure."""
    for place, found, allowed, action in money_faults(tender.definition, tender.form, tender.rules):
        yield Problem(document.path, document.line_of(place) or 1, place, found, allowed, action)


def _place_of(field: str, definition: TenderDefinition) -> str:
    for leaf in leaves(definition):
        if field == leaf.criterion.field:
            return "criteria." + ".criteria.".join(leaf.path) + ".field"
    for key, minimum in definition.minimums.items():
        if field == minimum.field:
            return f"minimums.{key}.field"
    return "price.field" if definition.price.field == field else "price"
