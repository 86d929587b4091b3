"""Chapter of the study on cost: to build, to fund, to run."""

import numpy as np

from wte_ppp.blocks import Block, Cell, Column, Heading, Paragraph, Table, Together, Words
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import beside, figure_table, number, operation_years
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message

SHOWN = (
    "capex_usd",
    "benchmark_low_usd",
    "benchmark_capex_usd",
    "benchmark_high_usd",
    "capex_usd_per_t_per_day",
    "opex_usd_per_t",
)
BEFORE_REVENUE = Message(
    "Operating cost is before any revenue; the levelised cost of treatment (chapter Finance) is "
    "net of power and other revenue."
)
Part = tuple[Words, float]


def cost_chapter(result: StudyResult) -> tuple[Block, ...]:
    """Capital cost beside its benchmark, sources and uses of funds, operating cost by item."""
    basis = Message("Capital cost: {basis}.", basis=result.cost.capex_basis)
    return (
        Heading(Message("Cost")),
        Paragraph(basis),
        figure_table(result.cost, SHOWN, "cost"),
        Paragraph(BEFORE_REVENUE, "note"),
        Together((Heading(Message("Sources and uses of funds"), 2), _sources_and_uses(result))),
        *_operating_cost(result),
    )


def _sources_and_uses(result: StudyResult) -> Table:
    """What construction costs beside what pays for it; what is zero and not usual is left out."""
    finance, funds = result.finance, result.finance.funds
    total = number(finance.total_uses_usd)
    uses: tuple[Part, ...] = (
        (Message("Capital cost"), number(result.cost.capex_usd)),
        *_nonzero(
            (
                Message("Contingency, development, non-refundable VAT"),
                number(funds.contingency_and_development_usd),
            ),
            (Message("Land"), number(funds.land_usd)),
            (Message("Refundable VAT"), number(funds.vat_usd)),
        ),
        (Message("Interest and fees during construction"), number(finance.financing_cost_usd)),
        *_nonzero(
            (Message("Initial funding of the DSRA"), number(funds.dsra_funded_usd)),
            (Message("Working capital"), number(funds.working_capital_funded_usd)),
        ),
    )
    sources: tuple[Part, ...] = (
        (Message("Senior debt"), number(finance.debt_usd)),
        *_nonzero((Message("Loans beside the senior debt"), number(funds.concessional_usd))),
        (Message("Grant bridge loan"), float(np.sum(finance.bridge_drawn_usd))),
        *_nonzero(
            (Message("VAT bridge loan"), number(funds.vat_usd)),
            (Message("Grants during construction"), number(funds.construction_grants_usd)),
        ),
        (Message("Equity"), number(finance.equity_usd)),
    )
    lines = max(len(uses), len(sources))
    return beside(
        _side(Message("Uses"), uses, total, total, lines, result.money.scale),
        _side(
            Message("Sources"),
            sources,
            sum(value for _, value in sources),
            total,
            lines,
            result.money.scale,
        ),
    )


def _nonzero(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part[1])


def _side(
    title: Message, parts: tuple[Part, ...], total: float, uses: float, lines: int, scale: float
) -> Table:
    """Uses or sources with their share of all uses; both end in the same line, the total."""
    rows: list[tuple[Cell, ...]] = [_money(*part, uses, scale) for part in parts]
    rows += [("", "", "")] * (lines - len(parts))
    rows.append(_money(Message("Total"), total, uses, scale))
    columns = (
        Column(title, 36),
        Column(Message("{sums}"), 16, ",.2f", numbers=True),
        Column("%", 9, ".1f", numbers=True),
    )
    return Table(columns, tuple(rows), name="sources_and_uses")


def _money(label: Words, value: float, uses: float, scale: float) -> tuple[Cell, ...]:
    """Label, sum in millions or billions, and percent of all uses."""
    return (label, value / scale, 100 * value / uses if uses > 0 else None)


def _operating_cost(result: StudyResult) -> tuple[Block, ...]:
    """Operating cost of the first full year by item."""
    # The second operation year is past the ramp-up; a contract of one year has the first alone.
    years = operation_years(result)
    index = min(2, len(years)) - 1
    costs = [(name_of(item), float(series[index])) for item, series in result.cost.opex_usd.items()]
    total = sum(value for _, value in costs)
    title = Message(
        "Operating cost by item, {year} (operation year {number}), nominal",
        year=years[index],
        number=index + 1,
    )
    columns = (
        Column(Message("Item"), 60),
        Column(Message("USD a year"), 18, ",.0f", numbers=True),
        Column("%", 12, ".1f", numbers=True),
    )
    rows = tuple(
        (name, value, 100 * value / total if total > 0 else None)
        for name, value in (*costs, (Message("Total"), total))
    )
    return (Together((Heading(title, 2), Table(columns, rows, name="operating_cost"))),)
