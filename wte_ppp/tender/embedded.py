"""What a case carries of the files it stands on: tender file, guidance, study, as they were."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wte_ppp.files import in_temporary_folder
from wte_ppp.tender.tender import Tender, load_tender

TENDER_FILE = "tender.yaml"
GUIDANCE = "guidance/"
STUDY = "study/"


def embedded(tender: Tender) -> dict[str, bytes]:
    """Content by name inside the case: the tender file, each folder of its guidance, its study."""
    files = {TENDER_FILE: tender.path.read_bytes()}
    for layer in (*tender.guidance.layers, *tender.law.layers):
        for file in sorted(layer.folder.glob("*.yaml")):
            files[f"{GUIDANCE}{layer.profile.id}/{file.name}"] = file.read_bytes()
    study = tender.path.parent / tender.definition.study
    if tender.definition.study and study.is_file():
        files[STUDY + study.name] = study.read_bytes()
    return files


def unpacked(
    files: Mapping[str, bytes], folder: Path, shown: Path, *, profiles: str | Path | None = None
) -> Tender:
    """The tender that a case carries.

    Parameters
    ----------
    files
        As `embedded` gave them.
    folder
        Of this process alone; catalogues are read from it as long as the tender is used.
    shown
        Path that messages name.
    profiles
        Folder of profiles for a case of version 0.1, which carries none.
    """
    written_out(files, folder)
    guidance = folder / GUIDANCE
    if guidance.is_dir():
        return replace(load_tender(folder / TENDER_FILE, carried=guidance), path=shown)
    if not shown.is_file() or shown.read_bytes() != files[TENDER_FILE]:
        shown = folder / TENDER_FILE
    # It may name guidance that lies beside it.
    return load_tender(shown, profiles=profiles)


def written_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write what a case carries into a temporary folder."""
    with in_temporary_folder():
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def differs(tender: Tender, folder: Path) -> bool:
    """Whether the tender file in a folder is another one than the tender in force."""
    path = folder / TENDER_FILE
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != tender.digest
