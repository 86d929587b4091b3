"""What is said with `--with`: figures of a plant, days and words of a project."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wte_ppp.guidance.load import Guidance
    from wte_ppp.guidance.project import Project

with_option = click.option(
    "--with", "pairs", multiple=True, metavar="NAME=VALUE", help="Situation and project."
)


def situation_of(pairs: tuple[str, ...]) -> dict[str, float | str]:
    """Values by name; what is a number is read as one."""
    return dict(_pair(pair) for pair in pairs)


def project_of(pairs: tuple[str, ...], *guidances: "Guidance") -> "Project":
    """The project that is said.

    Raises
    ------
    DocumentError
        For a name that no rule asks for, which is a slip.
    """
    from wte_ppp.guidance.project import Project
    from wte_ppp.guidance.spelling import unknown
    from wte_ppp.guidance.values import takes

    situation = situation_of(pairs)
    rules = [rule for one in guidances for layer in one.layers for rule in layer.rules.values()]
    asked = {name: None for rule in rules for name in rule.asks}
    asked |= {name: None for rule in rules for dated in rule.values for name in takes(dated.value)}
    for name in situation:
        if name not in asked:
            raise unknown("with", name, asked)
    return Project.of(situation)


def _pair(text: str) -> tuple[str, float | str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r}; write NAME=VALUE, such as capacity_mw=12")
    try:
        return name, float(value)
    except ValueError:
        return name, value
