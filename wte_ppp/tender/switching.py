"""Exact switching weights: which weight must change by how much for another winner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ONE = Fraction(1)


@dataclass(frozen=True)
class Switch:
    """A weight at which the winner changes.

    `weight` is the published share of 1, `at` the share at which `rival` draws level with the
    winner while all other weights keep their proportions; beyond it the rival leads. None: no
    weight from 0 to 1 makes the winner lose.
    """

    criterion: str
    weight: Fraction
    at: Fraction | None
    rival: str | None

    @property
    def change(self) -> Fraction | None:
        """By how much the weight would have to move, in shares of 1, signed."""
        return None if self.at is None else self.at - self.weight


def switching_weights(
    scores: Mapping[str, Sequence[Fraction]], weights: Mapping[str, Fraction], winner: str
) -> list[Switch]:
    """For each criterion the nearest weight at which the winner is caught.

    Parameters
    ----------
    scores
        Share of 1 by bid, in the order of the criteria; the price is a criterion among them.
    weights
        Share of 1 by criterion; they sum to 1.
    winner
        The bid that leads at the published weights.

    Returns
    -------
    list[Switch]
        One a criterion, in their order.

    Raises
    ------
    ValueError
        If the weights do not sum to 1 or one is negative, a bid has not one score a criterion, or
        the winner is none of the bids; it names which.

    Examples
    --------
    Abiko City (2019): non-price shares 36.66/50 and 31.37/50, price shares 0.937 and 1. The winner
    changes where the price weighs 0.1058 / (0.1058 + 0.063) = 62.7 %.

    >>> price = Fraction(16_678_725_000, 17_800_000_000)
    >>> shares = {"A": [Fraction("0.7332"), price], "B": [Fraction("0.6274"), Fraction(1)]}
    >>> half = Fraction(1, 2)
    >>> *_, switch = switching_weights(shares, {"non_price": half, "price": half}, "A")
    >>> round(float(switch.at), 4), switch.rival
    (0.6268, 'B')
    """
    if sum(weights.values(), Fraction(0)) != ONE:
        raise ValueError("the weights do not sum to 1")
    negative = [name for name, weight in weights.items() if weight < 0]
    if negative:
        raise ValueError(f"the weight of {negative[0]} is negative")
    uneven = [bid for bid, row in scores.items() if len(row) != len(weights)]
    if uneven:
        found = len(scores[uneven[0]])
        raise ValueError(f"{uneven[0]} has {found} scores; expected {len(weights)}")
    if winner not in scores:
        raise ValueError(f"the winner {winner!r} is none of the bids")
    return [
        _switch(scores, list(weights.values()), place, name, winner)
        for place, name in enumerate(weights)
    ]


def _switch(
    scores: Mapping[str, Sequence[Fraction]],
    weights: Sequence[Fraction],
    place: int,
    name: str,
    winner: str,
) -> Switch:
    published = weights[place]
    lines = {bid: _line(row, weights, place) for bid, row in scores.items()}
    at_one, rest = lines[winner]
    switches: list[tuple[Fraction, Fraction, str]] = []
    for bid, (theirs, their_rest) in lines.items():
        # Lead of the winner at weight x: x (a - b) + (1 - x) (c - d).
        tilt, base = (at_one - theirs) - (rest - their_rest), rest - their_rest
        if bid == winner or tilt == 0:
            continue
        at = -base / tilt
        lead_beyond = tilt if at >= published else -tilt
        if 0 <= at <= 1 and lead_beyond < 0:
            switches.append((abs(at - published), at, bid))
    if not switches:
        return Switch(name, published, None, None)
    _, at, rival = min(switches)
    return Switch(name, published, at, rival)


def _line(
    row: Sequence[Fraction], weights: Sequence[Fraction], place: int
) -> tuple[Fraction, Fraction]:
    """Share on one criterion, and the weighted share on all others."""
    others = [(share, weight) for k, (share, weight) in enumerate(zip(row, weights, strict=True))
              if k != place]  # fmt: skip
    left = sum((weight for _, weight in others), Fraction(0))
    if not left:
        return row[place], Fraction(0)
    return row[place], sum((share * weight for share, weight in others), Fraction(0)) / left


def nearest_switch(switches: Sequence[Switch]) -> Switch | None:
    """The switch that needs the smallest change; None if nothing changes the winner."""
    moving = [switch for switch in switches if switch.at is not None]
    return min(moving, key=lambda switch: abs(switch.change or Fraction(0))) if moving else None
