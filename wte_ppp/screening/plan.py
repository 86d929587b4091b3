"""What a screening will run: cities in groups with one study each, and blocks of them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp._version import __version__
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import drawable, input_range, with_draws
from wte_ppp.feasibility.risk_checks import within_range
from wte_ppp.feasibility.scenarios import as_read, overlaid
from wte_ppp.feasibility.study import Study
from wte_ppp.risk.sampling import BLOCK, Block, blocks
from wte_ppp.screening.cities import City, read_cities

BASE_CASE = "base case"
SCHEMA = "wte_ppp/screening/1"


@dataclass(frozen=True)
class Options:
    """How a screening is run; results depend on nothing else but study and cities."""

    draws: int = 0
    seed: int = 1
    largest_plant_t_per_day: float | None = None
    scenarios: tuple[str, ...] | None = None
    block: int = BLOCK


@dataclass(frozen=True)
class Group:
    """Cities that share everything but numbers: country, words, and which numbers they give."""

    scenario: str
    country: str
    study: Study
    cities: tuple[int, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """Some cities of a group under one scenario, for one block of draws; complete in itself."""

    index: int
    scenario: str
    study: StudyDefinition
    cities: tuple[int, ...]
    values: Mapping[str, tuple[float, ...]]
    block: Block | None
    first: bool
    largest_plant_t_per_day: float | None


@dataclass(frozen=True)
class Plan:
    """All groups, and the key by which an interrupted run knows itself."""

    cities: tuple[City, ...]
    groups: tuple[Group, ...]
    options: Options
    key: str

    @property
    def tasks(self) -> Iterator[Task]:
        """Every block, in an order that depends on the plan alone."""
        options = self.options
        drawn = blocks(options.draws, options.seed, options.block) if options.draws else [None]
        per_block = max(1, options.block // max(1, options.draws))
        index = 0
        for group in self.groups:
            for start in range(0, len(group.cities), per_block):
                some = group.cities[start : start + per_block]
                values = {
                    path: tuple(self.cities[place].numbers[path] for place in some)
                    for path in group.columns
                }
                for block in drawn:
                    yield Task(
                        index, group.scenario, group.study.definition, some, values, block,
                        block is None or block.index == 0, options.largest_plant_t_per_day,
                    )  # fmt: skip
                    index += 1

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return sum(1 for _ in self.tasks)


def made_plan(
    table: Path, study: Study, options: Options, profiles: str | Path | None = None
) -> Plan:
    """Read the cities and set up the study of each group.

    Parameters
    ----------
    table
        CSV of cities.
    study
        The base study.
    options
        Draws, seed, scenarios.
    profiles
        As for `Study.load`.

    Returns
    -------
    Plan
        Ready to run.

    Raises
    ------
    DocumentError
        With every fault of the table, of a country's rules beside the study, of a scenario.
    """
    study.needs_usd("a screening")
    cities = read_cities(table, study.definition)
    risk = study.definition.risk
    overlays = {} if risk is None else risk.scenarios
    scenarios = (BASE_CASE, *overlays) if options.scenarios is None else options.scenarios
    faults = [
        Problem(study.document.path, study.document.line_of("risk.scenarios"), "risk.scenarios",
                f"no scenario {name!r}", "one of " + ", ".join([BASE_CASE, *overlays]),
                "correct it")
        for name in scenarios
        if name != BASE_CASE and name not in overlays
    ]  # fmt: skip
    if options.draws and (
        risk is None or not (risk.inputs or risk.outages or risk.delays or risk.changes)
    ):
        faults.append(
            Problem(study.document.path, 1, "risk", "nothing that is drawn",
                    "a risk section with inputs or events", "add it, or leave --draws out")
        )  # fmt: skip
    faults += _drawn_in_units(table, cities, study)
    if faults:
        raise DocumentError(faults)
    groups: list[Group] = []
    by_country: dict[str, Study] = {}
    original = as_read(study.document)
    for scenario in scenarios:
        document = (
            original
            if scenario == BASE_CASE
            else overlaid(original, scenario, original.data["risk"]["scenarios"][scenario])
        )
        for key, places in _grouped(cities).items():
            country, words, columns = key
            try:
                of_group = Study.of(
                    _of_country(document, country, dict(words)),
                    profiles=profiles,
                    beside=by_country.get(country),
                    what_if=scenario != BASE_CASE,
                )
                by_country.setdefault(country, of_group)
            except DocumentError as error:
                faults += _at_city(error, table, cities[places[0]])
                continue
            group = Group(scenario, country, of_group, tuple(places), columns)
            faults += _group_faults(group, cities, table)
            if options.draws:
                faults += _spread_faults(group, cities, table)
            groups.append(group)
    if faults:
        raise DocumentError(dict.fromkeys(faults))
    return Plan(cities, tuple(groups), options, _key(study, cities, groups, options))


def _drawn_in_units(table: Path, cities: tuple[City, ...], study: Study) -> list[Problem]:
    """Columns that a spread in the input's own unit would override."""
    risk = study.definition.risk
    absolute = {
        path for path, spread in (risk.inputs if risk else {}).items() if spread.basis == "absolute"
    }
    both = sorted(absolute & {path for city in cities for path in city.numbers})
    return [
        Problem(str(table), 1, path, "a column of an input that the study draws in its own unit",
                "a spread in percent_of_base, so that each city keeps its own value",
                f"change risk.inputs.{path} or drop the column")
        for path in both
    ]  # fmt: skip


def _grouped(
    cities: tuple[City, ...],
) -> dict[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]], list[int]]:
    groups: dict[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]], list[int]] = {}
    for place, city in enumerate(cities):
        key = (city.country, tuple(sorted(city.words.items())), tuple(sorted(city.numbers)))
        groups.setdefault(key, []).append(place)
    return groups


def _of_country(document: Document, country: str, words: Mapping[str, str]) -> Document:
    changed = overlaid(document, "city", words)
    data = {**document.data, **changed.data, "country": country}
    return Document(document.path, data, document.lines)


def _at_city(error: DocumentError, table: Path, city: City) -> list[Problem]:
    """Faults of a group's study, reported at its first city where the study file has no line."""
    return [
        problem
        if problem.line is not None and problem.field != "country"
        else replace(problem, path=str(table), line=city.line)
        for problem in error.problems
    ]


def _group_faults(group: Group, cities: tuple[City, ...], table: Path) -> list[Problem]:
    """Numbers of a city that the study cannot take, such as shares that do not sum to 100."""
    inputs = drawable(group.study.definition)
    foreign = [path for path in group.columns if path not in inputs]
    if foreign:
        return [
            Problem(str(table), 1, path, "an input that the study does not have",
                    "a column of an input of the study", "give the study that input, or drop it")
            for path in foreign
        ]  # fmt: skip
    if not group.columns:
        return []
    values = {
        path: np.array([cities[place].numbers[path] for place in group.cities])
        for path in group.columns
    }
    try:
        with_draws(group.study.definition, values)
    except DocumentError:
        faults: list[Problem] = []
        for at, place in enumerate(group.cities):
            try:
                with_draws(
                    group.study.definition,
                    {path: array[at : at + 1] for path, array in values.items()},
                )
            except DocumentError as error:
                faults += [
                    replace(problem, path=str(table), line=cities[place].line)
                    for problem in error.problems
                ]
        return faults
    return []


def _spread_faults(group: Group, cities: tuple[City, ...], table: Path) -> list[Problem]:
    """Spreads in percent that leave an input's range at some city's own value."""
    risk = group.study.definition.risk
    faults: list[Problem] = []
    for path, spread in ({} if risk is None else risk.inputs).items():
        bounds = input_range(path)
        if spread.basis == "absolute" or path not in group.columns or bounds is None:
            continue
        for place in group.cities:
            city = cities[place]
            _, fault, _ = within_range(spread, bounds, city.numbers[path])
            if fault:
                faults.append(Problem(str(table), city.line, path, *fault))
    return faults


def _key(study: Study, cities: tuple[City, ...], groups: list[Group], options: Options) -> str:
    risk = study.definition.risk
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "study": study.input_hash,
        "risk": None if risk is None else risk.model_dump(mode="json"),
        "cities": [
            [city.name, city.country, sorted(city.numbers.items()), sorted(city.words.items())]
            for city in cities
        ],
        "groups": [[group.scenario, group.country, group.study.input_hash] for group in groups],
        "options": [
            options.draws, options.seed, options.block, options.largest_plant_t_per_day,
        ],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
