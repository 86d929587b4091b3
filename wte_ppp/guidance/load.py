"""Load a toolkit or country profile, with what it extends, from the package or a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.schema import Profile, Rule
from wte_ppp.sources import shipped

__all__ = ["Guidance", "available_profiles", "load_guidance"]

HEADS = ("profile.yaml", "toolkit.yaml")


@dataclass(frozen=True)
class Guidance:
    """A profile and its rules, those of the toolkit it extends included.

    `origin` says for each rule which profile or toolkit, with version, wrote it.
    """

    profile: Profile
    rules: Mapping[str, Rule]
    origin: Mapping[str, str]

    @property
    def identity(self) -> str:
        """Name and version, such as "VN 2026.1"."""
        return f"{self.profile.id} {self.profile.version}"


def available_profiles() -> list[str]:
    """Ids of the country profiles that ship with the package.

    Examples
    --------
    >>> "VN" in available_profiles()
    True
    """
    folder = shipped("country_profiles")
    return sorted(item.name for item in folder.iterdir() if (item / "profile.yaml").is_file())


def load_guidance(profile: str | Path) -> Guidance:
    """Read a country profile by id, or any profile or toolkit by folder.

    Parameters
    ----------
    profile
        Id of a shipped country profile such as "VN", or the path of a folder with a profile.yaml
        or toolkit.yaml and one YAML file a topic beside it; "./VN" is a folder, "VN" the id.

    Returns
    -------
    Guidance
        Rules of the profile before those of the toolkit that it extends.

    Raises
    ------
    DocumentError
        With every problem of every file of the folder.

    Examples
    --------
    >>> guidance = load_guidance("VN")
    >>> guidance.profile.name, "power_tariff" in guidance.rules
    ('Viet Nam', True)
    """
    return _load(_folder(profile), seen=())


def _folder(profile: str | Path) -> Path:
    # A shipped id wins over a folder that happens to have its name.
    known = available_profiles()
    if isinstance(profile, str) and profile in known:
        return Path(str(shipped("country_profiles"))) / profile
    path = Path(profile)
    if path.is_dir():
        return path
    if isinstance(profile, Path) or any(separator in profile for separator in "/\\."):
        raise DocumentError(
            (
                Problem(
                    str(profile), None, "", "no such folder", "a profile folder", "check the path"
                ),
            )
        )
    guess = did_you_mean(profile.upper(), known)
    action = f"write {guess!r}" if guess else "choose one or give a folder"
    raise DocumentError(
        (Problem(None, None, "country", repr(profile), "one of " + ", ".join(known), action),)
    )


def _load(folder: Path, seen: tuple[str, ...]) -> Guidance:
    head = next((folder / name for name in HEADS if (folder / name).is_file()), None)
    if head is None:
        raise DocumentError(
            (Problem(str(folder), None, "", "no profile.yaml", "a profile folder", "add the file"),)
        )
    own, faults = _read_rules(folder, head.name)
    try:
        profile, base = _read_head(head, seen)
    except DocumentError as error:
        raise DocumentError((*error.problems, *faults)) from error
    if faults:
        raise DocumentError(faults)
    origin = dict.fromkeys(own, f"{profile.id} {profile.version}")
    if base is None:
        return Guidance(profile, own, origin)
    return Guidance(profile, {**base.rules, **own}, {**base.origin, **origin})


def _read_head(head: Path, seen: tuple[str, ...]) -> tuple[Profile, Guidance | None]:
    """A profile and what it extends."""
    document = read_document(head)
    try:
        profile = Profile.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, Profile, document)) from error
    if profile.id in seen:
        circle = " -> ".join((*seen, profile.id))
        line = document.line_of("extends")
        raise DocumentError((Problem(str(head), line, "extends", circle, "no circle", "cut it"),))
    if profile.extends is None:
        return profile, None
    return profile, _load(_toolkit_folder(profile.extends, document), (*seen, profile.id))


def _toolkit_folder(toolkit: str, document: Document) -> Path:
    beside = Path(document.path).parent / toolkit
    if beside.is_dir():
        return beside
    folder = Path(str(shipped("toolkits")))
    known = sorted(item.name for item in folder.iterdir() if (item / "toolkit.yaml").is_file())
    if toolkit in known:
        return folder / toolkit
    guess = did_you_mean(toolkit, known)
    raise DocumentError(
        (
            Problem(
                document.path,
                document.line_of("extends"),
                "extends",
                repr(toolkit),
                "one of " + ", ".join(known) + ", or a folder beside profile.yaml",
                f"write {guess!r}" if guess else "correct it",
            ),
        )
    )


def _read_rules(folder: Path, head: str) -> tuple[dict[str, Rule], list[Problem]]:
    """Rules of every topic file of a folder, and all problems of all files."""
    rules: dict[str, Rule] = {}
    where: dict[str, str] = {}
    faults: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name == head:
            continue
        try:
            document = read_document(file)
        except DocumentError as error:
            faults += error.problems
            continue
        for rule_id, body in document.data.items():
            if rule_id in where:
                line = document.line_of(rule_id)
                found = f"{rule_id!r}, already in {where[rule_id]}"
                faults.append(
                    Problem(str(file), line, rule_id, found, "each rule once", "remove one")
                )
                continue
            where[rule_id] = file.name
            try:
                rules[rule_id] = Rule.model_validate(body)
            except ValidationError as error:
                faults += problems(error, Rule, document, under=rule_id)
    return rules, faults
