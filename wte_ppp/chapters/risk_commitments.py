"""What a risk analysis says of the public's commitments: expected and P95 by year."""

from reportlab.platypus import Flowable

from wte_ppp.chapters.outcome_tables import MILLION
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.print.language import mark
from wte_ppp.print.layout import H2, NOTE, Paper, gap

HEADS = {
    "finance.public.payment_usd": mark("Payment"),
    "finance.public.put_or_pay_usd": mark("Put-or-pay"),
    "finance.public.termination_usd": mark("Termination"),
}
ON_COMMITMENTS = mark(
    "Payment is the tipping fees and the grants paid in construction, put-or-pay its part for "
    "waste that does not come; termination is due if the contract ends at the end of the year. "
    "Expected is the mean of the draws; 95 % of them do not exceed P95, each year by itself. The "
    "present value of the payments stands in the first table."
)


def commitments(paper: Paper, result: RiskResult) -> list[Flowable]:
    """Table of the public's payments by year.

    Parameters
    ----------
    paper
        What is written on.
    result
        As found.

    Returns
    -------
    list[Flowable]
        Base case, expected and P95 of each kind of payment; nothing where none was kept.
    """
    kinds = result.commitments
    if not kinds:
        return []
    say = paper.say
    years = [int(year) for year in kinds[0].calendar_year]
    head = [say("Year")]
    for one in kinds:
        name = say(HEADS[one.path]) if one.path in HEADS else paper.told(one.description)
        head += [say("{payment}, base", payment=name), say("expected"), "P95"]
    rows = [
        [
            str(year),
            *(
                paper.fixed(float(series[at]) / MILLION, 2)
                for one in kinds
                for series in (one.base, one.expected, one.p95)
            ),
        ]
        for at, year in enumerate(years)
    ]
    width = len(head)
    return [
        *paper.heading(say("Commitments of the public, million USD nominal"), H2, room=60),
        paper.grid(head, rows, [10] * width, numbers=range(1, width), size=7),
        gap(3),
        paper.para(say(ON_COMMITMENTS), NOTE),
    ]
