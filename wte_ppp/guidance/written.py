"""A value as a file holds it: plain, or one of the shapes that are allowed where it stands."""

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import GetJsonSchemaHandler, ValidationError

from wte_ppp.documents import did_you_mean
from wte_ppp.field_problems import problems
from wte_ppp.guidance.shapes import Weights
from wte_ppp.validation import Section, refuse, refuse_each

Plain: TypeAlias = float | bool | str | tuple[str, ...] | None

LONGEST_TEXT, LONGEST_WORD = 2000, 80
_WORD = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}
# JSON Schema of what `read_words` reads.
WORDS_SCHEMA = {"anyOf": [_WORD, {"type": "array", "items": _WORD, "minItems": 1}]}


def read_as(raw: Any, shapes: Mapping[str, type[Section]]) -> Any:
    """A plain value, or one of some shapes, from what a file holds.

    Raises
    ------
    PydanticCustomError
        With every fault of the value, each with its place below it.
    """
    if raw is None or isinstance(raw, (bool, *shapes.values())):
        return raw
    if isinstance(raw, (int, float)):
        if not math.isfinite(raw):
            raise refuse(repr(raw), "a finite number", "correct it")
        return float(raw)
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, (list, tuple)):
        return _words(raw)
    allowed = allowed_of(shapes)
    if isinstance(raw, Mapping) and len(raw) == 1:
        ((word, body),) = raw.items()
        if word in shapes:
            return _shape(shapes[word], str(word), body)
        guess = did_you_mean(str(word), shapes)
        raise refuse(
            f"unknown shape {word!r}", allowed, f"write {guess!r}" if guess else "see docs"
        )
    raise refuse(repr(raw)[:80], allowed, "correct it")


def read_words(raw: Any, allowed: str) -> tuple[str, ...]:
    """Words by which projects are told apart: one, or a list, each once.

    >>> read_words("java", "a word"), read_words(["north", "south "], "words")
    (('java',), ('north', 'south'))
    """
    listed = [raw] if isinstance(raw, str) else raw
    words = (
        [word.strip() if isinstance(word, str) else "" for word in listed]
        if isinstance(listed, (list, tuple))
        else []
    )
    if not words or any(not 0 < len(word) <= LONGEST_WORD for word in words):
        raise refuse(repr(raw)[:80], allowed, "quote it, or correct it")
    if len(set(words)) < len(words):
        raise refuse("a word twice", "each word once", "remove one")
    return tuple(words)


def as_written(value: Any, shapes: Mapping[str, type[Section]]) -> Any:
    """A value as a file holds it: what `read_as` made, back in plain data.

    Examples
    --------
    >>> from wte_ppp.guidance.shapes import Range
    >>> as_written(Range(low=1, high=2), {"range": Range}), as_written(("a", "b"), {})
    ({'range': {'low': 1.0, 'high': 2.0}}, ['a', 'b'])
    """
    if isinstance(value, Weights):
        return {"weights": dict(value.shares)}
    word = next((word for word, model in shapes.items() if type(value) is model), None)
    if word is not None:
        # What was left out stays out; a null that was written, as where nothing holds, stays in.
        return {word: value.model_dump(mode="json", by_alias=True, exclude_unset=True)}
    return list(value) if isinstance(value, tuple) else value


def allowed_of(shapes: Mapping[str, type[Section]]) -> str:
    """What may stand where some shapes are allowed."""
    return "a number, text, true or false, a list of texts, null, or one of " + ", ".join(
        f"{{{word}: …}}" for word in shapes
    )


def schema_of(shapes: Mapping[str, type[Section]], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """JSON Schema of a plain value, or one of some shapes."""
    below: dict[str, dict[str, Any]] = {
        word: {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
        if model is Weights
        else dict(handler(model.__pydantic_core_schema__))
        for word, model in shapes.items()
    }
    written = [
        {
            "type": "object",
            "properties": {word: body},
            "required": [word],
            "additionalProperties": False,
        }
        for word, body in below.items()
    ]
    plain = [{"type": kind} for kind in ("number", "boolean", "null")]
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    words = {"type": "array", "items": text, "minItems": 1}
    return {"anyOf": [*plain, text, words, *written]}


def _words(raw: list[Any] | tuple[Any, ...]) -> tuple[str, ...]:
    wrong = [place for place, item in enumerate(raw) if not isinstance(item, str) or not item]
    if wrong or not raw:
        faults = [(f".{place}", repr(raw[place])[:80], "a text", "quote it") for place in wrong]
        raise refuse_each(faults or [("", "an empty list", "at least one text", "add one")])
    if len(set(raw)) < len(raw):
        raise refuse("a word twice", "each word once", "remove one")
    return tuple(raw)


def _text(raw: str) -> str:
    if not raw.strip() or len(raw) > LONGEST_TEXT:
        found = f"{len(raw)} characters" if raw.strip() else "an empty text"
        raise refuse(found, f"1 to {LONGEST_TEXT} characters", "shorten it, or write null")
    return raw.strip()


def _shape(model: type[Section], word: str, body: Any) -> Section:
    inner = "shares" if model is Weights else ""
    try:
        return model.model_validate({"shares": body} if inner else body)
    except ValidationError as error:
        faults = []
        for problem in problems(error, model):
            below = problem.field.removeprefix(inner).removeprefix(".")
            place = f".{word}.{below}" if below else f".{word}"
            faults.append((place, problem.found, problem.allowed, problem.action))
        raise refuse_each(faults) from None
