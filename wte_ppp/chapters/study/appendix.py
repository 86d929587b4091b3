"""The appendix of the study: what its report leaves out for length."""

from wte_ppp.blocks import Block, Contents, Document, Heading, Paragraph
from wte_ppp.chapters.outcome_tables import figure_table, scalar_names
from wte_ppp.chapters.study.climate import COBENEFITS, emissions_by_year
from wte_ppp.chapters.study.inputs import inputs_table
from wte_ppp.chapters.study.money_tables import lenders_and_shareholders, public_side, statements
from wte_ppp.chapters.study.plant import combustion_balance, months_chart, years_chapter
from wte_ppp.chapters.study.report import base_case_only, origin
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, Quoted
from wte_ppp.money_words import in_money


def study_appendix(result: StudyResult) -> Document:
    """Every outcome, every year and every input of a study.

    Raises `ValueError` for a result of simulations.
    """
    base_case_only(result)
    title = Message("Appendix: {name}", name=Quoted(result.name, "study file"))
    note = Message("Tables that the study report leaves out. All of them are in study.json.")
    blocks = (
        Paragraph(title, "title"),
        Paragraph(note, "note"),
        Contents(),
        *_figures(result),
        *years_chapter(result),
        *emissions_by_year(result),
        Heading(Message("Finance by year")),
        *lenders_and_shareholders(result),
        *statements(result),
        *public_side(result),
        Heading(Message("Inputs and their sources")),
        *inputs_table(result, result.inputs),
    )
    return in_money(
        Document(title, blocks, Message("Appendix of a feasibility study"), origin(result)),
        result.money,
    )


def _figures(result: StudyResult) -> tuple[Block, ...]:
    """All figures that are one number, part by part."""
    finance = [name for name in scalar_names(result.finance) if name != "dscr_binds"]
    climate = [name for name in scalar_names(result.climate) if name not in COBENEFITS]
    return (
        Heading(Message("All figures")),
        Heading(Message("Plant"), 2),
        figure_table(result.plant, scalar_names(result.plant), "plant"),
        combustion_balance(result),
        *months_chart(result),
        Heading(Message("Finance"), 2),
        figure_table(result.finance, finance, "finance"),
        Heading(Message("Climate: JCM and co-benefits"), 2),
        figure_table(result.climate, climate, "climate"),
    )
