"""What binds by law in a city's country, held against the city's base case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wte_ppp.feasibility.bound import LEAST_WASTE, bound_inputs, held_of, kept, source_of
from wte_ppp.feasibility.own_money import exchange_of
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.unknown import input_at, is_unknown
from wte_ppp.guidance.resolved import Bound, ResolvedRule
from wte_ppp.messages import Message
from wte_ppp.screening.cities import City


@dataclass(frozen=True)
class ByLaw:
    """A binding rule of a city's country, with what binds, and whether the base case keeps it.

    `kept` is None where a screening cannot hold it.
    """

    rule: ResolvedRule
    bound: Bound
    kept: bool | None

    @property
    def words(self) -> Message:
        """What the law asks, with its clause."""
        return Message(
            "{rule} By law {demand} ({source}).",
            rule=self.rule.about, demand=self.bound.demand(self.rule.unit),
            source=source_of(self.bound),
        )  # fmt: skip


def held_to_law(city: City, study: Study, least_waste: float) -> Iterator[ByLaw]:
    """Binding rules of a city's country against its base case, by rule id.

    Parameters
    ----------
    city, study
        The city's own numbers; the study of its group holds for the others.
    least_waste
        Waste of its leanest year in the base case [t/day].
    """
    rules = study.rules
    exchange = exchange_of(study.definition.finance.money, rules)

    def at(path: str) -> Any:
        if path == LEAST_WASTE:
            return least_waste
        return city.numbers.get(path, input_at(study.definition, path))

    for path, rule, bound, held in bound_inputs(rules):
        value = at(path)
        share = None if is_unknown(value) else kept(rule, bound, value, held, exchange)[0]
        yield ByLaw(rule, bound, None if share is None else share == 1)
    for rule in rules.values():
        if held_of(rule) is None:
            yield from (ByLaw(rule, bound, None) for bound in rule.bounds)
