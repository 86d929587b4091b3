"""What values claim, held against what was read of their sources and whether that is law."""

import datetime
from collections.abc import Collection, Iterator, Mapping

from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.guidance.schema import DatedValue, Rule
from wte_ppp.guidance.source import Source

FEW = 3


def against_sources(
    documents: Mapping[str, Document],
    rules: Mapping[str, Rule],
    sources: Mapping[str, Source],
    own: Mapping[str, Source],
    stated: set[str],
) -> Iterator[Problem]:
    """Values whose source is unknown, or says other than their status and confidence.

    Where several values ask more of one source than it gives, the source is told, once for what
    was read of it and once for its legal state.
    """
    by_source: dict[tuple[str, str], list[Problem]] = {}
    for rule_id, rule in rules.items():
        topic, _, name = rule_id.partition(".")
        document = documents[topic]
        for place, value in enumerate(rule.values):
            yield from _further(document, f"{name}.values.{place}", value, {*sources, *stated})
            if value.source in stated and value.source not in sources:
                # Its own fault is told where it stands.
                continue
            fault = _dishonest(value, sources, rule.until(place))
            if fault is None:
                continue
            word, found, allowed, action = fault
            field = f"{name}.values.{place}.{word}"
            problem = Problem(document.path, document.line_of(field), field, found, allowed, action)
            if value.source in own and value.text is None:
                read = sources[value.source].text != "unread"
                asked = "state" if read and word == "status" else "text"
                by_source.setdefault((value.source, asked), []).append(problem)
            else:
                yield problem
    for (key, word), problems_of in by_source.items():
        if len(problems_of) == 1:
            yield problems_of[0]
            continue
        document, source = documents["sources"], own[key]
        shown = ", ".join(problem.field.partition(".")[0] for problem in problems_of[:FEW])
        rest = f" and {len(problems_of) - FEW} more" if len(problems_of) > FEW else ""
        found = f"{word}: {getattr(source, word)}, while {shown}{rest} say: {problems_of[0].found}"
        place_of, action = f"{key}.{word}", "correct it here, or in each of them"
        line, allowed = document.line_of(place_of), problems_of[0].allowed
        yield Problem(document.path, line, place_of, found, allowed, action)


def _further(
    document: Document, place: str, value: DatedValue, known: Collection[str]
) -> Iterator[Problem]:
    """Further references of a value to documents that are not there."""
    for number, one in enumerate(value.also):
        if one.source not in known:
            field = f"{place}.also.{number}.source"
            guess = did_you_mean(one.source, known)
            action = f"write {guess!r}" if guess else "add it to sources.yaml"
            line, allowed = document.line_of(field), "a key of sources.yaml"
            yield Problem(document.path, line, field, repr(one.source), allowed, action)


def _dishonest(
    value: DatedValue, sources: Mapping[str, Source], later: datetime.date | None
) -> tuple[str, str, str, str] | None:
    """What a value claims beyond its source, up to the day on which the next begins."""
    if not value.source:
        if value.status not in (None, "assumption"):
            action = "name the source, or write assumption"
            return "status", f"{value.status} without source", "assumption", action
        if value.confidence == "S":
            return "confidence", "S without source", "K or U", "name the source"
        return None
    source = sources.get(value.source)
    if source is None:
        guess = did_you_mean(value.source, sources)
        action = f"write {guess!r}" if guess else "add it to sources.yaml"
        return "source", repr(value.source), "a key of sources.yaml", action
    if value.read(source) == "unread":
        action, what = "read it, or say so", "a clause" if value.text else "a source"
        if value.status != "assumption":
            allowed = "assumption, with confidence K or U"
            return "status", f"{value.status} from {what} nobody read", allowed, action
        if value.confidence == "S":
            return "confidence", f"S from {what} nobody read", "K or U", action
        return None
    if value.confidence != "S":
        what = "clause" if value.text else "source"
        found = f"{value.confidence} although the {what} was read"
        return "confidence", found, "S", "write S, or cite another source"
    reason = source.refuses(later) if value.status == "law" else ""
    if reason:
        allowed = "what is in force" if later is None else f"what is in force up to {later}"
        action = "write another status, or what follows it from that day, and bind nothing"
        return "status", reason, allowed, action
    return None
