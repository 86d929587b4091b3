"""A study as one HTML file, with the model at many settings."""

from wte_ppp.chapters.study.page import study_document
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.what_if import WhatIf
from wte_ppp.print.html import page
from wte_ppp.print.language import language_of


def study_page(
    result: StudyResult,
    risk: RiskResult | None = None,
    what_if: WhatIf | None = None,
    language: str = "en",
) -> str:
    """The page of a study.

    Raises `ValueError` for a result of simulations, and for an unknown language.

    Raises `MissingLibraryError` without the library that fills the template.
    """
    return page(study_document(result, risk), language_of(language), what_if)
