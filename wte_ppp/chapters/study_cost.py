"""Chapter of the study on cost: to build, to fund, to run."""

from collections.abc import Sequence

import numpy as np
from reportlab.platypus import Flowable

from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import MILLION, number, outcome_table
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.language import mark
from wte_ppp.print.layout import BODY, H2, Paper, room_for

NAMES = (
    "capex_usd",
    "benchmark_low_usd",
    "benchmark_capex_usd",
    "benchmark_high_usd",
    "capex_usd_per_t_per_day",
    "opex_usd_per_t",
)
CAPITAL, INTEREST = mark("Capital cost"), mark("Interest and fees in construction")
DEBT, EQUITY, BRIDGE = mark("Senior debt"), mark("Equity"), mark("Bridge for the grant")
ALWAYS = (CAPITAL, INTEREST, DEBT, EQUITY, BRIDGE)
Part = tuple[str, float | None]


def cost_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Capital cost beside its benchmark, sources and uses of funds, operating cost by item."""
    say, basis = paper.say, paper.told(result.cost.capex_basis)
    return [
        *paper.heading(say("Cost"), room=250),
        paper.para(say("Capital cost: {basis}.", basis=basis), BODY),
        outcome_table(paper, result.cost, NAMES),
        *paper.heading(say("Sources and uses of funds"), H2),
        _sources_and_uses(paper, result),
        *_operating_cost(paper, result),
    ]


def _sources_and_uses(paper: Paper, result: StudyResult) -> Flowable:
    """What construction costs beside what pays for it; what is nothing in both is left out."""
    finance, funds, say = result.finance, result.finance.funds, paper.say
    total = number(finance.total_uses_usd)
    uses = (
        (CAPITAL, number(result.cost.capex_usd)),
        (mark("Contingency, development, VAT kept"),
         number(funds.contingency_and_development_usd)),
        (mark("Land"), number(funds.land_usd)),
        (mark("VAT, refunded later"), number(funds.vat_usd)),
        (INTEREST, number(finance.financing_cost_usd)),
        (mark("First filling of the DSRA"), number(funds.dsra_funded_usd)),
        (mark("Working capital"), number(funds.working_capital_funded_usd)),
    )  # fmt: skip
    sources = (
        (DEBT, number(finance.debt_usd)),
        (mark("Concessional loan"), number(funds.concessional_usd)),
        (BRIDGE, float(np.sum(finance.bridge_drawn_usd))),
        (mark("Bridge for VAT"), number(funds.vat_usd)),
        (mark("Grants in construction"), number(funds.construction_grants_usd)),
        (EQUITY, number(finance.equity_usd)),
    )
    left: list[Part] = [one for one in uses if one[1] or one[0] in ALWAYS]
    right: list[Part] = [one for one in sources if one[1] or one[0] in ALWAYS]
    drawn = sum(value or 0.0 for _, value in right)
    lines = max(len(left), len(right))
    left += [("", None)] * (lines - len(left))
    right += [("", None)] * (lines - len(right))
    left.append((mark("Uses"), total))
    right.append((mark("Sources"), drawn))
    rows = [
        [text for side in both for text in _money_and_share(paper, *side, total)]
        for both in zip(left, right, strict=True)
    ]
    money = say("Million USD")
    header = (say("Uses"), money, "%", say("Sources"), money, "%")
    return paper.grid(header, rows, (36, 16, 8, 28, 16, 8), numbers=(1, 2, 4, 5))


def _money_and_share(paper: Paper, label: str, value: float | None, total: float) -> list[str]:
    """Label, millions and percent of a total; an empty place in a table has no value."""
    if value is None:
        return ["", "", ""]
    share = paper.fixed(100 * value / total, 1) if total > 0 else paper.quantity(None)
    return [paper.say(label), paper.fixed(value / MILLION, 2), share]


def _operating_cost(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Operating cost of the first full year by item."""
    finance, items, say = result.finance, result.cost.opex_usd, paper.say
    operation_years = [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]
    # The second operation year is past the ramp-up; a contract of one year has the first alone.
    index = min(2, len(operation_years)) - 1
    costs = [(name_of(one, paper.language), float(many[index])) for one, many in items.items()]
    total = sum(value for _, value in costs)
    rows: Sequence[tuple[str, float]] = [*costs, (say("Operating cost"), total)]
    title = say(
        "Operating cost by item, {year} (operation year {number}), nominal",
        year=operation_years[index],
        number=index + 1,
    )
    cells = [
        [name, paper.fixed(value, 0),
         paper.fixed(100 * value / total, 1) if total > 0 else paper.quantity(None)]
        for name, value in rows
    ]  # fmt: skip
    header = (say("Item"), say("USD a year"), "%")
    return [
        *paper.heading(title, H2, room_for(len(cells))),
        paper.grid(header, cells, (60, 18, 12), numbers=(1, 2)),
    ]
