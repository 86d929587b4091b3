"""Whether a tender's procedure is one of its country's law, and on what ground it is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.guidance.catalogues import LegalProcedure
from wte_ppp.guidance.lawful import Departure, departures, legal_procedures, toolkits_of
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.guidance.procurement import answers, law_of
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.values import in_words
from wte_ppp.tender.deadlines import CHALLENGE, PROPOSAL, PUBLICATION, too_soon
from wte_ppp.tender.definition.tender import TenderDefinition

LIMITS = "emissions.limits"


@dataclass(frozen=True)
class AgainstLaw:
    """A tender's procedure against the law of its country.

    `choices` are the law's procedures that the tender runs, by id; `departures` the binding rules
    that it does not keep to, each with its ground in the tender file; `titles` those of the
    documents that the choices cite, by source; `layers` the guidance that it was held against.
    """

    choices: Mapping[str, LegalProcedure]
    departures: tuple[Departure, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()

    @property
    def by_hand(self) -> tuple[str, ...]:
        """Binding rules of the law that nothing checks."""
        return tuple(
            dict.fromkeys(text for entry in self.choices.values() for text in entry.by_hand)
        )


def choice_asked(document: Document, guidance: Guidance, rules: Rules) -> Iterator[Problem]:
    """Fault of a tender that names no procedure where its country's law leaves the choice."""
    if f"{PROCEDURE}.combination" in rules:
        return
    choices = legal_procedures(guidance, rules.day, rules.project)
    if not choices:
        return
    named = " or ".join(toolkits_of(choices)) or "a procedure_ground"
    found = f"nothing: the law of {rules.identity} leaves the choice to the officer"
    stated = document.data.get(PROCEDURE)
    if stated is not None:
        found = f"{stated!r}, which has no rules on {rules.day}"
    action = "name one as 'procedure:', or state a procedure_ground for another"
    yield Problem(document.path, document.line_of("guidance") or 1, PROCEDURE, found, named, action)
    yield from _each(document, choices)


def _each(document: Document, choices: Mapping[str, LegalProcedure]) -> Iterator[Problem]:
    """The law's procedures, each with what runs it and when the law allows it."""
    line = document.line_of(PROCEDURE) or document.line_of("guidance") or 1
    for key, entry in choices.items():
        runs = " or ".join(entry.toolkits)
        allowed = f"{runs} for {entry.name}" if runs else f"no toolkit, since {entry.why_not}"
        action = f"the law has it for {entry.when}"
        yield Problem(document.path, line, PROCEDURE, f"no choice of {key}", allowed, action)


def bound_unchecked(tender_rules: Rules, definition: TenderDefinition) -> Iterator[ResolvedRule]:
    """Binding rules beside the procedure's that nothing in a tender is held against.

    A value of the tender's own in place of a rule's was held against it when it was read; the
    emission limits are a requirement that a tender may ask for.
    """
    asks_limits = any(one.sense == "emission_limits" for one in definition.minimums.values())
    for rule_id, rule in tender_rules.items():
        held = rule_id.startswith(f"{PROCEDURE}.") or rule.override is not None
        held |= answers(rule) is not None or (rule_id == LIMITS and asks_limits)
        held |= rule_id == CHALLENGE and PROPOSAL in tender_rules.project.words
        if rule.bounds and not held:
            yield rule


def grounded_rules(definition: TenderDefinition) -> Sequence[str]:
    """Rules of the procedure for which the tender file states a ground."""
    if definition.procedure_ground is not None:
        return [rule_id for rule_id in definition.rules if rule_id.startswith(f"{PROCEDURE}.")]
    return [rule_id for rule_id in definition.deviations if rule_id.startswith(f"{PROCEDURE}.")]


def against_law(
    document: Document,
    definition: TenderDefinition,
    guidance: Guidance,
    rules: Rules,
    own: Rules,
    *,
    country: str | Path,
    profiles: str | Path | None = None,
    judged: bool = True,
) -> AgainstLaw:
    """Hold a tender's procedure against the procedures of its country's law.

    Parameters
    ----------
    document, definition
        The tender file.
    guidance, rules, own
        What it stands on; the rules of the day, without and with the tender's own values.
    country
        The country as the tender names it: id or folder.
    profiles
        Folder with profiles of the user's own.
    judged
        Whether faults are raised: what was opened once is not judged anew by a later version.

    Returns
    -------
    AgainstLaw
        With every departure whose ground is stated.

    Raises
    ------
    DocumentError
        For a departure without ground, and a ground without departure.
    """
    choices = legal_procedures(guidance, rules.day, rules.project)
    ground = definition.procedure_ground
    chain = {layer.profile.id for layer in guidance.layers}
    lawful = {key: entry for key, entry in choices.items() if chain & {*entry.toolkits}}
    faults: list[Problem] = []

    def fault(place: str, found: str, allowed: str, action: str) -> None:
        line = document.line_of(place) or 1
        faults.append(Problem(document.path, line, place, found, allowed, action))

    law: Rules | None = law_of(rules)
    replaced: Guidance | None = None
    if law is not None and (lawful or not choices):
        different = [*departures(own, law, rules.identity)]
    else:
        if ground is None:
            named = " or ".join(toolkits_of(choices)) or "a ground"
            found = f"{definition.procedure!r}, none of the law's procedures on {rules.day}"
            words = [f"{name}: {word}" for name, word in rules.project.words.items()]
            words = [word for word in words if not word.startswith(f"{PROCEDURE}: ")]
            found += f" for {', '.join(words)}" if words else ""
            see = f"choose one (see `wte-ppp guidance show {definition.guidance} procedures`)"
            fault(PROCEDURE, found, named, f"{see}, or state the ground in procedure_ground")
        toolkit = _replaced(definition, choices, fault)
        different, law = [], None
        if toolkit is not None:
            replaced = load_guidance(country, procedure=toolkit, profiles=profiles)
            project = rules.project
            named_so = replace(project, words={**project.words, "procedure": toolkit})
            law = law_of(replaced.on(rules.day, named_so))
            different = [*departures(own, law, toolkit)]
    # What the tender's own dates say counts, not what another procedure says of them.
    different = [item for item in different if item.id != PUBLICATION or item.stated is not None]
    if law is not None:
        different += too_soon(definition, law)
    named_rules = {departure.id for departure in different}
    for departure in different:
        if ground is None and departure.id not in definition.deviations:
            stated = "nothing" if departure.stated is None else str(in_words(departure.stated))
            found = f"{departure.id}: {stated}"
            source = f"{departure.bound.source}, since {departure.bound.since}"
            allowed = f"{departure.allowed} by {source} ({departure.bound.origin})"
            place_of = f"rules.{departure.id}" if departure.id in definition.rules else PROCEDURE
            if departure.id in (PUBLICATION, CHALLENGE):
                place_of = "deadline"
            action = f"keep to it, or state the ground in deviations: {departure.id}"
            fault(place_of, found, allowed, action)
    for rule_id in definition.deviations:
        if rule_id not in named_rules:
            guess = did_you_mean(rule_id, named_rules)
            action = f"write {guess!r}" if guess else "remove it"
            allowed = "a binding rule that the tender departs from"
            fault(f"deviations.{rule_id}", "no departure from the law", allowed, action)
    if ground is not None and ground.in_place_of is not None and (lawful or not choices):
        found = f"{ground.in_place_of!r}, though no procedure of the law is replaced"
        fault("procedure_ground.in_place_of", found, "nothing here", "remove it")
    if ground is not None and not different and (lawful or not choices):
        allowed = "a procedure that departs from the law"
        fault("procedure_ground", "no departure from the law", allowed, "remove it")
    if faults and judged:
        raise DocumentError(faults)
    titles = {
        key: source.title for layer in guidance.layers for key, source in layer.sources.items()
    }
    cited = {
        entry.source: titles[entry.source] for entry in lawful.values() if entry.source in titles
    }
    return AgainstLaw(lawful, tuple(different), cited, replaced.layers if replaced else ())


def _replaced(
    definition: TenderDefinition,
    choices: Mapping[str, LegalProcedure],
    fault: Callable[[str, str, str, str], None],
) -> str | None:
    """Toolkit of the law's procedure with which the tender's is compared; None where none runs."""
    toolkits = toolkits_of(choices)
    ground = definition.procedure_ground
    named = ground.in_place_of if ground is not None else None
    if named in toolkits:
        return named
    if named is not None and named in choices and not choices[named].toolkits:
        return None
    wanted = "one of " + ", ".join([*toolkits, *(key for key in choices if key not in toolkits)])
    if named is not None:
        fault("procedure_ground.in_place_of", repr(named), wanted, "correct it")
    elif len(toolkits) == 1:
        return toolkits[0]
    elif ground is not None:
        found = "nothing, though the law has several procedures"
        fault("procedure_ground.in_place_of", found, wanted, "say which one is replaced")
    return None
