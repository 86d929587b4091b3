"""Problems of a file from what pydantic found, in the words of its definition."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from wte_ppp.cards import card_of, range_of
from wte_ppp.documents import Document, Problem, did_you_mean


def problems(
    error: ValidationError,
    model: type[BaseModel],
    document: Document | None = None,
    under: str = "",
) -> tuple[Problem, ...]:
    """Problems of a file from what pydantic found.

    Parameters
    ----------
    error
        Raised by the model.
    model
        The definition that was validated.
    document
        The file, for its name and lines; None for data that came from Python.
    under
        Dotted place of the validated part in the file.

    Returns
    -------
    tuple[Problem, ...]
        One a fault, each with what was found, what is allowed and what to do.
    """
    result: list[Problem] = []
    items = error.errors(include_url=False)
    misspelt = {meant for item in items for meant in _meant(item, model)}
    for item in items:
        if item["type"] == "missing" and item["loc"] in misspelt:
            continue  # It is there by another name, which is told.
        if _only_faulty(item):
            continue  # Each faulty entry is told by itself.
        location = [part for part in item["loc"] if not str(part).startswith("function-")]
        field = ".".join(str(part) for part in ([under] if under else []) + location)
        context = item.get("ctx", {})
        faults = context.get("faults") or [("", _found(item), *_advice(item, location, model))]
        for below, *parts in faults:
            place = (field + below).lstrip(".")
            line = (document.line_of(place) or 1) if document else None
            path = document.path if document else None
            result.append(Problem(path, line, place, *parts))
    return tuple(sorted(result, key=lambda problem: (problem.line or 0, problem.field)))


def _only_faulty(item: Mapping[str, Any]) -> bool:
    """Whether a list is short of sound entries alone: pydantic counts no others."""
    stated = item.get("input")
    return (
        item["type"] == "too_short"
        and isinstance(stated, list | tuple)
        and len(stated) >= item.get("ctx", {}).get("min_length", 0)
    )


def _meant(item: Mapping[str, Any], model: type[BaseModel]) -> Iterator[tuple[int | str, ...]]:
    """Place of the key that an unknown one was meant to be."""
    if item["type"] != "extra_forbidden":
        return
    above = item["loc"][:-1]
    parent = model_at(model, above)
    keys = [field.alias or name for name, field in (parent.model_fields if parent else {}).items()]
    guess = did_you_mean(str(item["loc"][-1]), keys)
    if guess:
        yield (*above, guess)


def _found(item: Mapping[str, Any]) -> str:
    if item["type"] == "missing":
        return "nothing"
    if item["type"] == "extra_forbidden":
        return f"unknown key {str(item['loc'][-1])!r}"
    return repr(item.get("input"))[:80]


def _advice(
    item: Mapping[str, Any],
    location: Sequence[int | str],
    model: type[BaseModel],
) -> tuple[str, str]:
    """What is allowed at a place and what to do there."""
    if item["type"] == "extra_forbidden":
        parent = model_at(model, location[:-1])
        fields = parent.model_fields if parent else {}
        keys = [field.alias or name for name, field in fields.items()]
        guess = did_you_mean(str(location[-1]), keys)
        action = f"write {guess!r}" if guess else "remove it"
        return "one of " + ", ".join(keys), action
    field = field_at(model, location)
    bounds = range_of(field) if field else None
    if item["type"] == "missing":
        words = get_args(field.annotation) if field else ()
        if words and all(isinstance(word, str) for word in words):
            return "one of " + ", ".join(words), "add it"
        if field is not None and section_in(field) is not None:
            return "keys with values", "add it"
        meaning = card_of(field).meaning if field else ""
        return bounds.allowed if bounds else meaning or "a value", "add it"
    if item["type"] == "literal_error":
        return f"one of {item['ctx']['expected']}", "write one of them"
    if item["type"] in ("model_type", "dict_type"):
        return "keys with values", "write its keys below it, or leave it out"
    context = item.get("ctx", {})
    if item["type"] == "string_pattern_mismatch":
        described = field.description if field else None
        return described or f"text of the form {context.get('pattern')}", "correct it"
    if item["type"] in ("too_short", "string_too_short"):
        what = "characters" if item["type"] == "string_too_short" else "entries"
        return f"at least {context.get('min_length')} {what}", "complete it"
    if item["type"] in ("too_long", "string_too_long"):
        what = "characters" if item["type"] == "string_too_long" else "entries"
        return f"at most {context.get('max_length')} {what}", "shorten it"
    # What remains are pydantic's own tests of lists and years.
    message = str(item["msg"]).removeprefix("Input should be ").removeprefix("a valid ")
    message = message.partition(", unable to parse")[0]
    for theirs, ours in (("tuple", "list"), ("string", "text"), ("integer", "whole number")):
        message = message.replace(theirs, ours)
    return message, "correct it"


def model_at(model: type[BaseModel], location: Sequence[int | str]) -> type[BaseModel] | None:
    """Definition at a place below another, or None if the place holds something else."""
    current: type[BaseModel] | None = model
    for part in location:
        if current is None:
            return None
        field = _field(current, part)
        if field is not None:
            current = section_in(field)
    return current


def field_at(model: type[BaseModel], location: Sequence[int | str]) -> FieldInfo | None:
    """Field at a place of a definition, or the nearest above it."""
    for depth in range(len(location), 0, -1):
        parent = model_at(model, location[: depth - 1])
        field = _field(parent, location[depth - 1]) if parent else None
        if field is not None:
            return field
    return None


def section_in(field: FieldInfo) -> type[BaseModel] | None:
    """Definition that a field holds, also as `Section | None` or `dict[str, Section]`."""
    return _section_in(field.annotation)


def words_in(field: FieldInfo) -> tuple[str, ...]:
    """Words that a field may hold, also as `Literal[...] | None`; none where it takes others."""
    return tuple(word for word in _words_in(field.annotation) if isinstance(word, str))


def _words_in(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for inner in get_args(annotation) for word in _words_in(inner))


def _field(model: type[BaseModel], key: int | str) -> FieldInfo | None:
    fields = model.model_fields.items()
    return next((field for name, field in fields if (field.alias or name) == str(key)), None)


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        section = _section_in(inner)
        if section is not None:
            return section
    return None
