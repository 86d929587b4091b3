"""Commands on contracts: what a payment mechanism says, and what it does over its years."""

from pathlib import Path

import click

from wte_ppp.cli.climate_files import file_argument
from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option


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
