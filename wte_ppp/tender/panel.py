"""The panel: single marks, their spread, and how they become one share, with every reason kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, Quoted, mark

PanelMethod: TypeAlias = Literal["consensus", "average", "median", "trimmed_mean"]
LEAST_TO_TRIM = 3
METHODS: Mapping[PanelMethod, str] = {
    "consensus": mark("consensus"),
    "average": mark("average"),
    "median": mark("median"),
    "trimmed_mean": mark("trimmed mean"),
}


@dataclass(frozen=True)
class SingleMark:
    """One evaluator's score: grade, its share of the points, and why, in the evaluator's words."""

    evaluator: str
    grade: str
    share: Fraction
    reason: Quoted
    evidence: Quoted | None = None


@dataclass(frozen=True)
class Judged:
    """The panel's result on one criterion of one bid.

    `spread` is the distance in grades between highest and lowest score; `open` says what is missing
    before the result may count, None if nothing is.
    """

    share: Fraction
    method: PanelMethod
    marks: tuple[SingleMark, ...]
    spread: int
    moderated: SingleMark | None = None
    open: Message | None = None


def combined(
    marks: Sequence[SingleMark],
    method: PanelMethod,
    grades: Sequence[str],
    *,
    most_spread: float,
    moderated: SingleMark | None = None,
) -> Judged:
    """One share from several marks.

    Parameters
    ----------
    marks
        One an evaluator.
    method
        consensus: the moderated grade; without one all marks must be equal. average, median,
        trimmed_mean (without one highest and one lowest): of the shares.
    grades
        The scale from lowest to highest.
    most_spread
        Grades between marks from which on a moderation note is asked for.
    moderated
        The panel's own mark after discussion, with its reason; for average and the like its reason
        alone counts, as the note.

    Returns
    -------
    Judged
        Single marks are kept beside the result.

    Examples
    --------
    >>> marks = [SingleMark(name, grade, Fraction(int(grade), 4), Quoted("sound", name))
    ...          for name, grade in (("A", "3"), ("B", "4"), ("C", "3"))]
    >>> combined(marks, "average", ["0", "1", "2", "3", "4"], most_spread=2).share
    Fraction(5, 6)
    """
    shares = sorted(mark.share for mark in marks)
    places = [grades.index(mark.grade) for mark in marks]
    spread = max(places) - min(places)
    missing = None
    if spread > most_spread and moderated is None:
        missing = Message(
            "scores lie {spread} grades apart; a moderation note is required", spread=spread
        )
    if method == "consensus":
        if moderated is not None:
            share = moderated.share
        else:
            share = shares[0]
            if spread:
                missing = Message("scores differ; a moderated score with its reason is required")
    elif method == "median":
        share = Fraction(median(shares))
    else:
        counted = (
            shares[1:-1] if method == "trimmed_mean" and len(shares) >= LEAST_TO_TRIM else shares
        )
        share = sum(counted, Fraction(0)) / len(counted)
    return Judged(share, method, tuple(marks), spread, moderated, missing)


def concordance(ranks: Mapping[str, Sequence[float]]) -> float | None:
    """Kendall's W of the evaluators' rankings of the bids; for information only.

    Parameters
    ----------
    ranks
        Ranks of the bids by evaluator, shape (bids,) each, in one order of bids, ties averaged.

    Returns
    -------
    float | None
        0 (no agreement) to 1; None with fewer than two evaluators or bids. Without correction for
        ties.

    Raises
    ------
    ValueError
        If an evaluator has not one rank a bid, or a rank is none from 1 to their number; it names
        the evaluator.

    References
    ----------
    Kendall and Babington Smith, The problem of m rankings, Annals of Mathematical Statistics 10
    (1939): W = 12 S / (m^2 (n^3 - n)).

    Examples
    --------
    >>> concordance({"A": [1, 2, 3], "B": [1, 2, 3]})
    1.0
    """
    rows = list(ranks.values())
    judges, bids = len(rows), len(rows[0]) if rows else 0
    for judge, row in ranks.items():
        if len(row) != bids or not all(1 <= rank <= bids for rank in row):
            raise ValueError(f"ranks of {judge}: {list(row)}; expected {bids} from 1 to {bids}")
    if judges < 2 or bids < 2:
        return None
    sums = [sum(row[place] for row in rows) for place in range(bids)]
    mean = sum(sums) / bids
    squares = sum((total - mean) ** 2 for total in sums)
    return 12 * squares / (judges**2 * (bids**3 - bids))


def panel_formula(method: PanelMethod, cells: Sequence[str], moderated: str | None) -> str:
    """Spreadsheet formula of a panel's share from the cells of the single shares.

    >>> panel_formula("median", ["A1", "A2", "A3"], None)
    'MEDIAN(A1,A2,A3)'
    """
    listed = ",".join(cells)
    if method == "consensus":
        return moderated or cells[0]
    if method == "median":
        return f"MEDIAN({listed})"
    if method == "trimmed_mean" and len(cells) >= LEAST_TO_TRIM:
        return f"(SUM({listed})-MAX({listed})-MIN({listed}))/{len(cells) - 2}"
    return f"AVERAGE({listed})"
