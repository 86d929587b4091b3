"""The nearest figure at which another bid wins, found by making the ranking again."""

import math
from collections.abc import Callable
from fractions import Fraction

# A figure is moved in steps of about a thousandth of it, so that it prints in few digits.
DIGITS = 3

Winner = Callable[[Fraction], str | None]


def step_of(size: Fraction) -> Fraction:
    """The power of ten of a figure's fourth digit.

    Examples
    --------
    >>> step_of(Fraction(25_400)), step_of(Fraction(475)), step_of(Fraction("57.9"))
    (Fraction(10, 1), Fraction(1, 10), Fraction(1, 100))
    """
    if size == 0:
        return Fraction(1, 100)
    return Fraction(10) ** (math.floor(math.log10(abs(size))) - DIGITS)


def nearest(
    winner_at: Winner, now: Fraction, limit: Fraction, step: Fraction
) -> tuple[Fraction, str] | None:
    """First figure from `now` towards `limit` at which another bid wins, and that bid.

    The distance is doubled until the winner changes and then halved between, so a bid that wins in
    a narrow stretch between two tries alone is passed over. The figure returned was tried itself.

    Parameters
    ----------
    winner_at
        Who wins at a figure; None where nobody does.
    now, limit
        Where the search begins, and the last figure that is tried.
    step
        Figures tried are multiples of it, the limit apart.

    Returns
    -------
    tuple[Fraction, str] | None
        None if nobody else wins at any figure that was tried.

    Examples
    --------
    >>> nearest(lambda figure: "A" if figure > Fraction("88.37") else "B",
    ...         Fraction(100), Fraction(50), Fraction(1, 10))
    (Fraction(883, 10), 'B')
    """
    if limit == now:
        return None
    down = limit < now
    first = math.floor(now / step) if down else math.ceil(now / step)
    sign = -1 if down else 1
    if first * step == now:
        first += sign
    count = math.floor(abs(limit - first * step) / step)
    if (first * step - limit) * sign > 0:
        count = -1
    base = winner_at(now)

    def at(place: int) -> Fraction:
        return limit if place > count else (first + sign * place) * step

    def other(place: int) -> str | None:
        winner = winner_at(at(place))
        return winner if winner != base else None

    last, place, end = -1, 0, count + 1
    rival = other(place)
    while rival is None and place < end:
        last, place = place, min(2 * place + 1, end)
        rival = other(place)
    if rival is None:
        return None
    while place - last > 1:
        middle = (last + place) // 2
        nearer = other(middle)
        if nearer is None:
            last = middle
        else:
            place, rival = middle, nearer
    return at(place), rival
