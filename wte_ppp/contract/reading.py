"""Read a mechanism file: values out of `{value, source, ...}`, and all its problems at once."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from wte_ppp.cards import card_of, range_of
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.term import SOURCED, Status
from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import field_at, problems, section_in
from wte_ppp.validation import Section

SOURCED_KEYS = ("value", "unit", "currency", "status", "source", "note")
STATUSES = get_args(Status)
MONEY = "money"
# Beyond it sums of a contract are no numbers any more; no price of a tonne comes near in any money.
MOST = 1e15


@dataclass(frozen=True)
class Origin:
    """How one value is known; without one of its own it is that of its term."""

    status: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Contract:
    """A mechanism file as read."""

    definition: ContractDefinition
    document: Document
    origins: Mapping[str, Origin]

    def unknown(self) -> tuple[str, ...]:
        """Dotted places of numbers that the contract does not state and that something hangs on."""
        return tuple(_unknown(self.definition, ""))

    def source_of(self, key: str) -> str:
        """A source in words, by its key or as it is."""
        return self.definition.sources.get(key, key)


def read_contract(path: str | Path) -> Contract:
    """Read a mechanism file.

    Parameters
    ----------
    path
        YAML by the schema `wte_ppp/contract/1`.

    Returns
    -------
    Contract
        Valid; what it leaves out is unknown, not nothing.

    Raises
    ------
    DocumentError
        With every problem and its line.
    """
    return contract_in(read_document(path))


def contract_in(document: Document) -> Contract:
    """The same from a document that was read."""
    values = _Values(document)
    plain = values.strip(document.data, "")
    try:
        definition = ContractDefinition.model_validate(plain)
    except ValidationError as error:
        of_model = problems(error, ContractDefinition, document)
        found = (*values.problems, *(_as_written(one, document) for one in of_model))
        raise DocumentError(sorted(found, key=_by_place)) from error
    if values.problems:
        raise DocumentError(sorted(values.problems, key=_by_place))
    return Contract(definition, document, values.origins)


def _as_written(problem: Problem, document: Document) -> Problem:
    """The place of one number as the file has it, where the definition reads a list of one."""
    above, _, last = problem.field.rpartition(".")
    if last != "0":
        return problem
    node: Any = document.data
    for key in above.split("."):
        node = node[int(key)] if isinstance(node, list) else node[key]
    stated = node.get("value") if isinstance(node, Mapping) else node
    return problem if isinstance(stated, list) else replace(problem, field=above)


def _by_place(problem: Problem) -> tuple[int, str]:
    return problem.line or 0, problem.field


class _Values:
    """Takes `{value, source, ...}` apart and remembers how each value is known."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.origins: dict[str, Origin] = {}
        self.problems: list[Problem] = []

    def strip(self, node: Any, path: str) -> Any:
        """Values below a path without what is said of them."""
        if isinstance(node, Mapping):
            if "value" in node and _is_number(path):
                return self._sourced(node, path)
            return {
                key: self.strip(item, f"{path}.{key}" if path else str(key))
                for key, item in node.items()
            }
        if isinstance(node, list):
            return [self.strip(item, f"{path}.{place}") for place, item in enumerate(node)]
        self._held(node, path)
        return node

    def _held(self, node: Any, path: str) -> None:
        if isinstance(node, int | float) and abs(node) > MOST:
            self.problem(path, f"{node:g}", f"at most {MOST:g}", "correct the number, or its unit")

    def _sourced(self, node: Mapping[str, Any], path: str) -> Any:
        field = field_at(ContractDefinition, path.split("."))
        bounds = range_of(field) if field else None
        unit = bounds.unit if bounds else ""
        for key in node:
            if key not in SOURCED_KEYS:
                guess = did_you_mean(str(key), SOURCED_KEYS)
                action = f"write {guess!r}" if guess else "remove it"
                allowed = "one of " + ", ".join(SOURCED_KEYS)
                self.problem(f"{path}.{key}", f"unknown key {key!r}", allowed, action)
        contract = self.document.data.get("currency")
        stated = node.get("currency")
        if stated is not None and (not unit.startswith(MONEY) or stated != contract):
            allowed = f"{contract}, the contract's" if unit.startswith(MONEY) else "no money here"
            self.problem(f"{path}.currency", repr(stated), allowed, "convert the amount")
        if node.get("unit") not in (None, unit, unit.replace(MONEY, str(contract))):
            action = "convert the number to that unit"
            self.problem(f"{path}.unit", repr(node["unit"]), repr(unit), action)
        source, note = str(node.get("source") or ""), str(node.get("note") or "")
        status = node.get("status", "published" if source else "assumption")
        if status not in STATUSES:
            allowed = "one of " + ", ".join(STATUSES)
            self.problem(f"{path}.status", repr(status), allowed, "write one of them")
        elif status in SOURCED and not source:
            self.problem(f"{path}.status", str(status), "with a source", "add 'source:'")
        self._held(node["value"], path)
        self.origins[path] = Origin(str(status), source, note)
        return node["value"]

    def problem(self, path: str, found: str, allowed: str, action: str) -> None:
        """Tell a fault at a place of the file."""
        line = self.document.line_of(path)
        self.problems.append(Problem(self.document.path, line, path, found, allowed, action))


def _is_number(path: str) -> bool:
    """Whether a place holds a value that may carry its source: no section, no list of them."""
    field = field_at(ContractDefinition, path.split("."))
    return field is not None and section_in(field) is None and path != ""


def _unknown(section: Section, path: str) -> Iterator[str]:
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        place = f"{path}.{name}" if path else name
        if isinstance(value, Section):
            yield from _unknown(value, place)
        elif isinstance(value, tuple) and value and isinstance(value[0], Section):
            for index, item in enumerate(value):
                yield from _unknown(item, f"{place}.{index}")
        elif isinstance(value, Mapping):
            for key, item in value.items():
                if isinstance(item, Section):
                    yield from _unknown(item, f"{place}.{key}")
        elif card_of(field).unknown and isinstance(value, float) and math.isnan(value):
            yield place
