"""What counts where a cell of the form is left empty, and where it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from wte_ppp.currencies import Money
from wte_ppp.documents import Document, DocumentError
from wte_ppp.feasibility.form.inputs import Heading, layout
from wte_ppp.feasibility.form.stated import stated_at
from wte_ppp.feasibility.layers import layered
from wte_ppp.feasibility.money_reading import in_own_money
from wte_ppp.feasibility.nested import leaves
from wte_ppp.feasibility.origin import Origin
from wte_ppp.feasibility.reading import guidance_of
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.shapes import Situation

# Of a study these alone decide on what its country gives.
DECIDING = ("schema", "country", "as_of", "project")
MONEY = ("finance", "money")


@dataclass(frozen=True)
class LeftOut:
    """Values of the layers below the study, with their origins, by dotted path.

    `countries` are the profiles among which a study may choose.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, Origin]
    countries: tuple[str, ...]
    money: Money


def left_out(
    document: Document, situation: Situation | None = None,
    profiles: str | FilePath | None = None,
) -> LeftOut:  # fmt: skip
    """Values that stand where a study says nothing: its country's, and the defaults.

    Parameters
    ----------
    document
        The study's file; what it states of its inputs does not count.
    situation
        Of the study, for scales among the country's rules.
    profiles
        Folder of the user's own profiles.

    Raises
    ------
    DocumentError
        If there is no such country.
    """
    data: dict[str, Any] = {key: document.data[key] for key in DECIDING if key in document.data}
    for part in layout():
        if isinstance(part, Heading) and part.path[0] != "project":
            node = data
            for key in part.path:
                node = node.setdefault(str(key), {})
    money = stated_at(document.data, MONEY)
    if isinstance(money, Mapping):
        data["finance"]["money"] = money
    bare = Document(document.path, data, document.lines)
    _, rules, faults = guidance_of(bare, profiles)
    if faults:
        raise DocumentError(faults)
    own = in_own_money(bare, rules)
    laid = layered(own, rules, situation, what_if=True)
    return LeftOut(
        dict(leaves(laid.values)), laid.origins, tuple(available_hosts(profiles)), own.money
    )
