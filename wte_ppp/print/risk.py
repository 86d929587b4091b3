"""Risk and the difference of two studies as files and on a terminal."""

from wte_ppp.chapters.difference import difference_report
from wte_ppp.chapters.risk.report import risk_report
from wte_ppp.chapters.risk.screen import risk_screen
from wte_ppp.feasibility.result.difference import StudyDifference
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.print.language import language_of
from wte_ppp.print.pdf import pdf
from wte_ppp.print.terminal import terminal


def risk_pdf(result: RiskResult, language: str = "en") -> bytes:
    """Report of a risk analysis alone.

    Raises `ValueError` for an unknown language.
    """
    return pdf(risk_report(result), language_of(language))


def risk_summary(result: RiskResult, language: str = "en") -> str:
    """Main percentiles, probabilities and strongest drivers, in lines of 100 columns."""
    return terminal(risk_screen(result), language_of(language))


def difference_text(
    found: StudyDifference, *, everything: bool = False, language: str = "en"
) -> str:
    """What changed between two studies and what that did, in lines of 100 columns."""
    return terminal(difference_report(found, everything=everything), language_of(language))
