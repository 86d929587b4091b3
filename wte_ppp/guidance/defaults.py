"""What all values of one file of rules share: its head `defaults`, for what a value leaves out."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError

from wte_ppp.documents import Document, Problem
from wte_ppp.field_problems import problems
from wte_ppp.guidance.days import Date
from wte_ppp.guidance.schema import Confidence, Status
from wte_ppp.validation import Section

KEY = "defaults"


class Defaults(Section):
    """Keys of every dated value of the file that does not state them itself; gaps take none."""

    source: str | None = Field(None, description="key in sources.yaml")
    status: Status | None = None
    confidence: Confidence | None = None
    reviewed: Date | None = None
    reviewed_by: str | None = Field(None, max_length=60, description="initials of who read it")


def with_defaults(document: Document, faults: list[Problem]) -> Document:
    """A file of rules whose values state what its head says for all of them.

    Parameters
    ----------
    document
        As read; without a head `defaults` it comes back as it is.
    faults
        What is wrong with the head goes there.

    Returns
    -------
    Document
        The same lines; the head is no rule of it.

    Examples
    --------
    >>> data = {"defaults": {"status": "law"}, "fee": {"values": [{"from": "2020-01-01"}]}}
    >>> with_defaults(Document("f.yaml", data, {}), []).data
    {'fee': {'values': [{'from': '2020-01-01', 'status': 'law'}]}}
    """
    if KEY not in document.data:
        return document
    shared: Mapping[str, Any] = {}
    try:
        shared = Defaults.model_validate(document.data[KEY]).model_dump(exclude_none=True)
    except ValidationError as error:
        faults += problems(error, Defaults, document, under=KEY)
    rules = {key: _completed(body, shared) for key, body in document.data.items() if key != KEY}
    return Document(document.path, rules, document.lines)


def _completed(rule: Any, shared: Mapping[str, Any]) -> Any:
    if not isinstance(rule, dict) or not isinstance(rule.get("values"), list):
        return rule
    values = [
        value | {key: said for key, said in shared.items() if key not in value}
        if isinstance(value, dict) and "gap" not in value
        else value
        for value in rule["values"]
    ]
    return {**rule, "values": values}
