"""The feasibility study on paper. It sets what the result holds; it computes nothing."""

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from wte_ppp.documents import write_atomically
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.layout import BODY, H1, H2, NOTE, TITLE, build, grid
from wte_ppp.reports.outcome_tables import MILLION, number, outcome_rows
from wte_ppp.reports.study_money import finance_chapter
from wte_ppp.reports.study_technical import climate_chapter, plant_chapter, waste_chapter
from wte_ppp.reports.text import para, quantity

__all__ = ["study_pdf", "write_study_pdf"]

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
    ("finance", "grant_usd"),
)


def write_study_pdf(result: StudyResult, path: Path) -> None:
    """Write the report of a study.

    Parameters
    ----------
    result
        Base case.
    path
        File to write.

    Raises
    ------
    ValueError
        For a result of draws.
    """
    write_atomically(path, study_pdf(result))


def study_pdf(result: StudyResult) -> bytes:
    """Report of a study as PDF.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    bytes
        The same bytes for the same result.

    Raises
    ------
    ValueError
        For a result of draws.
    """
    if result.draws is not None:
        raise ValueError(f"found a result of {result.draws} draws; the report needs the base case")
    lacking: list[str] = []
    story = [
        *_front(result, lacking),
        *waste_chapter(result, lacking),
        *plant_chapter(result, lacking),
        PageBreak(),
        *finance_chapter(result, lacking),
        PageBreak(),
        *climate_chapter(result, lacking),
        *_published(result, lacking),
        PageBreak(),
        *_inputs(result, lacking),
    ]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {result.package_version}, inputs {result.input_hash[:12]}"
    return build(story, result.name, footer)


def _front(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    where = ", ".join(part for part in (result.location, result.country) if part)
    rules = f"Rules: {result.guidance}, as of {result.as_of or 'its own date'}."
    story = [
        para(result.name, TITLE, lacking),
        para(f"Feasibility study. {where}", BODY, lacking),
        para(result.description, BODY, lacking),
        para(f"{rules} Guidance, not legal advice. Money is nominal USD.", NOTE, lacking),
        para("Main figures", H1),
    ]
    rows = [
        row
        for section, name in HEADLINES
        for row in outcome_rows(getattr(result, section), (name,))
    ]
    story.append(grid(("", "Value", "Unit"), rows, (60, 18, 22), numbers=(1,), notes=lacking))
    for title, texts in (("Warnings", result.warnings), ("Notes", result.notes)):
        if texts:
            story.append(para(title, H2))
            story += [para(f"- {text}", NOTE, lacking) for text in texts]
    if result.checks:
        story.append(para("Held against the guidance", H1))
        checks = [
            [
                check.description,
                f"{quantity(number(check.found))} {check.unit}",
                check.threshold,
                "met" if check.passed_share == 1 else "NOT MET",
                check.source,
            ]
            for check in result.checks
        ]
        story.append(
            grid(
                ("Requirement", "Found", "Asked", "", "Source"),
                checks,
                (34, 16, 12, 9, 36),
                notes=lacking,
                size=7,
            )
        )
    return story


def _published(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    if not result.published:
        return []
    rows = []
    for row in result.published:
        scale, unit = (MILLION, "million USD") if row.unit == "USD" else (1.0, row.unit)
        rows.append(
            [
                f"{row.description} ({row.figure})",
                quantity(row.published / scale),
                quantity(number(row.model) / scale),
                unit,
                f"{number(row.difference_percent):+.1f} %",
                row.source + (f" - {row.reason}" if row.reason else ""),
            ]
        )
    return [
        PageBreak(),
        para("Model against published", H1),
        para("No coefficient is fitted to the published figures.", BODY),
        grid(
            ("Figure", "Published", "Model", "Unit", "Difference", "Source, and why"),
            rows,
            (26, 13, 13, 11, 11, 46),
            numbers=(1, 2, 4),
            notes=lacking,
            size=7,
        ),
    ]


def _inputs(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    rows = [
        [
            row.path,
            quantity(row.value) if isinstance(row.value, float) else str(row.value or "—"),
            row.unit,
            row.status,
            f"{row.layer}: {row.source}" + (f". {row.note}" if row.note else ""),
        ]
        for row in result.inputs
    ]
    return [
        para("Inputs and their sources", H1),
        grid(
            ("Input", "Value", "Unit", "Status", "Where from"),
            rows,
            (34, 13, 14, 12, 47),
            numbers=(1,),
            notes=lacking,
            size=6.5,
        ),
    ]
