"""Data that ships with the package: tables whose rows carry their sources, and guidance folders."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from wte_ppp.messages import Message, sentence

# Columns of wte_ppp/data that hold sentences of the program, which reports translate.
SENTENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article6_checklist": ("question",),
        "authorisation_contents": ("content", "source"),
        "initial_report": ("item", "source"),
        "jcm_eligibility": ("question", "source"),
        "jcm_methodologies": ("title", "stage", "source", "note"),
        "monitoring_parameters": ("what", "unit", "instrument", "frequency", "option"),
        "transparency_elements": ("element", "where", "source"),
    }
)


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of a table in wte_ppp/data.

    Parameters
    ----------
    name
        File name without ".csv".

    Returns
    -------
    tuple[Mapping[str, str], ...]
        One read-only mapping a row, by column.

    Examples
    --------
    >>> [row["value"] for row in table("gwp") if (row["gas"], row["set"]) == ("CH4", "AR5")]
    ['28']
    """
    text = (files("wte_ppp") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))


def sentence_of(row: Mapping[str, str], column: str) -> Message | str:
    """A sentence of a table in `SENTENCES`; an empty cell stays empty.

    Examples
    --------
    >>> sentence_of(table("authorisation_contents")[0], "content")
    Message('Identifier')
    """
    return sentence(row[column]) if row[column] else ""


def shipped(kind: str) -> Path:
    """Folder of guidance that ships with the package.

    Parameters
    ----------
    kind
        "toolkits" or "country_profiles".

    Returns
    -------
    Path
        Inside the installed package, or beside it in a checkout.

    Raises
    ------
    FileNotFoundError
        If neither is there.

    Examples
    --------
    >>> (shipped("toolkits") / "wte_ppp" / "toolkit.yaml").is_file()
    True
    """
    package = Path(str(files("wte_ppp")))
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    if (package / "_data" / kind).is_dir():
        return package / "_data" / kind
    raise FileNotFoundError(
        f"{kind} not found in {package / '_data'}; the installation is incomplete: "
        "install the package again"
    )
