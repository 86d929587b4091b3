"""The appendix of the study: what its report leaves out for length, in the same hand."""

from reportlab.platypus import Flowable

from wte_ppp.chapters.outcome_tables import outcome_table, scalar_names
from wte_ppp.chapters.study_climate import COBENEFITS, emissions_by_year
from wte_ppp.chapters.study_legal import sources_table
from wte_ppp.chapters.study_money_parts import lenders_and_owners, public_side, statements
from wte_ppp.chapters.study_pdf import base_case_only
from wte_ppp.chapters.study_plant import mass_balance, months_chart, years_chapter
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.language import language_of
from wte_ppp.print.layout import H2, NOTE, TITLE, Paper, gap
from wte_ppp.print.pages import Contents, build


def study_appendix_pdf(result: StudyResult, language: str = "en") -> bytes:
    """Every outcome, every year and every input of a study as PDF.

    Parameters
    ----------
    result
        Base case.
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
        *_outcomes(paper, result),
        *years_chapter(paper, result),
        *emissions_by_year(paper, result),
        *paper.heading(say("Finance by year")),
        *lenders_and_owners(paper, result),
        *statements(paper, result),
        *public_side(paper, result),
        *paper.heading(say("Inputs and their sources")),
        *sources_table(paper, result, result.inputs),
    ]
    title = say("Appendix: {name}", name=result.name)
    count = sum(getattr(one, "level", None) == 0 for one in chapters)
    story: list[Flowable] = [
        paper.para(title, TITLE),
        paper.para(
            say("Tables that the report of the study leaves out. All of them are in study.json."),
            NOTE,
        ),
        Contents(count),
        gap(6),
        *chapters,
    ]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    footer = f"wte_ppp {result.package_version}, {result.input_hash[:12]}"
    return build(story, title, footer, paper.language, say("Appendix of a feasibility study"))


def _outcomes(paper: Paper, result: StudyResult) -> list[Flowable]:
    """All outcomes that are one number, part by part."""
    say = paper.say
    finance = [name for name in scalar_names(result.finance) if name != "dscr_binds"]
    climate = [name for name in scalar_names(result.climate) if name not in COBENEFITS]
    return [
        *paper.heading(say("All outcomes")),
        *paper.heading(say("Plant"), H2),
        outcome_table(paper, result.plant, scalar_names(result.plant)),
        gap(8),
        mass_balance(paper, result),
        *months_chart(paper, result),
        *paper.heading(say("Finance"), H2),
        outcome_table(paper, result.finance, finance),
        *paper.heading(say("Climate: JCM and co-benefits"), H2),
        outcome_table(paper, result.climate, climate),
    ]
