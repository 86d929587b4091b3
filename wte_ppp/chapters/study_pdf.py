"""The feasibility study on paper. It sets what the result holds; it computes nothing."""

from pathlib import Path

from reportlab.platypus import Flowable

from wte_ppp.chapters.outcome_tables import number, outcome_rows, price_year
from wte_ppp.chapters.risk_matrix import matrix_chapter
from wte_ppp.chapters.risk_pdf import risk_results
from wte_ppp.chapters.study_climate import climate_chapter
from wte_ppp.chapters.study_cost import cost_chapter
from wte_ppp.chapters.study_emissions import emissions_chapter
from wte_ppp.chapters.study_legal import (
    assumptions_chapter,
    legal_chapter,
    open_points,
    published_part,
)
from wte_ppp.chapters.study_money import finance_chapter
from wte_ppp.chapters.study_plant import plant_chapter
from wte_ppp.chapters.study_summary import summary_page
from wte_ppp.chapters.study_waste import waste_chapter
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.files import write_atomically
from wte_ppp.print.language import language_of
from wte_ppp.print.layout import H2, NOTE, Paper, gap
from wte_ppp.print.pages import Contents, build

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


def write_study_pdf(
    result: StudyResult, path: Path, *, risk: RiskResult | None = None, language: str = "en"
) -> None:
    """Write the report of a study to a file; as `study_pdf`."""
    write_atomically(path, study_pdf(result, risk, language))


def study_pdf(result: StudyResult, risk: RiskResult | None = None, language: str = "en") -> bytes:
    """Report of a study as PDF.

    Parameters
    ----------
    result
        Base case.
    risk
        Of the same study, for its chapter on risk; left out: switching values stand in.
    language
        en, ja, vi, id or th.

    Returns
    -------
    bytes
        The same bytes for the same result.

    Raises
    ------
    ValueError
        For a result of draws, and for an unknown language.
    """
    base_case_only(result)
    paper = Paper(language_of(language))
    say = paper.say
    chapters = [
        *_main_figures(paper, result),
        *waste_chapter(paper, result),
        *plant_chapter(paper, result),
        *emissions_chapter(paper, result),
        *cost_chapter(paper, result),
        *finance_chapter(paper, result),
        *paper.heading(say("Risk"), room=250),
        *(risk_results(paper, risk) if risk is not None else ()),
        *matrix_chapter(paper, result, risk),
        *climate_chapter(paper, result),
        *legal_chapter(paper, result),
        *published_part(paper, result),
        *assumptions_chapter(paper, result),
        *open_points(paper, result),
    ]
    count = sum(getattr(one, "level", None) == 0 for one in chapters)
    story: list[Flowable] = [
        *summary_page(paper, result, risk),
        *paper.heading(say("Contents"), H2)[2:],
        Contents(count),
        gap(6),
        *chapters,
    ]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    footer = f"wte_ppp {result.package_version}, {result.input_hash[:12]}"
    return build(story, result.name, footer, paper.language, say("Feasibility study"))


def base_case_only(result: StudyResult) -> None:
    """Refuse a result of draws.

    Raises
    ------
    ValueError
        With the number of draws.
    """
    if result.draws is not None:
        raise ValueError(f"found a result of {result.draws} draws; the report needs the base case")


def _main_figures(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Main figures, and the requirements that they are held against."""
    say = paper.say
    rows = [
        row
        for section, name in HEADLINES
        for row in outcome_rows(getattr(result, section), (name,), paper.language)
    ]
    story = [
        *paper.heading(say("Main figures")),
        paper.grid(("", say("Value"), say("Unit")), rows, (66, 14, 20), numbers=(1,)),
        paper.para(
            say("Money is nominal USD; the tipping fee is in prices of {year}.",
                year=price_year(result)),
            NOTE,
        ),
    ]  # fmt: skip
    if result.finance.required_tipping_fee_usd_per_t < 0:
        text = say("A negative tipping fee: the targets are met without a fee.")
        story.append(paper.para(text, NOTE))
    if not result.checks:
        return story
    checks = [
        [
            paper.told(check.description),
            f"{paper.quantity(number(check.found))} {paper.told(check.unit)}",
            paper.told(check.threshold),
            say("met") if check.passed_share == 1 else say("NOT MET"),
            paper.told(check.source),
        ]
        for check in result.checks
    ]
    header = (say("Requirement"), say("Found"), say("Asked"), "", say("Source"))
    return [
        *story,
        *paper.heading(say("Held against the guidance"), H2),
        paper.grid(header, checks, (34, 14, 12, 9, 51), size=6.5),
    ]
