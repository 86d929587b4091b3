"""What results are made of: outcomes with unit, one number or one a draw, and yearly series."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo

from wte_ppp.files import write_atomically


def _draws(info: ValidationInfo) -> int | None:
    return info.context["draws"] if isinstance(info.context, dict) else None


def _frozen(array: np.ndarray) -> np.ndarray:
    """View of an array that refuses to be changed."""
    view = array.view()
    view.setflags(write=False)
    return view


def _as_outcome(value: Any, info: ValidationInfo) -> Any:
    """Number for the base case, (draws,) for draws."""
    array = np.asarray(value, dtype=float)
    if array.ndim > 2 or (array.ndim and array.shape[-1] != 1):
        raise ValueError(f"an outcome of shape {array.shape}; expected one number a draw")
    draws = _draws(info)
    if draws is None:
        return float(array.item())
    return _frozen(np.broadcast_to(array.reshape(-1), (draws,)))


def _as_series(value: Any, info: ValidationInfo) -> np.ndarray:
    """(years,) for the base case, (draws, years) for draws."""
    array = np.asarray(value, dtype=float)
    if array.ndim not in (1, 2):
        raise ValueError(f"a series of shape {array.shape}; expected years, or draws and years")
    draws = _draws(info)
    return _frozen(array if draws is None else np.broadcast_to(array, (draws, array.shape[-1])))


def _plain(value: Any) -> Any:
    """Numbers and lists for JSON; what is not defined (NaN) is null."""
    if isinstance(value, np.ndarray):
        return [_plain(item) for item in value.tolist()]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if np.isfinite(value) else None


_NUMBER = {"type": ["number", "null"]}
_NUMBERS = {"type": "array", "items": _NUMBER}

Outcome: TypeAlias = Annotated[
    float | np.ndarray,
    PlainValidator(_as_outcome),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [_NUMBER, _NUMBERS]}),
]
Series: TypeAlias = Annotated[
    np.ndarray,
    PlainValidator(_as_series),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [_NUMBERS, {"type": "array", "items": _NUMBERS}]}),
]


def outcome(unit: str, description: str) -> Any:
    """Field of a result with its unit, for the schema, the report and the comparison."""
    return Field(description=description, json_schema_extra={"unit": unit})


def unit_of(field: FieldInfo) -> str:
    """Unit that `outcome` declared for a field."""
    extra = field.json_schema_extra
    return str(extra["unit"]) if isinstance(extra, Mapping) and "unit" in extra else ""


class ResultSection(BaseModel):
    """Part of a result: frozen, and complete.

    Built by `model_validate(values, context={"draws": n})`; with draws every outcome has the shape
    (n,) and every series (n, years), also where a value is the same in all draws.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def to_json(self, path: str | Path | None = None) -> str:
        """Write the result as JSON, the same bytes for the same inputs.

        Parameters
        ----------
        path
            File to write; left out: only the text is returned.

        Returns
        -------
        str
            JSON by the published schema (`wte-ppp study schema`, with --result or --risk).
        """
        data = self.model_dump(mode="json", by_alias=True)
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        if path is not None:
            write_atomically(Path(path), text)
        return text
