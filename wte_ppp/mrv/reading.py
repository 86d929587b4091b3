"""What reading the files of this room has in common: the document, compositions, landfill sites."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from pydantic import BaseModel, ValidationError

from wte_ppp.documents import Document, DocumentError, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.sources import table
from wte_ppp.validation import Quantity

# Place, what was found, what is allowed, what to do.
Fault: TypeAlias = tuple[str, str, str, str]
Definition = TypeVar("Definition", bound=BaseModel)
ROUNDING_PERCENT = 0.5


def read_definition(path: str | Path, model: type[Definition]) -> tuple[Definition, Document]:
    """Read a YAML file by its definition.

    Raises `DocumentError` with every fault.
    """
    document = read_document(path)
    try:
        return model.model_validate(document.data), document
    except ValidationError as error:
        raise DocumentError(problems(error, model, document)) from error


def composition_faults(shares: Mapping[str, Quantity]) -> list[Fault]:
    """Faults of shares in percent: components that are not known, a sum that is not 100.

    Parameters
    ----------
    shares
        Percent by component, under the key `composition_percent`.

    Returns
    -------
    list of tuple
        Place, what was found, what is allowed, what to do.

    Examples
    --------
    >>> composition_faults({"food": 60.0, "papre": 40.0})[0][3]
    "write 'paper'"
    """
    faults = []
    components = sorted({row["component"] for row in table("waste_components")})
    for name in shares:
        if name not in components:
            guess = did_you_mean(name, components)
            action = f"write {guess!r}" if guess else "choose one"
            allowed = ", ".join(components)
            faults.append((f".composition_percent.{name}", repr(name), allowed, action))
    total = float(sum(np.asarray(share) for share in shares.values()))
    if abs(total - 100) > ROUNDING_PERCENT:
        faults.append((".composition_percent", f"{total:g} %", "100 %", "correct the shares"))
    return faults


def site_faults(disposal_site: str) -> list[Fault]:
    """A kind of landfill without a methane correction factor."""
    if disposal_site != "water_table":
        return []
    return [(".disposal_site", "water_table", "a site of the table", "choose one")]
