"""What a risk analysis says of the public's commitments: expected and P95 by year."""

from reportlab.platypus import Flowable

from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.reports.layout import H2, NOTE, gap, grid, heading
from wte_ppp.reports.outcome_tables import MILLION
from wte_ppp.reports.text import para

__all__ = ["commitments"]

HEADS = {
    "finance.public.payment_usd": "Payment",
    "finance.public.put_or_pay_usd": "Put-or-pay",
    "finance.public.termination_usd": "Termination",
}


def commitments(result: RiskResult, lacking: list[str]) -> list[Flowable]:
    """Table of the public's payments by year.

    Parameters
    ----------
    result
        As found.
    lacking
        Takes notes on characters that the font lacks.

    Returns
    -------
    list[Flowable]
        Base case, expected and P95 of each kind of payment; nothing where none was kept.
    """
    kinds = result.commitments
    if not kinds:
        return []
    years = [int(year) for year in kinds[0].calendar_year]
    head = ["Year"]
    for one in kinds:
        name = HEADS.get(one.path, one.description)
        head += [f"{name}, base", "expected", "P95"]
    rows = [
        [
            str(year),
            *(
                f"{float(series[at]) / MILLION:.2f}"
                for one in kinds
                for series in (one.base, one.expected, one.p95)
            ),
        ]
        for at, year in enumerate(years)
    ]
    width = len(head)
    return [
        *heading("Commitments of the public, million USD nominal", H2, room=60),
        grid(head, rows, [10] + [10] * (width - 1), numbers=range(1, width), notes=lacking, size=7),
        gap(3),
        para(
            "Payment is the tipping fees and the grants paid in construction, put-or-pay its part "
            "for waste that does not come; termination is due if the contract ends at the end of "
            "the year. Expected is the mean of the draws; 95 % of them do not exceed P95, each "
            "year by itself. The present value of the payments stands in the first table.",
            NOTE,
        ),
    ]
