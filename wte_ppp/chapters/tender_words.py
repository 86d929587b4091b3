"""Scores, money and words of a tender as its reports show them."""

from decimal import Decimal
from fractions import Fraction

from wte_ppp.print.language import mark
from wte_ppp.print.layout import Paper
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import Rounding, rounded, shown_exactly

STATES = {True: mark("passed"), False: mark("OUT"), None: mark("open")}
# Steps, rules and methods by the names of the tender's files.
WORDS = (
    mark("completeness"), mark("eligibility"), mark("minimums"), mark("qualification"),
    mark("technical score"), mark("technical minimum"), mark("price opening"), mark("price"),
    mark("abnormally low"), mark("weighted sum"), mark("division"), mark("lowest price"),
    mark("best quality"), mark("received"), mark("opened"), mark("withdrawn"), mark("decided"),
    mark("emission limits"), mark("public"), mark("working days"), mark("days"),
)  # fmt: skip


def in_words(paper: Paper, key: str) -> str:
    """A name of the tender's files in the reader's words."""
    return paper.told(key.replace("_", " "))


def points(paper: Paper, evaluation: Evaluation, value: Fraction) -> str:
    """A score as the tender's rule rounds it."""
    procedure = evaluation.tender.procedure
    how: Rounding = procedure.rounding
    decimals = 4 if procedure.score_decimals is None or how == "none" else procedure.score_decimals
    found = rounded(value, decimals, how)
    return paper.fixed(Decimal(found.numerator) / Decimal(found.denominator), decimals)


def money(paper: Paper, value: Fraction) -> str:
    """Money with two decimals and thousands apart."""
    cents = rounded(value, 2, "half_up")
    return paper.fixed(Decimal(int(cents * 100)).scaleb(-2), 2)


def exactly(paper: Paper, value: Fraction, decimals: int = 6) -> str:
    """A number with no more decimals than it has, in the form of the language."""
    shown = shown_exactly(value, decimals)
    return paper.fixed(Decimal(shown), len(shown.partition(".")[2]))
