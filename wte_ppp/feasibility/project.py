"""The project by which laws tell studies apart: its days and words, as the study file has them."""

import datetime
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from wte_ppp.cards import card_of
from wte_ppp.documents import Document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.stated import ProjectStated

PART = "project"
YEAR, MONTH = "finance.first_operation_year", "finance.timing.first_operation_month"


def project_of(document: Document) -> Project:
    """The project of a study file; a day or word that cannot be read is left out.

    Parameters
    ----------
    document
        The study file; the definition tells what is wrong with it.

    Returns
    -------
    Project
        First day of operation where it is not stated: the first of the month in which operation
        begins.
    """
    stated = _plain(document.data.get(PART))
    try:
        own = ProjectStated.model_validate(stated or {})
    except ValidationError:
        own = ProjectStated.model_validate({})
    year, month = _number(document, YEAR), _number(document, MONTH)
    try:
        days = {"operation": datetime.date(int(year), int(month), 1)} if year and month else {}
    except (ValueError, OverflowError):
        days = {}
    return own.project(days=days)


def _plain(node: Any) -> Any:
    """Values without the sources beside them."""
    if not isinstance(node, Mapping):
        return node
    if "value" in node:
        return node["value"]
    return {key: _plain(below) for key, below in node.items()}


def _number(document: Document, path: str) -> float | None:
    """A number of the study file, or its default; None where there is none."""
    node: Any = document.data
    for key in path.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    number = _plain(node)
    field = field_at(StudyDefinition, path.split("."))
    if number is None and field is not None and (default := card_of(field).default):
        number = default.value
    return number if isinstance(number, (int, float)) and not isinstance(number, bool) else None
