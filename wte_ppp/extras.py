"""Libraries that come with an extra of the package, and what to say where one is missing."""

from importlib import import_module
from typing import Any


class MissingLibraryError(RuntimeError):
    """A library that only some commands need is not installed."""


def library(name: str, extra: str, what: str) -> Any:
    """Import a library of an extra.

    Parameters
    ----------
    name
        Dotted name of the module.
    extra
        The package's extra that brings it.
    what
        What needs it, for the message.

    Returns
    -------
    module
        As imported.

    Raises
    ------
    MissingLibraryError
        With the command that installs it.

    Examples
    --------
    >>> library("no_such_library", "screen", "Parquet")
    Traceback (most recent call last):
    wte_ppp.extras.MissingLibraryError: Parquet needs no_such_library: pip install 'wte-ppp[screen]'
    """
    try:
        return import_module(name)
    except ImportError as error:
        missing = error.name or name
        text = f"{what} needs {missing}: pip install 'wte-ppp[{extra}]'"
        raise MissingLibraryError(text) from error
