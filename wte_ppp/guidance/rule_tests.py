"""Tests that authors write in tests.yaml: a situation in, the expected value out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from wte_ppp.documents import Document, DocumentError, Problem, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.days import Date
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.reading import Value
from wte_ppp.guidance.values import in_words
from wte_ppp.validation import Section, refuse

TESTS = "tests.yaml"
TOLERANCE = 1e-9


class RuleTest(Section):
    """One test of a rule on a day.

    With `override` it asks whether a tender may state that value; otherwise what the rule gives.
    """

    rule: str = Field(description="id of the rule")
    on: Date = Field(description="day")
    with_: Mapping[str, float | str] = Field(
        default_factory=dict, alias="with", description="situation"
    )
    override: Annotated[Any, Value] = Field(None, description="a tender's own value")
    expect: Annotated[Any, Value] = Field(description="value; null where none is in force")
    because: str = Field(min_length=3, description="arithmetic or clause behind the expected value")

    @model_validator(mode="after")
    def _verdict(self) -> "RuleTest":
        if self.override is not None and self.expect not in ("admitted", "refused"):
            found = str(in_words(self.expect))
            raise refuse(found, "admitted or refused, as 'override' is given", "write one of them")
        return self


@dataclass(frozen=True)
class Outcome:
    """A test that was run; `found` says what came out."""

    name: str
    test: RuleTest
    passed: bool
    found: str
    document: Document

    @property
    def path(self) -> str:
        """File of the test."""
        return self.document.path

    @property
    def line(self) -> int | None:
        """Line of what the test expects."""
        return self.document.line_of(f"{self.name}.expect")

    def problem(self) -> Problem:
        """The failure as a problem of the file."""
        allowed = f"{_quoted(self.test.expect)} ({self.test.because})"
        action = f"correct {self.test.rule} or the test"
        return Problem(self.path, self.line, self.name, self.found, allowed, action)


def read_tests(folder: Path) -> tuple[Document | None, dict[str, RuleTest]]:
    """Tests of a folder by name.

    Raises
    ------
    DocumentError
        With every problem of the file.
    """
    if not (folder / TESTS).is_file():
        return None, {}
    document = read_document(folder / TESTS)
    faults: list[Problem] = []
    tests: dict[str, RuleTest] = {}
    for name, body in document.data.items():
        try:
            tests[name] = RuleTest.model_validate(body)
        except ValidationError as error:
            faults += problems(error, RuleTest, document, under=name)
    if faults:
        raise DocumentError(faults)
    return document, tests


def run_tests(guidance: Guidance) -> list[Outcome]:
    """Run the tests of a profile's own folder.

    Parameters
    ----------
    guidance
        As loaded.

    Returns
    -------
    list[Outcome]
        One a test, in the order of the file.

    Raises
    ------
    DocumentError
        If the file of tests is at fault.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> all(outcome.passed for outcome in run_tests(load_guidance("VN")))
    True
    """
    document, tests = read_tests(guidance.layers[-1].folder)
    if document is None:
        return []
    return [Outcome(name, test, *_run(guidance, test), document) for name, test in tests.items()]


def _run(guidance: Guidance, test: RuleTest) -> tuple[bool, str]:
    if test.rule not in guidance.rule_ids:
        return False, f"no rule {test.rule!r}"
    if test.override is not None:
        return _judge(guidance, test)
    try:
        rules = guidance.on(test.on, Project.of(test.with_))
        if test.rule not in rules:
            return test.expect is None, "no value in force"
        value = rules.value(test.rule, **test.with_)
    except DocumentError as error:
        return False, str(error)
    return _same(value, test.expect), _quoted(value)


def _quoted(value: Any) -> str:
    """A value in words; a text in quotes, so that '8.4' is not taken for 8.4."""
    return repr(value) if isinstance(value, str) else str(in_words(value))


def _judge(guidance: Guidance, test: RuleTest) -> tuple[bool, str]:
    try:
        rules = guidance.on(test.on, Project.of(test.with_))
        overriding(rules, {test.rule: test.override}, by="test", situation=test.with_)
    except DocumentError as error:
        return test.expect == "refused", f"refused: {error}"
    return test.expect == "admitted", "admitted"


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, float) and isinstance(expected, float):
        return math.isclose(value, expected, rel_tol=TOLERANCE)
    return type(value) is type(expected) and bool(value == expected)
