"""Runs the Python code blocks of README.md and docs/ as tests, from the root of the repository."""

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

# Scripts that make parts of the documentation; they are run by hand, not imported as tests.
collect_ignore_glob = ["docs/*.py", "docs/fonts/*.py"]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
).pytest()
