"""The feasibility study: its report, made of what the result holds; it computes nothing."""

from wte_ppp.blocks import Block, Column, Contents, Document, Heading, Paragraph, Table
from wte_ppp.chapters.outcome_tables import (
    FIGURE_COLUMNS,
    NOT_STATED,
    Row,
    figure_rows,
    number,
    price_year,
    unit_text,
)
from wte_ppp.chapters.risk.matrix import matrix_chapter
from wte_ppp.chapters.risk.report import risk_results
from wte_ppp.chapters.study.climate import climate_chapter
from wte_ppp.chapters.study.cost import cost_chapter
from wte_ppp.chapters.study.emissions import emissions_chapter
from wte_ppp.chapters.study.inputs import assumptions_chapter
from wte_ppp.chapters.study.legal import legal_chapter, published_part
from wte_ppp.chapters.study.money import finance_chapter
from wte_ppp.chapters.study.open_points import open_points
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.chapters.study.plant import plant_chapter
from wte_ppp.chapters.study.thin_equity import with_thin_equity
from wte_ppp.chapters.study.waste import waste_chapter
from wte_ppp.feasibility.result import Check, RiskResult, StudyResult
from wte_ppp.messages import Message, Quoted
from wte_ppp.money_words import in_money

HEADLINES = (
    ("waste", "lhv_mj_per_kg"),
    ("waste", "fired_lhv_mj_per_kg"),
    ("plant", "capacity_t_per_day"),
    ("plant", "gross_mw"),
    ("plant", "net_mw"),
    ("plant", "exported_mwh_per_year"),
    ("plant", "net_kwh_per_t"),
    ("plant", "r1"),
    ("cost", "capex_usd"),
    ("cost", "opex_usd_per_t"),
    ("finance", "required_tipping_fee_usd_per_t"),
    ("finance", "equity_irr_percent"),
    ("finance", "project_irr_percent"),
    ("finance", "minimum_dscr"),
    ("finance", "lcoe_usd_per_mwh"),
    ("finance", "lcow_usd_per_t"),
    ("climate", "average_reduction_tco2e_per_year"),
    ("climate", "total_reduction_tco2e"),
    ("climate", "total_credits_tco2e"),
    ("finance", "grant_usd"),
)


def study_report(result: StudyResult, risk: RiskResult | None = None) -> Document:
    """Report of a study.

    Raises `ValueError` for a result of simulations.
    """
    base_case_only(result)
    blocks = (
        *summary_page(result, risk),
        Contents(),
        *_main_figures(result),
        *waste_chapter(result),
        *plant_chapter(result),
        *emissions_chapter(result),
        *cost_chapter(result),
        *finance_chapter(result),
        *risk_part(result, risk),
        *climate_chapter(result),
        *legal_chapter(result),
        *published_part(result),
        *assumptions_chapter(result),
        *open_points(result),
    )
    title = Quoted(result.name, "study file")
    return in_money(
        Document(title, blocks, Message("Feasibility study"), origin(result)), result.money
    )


def risk_part(result: StudyResult, risk: RiskResult | None) -> tuple[Block, ...]:
    """Chapter on risk: what simulations found, where there are some, and the risk matrix."""
    return (
        Heading(Message("Risk")),
        *(() if risk is None else risk_results(risk)),
        *matrix_chapter(result, risk),
    )


def base_case_only(result: StudyResult) -> None:
    """Refuse a result of simulations.

    Raises
    ------
    ValueError
        With their number.
    """
    if result.draws is not None:
        raise ValueError(f"got a result of {result.draws} draws; the report needs the base case")


def origin(result: StudyResult) -> str:
    """Version and inputs that a report rests on, for its foot."""
    return f"wte_ppp {result.package_version}, {result.input_hash[:12]}"


def _main_figures(result: StudyResult) -> tuple[Block, ...]:
    """Main figures, and the requirements that they are held against."""
    found = (
        row for section, name in HEADLINES for row in figure_rows(getattr(result, section), (name,))
    )
    rows = tuple(with_thin_equity(result, found))
    note = [
        Message(
            "Money is nominal {money}; the tipping fee is in prices of {year}.",
            year=price_year(result),
        )
    ]
    if result.finance.required_tipping_fee_usd_per_t < 0:
        note.append(Message("Negative tipping fee: the targets are met without a fee."))
    return (
        Heading(Message("Main figures")),
        Table(FIGURE_COLUMNS, rows, name="main_figures"),
        Paragraph(tuple(note), "note"),
        *_requirements(result),
    )


def _requirements(result: StudyResult) -> tuple[Block, ...]:
    if not result.checks:
        return ()
    columns = (
        Column(Message("Requirement"), 34),
        Column(Message("Result"), 14, numbers=True),
        Column(Message("Required"), 12),
        Column("", 9),
        Column(Message("Source"), 51),
    )
    rows = tuple(map(_requirement, result.checks))
    return (
        Heading(Message("Comparison with the guidance"), 2),
        Table(columns, rows, name="requirements", size="tiny"),
    )


def _verdict(passed_share: float | None) -> Message:
    if passed_share is None:
        return NOT_STATED
    return Message("met") if passed_share == 1 else Message("NOT MET")


def _requirement(check: Check) -> Row:
    value = number(check.found)
    found = Message("{value} {unit}", value=value, unit=unit_text(check.unit))
    return (
        check.description,
        NOT_STATED if check.passed_share is None else found if check.unit else value,
        check.threshold,
        _verdict(check.passed_share),
        check.source,
    )
