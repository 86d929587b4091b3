"""A frozen technical evaluation, read back as it was frozen."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wte_ppp.messages import Message, Quoted, from_data
from wte_ppp.tender.panel import Judged, SingleMark
from wte_ppp.tender.steps import Finding, Mark
from wte_ppp.tender.technical import Technical, TechnicalScore


def technical_from(data: Mapping[str, Any]) -> Technical:
    """A technical evaluation from the data that `technical_data` made of it.

    Raises `KeyError`, `TypeError` or `ValueError` for data of another form.
    """
    return Technical(
        tuple(_finding(finding) for finding in data["findings"]),
        {bid: _score(bid, score) for bid, score in data["scores"].items()},
        {(judged["bid"], judged["criterion"]): _judged(judged) for judged in data["panel"]},
        tuple(data["passed"]),
        tuple(_message(point) for point in data["open"]),
    )


def can_be_read_back(data: Mapping[str, Any]) -> bool:
    """Whether it holds exact figures; those of version 0.1 do not."""
    return all("exact" in score for score in data["scores"].values())


def _finding(data: Mapping[str, Any]) -> Finding:
    reason: Any = from_data(data["reason"])
    return Finding(data["bid"], data["step"], data["rule"], data["passed"], reason)


def _score(bid: str, data: Mapping[str, Any]) -> TechnicalScore:
    marks = tuple(_mark(bid, mark) for mark in data["marks"])
    exact = data["exact"]
    return TechnicalScore(bid, marks, Fraction(exact["points"]), Fraction(exact["share"]))


def _mark(bid: str, data: Mapping[str, Any]) -> Mark:
    exact = data["exact"]
    return Mark(
        bid,
        data["criterion"],
        None if data["promised"] is None else _message(data["promised"]),
        Fraction(exact["share"]),
        Fraction(exact["points"]),
        Fraction(exact["most"]),
        _message(data["how"]),
        None if exact["value"] is None else Fraction(exact["value"]),
    )


def _judged(data: Mapping[str, Any]) -> Judged:
    return Judged(
        Fraction(data["exact"]["share"]),
        data["method"],
        tuple(_single(mark) for mark in data["marks"]),
        data["spread"],
        None if data["moderated"] is None else _single(data["moderated"]),
        None if data["waits_for"] is None else _message(data["waits_for"]),
    )


def _single(data: Mapping[str, Any]) -> SingleMark:
    return SingleMark(
        data["evaluator"],
        data["grade"],
        Fraction(data["exact"]["share"]),
        _quoted(data["reason"]),
        None if data["evidence"] is None else _quoted(data["evidence"]),
    )


def _message(data: Any) -> Message:
    message = from_data(data)
    if not isinstance(message, Message):
        raise TypeError("no message")
    return message


def _quoted(data: Any) -> Quoted:
    words = from_data(data)
    if not isinstance(words, Quoted):
        raise TypeError("no words")
    return words
