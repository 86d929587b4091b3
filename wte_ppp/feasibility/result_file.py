"""Reading back the result of a study that was written as JSON."""

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from wte_ppp.currencies import DOLLARS, USD, Money
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.result import RESULT_SCHEMA, StudyResult
from wte_ppp.feasibility.result_names import with_names_of
from wte_ppp.field_problems import problems
from wte_ppp.plain_files import plain_bytes

# What 0.1.0 wrote.
FIRST_SCHEMA = "wte_ppp/study-result/1"
LARGEST_BYTES = 20_000_000


def read_result(path: str | Path) -> StudyResult:
    """Read `study.json`.

    Raises `DocumentError` if it is no such file, or does not follow the schema.
    """

    def refused(found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError([Problem(str(path), None, "", found, allowed, action)])

    try:
        raw = plain_bytes(path, LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(reason, "a file that can be read", "check the path") from error
    if len(raw) > LARGEST_BYTES:
        raise refused("more than 20 MB", "at most 20 MB", "is this the right file?")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_such_number)
    except (ValueError, RecursionError) as error:
        raise refused(f"no JSON: {error}"[:120], "study.json as written", "run it again") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema not in (RESULT_SCHEMA, FIRST_SCHEMA):
        raise refused(
            f"a file of schema {schema!r}"[:120], repr(RESULT_SCHEMA), "give a study.json"
        )
    if schema == FIRST_SCHEMA:
        data = _renewed(data)
    if data.get("draws") is not None:
        raise refused("a result of draws", "a base case", "run the study without draws")
    try:
        money = Money(str(data.get("currency", USD)), math.nan)
        if money.code != USD:
            data = with_names_of(StudyResult, data, money)
        return StudyResult.model_validate(data).in_money(money if money.code != USD else DOLLARS)
    except ValidationError as error:
        faults = [
            Problem(
                str(path),
                None,
                problem.field,
                problem.found,
                problem.allowed,
                "run the study again",
            )
            for problem in problems(error, StudyResult)
        ]
        raise DocumentError(faults) from error


def _renewed(data: dict[str, Any]) -> dict[str, Any]:
    """A result of 0.1.0: its sentences are strings, and a check has its limit in words alone."""
    checks = data.get("checks")
    for check in checks if isinstance(checks, list) else ():
        if isinstance(check, dict):
            side, _, limit = str(check.get("threshold")).rpartition(" ")
            check |= {"side": side.replace(" ", "_"), "limit": limit}
    return {**data, "schema": RESULT_SCHEMA}


def _no_such_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
