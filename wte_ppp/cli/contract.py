"""Commands on contracts: what a payment mechanism says, and what it does over its years."""

from pathlib import Path

import click

from wte_ppp.cli.climate_files import file_argument
from wte_ppp.cli.faults import FINDINGS, faults_explained
from wte_ppp.cli.options import finite_option, language_option, profiles_option


@click.group()
def contract() -> None:
    """Payment mechanisms of contracts."""


@contract.command()
@file_argument
@language_option
def show(file: Path, language: str) -> None:
    """Show every term of the mechanism FILE.

    With what it runs on, its source, and what is not stated.
    """
    with faults_explained():
        from wte_ppp.chapters.contract.terms import contract_document
        from wte_ppp.contract.reading import read_contract
        from wte_ppp.print.language import language_of
        from wte_ppp.print.terminal import terminal

        text = terminal(contract_document(read_contract(file)), language_of(language))
    click.echo(text)


@contract.command()
@file_argument
@click.option(
    "--tender",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the tender, with its case if bids are in.",
)
@click.option(
    "--construction-price",
    type=click.FloatRange(min=0, min_open=True),
    callback=finite_option,
    help="In the contract's money: whether caps on a share of it reach far enough.",
)
@profiles_option
@language_option
def check(
    file: Path, folder: Path, construction_price: float | None, profiles: Path | None, language: str
) -> None:
    """Hold the mechanism FILE against a tender.

    Whether each guarantee that is scored is paid for, each damage capped, and which promises have
    no price. Ends with 1 where something is left to settle.
    """
    with faults_explained():
        from wte_ppp.advice.contract_check import contract_check
        from wte_ppp.chapters.contract.check import contract_check_document
        from wte_ppp.contract.reading import read_contract
        from wte_ppp.print.language import language_of
        from wte_ppp.print.terminal import terminal
        from wte_ppp.tender.case import Case
        from wte_ppp.tender.store import CASE_FILE
        from wte_ppp.tender.tender import load_tender

        mechanism = read_contract(file)
        case = Case(folder, profiles=profiles) if (folder / CASE_FILE).is_file() else None
        tender = load_tender(folder, profiles=profiles) if case is None else case.tender
        found = contract_check(
            mechanism, tender, {} if case is None else case.envelopes(), construction_price
        )
        text = terminal(contract_check_document(mechanism, tender, found), language_of(language))
    click.echo(text)
    if found.open:
        raise SystemExit(FINDINGS)


@contract.command()
def schema() -> None:
    """Print the JSON Schema of the mechanism file."""
    import json

    from wte_ppp.contract.published import contract_schema

    click.echo(json.dumps(contract_schema(), ensure_ascii=False, indent=1))
