"""LibreOffice as a second calculator: it gets no value of ours and computes every formula."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = shutil.which("soffice")
# Always compute on loading, whoever wrote the file.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


# One cell of a sheet: its formula, if it has one, and its value.
Cells = dict[tuple[str, str], tuple[str | None, float | str]]
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def recalculated(files: Mapping[str, bytes], folder: Path) -> dict[str, Cells]:
    """Cells of workbooks as LibreOffice computes them, in two runs side by side."""
    made = folder / "made"
    runs = []
    for half in range(2):
        names = [*files][half::2]
        own = folder / f"run {half}"
        (own / "profile" / "user").mkdir(parents=True)
        (own / "profile" / "user" / "registrymodifications.xcu").write_text(SETTINGS)
        for name in names:
            (own / f"{name}.xlsx").write_bytes(files[name])
        if names:
            runs.append(_converting(own, [own / f"{name}.xlsx" for name in names], made))
    for run in runs:
        _, told = run.communicate(timeout=900)
        assert run.returncode == 0, told
    return {name: cells_of((made / f"{name}.xlsx").read_bytes()) for name in files}


def _converting(own: Path, files: list[Path], made: Path) -> "subprocess.Popen[bytes]":
    assert OFFICE is not None
    return subprocess.Popen(
        [
            OFFICE, f"-env:UserInstallation={(own / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *map(str, files),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def cells_of(data: bytes) -> Cells:
    """All cells of a workbook that are not empty, by sheet and address."""
    with ZipFile(io.BytesIO(data)) as archive:
        words = _shared_strings(archive)
        found: Cells = {}
        for sheet, part in sheet_parts(archive).items():
            for cell in ET.fromstring(archive.read(part)).iter(f"{SPACE}c"):
                formula, value = cell.find(f"{SPACE}f"), cell.find(f"{SPACE}v")
                if value is None or value.text is None:
                    if formula is not None:
                        found[sheet, cell.attrib["r"]] = (formula.text, "")
                    continue
                kind = cell.get("t", "n")
                content: float | str = value.text
                if kind == "s":
                    content = words[int(value.text)]
                elif kind in ("n", "b"):
                    content = float(value.text)
                text = None if formula is None else formula.text
                found[sheet, cell.attrib["r"]] = (text, content)
    return found


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Name of each sheet, and the part of the file that holds it."""
    links = {
        one.attrib["Id"]: one.attrib["Target"]
        for one in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    return {
        one.attrib["name"]: "xl/" + links[one.attrib[LINK]].removeprefix("/xl/")
        for one in book.iter(f"{SPACE}sheet")
    }


def _shared_strings(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in one.iter(f"{SPACE}t")) for one in root]


def rewritten(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """The workbook with the XML of its sheets changed, each by its name."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(made, "w", ZIP_DEFLATED) as other:
        names = {part: sheet for sheet, part in sheet_parts(archive).items()}
        for part in archive.namelist():
            content = archive.read(part)
            if part in names:
                content = change(names[part], content.decode()).encode()
            other.writestr(part, content)
    return made.getvalue()


def without_values(data: bytes) -> bytes:
    """The workbook without the values that are stored with its formulas."""
    return rewritten(data, lambda _, xml: re.sub(r"(</f>)<v>[^<]*</v>", r"\1", xml))
