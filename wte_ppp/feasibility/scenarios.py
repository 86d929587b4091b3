"""A study under its scenarios: other values of inputs, read and checked like the study itself.

A scenario is a what-if: a value that a binding rule does not allow runs, and is told.
"""

from collections.abc import Mapping
from typing import Any

from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.money_document import MoneyDocument
from wte_ppp.feasibility.money_names import path_of
from wte_ppp.feasibility.study import Study


def scenario_studies(study: Study, profiles: Any = None) -> dict[str, Study]:
    """The study under each of its scenarios, read and checked like the study itself.

    Raises `DocumentError` with the faults of all scenarios, at the scenario's own lines.
    """
    risk = study.definition.risk
    studies: dict[str, Study] = {}
    faults: list[Problem] = []
    original = as_read(study.document)
    for name, changes in ({} if risk is None else risk.scenarios).items():
        try:
            other = overlaid(original, name, original.data["risk"]["scenarios"][name])
            scenario = Study.of(other, profiles=profiles, beside=study, what_if=True)
            studies[name] = scenario.with_waste_of(study, changes.keys())
        except DocumentError as error:
            faults += [problem for problem in error.problems if problem not in faults]
    if faults:
        raise DocumentError(faults)
    return studies


def as_read(document: Document) -> Document:
    """A study's file as it was written, amounts in their own currencies."""
    return document.original if isinstance(document, MoneyDocument) else document


def overlaid(document: Document, scenario: str, changes: Mapping[str, Any]) -> Document:
    """The study file with a scenario's values in their places, each with the scenario's line."""
    data = _copied(document.data)
    lines = dict(document.lines)
    for path, value in changes.items():
        *parents, leaf = path.split(".")
        node = data
        for part in parents:
            below = node.get(part)
            node[part] = below if isinstance(below, dict) else {}
            node = node[part]
        for word in [word for word in node if _same(path, parents, word)]:
            del node[word]
        plain = not parents or isinstance(value, Mapping)
        node[leaf] = value if plain else {"value": value, "note": f"scenario {scenario}"}
        line = document.line_of(f"risk.scenarios.{scenario}.{path}")
        if line is not None:
            lines[path] = line
    if isinstance(data.get("risk"), dict):
        data["risk"].pop("scenarios", None)
    return Document(document.path, data, lines)


def _same(path: str, parents: list[str], word: str) -> bool:
    """Whether a key of the section of an input writes that input too, in whatever currency."""
    return path_of(".".join([*parents, word])).path == path_of(path).path


def _copied(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _copied(item) for key, item in node.items()}
    return [_copied(item) for item in node] if isinstance(node, list) else node
