"""A tender's procedure held against the procedures of its country's law."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.guidance.binding import outside
from wte_ppp.guidance.catalogues import LegalProcedure
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Bound, ResolvedRule


@dataclass(frozen=True)
class Departure:
    """A binding rule of the law that a tender's procedure does not keep to.

    `stated` is the tender's own value, None where it has none; `allowed` says in words what the
    law asks, by `rule`, of the evaluation toolkit `toolkit`.
    """

    rule: ResolvedRule
    bound: Bound
    stated: Any
    allowed: str
    toolkit: str

    @property
    def id(self) -> str:
        """Rule id, such as "procedure.combination"."""
        return self.rule.id


def legal_procedures(
    guidance: Guidance, day: datetime.date, project: Project | None = None
) -> dict[str, LegalProcedure]:
    """Ways to choose the partner that the law of a profile knows on a day, by id.

    Parameters
    ----------
    guidance
        A country profile; of toolkits and of profiles without procedures.yaml nothing is known.
    day
        The day whose law holds.
    project
        Procedures that are for other projects than this one are left out.

    Returns
    -------
    dict[str, LegalProcedure]
        In the order of the file.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> list(legal_procedures(load_guidance("qcbs"), datetime.date(2026, 11, 1)))
    []
    """
    mine = project if project is not None else Project()
    return {
        key: entry
        for key, entry in guidance.catalogue("procedures").items()
        if isinstance(entry, LegalProcedure) and entry.holds_on(day) and entry.may_be_for(mine)
    }


def toolkits_of(choices: Mapping[str, LegalProcedure]) -> tuple[str, ...]:
    """Evaluation toolkits that run these procedures, each once."""
    return tuple(dict.fromkeys(name for entry in choices.values() for name in entry.toolkits))


def departures(own: Rules, law: Rules, toolkit: str) -> Iterator[Departure]:
    """Binding rules of a lawful procedure that a tender's own does not keep to.

    Parameters
    ----------
    own
        Rules of the tender, with its own values.
    law
        Rules of the same country and day with the procedure of the law.
    toolkit
        Id of the evaluation toolkit that `law` runs.

    Yields
    ------
    Departure
        In the order of rule ids.
    """
    for rule_id, rule in law.items():
        if not rule_id.startswith(f"{PROCEDURE}."):
            continue
        stated = own[rule_id].value if rule_id in own else None
        for bound in rule.bounds:
            allowed = (
                str(bound.demand(""))
                if stated is None
                else outside(bound.binding, bound.value, stated, {})
            )
            if allowed is not None:
                yield Departure(rule, bound, stated, allowed, toolkit)
                break
