"""Lock what the project installs: every package with its version and hashes, for every system.

Run it as::

    pip install uv && python -m tools.lock

It writes `requirements/run.txt` (the command), `requirements/test.txt` (and its tests) and
`requirements/dev.txt` (and the developers' tools), each good for Linux, macOS and Windows from the
oldest Python that the project supports.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = {"run": (), "test": ("test",), "dev": ("dev",)}
HEAD = "# Locked by `python -m tools.lock`; install with pip, which checks the hashes.\n"


def compiled(extras: tuple[str, ...]) -> str:
    """Text of a lock file for some extras and what builds the package."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "requirements/build.in",
        "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
        "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
        *(f"--extra={extra}" for extra in extras),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return HEAD + done.stdout


def main() -> None:
    """Write all lock files."""
    for name, extras in EXTRAS.items():
        text = compiled(extras)
        (ROOT / "requirements" / f"{name}.txt").write_text(text, encoding="utf-8")
        print(f"requirements/{name}.txt: {text.count('==')} packages")


if __name__ == "__main__":
    main()
