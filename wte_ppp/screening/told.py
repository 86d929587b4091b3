"""What is told beside a ranking: why cities have no rank, and what they do not keep by law."""

from collections.abc import Iterable, Iterator, Sequence

from wte_ppp.blocks import Words
from wte_ppp.messages import Message, Quoted
from wte_ppp.screening.summary import MUST, CitySummary

MOST_NAMED = 10


def law_words(cities: Iterable[CitySummary]) -> Iterator[Message]:
    """Binding rules that cities do not keep, and those that a screening does not hold."""
    off: dict[Message, list[CitySummary]] = {}
    unheld: dict[Message, dict[str, None]] = {}
    for city in cities:
        for rule in city.by_law:
            if rule.kept is None:
                unheld.setdefault(rule.words, {})[city.country] = None
            elif not rule.kept:
                off.setdefault(rule.words, []).append(city)
    for words, named in off.items():
        yield Message(
            "Not kept by {count}, so a what-if that no contract can have: {cities}. {words}",
            count=len(named), cities=some(named), words=words,
        )  # fmt: skip
    for words, countries in unheld.items():
        yield Message(
            "Binding, not checked, in {countries}: {words}", countries=tuple(countries), words=words
        )


def unranked(cities: Iterable[CitySummary], rank_by: str) -> Iterator[Message]:
    """Why cities have no rank."""
    rest = [city for city in cities if city.rank is None]
    poor = [city for city in rest if any(city.checks[check] == "no" for check in MUST)]
    if poor:
        yield Message(
            "{count} without enough waste, or with waste too poor: {cities}",
            count=len(poor), cities=some(poor),
        )  # fmt: skip
    unknown = [city for city in rest if city not in poor and city.lacks(rank_by)]
    for lacking in dict.fromkeys(city.lacks(rank_by) for city in unknown):
        alike = [city for city in unknown if city.lacks(rank_by) == lacking]
        yield Message(
            "{count} not stated, since neither study, row nor country profile gives {inputs}: "
            "{cities}",
            count=len(alike), inputs=lacking, cities=some(alike),
        )  # fmt: skip
    others = len(rest) - len(poor) - len(unknown)
    if others:
        yield Message("{count} without a defined {figure}", count=others, figure=rank_by)


def some(cities: Sequence[CitySummary]) -> tuple[Words, ...]:
    """Names of the first cities, and how many more."""
    names: list[Words] = [
        Quoted(f"{city.name}, {city.country}", "cities") for city in cities[:MOST_NAMED]
    ]
    if len(cities) > MOST_NAMED:
        names.append(Message("and {count} more", count=len(cities) - MOST_NAMED))
    return tuple(names)
