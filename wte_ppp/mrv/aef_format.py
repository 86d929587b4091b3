"""The agreed electronic format: its fields, its check, its schema."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from wte_ppp.documents import Problem
from wte_ppp.sources import table

VERSION = "4/CMA.6"
TABLES = ("1 Submission", "2 Authorizations", "3 Actions", "4 Holdings", "5 Auth. entities")
TYPES = {"text": "string", "date": "string", "moment": "string", "year": "integer",
         "whole": "integer", "number": "number"}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2013, 2100


@cache
def fields(name: str) -> tuple[Mapping[str, str], ...]:
    """Fields of a table of the format, in their order."""
    return tuple(
        row for row in table("aef_fields") if row["table"] == name and row["version"] == VERSION
    )


def aef_faults(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Problem]:
    """What does not keep to the format."""
    faults: list[Problem] = []
    for name in TABLES:
        if name not in tables:
            faults.append(Problem(None, None, name, "no such table", "the five tables", "add it"))
    for name, rows in tables.items():
        if name not in TABLES:
            allowed = "one of " + ", ".join(TABLES)
            faults.append(Problem(None, None, name, "unknown table", allowed, "remove it"))
            continue
        for index, row in enumerate(rows):
            faults += _row_faults(name, index, row)
        if name == TABLES[3]:
            faults += _overlaps(name, rows)
    return faults


def aef_schema() -> dict[str, Any]:
    """JSON Schema of the annual information, for readers that are not this library."""
    properties: dict[str, Any] = {}
    for name in TABLES:
        rules: dict[str, Any] = {}
        for field in fields(name):
            kind: Any = TYPES[field["type"]]
            rule: dict[str, Any] = {"description": field["label"]}
            if field["by_carp"] == "yes":
                rule["type"] = "null"
            else:
                required = field["required"] == "yes"
                rule["type"] = kind if required else [kind, "null"]
                if field["pattern"]:
                    rule["pattern"] = f"^{field['pattern']}$"
                if field["values"]:
                    rule["enum"] = [*field["values"].split("|"), *([] if required else [None])]
            rules[field["key"]] = rule
        properties[name] = {
            "type": "array",
            "items": {
                "type": "object",
                "properties": rules,
                "required": list(rules),
                "additionalProperties": False,
            },
        }
    properties[TABLES[0]] |= {"minItems": 1, "maxItems": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Agreed electronic format, decision {VERSION}",
        "type": "object",
        "properties": {"version": {"const": VERSION}, **properties},
        "required": ["version", *TABLES],
        "additionalProperties": False,
    }


def _row_faults(name: str, index: int, row: Mapping[str, Any]) -> Iterable[Problem]:
    by_key = {field["key"]: field for field in fields(name)}
    for key in row:
        if key not in by_key:
            allowed = "one of " + ", ".join(by_key)
            yield Problem(
                None, None, f"{name}.{index}.{key}", "unknown field", allowed, "remove it"
            )
    for key, field in by_key.items():
        fault = _value_fault(field, row.get(key), row)
        if fault is not None:
            yield Problem(None, None, f"{name}.{index}.{key}", *fault)


def _value_fault(
    field: Mapping[str, str], value: Any, row: Mapping[str, Any]
) -> tuple[str, str, str] | None:
    """Found, allowed and what to do, or None where a value keeps to its field."""
    if value in (None, ""):
        if field["required"] == "yes":
            return "nothing", field["label"], "fill it in"
        return None
    if field["by_carp"] == "yes":
        return repr(value), "nothing: the platform fills it in", "remove it"
    if not _is_of_type(value, field["type"]):
        return repr(value)[:60], f"{field['type']} ({field['label']})", "correct it"
    if field["values"] and value not in field["values"].split("|"):
        return repr(value), "one of " + ", ".join(field["values"].split("|")), "correct it"
    if field["pattern"] and not re.fullmatch(field["pattern"], str(value)):
        return repr(value), f"the form {field['pattern']}", "correct it"
    if field["type"] in ("date", "moment") and not _is_day(str(value), field["type"]):
        return repr(value), "a day of the calendar", "correct it"
    if field["applies_when"] and value != "NA":
        other, _, allowed = field["applies_when"].partition(" in ")
        if str(row.get(other)) not in allowed.split("|"):
            return repr(value), f"nothing, unless {other} is {allowed}", "remove it"
    return None


def _is_of_type(value: Any, kind: str) -> bool:
    if kind in ("text", "date", "moment"):
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if kind == "number":
        return value >= 0
    if isinstance(value, float):
        return False
    return FIRST_YEAR <= value <= LAST_YEAR if kind == "year" else value >= 1


def _is_day(text: str, kind: str) -> bool:
    try:
        if kind == "moment":
            datetime.datetime.fromisoformat(text)
        else:
            datetime.datetime.strptime(text, "%d/%m/%Y")
    except ValueError:
        return False
    return True


def _overlaps(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterable[Problem]:
    """Blocks of holdings that share a number."""
    for index, row in enumerate(rows):
        for before in rows[:index]:
            alike = all(
                row.get(key) == before.get(key)
                for key in ("cooperative_approach", "first_transferring_party", "vintage")
            )
            try:
                apart = row["last_id"] < before["first_id"] or before["last_id"] < row["first_id"]
            except (KeyError, TypeError):
                continue
            if alike and not apart:
                block = f"{row['first_id']} to {row['last_id']} held twice"
                yield Problem(
                    None, None, f"{name}.{index}.first_id", block, "each once", "correct the block"
                )
