"""The project that stands under a law: the days and words by which laws tell projects apart."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.days import as_day
from wte_ppp.guidance.names import DAYS


@dataclass(frozen=True)
class Project:
    """What a study or a tender says of its project; what it does not say is not known.

    `days` are those of `permit`, `contract`, `bid` and `operation`; `words` are such as
    `programme`, `lender`, `region`, `grid` and `technology`.

    Examples
    --------
    >>> Project({"contract": datetime.date(2020, 6, 1)}, {"region": "jawa"}).situation
    {'region': 'jawa'}
    """

    days: Mapping[str, datetime.date] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = [name for name in self.days if name not in DAYS]
        if wrong:
            allowed, problems = "one of " + ", ".join(DAYS), []
            for name in wrong:
                guess = did_you_mean(name, DAYS)
                action = f"write {guess!r}" if guess else "write one of them"
                problems.append(Problem(None, None, "project.days", repr(name), allowed, action))
            raise DocumentError(problems)

    @classmethod
    def of(cls, situation: Mapping[str, object]) -> "Project":
        """A project from names with values, such as those of `guidance explain --with`.

        Parameters
        ----------
        situation
            Days as dates or 'YYYY-MM-DD' under their names; texts are words; numbers, which tell
            of the plant, are left out.

        Raises
        ------
        DocumentError
            If a day is none.

        Examples
        --------
        >>> Project.of({"contract": "2020-06-01", "capacity_mw": 25.0}).days
        {'contract': datetime.date(2020, 6, 1)}
        """
        days = {name: as_day(situation[name], name) for name in DAYS if name in situation}
        words = {
            name: value
            for name, value in situation.items()
            if isinstance(value, str) and name not in DAYS
        }
        return cls(days, words)

    @property
    def situation(self) -> dict[str, float | str]:
        """What a scale or table may ask of it: its words, and the year of first operation."""
        known: dict[str, float | str] = dict(self.words)
        if "operation" in self.days:
            known["operation_year"] = float(self.days["operation"].year)
        return known


UNSAID = Project()
