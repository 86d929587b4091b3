"""Reading the amounts of a study file: their keys, their currencies, their rates."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, TypeGuard

from pydantic import BaseModel

from wte_ppp.currencies import PER_USD, USD, Money, is_currency, money_in
from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.exchange import RATES, Exchange
from wte_ppp.feasibility.money_document import Amount, MoneyDocument, numbers_in
from wte_ppp.feasibility.money_names import Key, by_name, is_money, key_in, path_of, unit_of_field
from wte_ppp.field_problems import section_in
from wte_ppp.guidance.resolved import ResolvedRule

SPREAD = ("low", "mode", "high", "mean", "standard_deviation", "values")
COMMON = ("USD", "VND", "IDR", "PHP", "THB", "JPY", "MYR", "INR", "EUR")


def in_own_money(document: Document, rules: Mapping[str, ResolvedRule]) -> MoneyDocument:
    """A study file under the names of its definition, each amount in the study's money.

    Parameters
    ----------
    document
        As read; one that was read by this function is given back.
    rules
        Of the country, for its rate of exchange.

    Returns
    -------
    MoneyDocument
        Its `faults` are those of the amounts: two keys for one input, an unknown currency, one
        where no money is, one without a rate.
    """
    if isinstance(document, MoneyDocument):
        return document
    reader = _Reader(document, rules)
    data = reader.section(StudyDefinition, document.data, "", "")
    lines = dict(document.lines)
    for path, line in document.lines.items():
        name = path
        while name and name not in reader.renamed:
            name = name.rpartition(".")[0]
        if name:
            lines.setdefault(reader.renamed[name] + path[len(name) :], line)
    return MoneyDocument(
        document.path, data, lines, document, reader.exchange, reader.amounts,
        {ours: theirs for theirs, ours in reader.renamed.items()}, tuple(reader.faults),
    )  # fmt: skip


_Read: TypeAlias = Callable[[str, str | None, Any, str, str], Any]


class _Reader:
    """Takes a file's amounts to the study's money and notes what was written."""

    def __init__(self, document: Document, rules: Mapping[str, ResolvedRule]) -> None:
        self.document = document
        self.amounts: dict[str, Amount] = {}
        self.renamed: dict[str, str] = {}
        self.faults: list[Problem] = []
        money = _plain(_at(document.data, "finance.money.currency"))
        stated = _at(document.data, RATES)
        rates = {code: _rate_of(entry) for code, entry in _items(stated)}
        known = {code: rate for code, rate in rates.items() if rate is not None}
        own = money if isinstance(money, str) and is_currency(money) else USD
        self.exchange = Exchange(own, known, rules)

    def section(self, model: type[BaseModel], node: Any, written: str, ours: str) -> Any:
        """A section under its own names, its amounts in the study's money."""
        if not isinstance(node, Mapping):
            return node
        read: dict[str, Any] = {}
        for word, item in node.items():
            key = key_in(model, str(word))
            here, there = _below(written, str(word)), _below(ours, key.name)
            if key.name in read:
                first = next(old for old in node if key_in(model, str(old)).name == key.name)
                self.fault(here, f"{word} beside {first}", "one key for an input", "remove one")
                continue
            self._rename(here, there)
            read[key.name] = self._entry(key, item, here, there)
        return read

    def _entry(self, key: Key, item: Any, here: str, there: str) -> Any:
        model = None if key.field is None else section_in(key.field)
        if there == "risk":
            return self._risk(item, here)
        if there == "published":
            return self._by_path(item, here, there, self._figure)
        if key.field is not None and is_money(key.field):
            return self.amount(unit_of_field(key.field), key.currency, item, here, there)
        if model is None and key.field is not None and unit_of_field(key.field).endswith(PER_USD):
            return self._per_money(key, item, there)
        if model is None:
            if isinstance(item, Mapping) and "value" in item and "currency" in item:
                self.fault(f"{here}.currency", "a currency", "none: it is no money", "remove it")
                return {name: value for name, value in item.items() if name != "currency"}
            return item
        if by_name(key.field):
            return self._named(model, item, here, there)
        return self.section(model, item, here, there)

    def _named(self, model: type[BaseModel], node: Any, here: str, there: str) -> Any:
        if isinstance(node, Mapping):
            return {
                name: self.section(model, item, f"{here}.{name}", f"{there}.{name}")
                for name, item in node.items()
            }
        if isinstance(node, list):
            return [
                self.section(model, item, f"{here}.{at}", f"{there}.{at}")
                for at, item in enumerate(node)
            ]
        return node

    def amount(self, unit: str, currency: str | None, node: Any, here: str, there: str) -> Any:
        """An amount in the study's money, of a currency that its key names or its words say."""
        if isinstance(node, Mapping) and "value" not in node:
            return {
                name: self.amount(unit, currency, item, f"{here}.{name}", f"{there}.{name}")
                for name, item in node.items()
            }
        sourced = dict(node) if isinstance(node, Mapping) else None
        value = node if sourced is None else sourced["value"]
        said: list[str] = [] if currency is None else [currency]
        if sourced is not None:
            named = sourced.pop("currency", None)
            if named is not None and not is_currency(str(named)):
                guess = did_you_mean(str(named).upper(), COMMON)
                action = f"write {guess!r}" if guess else "write its code"
                self.fault(f"{here}.currency", repr(named), "a code of ISO 4217", action)
                return {**sourced, "value": value}
            said += [] if named is None else [named]
            of_unit = sourced.get("unit")
            money = money_in(of_unit) if isinstance(of_unit, str) else ""
            if money and str(of_unit)[len(money) :] == unit[len(USD) :]:
                said.append(money)
                sourced["unit"] = unit
            elif of_unit is not None:
                expected = Money(said[0] if said else self.exchange.money).unit(unit)
                self.fault(f"{here}.unit", repr(of_unit), repr(expected),
                           "convert the number to that unit")  # fmt: skip
                del sourced["unit"]
        if len(set(said)) > 1:
            found = f"{said[0]} and {next(code for code in said if code != said[0])}"
            self.fault(here, found, "one currency of an amount", "correct one")
            return node if sourced is None else {**sourced, "value": value}
        value = self.converted(value, said[0] if said else self.exchange.money, unit, here, there)
        return value if sourced is None else {**sourced, "value": value}

    def _per_money(self, key: Key, node: Any, there: str) -> Any:
        """Another money for one of a currency, as one for one of the study's."""
        currency, value = key.currency or USD, _plain(node)
        rate = self.exchange.rate(currency)
        if rate is None or rate == 1.0 or not _is_positive(value):
            return node
        unit = "" if key.field is None else unit_of_field(key.field)
        self.amounts[there] = Amount(currency, value, Money(currency).unit(unit))
        return {**node, "value": value / rate} if isinstance(node, Mapping) else value / rate

    def converted(self, value: Any, currency: str, unit: str, here: str, there: str) -> Any:
        """A value in the study's money, noted where it was in another."""
        if currency == self.exchange.money or not any(True for _ in numbers_in(value)):
            return value
        rate = self.exchange.rate(currency)
        if rate is None:
            own = self.exchange.money
            self.fault(
                here, f"an amount in {currency} without a rate to {own}",
                f"a rate: {RATES}.{currency}.rate, {own} for one {currency}", "state it",
            )  # fmt: skip
            return value
        self.amounts[there] = Amount(currency, value, Money(currency).unit(unit))
        return _scaled(value, rate)

    def _risk(self, node: Any, here: str) -> Any:
        """Distributions, changes and scenarios by the inputs' paths."""
        if not isinstance(node, Mapping):
            return node
        risk = dict(node)
        if "inputs" in risk:
            risk["inputs"] = self._by_path(
                risk["inputs"], f"{here}.inputs", "risk.inputs", self._spread
            )
        for name, event in _items(risk.get("changes")):
            if isinstance(event, Mapping) and "changes" in event:
                place = f"changes.{name}.changes"
                spreads = self._by_path(
                    event["changes"], f"{here}.{place}", f"risk.{place}", self._spread
                )
                risk["changes"] = {**risk["changes"], name: {**event, "changes": spreads}}
        for name, changes in _items(risk.get("scenarios")):
            place = f"scenarios.{name}"
            values = self._by_path(changes, f"{here}.{place}", f"risk.{place}", self.amount)
            risk["scenarios"] = {**risk["scenarios"], name: values}
        if isinstance(risk.get("correlations"), list):
            risk["correlations"] = [
                {**pair, "inputs": [path_of(str(word)).path for word in pair["inputs"]]}
                if isinstance(pair, Mapping) and isinstance(pair.get("inputs"), list)
                else pair
                for pair in risk["correlations"]
            ]
        return risk

    def _by_path(self, node: Any, here: str, there: str, read: _Read) -> Any:
        if not isinstance(node, Mapping):
            return node
        found: dict[str, Any] = {}
        for word, item in node.items():
            named = path_of(str(word))
            path = named.path
            place, own = f"{here}.{word}", f"{there}.{path}"
            if path in found:
                self.fault(place, f"{word} a second time", "one key for an input", "remove one")
                continue
            self._rename(place, own)
            found[path] = read(named.unit, named.currency, item, place, own) if named.unit else item
        return found

    def _spread(self, unit: str, currency: str | None, node: Any, here: str, there: str) -> Any:
        """A distribution in the study's money; one in percent of the base value as it is."""
        if not isinstance(node, Mapping):
            return node
        spread = dict(node)
        stated = spread.pop("currency", currency)
        if not is_currency(str(stated or self.exchange.money)):
            self.fault(f"{here}.currency", repr(stated), "a code of ISO 4217", "write its code")
            return spread
        code = str(stated or self.exchange.money)
        if spread.get("basis") == "percent_of_base" or code == self.exchange.money:
            return spread
        for name in SPREAD:
            if name in spread:
                spread[name] = self.converted(spread[name], code, unit, here, f"{there}.{name}")
        return spread

    def _figure(self, unit: str, currency: str | None, node: Any, here: str, there: str) -> Any:
        if not isinstance(node, Mapping) or "value" not in node:
            return node
        return self.amount(unit, currency, node, here, there)

    def _rename(self, here: str, there: str) -> None:
        if here != there:
            self.renamed[here] = there

    def fault(self, place: str, found: str, allowed: str, action: str) -> None:
        """Tell a fault at a place of the file."""
        line = self.document.line_of(place) or 1
        self.faults.append(Problem(self.document.path, line, place, found, allowed, action))


def _rate_of(entry: Any) -> float | None:
    """Units of the study's money for one of another as the study states it, by any of its keys."""
    stated, inverse, path = (_plain(_at(entry, name)) for name in ("rate", "inverse_rate", "path"))
    first = path[0] if isinstance(path, list) and path else None
    for rate in (stated, first):
        if _is_positive(rate):
            return float(rate)
    return 1 / float(inverse) if _is_positive(inverse) else None


def _is_positive(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _at(node: Any, path: str) -> Any:
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def _plain(node: Any) -> Any:
    """A value without what is said of it."""
    return node.get("value") if isinstance(node, Mapping) else node


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _items(node: Any) -> Iterator[tuple[Any, Any]]:
    yield from node.items() if isinstance(node, Mapping) else ()


def _scaled(value: Any, rate: float) -> Any:
    if isinstance(value, list):
        return [_scaled(item, rate) for item in value]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value * rate if number else value
