"""What all tests share: the code blocks of README.md and docs/, and how hypothesis draws."""

import os
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

# Scripts that make parts of the documentation; they are run by hand, not imported as tests.
collect_ignore_glob = ["docs/*.py", "docs/fonts/*.py"]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
).pytest()

# The same examples in every run, so that a red test is a change and not a lucky draw. Search for
# new ones with HYPOTHESIS_PROFILE=search pytest.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
