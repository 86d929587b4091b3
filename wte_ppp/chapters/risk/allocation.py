"""What the toolkit says of a risk in a study's report: bearer, phases, parts, mitigation."""

from collections.abc import Mapping, Sequence
from functools import cache

from wte_ppp.blocks import Block, Cell, Column, Heading, Table
from wte_ppp.guidance.contract_catalogues import ContractItem, Level, Phase, Risk
from wte_ppp.guidance.load import load_guidance
from wte_ppp.messages import Message, mark, sentence

TOOLKIT = "wte_ppp"
PARTIES: Mapping[str, str] = {
    "public": mark("public"),
    "private": mark("private"),
    "shared": mark("shared"),
}
PHASES: Mapping[Phase, str] = {
    "preparation": mark("preparation"),
    "procurement": mark("procurement"),
    "construction": mark("construction"),
    "commissioning": mark("commissioning"),
    "operation": mark("operation"),
    "end_of_term": mark("end of term"),
}
MOST_MITIGATIONS = 5


@cache
def _risks() -> Mapping[str, Risk]:
    entries = load_guidance(TOOLKIT).catalogue("risks")
    return {name: entry for name, entry in entries.items() if isinstance(entry, Risk)}


@cache
def _clauses() -> Mapping[str, str]:
    entries = load_guidance(TOOLKIT).catalogue("contract")
    return {name: entry.name for name, entry in entries.items() if isinstance(entry, ContractItem)}


def name_of(entry: str) -> Message:
    """The risk in the toolkit's words."""
    return sentence(_risks()[entry].risk)


def rating_of(entry: str) -> tuple[Level, Level]:
    """Likelihood and impact by the toolkit."""
    return _risks()[entry].likelihood, _risks()[entry].impact


def bearer(entry: str | None) -> Message:
    """Who usually bears a risk."""
    return (
        Message("by contract") if entry is None else Message(PARTIES[_risks()[entry].usual_party])
    )


def phases(entry: str | None) -> Message | None:
    """When a risk strikes."""
    if entry is None:
        return None
    words = tuple(Message(PHASES[phase]) for phase in _risks()[entry].phases)
    return Message("{phases}", phases=words)


def parts(entries: Sequence[str]) -> tuple[Block, ...]:
    """What each side bears of the risks that are shared."""
    shared = [risk for entry in entries if (risk := _risks()[entry]).usual_party == "shared"]
    if not shared:
        return ()
    rows: list[tuple[Cell, ...]] = [
        tuple(map(sentence, (risk.risk, risk.public_bears, risk.private_bears))) for risk in shared
    ]
    columns = (
        Column(Message("Risk"), 30),
        Column(Message("Public side bears"), 35),
        Column(Message("Private side bears"), 35),
    )
    return (
        Heading(Message("Shared risks: what each side bears, by the toolkit"), 2),
        Table(columns, tuple(rows), name="shared_risks", size="small"),
    )


def mitigations(entries: Sequence[str]) -> tuple[Block, ...]:
    """How the toolkit mitigates the risks that weigh most."""
    most = entries[:MOST_MITIGATIONS]
    if not most:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (
            sentence(risk.risk),
            sentence(risk.mitigation),
            sentence(risk.instrument),
            sentence(_clauses()[risk.contract_clause]),
        )
        for risk in (_risks()[entry] for entry in most)
    ]
    columns = (
        Column(Message("Risk"), 26),
        Column(Message("Mitigation"), 44),
        Column(Message("Contractual instrument"), 25),
        Column(Message("Contract clause"), 18),
    )
    return (
        Heading(Message("Mitigation of the largest risks, by the toolkit"), 2),
        Table(columns, tuple(rows), name="mitigation", size="small"),
    )
