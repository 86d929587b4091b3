"""One study under two laws: what moved, by which rule of which source, and what is refused."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.difference import difference, effects_of
from wte_ppp.feasibility.outcomes import DECIDING, value_at
from wte_ppp.feasibility.reading import about, guidance_of
from wte_ppp.feasibility.result import BoundRow, StudyResult
from wte_ppp.feasibility.result.difference import Effect, InputChange, OutcomeChange
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.compare import compare, said, says
from wte_ppp.guidance.days import as_day
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolve import Rules
from wte_ppp.messages import Text

AS_OF, PROJECT, WORDS, DAY = "as_of", "project", "words", "_day"
Pair: TypeAlias = tuple[Any, Any]
Kept: TypeAlias = Literal["kept", "not kept", "not checked", "not asked"]
HEADLINES = (*DECIDING, "climate.total_credits_tco2e")


@dataclass(frozen=True)
class Law:
    """A law that a study is put under: a day, and a profile and words of the project where given.

    `profile` "" keeps the study's own; `project` lies over what the study says of its project.
    """

    day: str
    profile: str
    project: Mapping[str, str]

    @classmethod
    def read(cls, text: str, project: Mapping[str, str], profiles: Path | None = None) -> "Law":
        """A law from "DAY" or "PROFILE@DAY".

        Raises
        ------
        DocumentError
            If the day or the profile is none.
        """
        profile, _, day = text.rpartition("@")
        if profile:
            load_guidance(profile, profiles=profiles)
        return cls(as_day(day).isoformat(), profile, project)

    def over(self, document: Document) -> Document:
        """The study file as if it were written for this law."""
        data = {**document.data, AS_OF: self.day}
        if self.profile:
            data["country"] = self.profile
        if self.project:
            stated = data.get(PROJECT)
            own = dict(stated) if isinstance(stated, Mapping) else {}
            before = own.get(WORDS)
            words = dict(before) if isinstance(before, Mapping) else {}
            for name, word in self.project.items():
                (own if name.endswith(DAY) else words)[name] = word
            data[PROJECT] = own | ({WORDS: words} if words else {})
        return Document(document.path, data, document.lines)


@dataclass(frozen=True)
class Side:
    """The study under one law, and why the law refuses it; the result then is a what-if's.

    There is none where the study cannot run under the law at all.
    """

    law: Law
    rules: Rules
    study: Study | None
    result: StudyResult | None
    refusal: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """Profile and day, such as "VN 2026.1 on 2024-06-01"."""
        return f"{self.rules.identity} on {self.rules.day}"


@dataclass(frozen=True)
class BoundChange:
    """A binding rule that asks otherwise, or is kept otherwise; pairs are of the two laws."""

    rule: str
    description: Text
    demands: Pair
    stated: Pair
    kept: tuple[Kept, Kept]
    sources: Pair


@dataclass(frozen=True)
class RuleChange:
    """A rule that differs, and the input of a study that it fills, if it fills one.

    `said` is what it says for the project, `says` also what else may hold.
    """

    rule: str
    feeds: str
    said: tuple[str, str]
    says: tuple[str, str]
    sources: Pair


@dataclass(frozen=True)
class LawDifference:
    """What moved: inputs, what each does alone, bounds, outcomes, and all rules that differ.

    Where one side is refused there are no moved inputs; `outcomes` then are those of the other.
    """

    study: str
    one: Side
    two: Side
    inputs: tuple[InputChange, ...]
    effects: tuple[Effect, ...]
    bounds: tuple[BoundChange, ...]
    outcomes: tuple[OutcomeChange, ...]
    rules: tuple[RuleChange, ...]

    def rules_of(self, path: str) -> tuple[RuleChange, ...]:
        """Rules that differ and fill an input."""
        return tuple(change for change in self.rules if change.feeds == path)

    @property
    def headlines(self) -> tuple[tuple[str, Text, str, float | None, float | None], ...]:
        """Headline outcomes of both sides: path, description, unit, values; None for no run."""
        one, two = self.one.result, self.two.result
        return tuple(
            (path, *about(path), _figure(one, path), _figure(two, path)) for path in HEADLINES
        )


def compare_laws(
    document: Document, one: Law, two: Law, profiles: Path | None = None
) -> LawDifference:
    """Run a study under two laws.

    Parameters
    ----------
    document
        The study file.
    one, two
        What it is put under.
    profiles
        Folder with profiles of the user's own.

    Returns
    -------
    LawDifference
        A law that refuses the study tells why; its results are those of a what-if, not an offer.

    Raises
    ------
    DocumentError
        If what a law is given of the project is a slip, which no law refuses.
    """
    sides = [_under(document, law, profiles) for law in (one, two)]
    left, right = sides
    inputs: tuple[InputChange, ...] = ()
    effects: tuple[Effect, ...] = ()
    outcomes: tuple[OutcomeChange, ...] = ()
    if left.result is not None and right.result is not None:
        assert left.study is not None
        assert right.study is not None
        found = difference(left.result, right.result, effects_of(left.study, right.study))
        inputs, effects = found.inputs, found.effects
        inputs = tuple(row for row in inputs if not _is_law(row.path))
        outcomes = tuple(row for row in found.outcomes if row.path in HEADLINES)
    name = next((side.result.name for side in sides if side.result is not None), "")
    return LawDifference(
        study=name or str(document.data.get("name", document.path)),
        one=left,
        two=right,
        inputs=inputs,
        effects=effects,
        bounds=tuple(_bounds(left, right)),
        outcomes=outcomes,
        rules=tuple(_rules(left.rules, right.rules)),
    )


def _under(document: Document, law: Law, profiles: Path | None) -> Side:
    laid = law.over(document)
    _, rules, _ = guidance_of(laid, profiles)
    try:
        study = Study.of(laid, profiles=profiles)
        return Side(law, study.rules, study, study.run(), ())
    except DocumentError as error:
        slips = [problem for problem in error.problems if _is_slip(problem, law)]
        if slips:
            raise DocumentError(replace(slip, path=None, line=None) for slip in slips) from None
        refusal = error.problems
    try:
        study = Study.of(laid, profiles=profiles, what_if=True)
        return Side(law, study.rules, study, study.run(), refusal)
    except DocumentError:
        return Side(law, rules, None, None, refusal)


def _is_slip(problem: Problem, law: Law) -> bool:
    """Whether a problem is that of a day or word that was given with the law, not in the study."""
    first, _, name = problem.field.partition(".")
    return first == PROJECT and name.removeprefix(f"{WORDS}.") in law.project


def _is_law(path: str) -> bool:
    """Whether an input says which law it is: the comparison's own question."""
    return path == AS_OF or path.startswith(f"{PROJECT}.")


def _figure(result: StudyResult | None, path: str) -> float | None:
    if result is None:
        return None
    value = float(value_at(result, path))
    return value if value == value else None


def _rules(one: Rules, two: Rules) -> Iterator[RuleChange]:
    for item in compare(one, two):
        rules = [side.get(item.rule) or side.ended.get(item.rule) for side in (one, two)]
        feeds = next((rule.feeds for rule in rules if rule is not None and rule.feeds), "")
        sources = tuple(None if rule is None else rule.cited for rule in rules)
        yield RuleChange(
            item.rule,
            feeds or "",
            (said(one, item.rule), said(two, item.rule)),
            (says(one, item.rule), says(two, item.rule)),
            (sources[0], sources[1]),
        )


def _bounds(left: Side, right: Side) -> Iterator[BoundChange]:
    """Bounds that differ; a side that is refused says in its refusal which it breaks."""
    rows = [_bound_rows(side) for side in (left, right)]
    for key in dict.fromkeys([*rows[0], *rows[1]]):
        one, two = rows[0].get(key), rows[1].get(key)
        row = one or two
        assert row is not None
        kept = _kept(one, left), _kept(two, right)
        demands = tuple(None if side is None else side.demand for side in (one, two))
        if str(demands[0]) == str(demands[1]) and kept[0] == kept[1]:
            continue
        yield BoundChange(
            row.rule,
            row.description,
            (demands[0], demands[1]),
            (one.stated if one else None, two.stated if two else None),
            kept,
            (one.source if one else None, two.source if two else None),
        )


def _bound_rows(side: Side) -> dict[tuple[str, int], BoundRow]:
    """Bounds by rule and place among those of the rule."""
    rows = () if side.result is None else side.result.bound
    count: Counter[str] = Counter()
    placed = {}
    for row in rows:
        placed[row.rule, count[row.rule]] = row
        count[row.rule] += 1
    return placed


def _kept(row: BoundRow | None, side: Side) -> Kept:
    if row is None:
        return "not asked"
    if row.passed_share is None:
        return "not checked"
    return "kept" if row.passed_share == 1 else "not kept"
