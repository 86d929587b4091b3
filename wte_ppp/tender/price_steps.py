"""The steps from the price that was read out to the price that is compared."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.messages import Text

# In the order in which they are taken.
What: TypeAlias = Literal[
    "read_out", "arithmetic_correction", "discount", "omission", "deviation", "adder",
    "domestic_preference",
]  # fmt: skip


@dataclass(frozen=True)
class PriceStep:
    """One step: the first is the price read out, each other the amount by which it moves.

    `key` is the discount, item or adder; `amount` is in the tender's currency; `message` says how
    it follows.
    """

    what: What
    key: str
    amount: Fraction
    message: Text
