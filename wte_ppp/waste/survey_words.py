"""What the words of waste surveys mean in the classes of the component table.

Surveys sort into words of their own: Japan's notice of 1977, China's CJ/T 313, Indonesia's SNI
19-3964, and what each city writes. data/survey_words.csv says which classes each word holds, and
whether that is certain; an ambiguous word is never mapped without its author's decision.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wte_ppp.sources import table


@dataclass(frozen=True)
class SurveyWord:
    """One word of a survey.

    Parameters
    ----------
    words : tuple of str
        Spellings.
    language : str
        ISO 639-1.
    classes : Mapping of str to float
        Class of the component table to its share of the word, kg/kg; empty where no class can be
        said.
    certain : bool
        Whether the word holds these classes alone.
    holds : str
        What it may hold besides.
    status, source : str
        Of the row.

    Examples
    --------
    >>> survey_word("sành sứ").classes
    {'ceramics': 1.0}
    """

    words: tuple[str, ...]
    language: str
    classes: Mapping[str, float]
    certain: bool
    holds: str
    status: str
    source: str


@cache
def survey_words() -> tuple[SurveyWord, ...]:
    """Every word of data/survey_words.csv, in its order.

    Examples
    --------
    >>> len(survey_words()) > 80
    True
    """
    return tuple(
        SurveyWord(
            words=tuple(row["words"].split(" / ")),
            language=row["language"],
            classes={
                name: float(share)
                for name, share in (part.split(":") for part in row["classes"].split())
            },
            certain=row["certain"] == "yes",
            holds=row["holds"],
            status=row["status"],
            source=row["source"],
        )
        for row in table("survey_words")
    )


def survey_word(text: str) -> SurveyWord | None:
    """The row of a survey's word, whatever its case and width; None if it is not listed.

    Parameters
    ----------
    text : str
        As the survey writes it.

    Returns
    -------
    SurveyWord or None
        The first row with that spelling.

    Examples
    --------
    >>> survey_word("Other").certain
    False
    >>> survey_word("xyz") is None
    True
    """
    wanted = _folded(text)
    return next(
        (row for row in survey_words() if wanted in {_folded(word) for word in row.words}), None
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("_", " ").strip()
