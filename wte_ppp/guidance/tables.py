"""Tables by words and by bands of numbers, with several keys: the first row that fits holds."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.shapes import NAME, Situation, number_of
from wte_ppp.guidance.spelling import is_slip
from wte_ppp.guidance.table_rows import VALUE, Cell, Row, Rows, Span, misnamed
from wte_ppp.messages import Message, Text
from wte_ppp.validation import Section, refuse, refuse_each

_NAME = {"type": "string", "pattern": NAME}
_NAMES = {"anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}]}


class Table(Section):
    """Table with several keys: the first row that fits holds, or else `otherwise`."""

    by: Annotated[tuple[Annotated[str, Field(pattern=NAME)], ...], WithJsonSchema(_NAMES)] = Field(
        min_length=1, description="names of the keys: words of the project, or numbers with unit"
    )
    rows: Annotated[tuple[Row, ...], Rows] = Field(description="keys with their value")
    otherwise: Annotated[Any, Cell] = Field(None, description="value where no row fits")

    @field_validator("by", mode="before")
    @classmethod
    def _several(cls, by: Any) -> Any:
        return (by,) if isinstance(by, str) else by

    @field_validator("by")
    @classmethod
    def _each_once(cls, by: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(by)) < len(by) or VALUE in by:
            raise refuse(", ".join(by), "each key once, none of them 'value'", "remove one")
        return by

    @model_validator(mode="after")
    def _rows_by_its_keys(self) -> "Table":
        faults = [*misnamed(self.rows, self.by)]
        if faults:
            raise refuse_each(faults)
        return self

    def words(self, name: str) -> tuple[str, ...]:
        """Words of a key; none where it is a number."""
        return tuple(
            dict.fromkeys(
                word
                for row in self.rows
                for key_name, key in row.keys
                if key_name == name and not isinstance(key, Span)
                for word in key
            )
        )

    def cell(self, situation: Situation) -> Any:
        """What the table gives in a situation: a plain value, or a scale.

        Parameters
        ----------
        situation
            Gives every key: a word, or a number.

        Returns
        -------
        Any
            Of the first row that fits; `otherwise`, or None, where none does.

        Raises
        ------
        DocumentError
            If a key is missing, or is a word that the table does not know.

        Examples
        --------
        >>> rows = [{"region": "north", "mw": {"up_to": 10}, "value": 5}]
        >>> rows += [{"region": "north", "value": 3}]
        >>> table = Table.model_validate({"by": ["region", "mw"], "rows": rows, "otherwise": 2})
        >>> [table.cell({"region": word, "mw": 20}) for word in ("north", "south")]
        [3.0, 2.0]
        """
        given = {name: self._given(name, situation) for name in self.by}
        row = next((row for row in self.rows if row.fits(given)), None)
        return self.otherwise if row is None else row.value

    def _given(self, name: str, situation: Situation) -> float | str:
        words = self.words(name)
        if not words:
            return number_of(situation, name)
        word = situation.get(name)
        slip = isinstance(word, str) and any(is_slip(word, one) for one in words)
        known = word in words or ("otherwise" in self.model_fields_set and not slip)
        if isinstance(word, str) and known:
            return word
        guess = did_you_mean(str(word), words)
        action = f"write {guess!r}" if guess else f"state it, as in --with {name}={words[0]}"
        found = "nothing" if word is None else repr(word)[:80]
        allowed = "one of " + ", ".join(words)
        raise DocumentError((Problem(None, None, name, found, allowed, action),))

    def in_words(self, cells: Sequence[Text], otherwise: Text | None, by: str) -> Message:
        """All rows in a line; `cells` are the values in words, `by` is whose table it is."""
        rows = [
            Message("{keys}: {value}", keys=row.in_words(by), value=cell)
            for row, cell in zip(self.rows, cells, strict=True)
        ]
        if otherwise is not None:
            rows.append(Message("otherwise {value}", value=otherwise))
        return Message("{rows:; }", rows=tuple(rows))


def cells(value: Any) -> Iterator[tuple[str, Any]]:
    """Values of a table, each with its place below it; any other value is one by itself.

    Examples
    --------
    >>> table = Table.model_validate({"by": "grid", "rows": [{"grid": "java", "value": 0.87}]})
    >>> list(cells(table)), list(cells(0.87))
    ([('.table.rows.0.value', 0.87)], [('', 0.87)])
    """
    if not isinstance(value, Table):
        yield "", value
        return
    for place, row in enumerate(value.rows):
        yield f".table.rows.{place}.value", row.value
    if "otherwise" in value.model_fields_set:
        yield ".table.otherwise", value.otherwise


def words_of(value: Any) -> tuple[str, ...]:
    """Words of a plain value; none of a number.

    >>> words_of("grid"), words_of(("a", "b")), words_of(3.0)
    (('grid',), ('a', 'b'), ())
    """
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
