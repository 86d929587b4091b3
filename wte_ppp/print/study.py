"""The feasibility study as files and on a terminal: its chapters handed to the printers."""

from pathlib import Path

from wte_ppp.chapters.study.appendix import study_appendix
from wte_ppp.chapters.study.report import study_report
from wte_ppp.chapters.study.screen import study_screen
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.files import write_atomically
from wte_ppp.print.language import language_of
from wte_ppp.print.model_book.writing import study_workbook
from wte_ppp.print.pdf import pdf
from wte_ppp.print.terminal import terminal
from wte_ppp.print.word import word


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
    write_atomically(Path(path), study_pdf(result, risk, language))


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
        For a result of simulations.
    DocumentError
        Where the formulas do not give what the study has.
    """
    write_atomically(Path(path), study_workbook(result))


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
        For a result of simulations, and for an unknown language.
    """
    return pdf(study_report(result, risk), language_of(language))


def study_word(result: StudyResult, risk: RiskResult | None = None, language: str = "en") -> bytes:
    """Report of a study as a Word document; as `study_pdf`."""
    return word(study_report(result, risk), language_of(language))


def study_appendix_pdf(result: StudyResult, language: str = "en") -> bytes:
    """Every outcome, every year and every input of a study as PDF; as `study_pdf`."""
    return pdf(study_appendix(result), language_of(language))


def study_summary(result: StudyResult, language: str = "en") -> str:
    """One screen of text on the base case, in lines of 100 columns at most."""
    return terminal(study_screen(result), language_of(language))
