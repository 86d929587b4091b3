"""A new country: a folder that passes the check, its questions as stated gaps.

What is asked only where the law has it is no gap, and is left out.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.field_problems import problems
from wte_ppp.files import write_folder
from wte_ppp.guidance.available import available_profiles, available_toolkits
from wte_ppp.guidance.catalogues import Question
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.published import SCHEMAS, guidance_schema, schema_name
from wte_ppp.guidance.schema import Profile

TOOLKIT = "wte_ppp"
FIRST_DAY, NOTHING_READ = "2000-01-01", "Nothing read yet."
LINE = "# yaml-language-server: $schema=../schemas/{name}\n"
ABOUT = """\
# How to go on: replace each gap by a value with its source, one law at a time.
# 1. Add the document to sources.yaml and say what was read: official, report or unread.
# 2. In the topic file write the value, its day of entry into force, source and clause.
# 3. Add a test to tests.yaml: a day, a situation, the value that the text gives.
# 4. Run `wte-ppp guidance check` on this folder.
"""


SOURCES = """\
# Documents that values come from, each once, by a short name. One a law, such as
#
# electricity_decree_2020:
#   title: Decree 12/2020 on power from waste
#   year: 2020
#   link: https://example.org/decree-12-2020
#   text: official        # official: the text itself was read; report: an account of it; unread
#   read: '2026-11-24'
#   state: in_force       # draft, proposed, passed, in_force or repealed
"""


def new_profile(
    profile_id: str,
    where: Path,
    *,
    name: str,
    currency: str,
    extends: str = TOOLKIT,
    today: datetime.date | None = None,
) -> tuple[Path, ...]:
    """Write a new profile with every question of the toolkit's outline as a gap.

    Raises `DocumentError` if the folder is there already or the id, currency or toolkit is
    none; nothing is written.
    """
    files = profile_files(
        profile_id, where, name=name, currency=currency, extends=extends, today=today
    )
    return write_profile(profile_id, where, files)


def write_profile(profile_id: str, where: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files of a new profile and the schemas beside it; gives their paths.

    Raises `DocumentError` if the folder is there already.
    """
    folder = where / profile_id
    if folder.exists():
        allowed, action = "a new folder", "choose another id, or edit what is there"
        raise DocumentError((Problem(str(folder), None, "", "a folder", allowed, action),))
    schemas = {
        schema_name(kind): json.dumps(guidance_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in SCHEMAS
    }
    write_folder(where / "schemas", schemas)
    write_folder(folder, files)
    return tuple(folder / file for file in files)


def profile_files(
    profile_id: str,
    where: Path | None,
    *,
    name: str,
    currency: str,
    extends: str = TOOLKIT,
    today: datetime.date | None = None,
) -> dict[str, str]:
    """Files of a new profile by name; `where` is the folder of profiles that it may extend.

    Raises `DocumentError` if the id, currency or toolkit is none.
    """
    day = (today or datetime.date.today()).isoformat()
    head = {
        "schema": "wte_ppp/profile/1",
        "id": profile_id,
        "name": name,
        "extends": extends,
        "version": f"{day[:4]}.0",
        "as_of": day,
        "currency": currency,
    }
    _refuse_bad_head(head)
    _refuse_shadow(profile_id)
    try:
        toolkit = load_guidance(extends, profiles=where if where and where.is_dir() else None)
    except DocumentError as error:
        raise DocumentError(
            replace(problem, field="extends") if problem.field == "country" else problem
            for problem in error.problems
        ) from None
    questions = {
        key: question
        for key, question in toolkit.questions.items()
        if key not in toolkit.rule_ids and not question.optional
    }
    files = {"profile.yaml": _head(head)}
    files["sources.yaml"] = LINE.format(name=schema_name("sources")) + SOURCES
    files["tests.yaml"] = _tests(next(iter(questions))) if questions else _inherited(toolkit, day)
    for topic in dict.fromkeys(key.partition(".")[0] for key in questions):
        files[f"{topic}.yaml"] = _topic(topic, questions, currency)
    return files


def _refuse_bad_head(head: Mapping[str, str]) -> None:
    unfit = [key for key, text in head.items() if not text.isprintable()]
    if unfit:
        allowed = "letters, digits and signs"
        raise DocumentError(
            Problem(None, None, key, repr(head[key])[:80], allowed, "correct it") for key in unfit
        )
    try:
        Profile.model_validate(head)
    except ValidationError as error:
        raise DocumentError(problems(error, Profile)) from None


def _refuse_shadow(profile_id: str) -> None:
    """An id that would hide what ships from every command that sees the new folder."""
    if profile_id in (*available_toolkits(), *available_profiles()):
        allowed = "an id that is not shipped"
        action = f"choose another, such as {profile_id}-MY, and --extends {profile_id}"
        raise DocumentError((Problem(None, None, "id", repr(profile_id), allowed, action),))


def _head(head: Mapping[str, str]) -> str:
    body = "".join(f"{key}: {json.dumps(text)}\n" for key, text in head.items())
    return LINE.format(name=schema_name("profile")) + ABOUT + body


def _topic(topic: str, questions: Mapping[str, Question], currency: str) -> str:
    parts = [LINE.format(name=schema_name("rules"))]
    for key, question in questions.items():
        if not key.startswith(f"{topic}."):
            continue
        unit = question.unit.replace("CUR", currency)
        parts.append(
            f"{about(question)}"
            f"{key.partition('.')[2]}:\n"
            f"  unit: {json.dumps(unit, ensure_ascii=False)}\n"
            "  values:\n"
            f"    - from: '{FIRST_DAY}'\n"
            "      value: null\n"
            f"      gap: {NOTHING_READ}\n\n"
        )
    return "".join(parts)


def about(question: Question) -> str:
    """Lines of comment above a rule: what is asked, and why it matters."""
    return f"# {question.description}\n# Why it matters: {question.why}\n"


def _inherited(guidance: Guidance, day: str) -> str:
    """A first test for a province: what its country says holds until it says otherwise."""
    rules = guidance.on(day)
    rule = next(
        (
            question
            for question in guidance.questions
            if question in rules and isinstance(rules[question].value, str)
        ),
        next(iter(rules)),
    )
    return LINE.format(name=schema_name("tests")) + (
        f"{rule} as in {guidance.profile.id}:\n"
        f"  rule: {rule}\n"
        f"  on: '{day}'\n"
        f"  expect: {json.dumps(rules[rule].value, ensure_ascii=False)}\n"
        "  because: nothing of its own yet; change it with the rule\n"
    )


def _tests(rule: str) -> str:
    return LINE.format(name=schema_name("tests")) + (
        f"nothing is known yet of {rule}:\n"
        f"  rule: {rule}\n"
        "  on: '2026-01-01'\n"
        "  expect: null\n"
        "  because: the rule is a gap; replace this test when it is filled\n"
    )
