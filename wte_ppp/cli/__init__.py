"""The command `wte-ppp`: parse, call, print. Heavy imports wait until a command needs them."""

import signal
import sys
import threading

import click

from wte_ppp._version import __version__
from wte_ppp.cli.climate import climate
from wte_ppp.cli.contract import contract
from wte_ppp.cli.contract_bids import bids
from wte_ppp.cli.contract_simulate import simulate
from wte_ppp.cli.difference import diff
from wte_ppp.cli.guidance import guidance
from wte_ppp.cli.guidance_laws import compare_law
from wte_ppp.cli.guidance_review import DESK_COMMANDS
from wte_ppp.cli.risk import risk
from wte_ppp.cli.screen import screen
from wte_ppp.cli.study import study
from wte_ppp.cli.study_form import form, from_form
from wte_ppp.cli.survey_words import survey_words_command
from wte_ppp.cli.tender import tender
from wte_ppp.cli.tender_doubts import DOUBT_COMMANDS
from wte_ppp.cli.tender_explain import EXPLAIN_COMMANDS
from wte_ppp.cli.tender_files import FILE_COMMANDS
from wte_ppp.cli.tender_holidays import holidays
from wte_ppp.cli.tender_keys import KEY_COMMANDS
from wte_ppp.cli.tender_life import LIFE_COMMANDS
from wte_ppp.cli.tender_panel import panel, sheet
from wte_ppp.cli.tender_prices import PRICE_COMMANDS
from wte_ppp.cli.tender_report import REPORT_COMMANDS
from wte_ppp.cli.tender_seal import SEAL_COMMANDS

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wte-ppp")
def main() -> None:
    """Waste-to-energy PPP: studies, climate, country guidance and tenders.

    Exit codes: 0 done, 1 done with findings, 2 invalid input or usage (nothing written).
    """
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles with code page 437 or 932 cannot print every sign; none may stop a run.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        # A run that is told to stop takes back what it has half written, as after Ctrl-C.
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), _stop)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


for command in (
    *FILE_COMMANDS,
    *KEY_COMMANDS,
    *SEAL_COMMANDS,
    *LIFE_COMMANDS,
    *DOUBT_COMMANDS,
    *PRICE_COMMANDS,
    *EXPLAIN_COMMANDS,
    *REPORT_COMMANDS,
):
    tender.add_command(command)
for command in (holidays, panel, sheet):
    tender.add_command(command)
for command in (*DESK_COMMANDS, compare_law):
    guidance.add_command(command)
study.add_command(survey_words_command)
study.add_command(risk)
contract.add_command(simulate)
contract.add_command(bids)
study.add_command(diff)
study.add_command(form)
study.add_command(from_form)
main.add_command(study)
main.add_command(climate)
main.add_command(screen)
main.add_command(contract)
main.add_command(guidance)
main.add_command(tender)
