"""Run the steps of an example tender: each command is shown, then run, on any system."""

import shlex
import shutil
import sys
from pathlib import Path

from wte_ppp.cli import main

GROUPS = ("panel", "key")  # of commands, so that the folder comes after two words
ASKS = "? "  # of a step whose exit code 1 says that there are questions to the bidders


def run(steps: str, files: tuple[str, ...] = ("tender.yaml",)) -> None:
    """Run the steps of the script that was called, in the folder named on its command line.

    Parameters
    ----------
    steps
        One command of `wte-ppp tender` a line, the folder of the case left out; `HERE` is the
        example's folder, `CASE` the case's; a line that ends with a backslash goes on.
    files
        What the case takes from the example's folder.

    Raises
    ------
    SystemExit
        With the exit code of the first step that fails.
    """
    here = Path(sys.argv[0]).resolve().parent
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: python {Path(sys.argv[0]).name} FOLDER (for the case)")
    case = Path(sys.argv[1])
    case.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(here / file, case)
    lines = [line.strip() for line in steps.replace("\\\n", " ").splitlines()]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        asks, text = line.startswith(ASKS), line.removeprefix(ASKS)
        words = [
            word.replace("HERE", here.as_posix()).replace("CASE", case.as_posix())
            for word in shlex.split(text)
        ]
        named = 2 if words[0] in GROUPS else 1
        command = ["tender", *words[:named], case.as_posix(), *words[named:]]
        print("$ wte-ppp", shlex.join(command), flush=True)
        code = exit_code(command)
        if code not in ((0, 1) if asks else (0,)):
            raise SystemExit(code)


def exit_code(command: list[str]) -> int:
    """Run the command within this process, which spares starting Python for each step."""
    try:
        main(command, prog_name="wte-ppp")
    except SystemExit as done:
        return int(done.code or 0)
    return 0
