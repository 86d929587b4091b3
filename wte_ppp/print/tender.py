"""Reports of a tender as PDF: the evaluation report, and a letter to each bidder."""

from wte_ppp.advice.on_case import Advice
from wte_ppp.chapters.debrief_letter import debrief_letter
from wte_ppp.chapters.tender_report import evaluation_report
from wte_ppp.print.language import language_of
from wte_ppp.print.pdf import pdf
from wte_ppp.print.word import word
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.robustness import Robustness


def evaluation_pdf(
    evaluation: Evaluation,
    robust: Robustness | None = None,
    advice: Advice | None = None,
    language: str = "en",
) -> bytes:
    """Report of an evaluation as PDF.

    Raises `ValueError` for an unknown language.
    """
    words = language_of(language)
    return pdf(evaluation_report(evaluation, robust, advice), words)


def evaluation_word(
    evaluation: Evaluation,
    robust: Robustness | None = None,
    advice: Advice | None = None,
    language: str = "en",
) -> bytes:
    """Report of an evaluation as a Word document; as `evaluation_pdf`."""
    return word(evaluation_report(evaluation, robust, advice), language_of(language))


def debrief_pdf(evaluation: Evaluation, bid: str, language: str = "en") -> bytes:
    """Letter to one bidder as PDF."""
    words = language_of(language)
    return pdf(debrief_letter(evaluation, bid), words)
