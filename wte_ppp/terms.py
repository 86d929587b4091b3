"""From a section of a definition to the terms of a formula: by name, percent as fractions."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Section = TypeVar("_Section", bound=BaseModel)
_Terms = TypeVar("_Terms", bound="DataclassInstance")
_PERCENT = "_percent"
_UNITS = ("", _PERCENT, "_usd")


class Derived(Generic[_Section, _Terms]):
    """How a dataclass of a formula is filled from a section of a definition.

    A field `gearing` of the dataclass takes `gearing`, `gearing_percent` / 100 or `gearing_usd` of
    the section. What the section leaves out (None) keeps the default of the dataclass.

    Parameters
    ----------
    section, terms
        The two types.
    given
        Fields of the dataclass that the section does not hold as they are; the caller gives them.
    **names
        Field of the section by field of the dataclass, where the names differ.

    Raises
    ------
    TypeError
        When it is made, if a field of the dataclass is found in no place, or may be left out in
        the section but not in the dataclass.
    """

    def __init__(
        self,
        section: type[_Section],
        terms: type[_Terms],
        *,
        given: Iterable[str] = (),
        **names: str,
    ) -> None:
        self.section = section
        self.terms = terms
        self.given = frozenset(given)
        wanted = {field.name: field for field in fields(terms)}
        lost = (self.given | set(names)) - set(wanted)
        if lost:
            raise TypeError(f"{terms.__name__} has no {', '.join(sorted(lost))}")
        self.sources: Mapping[str, str] = {
            name: self._source(field, names.get(name))
            for name, field in wanted.items()
            if name not in self.given
        }

    def _source(self, field: "Field[Any]", name: str | None) -> str:
        inputs = self.section.model_fields
        names = [field.name + unit for unit in _UNITS] if name is None else [name]
        held = [name for name in names if name in inputs]
        where = f"{self.terms.__name__}.{field.name} from {self.section.__name__}"
        if len(held) != 1:
            raise TypeError(f"{where}: {' and '.join(held) or 'no such input'}")
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and not inputs[held[0]].is_required() and inputs[held[0]].default is None:
            raise TypeError(f"{where}: {held[0]} may be left out")
        return held[0]

    def of(self, section: _Section, **given: Any) -> _Terms:
        """Terms of one section, with what only the caller knows."""
        if set(given) != self.given:
            raise TypeError(f"{self.terms.__name__}: got {sorted(given)}; wants {self.given}")
        held = {name: _in_terms(section, source) for name, source in self.sources.items()}
        left = {name: value for name, value in held.items() if value is not None}
        return self.terms(**left, **given)


def _in_terms(section: BaseModel, name: str) -> Any:
    value = getattr(section, name)
    if value is None or not name.endswith(_PERCENT):
        return value
    return tuple(item / 100 for item in value) if isinstance(value, tuple) else value / 100
