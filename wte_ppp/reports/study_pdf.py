"""The feasibility study on paper. It sets what the result holds; it computes nothing."""

from pathlib import Path

from reportlab.platypus import Flowable

from wte_ppp.documents import write_atomically
from wte_ppp.feasibility.result import InputRow, RiskResult, StudyResult
from wte_ppp.reports.layout import BODY, H2, NOTE, TITLE, build, grid, heading
from wte_ppp.reports.outcome_tables import MILLION, difference, number, outcome_rows, price_year
from wte_ppp.reports.risk_pdf import risk_chapter
from wte_ppp.reports.study_climate import climate_chapter, cobenefit_chapter
from wte_ppp.reports.study_emissions import emissions_chapter
from wte_ppp.reports.study_money import finance_chapter
from wte_ppp.reports.study_plant import balance_chapter, plant_chapter, years_chapter
from wte_ppp.reports.study_waste import waste_chapter
from wte_ppp.reports.text import para, quantity

__all__ = ["study_pdf", "write_study_pdf"]

LONG_PATH = 45  # characters of an input's path that fit its column
LONG_SOURCE = 45
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


def study_pdf(result: StudyResult, risk: RiskResult | None = None) -> bytes:
    """Report of a study as PDF.

    Parameters
    ----------
    result
        Base case.
    risk
        Of the same study, for its chapter on risk; left out: none.

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
        *years_chapter(result),
        *balance_chapter(result),
        *emissions_chapter(result, lacking),
        *finance_chapter(result, lacking),
        *climate_chapter(result, lacking),
        *cobenefit_chapter(result, lacking),
        *(risk_chapter(risk, lacking) if risk is not None else ()),
        *_published(result, lacking),
        *_inputs(result, lacking),
    ]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {result.package_version}, inputs {result.input_hash[:12]}"
    return build(story, result.name, footer)


def _front(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    where = ", ".join(part for part in (result.location, result.country) if part)
    rules = f"Rules: {result.guidance}, as of {result.as_of or 'its own date'}."
    money = f"Money is nominal USD; the tipping fee is in prices of {price_year(result)}."
    story = [
        para(result.name, TITLE, lacking),
        para(f"Feasibility study. {where}", BODY, lacking),
        para(result.description, BODY, lacking),
        para(f"{rules} Guidance, not legal advice. {money}", NOTE, lacking),
        *heading("Main figures"),
    ]
    rows = [
        row
        for section, name in HEADLINES
        for row in outcome_rows(getattr(result, section), (name,))
    ]
    story.append(grid(("", "Value", "Unit"), rows, (60, 18, 22), numbers=(1,), notes=lacking))
    if result.finance.required_tipping_fee_usd_per_t < 0:
        story.append(para("A negative tipping fee: the targets are met without a fee.", NOTE))
    for title, texts in (("Warnings", result.warnings), ("Notes", result.notes)):
        if texts:
            story += heading(title, H2, room=40)
            story += [para(f"- {text}", NOTE, lacking) for text in texts]
    if result.checks:
        story += heading("Held against the guidance")
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
                (32, 13, 11, 7, 57),
                notes=lacking,
                size=6.5,
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
                f"{row.description}\n{_broken(row.figure, 36)}",
                quantity(row.published / scale),
                quantity(number(row.model) / scale),
                unit,
                difference(row.difference_percent),
                row.source + (f" - {row.reason}" if row.reason else ""),
            ]
        )
    return [
        *heading("Model against published"),
        para("No coefficient is fitted to the published figures.", BODY),
        grid(
            ("Figure", "Published", "Model", "Unit", "Differs", "Source, and why"),
            rows,
            (37, 11, 11, 13, 10, 46),
            numbers=(1, 2, 4),
            notes=lacking,
            size=6.5,
        ),
    ]


def _inputs(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Every input on a line or two; long sources have a number and stand below, once each."""
    sources: dict[str, int] = {}
    rows = []
    for row in result.inputs:
        source = row.source
        if len(source) > LONG_SOURCE and row.value is not None:
            source = f"[{sources.setdefault(source, len(sources) + 1)}]"
        value, status = _value(result, row), row.status
        if row.value is None and value != quantity(None):
            status = "computed"
        where = f"{row.layer}: {source}" + (f". {row.note}" if row.note else "")
        rows.append([_broken(row.path), value, row.unit, status, where])
    listed = [[f"[{index}]", source] for source, index in sources.items()]
    return [
        *heading("Inputs and their sources"),
        para("Numbers in brackets stand for the sources listed below the table.", NOTE),
        grid(
            ("Input", "Value", "Unit", "Status", "Where from"),
            rows,
            (42, 13, 14, 11, 40),
            numbers=(1,),
            notes=lacking,
            size=6.5,
        ),
        *heading("Sources of inputs", H2),
        grid(("", "Source"), listed, (5, 95), notes=lacking, size=6.5),
    ]


def _broken(path: str, longest: int = LONG_PATH) -> str:
    """Dotted path on lines that end at a dot, where one line would be too long."""
    lines = [""]
    for part in path.replace(".", ".\n").split("\n"):
        if lines[-1] and len(lines[-1] + part) > longest:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _value(result: StudyResult, row: InputRow) -> str:
    """Input as text; one that was left out shows what the study found in its place."""
    if isinstance(row.value, str):
        return row.value.replace("_", " ")
    if row.value is None:
        section, _, name = row.path.partition(".")
        found = getattr(getattr(result, section, None), name, None)
        return quantity(found if isinstance(found, float) else None)
    if row.path.endswith("_year") and not row.unit:
        return f"{row.value:.0f}"
    return quantity(row.value)
