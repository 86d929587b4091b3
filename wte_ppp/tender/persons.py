"""Names of persons, as they are compared."""

import unicodedata


def person(name: str) -> str:
    """A name as it is compared: blanks, case and the forms of letters make no other person.

    >>> person(" Ms  ANH ") == person("Ms Anh")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
