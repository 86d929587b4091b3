"""What a country's guidance says on a given day, and the chain through which it came."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.days import as_day
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.standing import stand
from wte_ppp.messages import Message


@dataclass(frozen=True, eq=False)
class Rules(Mapping[str, ResolvedRule]):
    """Rules in force on a day, by id; frozen.

    `ended` holds the rules that gave a value once and give none on the day, `gaps` those of which
    nothing is known, with where to ask as their note, `pending` those that begin later, by day;
    `unmet` those that hold under conditions which the `project` does not meet, with the conditions;
    `layers` are the ids of toolkits and profiles behind them, `profiles` the names with version of
    the profiles among these: the country's, and a province's above it.
    """

    day: datetime.date
    identity: str
    rules: Mapping[str, ResolvedRule]
    ended: Mapping[str, ResolvedRule]
    gaps: Mapping[str, ResolvedRule]
    pending: Mapping[str, datetime.date]
    layers: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    unmet: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))
    project: Project = UNSAID

    def __getitem__(self, rule_id: str) -> ResolvedRule:
        return self.rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def rule(self, rule_id: str) -> ResolvedRule:
        """A rule in force.

        Raises
        ------
        DocumentError
            If there is none, saying whether it ended, begins later, is a gap or is unknown.
        """
        if rule_id in self.rules:
            return self.rules[rule_id]
        if rule_id in self.ended:
            last = self.ended[rule_id]
            note = f" ({last.note})" if last.note else ""
            found = f"a rule that ended on {last.since}, {last.source}{note}"
            raise _no_rule(rule_id, found, f"a day before {last.since}", "take an earlier day")
        if rule_id in self.gaps:
            found = f"a gap: {self.gaps[rule_id].note}"
            raise _no_rule(rule_id, found, "a rule with a value", "find out, or state your own")
        if rule_id in self.pending:
            day = self.pending[rule_id]
            raise _no_rule(
                rule_id, f"a rule that begins on {day}", f"a day from {day}", "ask later"
            )
        if rule_id in self.unmet:
            found = f"a rule that holds {self.unmet[rule_id]}"
            allowed = "a rule for this project"
            raise _no_rule(rule_id, found, allowed, "correct what the project says, or leave it")
        rule_ids = (*self.rules, *self.ended, *self.gaps, *self.pending, *self.unmet)
        guess = did_you_mean(rule_id, rule_ids) or did_you_mean(
            rule_id.rpartition(".")[2], [other_id.rpartition(".")[2] for other_id in rule_ids]
        )
        near = next((other_id for other_id in rule_ids if guess and other_id.endswith(guess)), None)
        action = f"write {near!r}" if near else "see `wte-ppp guidance show`"
        raise _no_rule(rule_id, "no such rule", "<topic>.<name> of the profile", action)

    def value(self, rule_id: str, **situation: float | str) -> Any:
        """Value of a rule in a situation; as `rule(...).at(...)`."""
        return self.rule(rule_id).at(**situation)

    def assumptions(self) -> tuple[ResolvedRule, ...]:
        """Rules in force that rest on an assumption, whose source nobody has read."""
        return tuple(rule for rule in self.rules.values() if rule.status == "assumption")

    def overridden(self) -> tuple[ResolvedRule, ...]:
        """Rules whose value a tender or study replaced by another one."""
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.override is not None and rule.override.replaced != rule.value
        )

    def with_rules(self, changed: Mapping[str, ResolvedRule]) -> "Rules":
        """The same day with some rules replaced, or gaps filled."""
        left = {key: rule for key, rule in self.gaps.items() if key not in changed}
        rules = dict(sorted({**self.rules, **changed}.items()))
        return replace(self, rules=MappingProxyType(rules), gaps=MappingProxyType(left))


def _no_rule(rule_id: str, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(None, None, rule_id, found, allowed, action),))


def resolve(layers: Sequence[Layer], day: object, project: Project = UNSAID) -> Rules:
    """Rules in force on a day for a project.

    Parameters
    ----------
    layers
        From the base toolkit to the profile.
    day
        The day whose law and practice apply.
    project
        Days and words that conditions ask for.

    Returns
    -------
    Rules
        The topmost layer that says something on the day holds, also when it says that the rule
        has ended.
    """
    date = as_day(day)
    rules: dict[str, ResolvedRule] = {}
    ended: dict[str, ResolvedRule] = {}
    gaps: dict[str, ResolvedRule] = {}
    pending: dict[str, datetime.date] = {}
    unmet: dict[str, Message] = {}
    for rule_id in sorted({rule_id for layer in layers for rule_id in layer.rules}):
        standing = stand(layers, rule_id, date, project)
        if standing.rule is not None:
            {"rules": rules, "ended": ended}.get(standing.kind, gaps)[rule_id] = standing.rule
        elif standing.why is not None:
            unmet[rule_id] = standing.why
        elif standing.begins is not None:
            pending[rule_id] = standing.begins
    return Rules(
        day=date,
        identity=layers[-1].identity,
        rules=MappingProxyType(rules),
        ended=MappingProxyType(ended),
        gaps=MappingProxyType(gaps),
        pending=MappingProxyType(pending),
        layers=tuple(layer.profile.id for layer in layers),
        profiles=tuple(layer.identity for layer in layers if not layer.is_toolkit),
        unmet=MappingProxyType(unmet),
        project=project,
    )
