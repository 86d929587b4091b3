"""A study file under the names of its definition, every amount in the study's own money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wte_ppp.currencies import USD, Money
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.exchange import Exchange, amount_in
from wte_ppp.feasibility.origin import Origin
from wte_ppp.messages import Message

APART = ("risk.", "published.")


@dataclass(frozen=True)
class Amount:
    """An amount that the study states in another currency than its own."""

    currency: str
    value: Any
    unit: str


@dataclass(frozen=True)
class MoneyDocument(Document):
    """A study file as its definition names it, all amounts in the study's money.

    `original` is the file as read; `amounts` holds those that were written in another currency, by
    the input's path; `written` the keys that differ from the definition's names.
    """

    original: Document = field(default_factory=lambda: Document("", {}, {}))
    exchange: Exchange = field(default_factory=lambda: Exchange(USD, {}, {}))
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()

    @property
    def money(self) -> Money:
        """The study's money."""
        return self.exchange.own

    @property
    def currencies(self) -> dict[str, str]:
        """Currency of each input that the study states in another one than its own."""
        return {
            path: amount.currency
            for path, amount in self.amounts.items()
            if not path.startswith(APART)
        }

    @property
    def used(self) -> set[str]:
        """Currencies of amounts, and that of defaults, other than the study's own."""
        return {*self.currencies.values(), USD} - {self.exchange.money}

    def noted(self, origins: Mapping[str, Origin]) -> dict[str, Origin]:
        """Origins with what was written of amounts in another currency, and at which rate."""
        noted = dict(origins)
        for path, amount in self.amounts.items():
            origin = origins.get(path)
            if origin is None:
                continue
            numbers = tuple(amount_in(number, amount.unit) for number in numbers_in(amount.value))
            said = Message(
                "{amounts:; } at {rate}",
                amounts=numbers, rate=self.exchange.told(amount.currency),
            )  # fmt: skip
            note = origin.note
            both = said if note is None else Message("{said}. {note}", said=said, note=note)
            noted[path] = replace(origin, note=both)
        return noted

    def as_written(self, error: DocumentError) -> DocumentError:
        """Faults under the names and in the money of the person who wrote the file."""
        return DocumentError(self._as_written(problem) for problem in error.problems)

    def _as_written(self, problem: Problem) -> Problem:
        name, money = problem.field, self.money
        while name and name not in self.written:
            name = name.rpartition(".")[0]
        return replace(
            problem,
            field=self.written[name] + problem.field[len(name) :]
            if name
            else money.name(problem.field),
            allowed=money.name(problem.allowed),
            action=money.name(problem.action),
        )


def numbers_in(value: Any) -> Iterator[float]:
    """Every number of a value that may be a list.

    >>> list(numbers_in([20, 25.5])), list(numbers_in("twenty"))
    ([20.0, 25.5], [])
    """
    if isinstance(value, list):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)
