"""Data that ships with the package: tables whose rows carry their sources, and guidance folders."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType


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
