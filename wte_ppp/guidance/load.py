"""Load a toolkit or country profile with all that it extends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.available import available_profiles, available_toolkits, beside, is_procedure
from wte_ppp.guidance.catalogues import CATALOGUES, Question
from wte_ppp.guidance.folder import DEFAULT_TOOLKIT, read_catalogue, read_head, read_layer
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.resolve import Rules, resolve
from wte_ppp.guidance.schema import Profile
from wte_ppp.guidance.spelling import unknown
from wte_ppp.validation import Section

LONGEST_CHAIN = 8


@dataclass(frozen=True)
class Guidance:
    """A profile with all that lies beneath it.

    `layers` runs from the toolkit at the base to the profile itself.
    """

    layers: tuple[Layer, ...]

    @property
    def profile(self) -> Profile:
        """Head of the profile itself."""
        return self.layers[-1].profile

    @property
    def identity(self) -> str:
        """Name and version, such as "VN 2026.1"."""
        return self.layers[-1].identity

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Ids of the rules of all layers, by topic and name."""
        return tuple(sorted({rule_id for layer in self.layers for rule_id in layer.rules}))

    def on(self, day: object, project: Project = UNSAID) -> Rules:
        """Rules as they stand on a day for a project.

        Parameters
        ----------
        day
            A date or 'YYYY-MM-DD'.
        project
            Days and words that conditions ask for; left out, nothing is said of it.

        Returns
        -------
        Rules
            Frozen, by rule id.

        Raises
        ------
        DocumentError
            If it is not a day.

        Examples
        --------
        >>> load_guidance("VN").on("2021-11-01")["tariff.waste_to_power"].value
        0.1005
        """
        return resolve(self.layers, day, project)

    @property
    def questions(self) -> Mapping[str, Question]:
        """What every profile on this toolkit answers, by rule id."""
        return {key: question for layer in self.layers for key, question in layer.questions.items()}

    def catalogue(self, name: str) -> Mapping[str, Section]:
        """Entries of a catalogue: the profile's over the toolkit's.

        Parameters
        ----------
        name
            Such as "criteria" or "risks".

        Returns
        -------
        Mapping[str, Section]
            By id; what a profile sets to null is left out.

        Raises
        ------
        DocumentError
            For an unknown name, or with every problem of the files.
        """
        if name not in CATALOGUES:
            raise unknown("catalogue", name, CATALOGUES)
        merged: dict[str, Section | None] = {}
        for layer in self.layers:
            merged |= read_catalogue(layer.folder, name).entries
        return {key: entry for key, entry in merged.items() if entry is not None}


def load_guidance(
    profile: str | Path,
    *,
    procedure: str | None = None,
    profiles: str | Path | None = None,
) -> Guidance:
    """Read a country profile by id, or any profile or toolkit by folder.

    Parameters
    ----------
    profile
        Id of a profile or toolkit such as "VN", or the path of a folder with a profile.yaml or
        toolkit.yaml; "./VN" is a folder, "VN" the id.
    procedure
        Id of an evaluation toolkit, such as "qcbs", whose procedure takes the place of the
        profile's own, as where a development bank pays.
    profiles
        Folder with profiles of the user's own, beside the shipped ones.

    Returns
    -------
    Guidance
        Rules of the profile over those of what it extends.

    Raises
    ------
    DocumentError
        With every problem of every file of every folder.

    Examples
    --------
    >>> load_guidance("VN").profile.name
    'Viet Nam'
    >>> rules = load_guidance("VN", procedure="qcbs").on("2026-11-01")
    >>> rules["procedure.technical_score"].value
    'absolute'
    """
    faults: list[Problem] = []
    guidance = load_sound(profile, faults, procedure=procedure, profiles=profiles)
    if faults:
        raise DocumentError(dict.fromkeys(faults))
    return guidance


def load_sound(
    profile: str | Path,
    faults: list[Problem],
    *,
    procedure: str | None = None,
    profiles: str | Path | None = None,
) -> Guidance:
    """What is sound of a profile; its problems go to `faults`. For the check, never for use.

    Raises
    ------
    DocumentError
        If there is no such profile or no head.
    """
    places = available_toolkits(profiles) | available_profiles(profiles)
    layers = _chain(_place(profile, places), places, (), faults)
    if procedure is not None:
        procedures = {name: place for name, place in places.items() if is_procedure(place)}
        if procedure not in procedures:
            raise unknown("procedure", procedure, procedures)
        layers = [_without_procedure(layer) for layer in layers]
        layers = [*_procedure_layers(places[procedure], places, layers, faults), *layers]
    return Guidance(tuple(layers))


def _place(profile: str | Path, places: Mapping[str, Path]) -> Path:
    # An id wins over a folder of the working directory that happens to have its name.
    if isinstance(profile, str) and profile in places:
        return places[profile]
    path = Path(profile)
    try:
        if path.is_dir():
            return path
    except OSError:
        raise unknown("country", str(profile)[:60], places) from None
    if isinstance(profile, Path) or any(separator in profile for separator in "/\\."):
        allowed, found = "a profile folder", "a file" if path.is_file() else "no such folder"
        action = "name its folder" if path.is_file() else "check the path"
        raise DocumentError((Problem(str(profile), None, "", found, allowed, action),))
    countries = {name: place for name, place in places.items() if not is_procedure(place)}
    raise unknown("country", profile, countries)


def _chain(
    folder: Path, places: Mapping[str, Path], above: tuple[str, ...], faults: list[Problem]
) -> list[Layer]:
    """Layers from the base up to a folder; all problems of all of them at once."""
    document, head = read_head(folder, faults)
    if head.id in above or len(above) >= LONGEST_CHAIN:
        circle = " -> ".join((*above, head.id))
        line = document.line_of("extends")
        faults.append(Problem(document.path, line, "extends", circle, "no circle", "cut it"))
        return []
    beneath: list[Layer] = []
    for field, wanted in (("extends", head.extends), ("procedure", head.procedure)):
        if wanted is None:
            continue
        place = beside(folder, wanted) or places.get(wanted)
        if field == "procedure" and place is not None and not is_procedure(place):
            place = None
        if place is None:
            names = sorted(
                name
                for name, path in places.items()
                if name != head.id and (field == "extends" or is_procedure(path))
            )
            guess = did_you_mean(wanted, names)
            allowed = "one of " + ", ".join(names) + ", or a folder beside this one"
            action = f"write {guess!r}" if guess else "correct it"
            line = document.line_of(field)
            faults.append(Problem(document.path, line, field, repr(wanted), allowed, action))
            if field == "extends" and head.id != DEFAULT_TOOLKIT:
                # Stands in, so that the rest is checked against an outline.
                beneath += _chain(places[DEFAULT_TOOLKIT], places, (*above, head.id), [])
        elif field == "extends":
            beneath += _chain(place, places, (*above, head.id), faults)
        else:
            beneath += _procedure_layers(place, places, beneath, faults)
    return [*beneath, read_layer(folder, document, head, beneath, faults)]


def _procedure_layers(
    folder: Path, places: Mapping[str, Path], present: Sequence[Layer], faults: list[Problem]
) -> list[Layer]:
    here = {layer.profile.id for layer in present}
    return [layer for layer in _chain(folder, places, (), faults) if layer.profile.id not in here]


def _without_procedure(layer: Layer) -> Layer:
    others = {key: rule for key, rule in layer.rules.items() if not key.startswith(PROCEDURE + ".")}
    return replace(layer, rules=others)
