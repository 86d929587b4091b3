"""A new country by a review sheet alone: the empty sheet, and the profile of a filled one."""

import contextlib
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import temporary_folder, write_folder
from wte_ppp.guidance.days import as_day
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.published import schema_name
from wte_ppp.guidance.review.changes import Change, Outcome, changes_of
from wte_ppp.guidance.review.reading import Sheet
from wte_ppp.guidance.review.rows import Effects, all_rows
from wte_ppp.guidance.review.writing import prepare
from wte_ppp.guidance.scaffold import LINE, profile_files, write_profile

HEAD = ("name", "currency", "extends")
TESTS = "tests.yaml"


def empty_profile(profile_id: str, where: Path | None, **head: Any) -> Guidance:
    """A profile of stated gaps, as `guidance new` would write it, without writing it.

    Raises
    ------
    DocumentError
        If the id, the currency or what it extends is none.
    """
    files = profile_files(profile_id, where, **head)
    with temporary_folder() as place:
        write_folder(place / profile_id, files)
        return load_guidance(place / profile_id, profiles=where)


def profile_from(
    sheet: Sheet, profile_id: str, where: Path, today: datetime.date | None = None
) -> tuple[tuple[Path, ...], Outcome]:
    """Write a new profile from a filled sheet; what it leaves empty is a stated gap.

    Parameters
    ----------
    sheet
        That `guidance new --sheet` wrote.
    profile_id
        Of the sheet.
    where
        Folder of profiles; its own is made in it.
    today
        The profile says how things stand on this day.

    Returns
    -------
    tuple[tuple[pathlib.Path, ...], Outcome]
        Its files, and what was entered.

    Raises
    ------
    DocumentError
        With every cell that cannot be taken; nothing is written.
    """
    head = {key: sheet.stamp.get(f"new.{key}", "") for key in HEAD}
    if not all(head.values()) or sheet.stamp.get("profile") != profile_id:
        found = f"a sheet of {sheet.stamp.get('profile', 'no profile')!r}"
        found += "" if all(head.values()) else ", a profile that is there"
        allowed = f"a sheet that `guidance new {profile_id} --sheet` wrote"
        action = "a profile that is there: guidance review; else check the id"
        raise DocumentError((Problem(sheet.path, None, "", found, allowed, action),))
    beside = where if where.is_dir() else None
    files = profile_files(profile_id, beside, today=today, **head)
    with temporary_folder() as place:
        write_folder(place / profile_id, files)
        guidance = load_guidance(place / profile_id, profiles=beside)
        day = as_day(guidance.profile.as_of)
        rows = {row.key: row for row in all_rows(guidance, Effects(), day)}
        outcome = changes_of(sheet, rows, guidance.layers[-1].sources, today or day)
        files |= prepare(guidance, sheet, outcome, beside).files
    tests = {name: test for change in outcome.changes for name, test in _tests(change, sheet)}
    if tests:
        body = yaml.safe_dump(tests, allow_unicode=True, sort_keys=False, width=96)
        files[TESTS] = LINE.format(name=schema_name("tests")) + body
    return write_profile(profile_id, where, files), outcome


def _limits(raw: Mapping[str, Any]) -> Iterator[tuple[float, dict[str, str]]]:
    """Each limit and the situation that asks for it alone; one that none does is left out."""
    limits = EmissionLimits.model_validate(raw)
    for row in raw["rows"]:
        asked = ("pollutant", "averaging", "case")
        situation = {key: row[key] for key in asked if row.get(key)}
        with contextlib.suppress(DocumentError):
            if limits.at(situation) is not None:
                yield row["limit"], situation


def _tests(change: Change, sheet: Sheet) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What was read as a test, so that a slip of the pen in the files is found."""
    wanted, value = change.wanted, change.wanted["value"]
    if value is None or len(str(wanted["from"])) < len("2026-01-01"):
        return
    document = sheet.documents.get(str(wanted["source"]), {})
    read = f"{wanted['clause']}, read by {wanted['reviewed_by']} on {wanted['reviewed']}"
    test = {"rule": change.rule_id, "on": wanted["from"]}
    told = {"expect": value, "because": f"{document.get('title', wanted['source'])}, {read}"}
    if isinstance(value, Mapping) and "steps" in value:
        for number, band in enumerate(value["steps"]["bands"], 1):
            if "up_to" in band:
                situation = {value["steps"]["by"]: band["up_to"]}
                name = f"{change.rule_id}, step {number}"
                yield name, {**test, "with": situation, **told, "expect": band["value"]}
        return
    if isinstance(value, Mapping) and "limits" in value:
        for limit, situation in _limits(value["limits"]):
            name = ", ".join((change.rule_id, *situation.values()))
            yield name, {**test, "with": situation, **told, "expect": limit}
        return
    yield f"{change.rule_id} from {wanted['from']}", {**test, **told}
