"""The key `scoring` of a criterion: exactly one of the shapes that there are."""

from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import (
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from wte_ppp.field_problems import problems
from wte_ppp.tender.shapes import base
from wte_ppp.tender.shapes.base import Shape
from wte_ppp.validation import Section, refuse, refuse_each


class _OneShape(Section):
    """How a criterion is scored: exactly one shape."""

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: Any) -> Any:
        """A shape without parameters may be written as a word: `scoring: ratio`."""
        return {value: {}} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _exactly_one(self) -> "_OneShape":
        named = sorted(self.model_fields_set)
        if len(named) != 1 or getattr(self, named[0]) is None:
            found = ", ".join(named) or "none"
            allowed = "one of " + ", ".join(type(self).model_fields)
            raise refuse(f"shapes: {found}", allowed, "name exactly one")
        return self


@cache
def _model(shapes: tuple[tuple[str, type[Shape]], ...]) -> type[_OneShape]:
    """What may stand under `scoring`: one optional key for each shape there is."""
    fields: dict[str, Any] = {name: (shape | None, None) for name, shape in shapes}
    return create_model("Scoring", __base__=_OneShape, __doc__=_OneShape.__doc__, **fields)


def shape_of(value: Any) -> Shape:
    """The shape that a tender file names."""
    if isinstance(value, Shape):
        return value
    model = _model(tuple(base.SHAPES.items()))
    try:
        written = model.model_validate(value)
    except ValidationError as error:
        raise refuse_each(
            [
                (f".{fault.field}" if fault.field else "", fault.found, fault.allowed, fault.action)
                for fault in problems(error, model)
            ]
        ) from None
    (name,) = written.model_fields_set
    shape = getattr(written, name)
    assert isinstance(shape, Shape)
    return shape


class _Published:
    """JSON Schema of the shapes that there are when it is written."""

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        named = handler(_model(tuple(base.SHAPES.items())).__pydantic_core_schema__)
        return {"anyOf": [named, {"enum": list(base.SHAPES)}]}


Scoring: TypeAlias = Annotated[
    Shape,
    PlainValidator(shape_of),
    PlainSerializer(lambda shape: {shape.name: shape.model_dump()}),
    _Published(),
]
