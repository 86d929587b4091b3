"""Reports of a tender as PDF: the evaluation report, and a letter to each bidder."""

import datetime
from collections.abc import Mapping

from wte_ppp.advice.on_case import Advice
from wte_ppp.blocks import Document
from wte_ppp.chapters.debrief_letter import debrief_letter, technical_letter
from wte_ppp.chapters.tender_receipt import receipt
from wte_ppp.chapters.tender_report import evaluation_report
from wte_ppp.print.language import language_of
from wte_ppp.print.pdf import pdf
from wte_ppp.print.word import word
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.record import Event
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


def debrief_pdf(
    evaluation: Evaluation, bid: str, language: str = "en", day: datetime.date | None = None
) -> bytes:
    """Letter to one bidder as PDF."""
    words = language_of(language)
    return pdf(debrief_letter(evaluation, bid, day), words)


def receipt_pdf(case: Case, event: Event, language: str = "en") -> bytes:
    """Receipt of one envelope as PDF."""
    words = language_of(language)
    return pdf(receipt(case, event), words)


def letters(
    evaluation: Evaluation, *, language: str = "en", day: datetime.date | None = None,
    in_word: bool = False,
) -> dict[str, bytes]:  # fmt: skip
    """Letters on the outcome by name of their files, to every bidder that handed in."""
    documents = {
        f"debrief-{bid}": debrief_letter(evaluation, bid, day) for bid in evaluation.handed_in
    }
    return _printed(documents, language, in_word=in_word)


def technical_letters(
    evaluation: Evaluation, *, language: str = "en", day: datetime.date | None = None,
    in_word: bool = False,
) -> dict[str, bytes]:  # fmt: skip
    """Letters by name of their files to those whose bids do not go on to the prices."""
    passed = {*evaluation.technical.passed, *evaluation.withdrawn}
    documents = {
        f"technical-{bid}": technical_letter(evaluation, bid, day)
        for bid in evaluation.handed_in
        if bid not in passed
    }
    return _printed(documents, language, in_word=in_word)


def _printed(
    documents: Mapping[str, Document], language: str, *, in_word: bool
) -> dict[str, bytes]:  # fmt: skip
    words = language_of(language)
    files = {f"{name}.pdf": pdf(document, words) for name, document in documents.items()}
    if in_word:
        files |= {f"{name}.docx": word(document, words) for name, document in documents.items()}
    return files
