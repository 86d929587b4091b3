"""Profiles and toolkits that are there: those that ship, and those of a folder of the user's."""

from collections.abc import Mapping
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.folder import HEADS, read_head
from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.sources import shipped

BUYER = "buyer"  # toolkit of countries that buy credits


def available_profiles(profiles: str | Path | None = None) -> dict[str, Path]:
    """Folders of country profiles by id: those that ship, and those of a folder of the user's.

    Parameters
    ----------
    profiles
        Folder of profile folders; a profile in it stands before a shipped one of the same id.

    Returns
    -------
    dict[str, Path]
        In the order of ids.

    Raises
    ------
    DocumentError
        If the folder is not there.

    Examples
    --------
    >>> "VN" in available_profiles()
    True
    """
    return _folders("profile.yaml", shipped("country_profiles"), profiles)


def available_hosts(profiles: str | Path | None = None) -> dict[str, Path]:
    """Country profiles of those where a plant may stand: all but those of buyers of credits.

    Examples
    --------
    >>> "VN" in available_hosts(), "JP" in available_hosts()
    (True, False)
    """
    places = available_profiles(profiles)
    known = available_toolkits(profiles) | places
    return {name: place for name, place in places.items() if not _is_buyer(place, known)}


def available_toolkits(profiles: str | Path | None = None) -> dict[str, Path]:
    """Folders of toolkits by id, as for profiles.

    Examples
    --------
    >>> "wte_ppp" in available_toolkits()
    True
    """
    return _folders("toolkit.yaml", shipped("toolkits"), profiles)


def available_procedures(profiles: str | Path | None = None) -> dict[str, Path]:
    """Folders of the evaluation toolkits, whose procedure a tender can run, by id.

    Examples
    --------
    >>> "qcbs" in available_procedures(), "wte_ppp" in available_procedures()
    (True, False)
    """
    toolkits = available_toolkits(profiles)
    return {name: place for name, place in toolkits.items() if is_procedure(place)}


def is_procedure(folder: Path) -> bool:
    """Whether a folder is a toolkit that says how bids are judged."""
    return (folder / "toolkit.yaml").is_file() and (folder / f"{PROCEDURE}.yaml").is_file()


def beside(folder: Path, name: str) -> Path | None:
    """A folder next to this one, so that a user's collection of profiles can extend itself."""
    place = folder.resolve().parent / name
    plain = name == Path(name).name
    return place if plain and any((place / head).is_file() for head in HEADS) else None


def _is_buyer(folder: Path, places: Mapping[str, Path]) -> bool:
    """Whether a profile stands on the toolkit of buyers of credits."""
    above: set[str] = set()
    extends: str | None = folder.name
    while extends is not None and extends not in above:
        above.add(extends)
        place = beside(folder, extends) or places.get(extends)
        try:
            extends = None if place is None else read_head(place, [])[1].extends
        except DocumentError:  # a head that cannot be read is told where the profile is used
            extends = None
    return BUYER in above


def _folders(head: str, ours: Path, theirs: str | Path | None) -> dict[str, Path]:
    roots = [ours]
    if theirs is not None:
        root = Path(theirs)
        if not root.is_dir():
            allowed, action = "a folder of profile folders", "check --profiles"
            raise DocumentError((Problem(str(root), None, "", "no such folder", allowed, action),))
        roots.append(root)
    places = {
        place.name: place for root in roots for place in root.iterdir() if (place / head).is_file()
    }
    return dict(sorted(places.items()))
