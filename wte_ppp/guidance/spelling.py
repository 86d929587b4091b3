"""Words that are not known, and words that differ by one slip of the pen."""

from collections.abc import Mapping

from wte_ppp.documents import DocumentError, Problem, did_you_mean


def is_slip(word: str, known: str) -> bool:
    """Whether two words differ by one letter, one left out or two swapped.

    Examples
    --------
    >>> is_slip("nort", "north"), is_slip("nroth", "north"), is_slip("south", "north")
    (True, True, False)
    """
    if abs(len(word) - len(known)) > 1 or word == known:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b),
        min(len(word), len(known)),
    )
    one, two = word[start:], known[start:]
    return (
        one[1:] == two[1:]
        or one[1:] == two
        or one == two[1:]
        or (one[:2] == two[1::-1] and one[2:] == two[2:])
    )


def unknown(field: str, found: str, words: Mapping[str, object]) -> DocumentError:
    """Error for a word that is none of those known, with the nearest."""
    guess = did_you_mean(found, words) or did_you_mean(found.upper(), words)
    action = f"write {guess!r}" if guess else "choose one of them"
    allowed = "one of " + ", ".join(sorted(words))
    return DocumentError((Problem(None, None, field, repr(found), allowed, action),))
