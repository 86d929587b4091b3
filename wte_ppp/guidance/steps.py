"""Steps of an evaluation: the order in which they run, and which of them always run."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from wte_ppp.validation import Fault

Step: TypeAlias = Literal[
    "register", "completeness", "eligibility", "minimums", "technical_score", "freeze",
    "price_opening", "arithmetic_correction", "currency", "adders", "abnormally_low",
    "combination", "robustness", "award_proposal", "standstill",
]  # fmt: skip
ORDER: tuple[Step, ...] = (
    "register", "completeness", "eligibility", "minimums", "technical_score", "freeze",
    "price_opening", "arithmetic_correction", "currency", "adders", "abnormally_low",
    "combination", "robustness", "award_proposal", "standstill",
)  # fmt: skip
# Every evaluation runs these, whether a list names them or not.
ALWAYS: tuple[Step, ...] = (
    "register", "completeness", "eligibility", "technical_score", "price_opening", "combination",
    "robustness", "award_proposal",
)  # fmt: skip
TWO = 2


def unfit_steps(steps: tuple[Step, ...], envelopes: int) -> Iterator[Fault]:
    """Faults of a list of steps that is not what is run, in the order in which it is run.

    Where a bid comes in one envelope its price may be read out with the rest, at the opening.
    """
    place = ".steps"
    if len(set(steps)) < len(steps):
        yield place, "a step twice", "each step once", "remove one"
        return
    if envelopes == TWO and not freezes_first(steps):
        found = "two envelopes without freeze before price_opening"
        yield place, found, "freeze, then price_opening", "add them in order"
    early = envelopes < TWO and "price_opening" in steps and "register" in steps
    moved = tuple(step for step in steps if not (early and step == "price_opening"))
    wanted = tuple(step for step in ORDER if step in moved)
    if moved != wanted:
        wrong = next(step for step, right in zip(moved, wanted, strict=True) if step != right)
        allowed = "the order in which they run: " + ", ".join(
            step for step in ORDER if step in steps
        )
        yield place, f"{wrong} out of its order", allowed, "sort them"
    elif early:
        after = [step for step in ORDER[ORDER.index("price_opening") + 1 :] if step in steps]
        opening, first = (
            steps.index("price_opening"),
            steps.index(after[0]) if after else len(steps),
        )
        if not steps.index("register") < opening < first:
            found = "price_opening out of its order"
            yield place, found, "after register, before prices are used", "sort them"


def freezes_first(steps: tuple[Step, ...]) -> bool:
    """Whether technical scores are frozen before prices are opened."""
    listed = "freeze" in steps and "price_opening" in steps
    return listed and steps.index("freeze") < steps.index("price_opening")


def opened_together(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same steps where a bid's one envelope is opened whole, its price with it."""
    rest: list[Step] = [step for step in steps if step != "price_opening"]
    rest.insert(rest.index("register") + 1, "price_opening")
    return tuple(rest)


def with_steps(steps: tuple[Step, ...], needed: set[Step], idle: set[Step]) -> tuple[Step, ...]:
    """A list of steps with those that are needed in their place, and without those that are idle.

    Examples
    --------
    >>> with_steps(("register", "adders", "combination"), {"currency"}, {"adders"})
    ('register', 'currency', 'combination')
    """
    kept = [step for step in steps if step not in idle]
    for step in ORDER:
        if step in needed and step not in kept:
            before = ORDER[: ORDER.index(step)]
            place = max((kept.index(other) + 1 for other in before if other in kept), default=0)
            kept.insert(place, step)
    return tuple(kept)
