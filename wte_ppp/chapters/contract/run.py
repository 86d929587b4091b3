"""What a contract does over its years on a study's plant."""

from collections.abc import Iterator

from wte_ppp.advice.contract_run import ContractRun
from wte_ppp.blocks import Block, Bullets, Document, Heading, Paragraph, Table
from wte_ppp.chapters.contract.figures import (
    cap_table,
    cell,
    in_millions,
    money_unit,
    spread_columns,
    title_of,
)
from wte_ppp.chapters.contract.sides import city, lenders, lenders_in_words, operator
from wte_ppp.chapters.contract.terms import CONTRACT, STUDY_FILE, term_name, unknown_blocks
from wte_ppp.chapters.contract.years import ends, years
from wte_ppp.chapters.risk.labels import event_name, input_label
from wte_ppp.messages import Message, Quoted, sentence

SUMS = {
    "paid": Message("City pays, before deductions"),
    "received": Message("City receives for bad performance"),
    "income_share": Message("City's share of extra income"),
    "charge": Message("Net charge"),
    "power_income": Message("Power income from others than the city"),
    "to_buyer": Message("Given back to the buyer of power"),
}
AMOUNTS = {
    "accepted_t": (Message("Waste accepted"), Message("t")),
    "refused_t": (Message("Waste not accepted"), Message("t")),
    "fault_t": (Message("Of which by the operator's fault"), Message("t")),
    "energy_mwh": (Message("Power at the meter"), Message("MWh")),
}
# Terms of which a simulation by year makes no payment: they are shown or checked.
NOT_BY_YEAR = ("not simulated", "once, before operation")


def run_screen(run: ContractRun) -> Document:
    """What matters most of a run, on one screen."""
    name = _name(run)
    blocks = (Paragraph(name, "title"), *_sums(run), *city(run), *_caps(run), *operator(run))
    return Document(name, (*blocks, lenders_in_words(run), *unknown_blocks(run.contract)))


def _name(run: ContractRun) -> Message:
    return Message(
        "{contract}, run on the plant of {study}",
        contract=Quoted(run.contract.definition.name, CONTRACT),
        study=Quoted(run.study, STUDY_FILE),
    )


def run_document(run: ContractRun) -> Document:
    """Report of a run."""
    name = _name(run)
    return Document(
        name,
        (
            Paragraph(name, "title"),
            *_how(run),
            *_sums(run),
            *_terms(run),
            *city(run),
            *_caps(run),
            *operator(run),
            *lenders(run),
            *years(run),
            *ends(run),
            *unknown_blocks(run.contract),
            *_neither(run),
        ),
        Message("Contract simulation"),
        f"wte_ppp {run.package_version}",
    )


def _how(run: ContractRun) -> Iterator[Block]:
    currency = run.contract.definition.currency
    yield Paragraph(
        Message(
            "{draws:,} histories of {years} years by month, seed {seed}: lines and turbines stop "
            "and are mended at random, the bunker lies between, waste comes by the study's "
            "seasons. All money is nominal, in {currency}.",
            draws=run.draws, years=run.years, seed=run.seed, currency=currency,
        )
    )  # fmt: skip
    yield Paragraph(
        Message(
            "wte_ppp {version}, hash of study and contract {hash}",
            version=run.package_version, hash=run.input_hash,
        ),
        "note",
    )  # fmt: skip
    yield from _rate(run)
    if run.drawn_inputs:
        yield Paragraph(
            Message(
                "Drawn with them, as the study's risk section says: {inputs}.",
                inputs=tuple(map(_input_name, run.drawn_inputs)),
            ),
            "note",
        )
    else:
        yield Paragraph(Message("Inputs of the study stay at their base values."), "note")
    if run.undefined_percent > 0:
        yield Paragraph(
            Message(
                "{percent:.1f} % of the histories describe no possible plant and are left out.",
                percent=run.undefined_percent,
            ),
            "note",
        )
    if run.power_of_study:
        yield Paragraph(
            Message("The contract pays no power: it earns what the study's tariff gives."), "note"
        )


def _rate(run: ContractRun) -> Iterator[Block]:
    """At what rate of exchange the study's money stands in the contract's."""
    one, of, rate = run.contract.definition.currency, run.study_money, run.per_unit
    if one == of:
        return
    if rate[0] < 1:
        one, of, rate = of, one, 1 / rate
    last = run.first_year + run.years - 1
    yield Paragraph(
        Message(
            "Cost, debt and other income of the study at {first:max4} {of} for one {one} in "
            "{year}, {end:max4} in {last}.",
            first=float(rate[0]), end=float(rate[-1]), of=of, one=one,
            year=str(run.first_year), last=str(last),
        ),
        "note",
    )  # fmt: skip


def _input_name(path: str) -> str | Message:
    """Label of an input; an event has the name that the study file gives it."""
    label = input_label(path) if "." in path else event_name(path)
    return label if isinstance(label, Message) else str(label)


def _sums(run: ContractRun) -> Iterator[Block]:
    unit = money_unit(run)
    rows = [
        (label, *in_millions(run.totals[name]), unit)
        for name, label in SUMS.items()
        if name in run.totals
    ]
    for name, (label, unit_of) in AMOUNTS.items():
        found = run.totals[name]
        values = (found.p5, found.p50, found.p95, found.mean)
        rows.append((label, *(cell(value) for value in values), unit_of))
    yield Heading(Message("Over the contract"), 2)
    yield Table(spread_columns(), tuple(rows), name="contract_sums")


def _terms(run: ContractRun) -> Iterator[Block]:
    unit = money_unit(run)
    rows = tuple(
        (title_of(name), *in_millions(found), unit)
        for name, found in run.totals.items()
        if name.startswith(("payment.", "deduction.", "damages."))
    )
    yield Heading(Message("By term, over the contract"), 2)
    yield Table(spread_columns(), rows, name="contract_terms")


def _caps(run: ContractRun) -> Iterator[Block]:
    if not run.caps:
        return
    yield Heading(Message("How often caps bind"), 2)
    yield cap_table(run)


def _neither(run: ContractRun) -> Iterator[Block]:
    """Terms that a simulation by year does not run."""
    found = tuple(
        Message("{term}: {what}", term=term_name(place), what=sentence(term.runs_on))
        for place, term in run.contract.definition.terms()
        if any(words in term.runs_on for words in NOT_BY_YEAR)
    )
    if found:
        yield Heading(Message("Terms that change nothing here"), 2)
        yield Bullets(found)
