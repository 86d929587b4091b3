"""Words of a project that a profile asks for, and those of a study or tender that it does not."""

from collections.abc import Iterator, Mapping, Set

from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.guidance.catalogues import LegalProcedure
from wte_ppp.guidance.conditions import WordTerm
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.names import DAYS, VARIABLES
from wte_ppp.guidance.values import needs


def asked_by(guidance: Guidance) -> dict[str, set[str]]:
    """Names that conditions and scales of a profile ask of a project, with the words they know."""
    asked: dict[str, set[str]] = {}
    for layer in guidance.layers:
        for rule in layer.rules.values():
            for dated in rule.values:
                for term in () if dated.when is None else dated.when.terms:
                    if isinstance(term, WordTerm):
                        asked.setdefault(term.name, set()).update(term.words)
                if not isinstance(dated.value, EmissionLimits):
                    for name in needs(dated.value):
                        asked.setdefault(name, set())
    return {name: words for name, words in asked.items() if name not in {*DAYS, *VARIABLES}}


def asked_by_procedures(guidance: Guidance) -> dict[str, set[str]]:
    """The same, of the ways that its law knows to choose the partner."""
    asked: dict[str, set[str]] = {}
    for entry in guidance.catalogue("procedures").values():
        where = entry.where if isinstance(entry, LegalProcedure) else None
        for term in () if where is None else where.terms:
            if isinstance(term, WordTerm):
                asked.setdefault(term.name, set()).update(term.words)
    return asked


def unasked(
    document: Document,
    stated: Mapping[str, str],
    asked: Mapping[str, Set[str]],
    guidance: Guidance,
) -> Iterator[Problem]:
    """Stated words for which nothing in a profile asks, and misspelt ones for which it does.

    Parameters
    ----------
    document
        The file that states them in its section `project`.
    stated
        Words by name.
    asked
        Names that something asks for, with the words that are known; none where any will do.
    guidance
        Told as the one that does not ask.
    """
    for name, word in stated.items():
        place = f"project.words.{name}"
        if name not in asked:
            guess = did_you_mean(name, asked)
            allowed = "one of " + ", ".join(sorted(asked)) if asked else "none"
            found = f"{name!r}, for which no rule of {guidance.identity} asks"
            action = f"write {guess!r}" if guess else "remove it"
        elif guess := None if word in asked[name] else did_you_mean(word, asked[name]):
            found, allowed = repr(word), "one of " + ", ".join(sorted(asked[name]))
            action = f"write {guess!r}"
        else:
            continue
        line = document.line_of(place) or 1
        yield Problem(document.path, line, place, found, allowed, action)
