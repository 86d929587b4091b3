"""A study's result as files that people open: the report and the live finance model."""

from pathlib import Path

from wte_ppp.chapters.study_pdf import write_study_pdf
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.files import write_atomically
from wte_ppp.print.model_book.writing import study_workbook


def write_pdf(
    result: StudyResult,
    path: str | Path,
    *,
    language: str = "en",
    risk: RiskResult | None = None,
) -> None:
    """Write a result as a PDF report; base case only.

    Parameters
    ----------
    result
        Of `Study.run`.
    path
        File to write.
    language
        en, ja, vi, id or th.
    risk
        Risk analysis of the same study, for its chapter; left out: none.

    Raises
    ------
    ValueError
        For a result of draws, and for an unknown language.
    """
    write_study_pdf(result, Path(path), risk=risk, language=language)


def write_workbook(result: StudyResult, path: str | Path) -> None:
    """Write the finance model of a result as a workbook with live formulas; base case only.

    Parameters
    ----------
    result
        Of `Study.run`.
    path
        File to write, .xlsx.

    Raises
    ------
    ValueError
        For a result of draws.
    DocumentError
        Where the formulas do not give what the study has.
    """
    write_atomically(Path(path), study_workbook(result))
