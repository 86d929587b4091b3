"""Names of persons, as they are compared."""

import unicodedata

LONGEST = 500
# Signs that make what follows read from the other side.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def person(name: str) -> str:
    """A name as it is compared: blanks, case, forms of letters and unseen signs make no other one.

    >>> person(" Ms  ANH ") == person("Ms Anh") == person("Ms A\u200bnh")
    True
    """
    seen = "".join(char for char in name if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split()).casefold()


def misleads(name: str) -> bool:
    r"""Whether a name holds signs that change how a line reads, or is longer than a line.

    >>> misleads("Office\nB1: passed"), misleads("Nguyễn Văn An")
    (True, False)
    """
    return len(name) > LONGEST or any(
        char in TURNING or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name
    )
