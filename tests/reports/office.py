"""LibreOffice as a second calculator: it gets no value of ours and computes every formula."""

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

OFFICE = shutil.which("soffice")
# Always compute on loading, whoever wrote the file.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(files: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """Workbooks as LibreOffice computes them, all in one run, with values in place of formulas."""
    assert OFFICE is not None
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS)
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for name, data in files.items():
        (given / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made),
            *(str(given / f"{name}.xlsx") for name in files),
        ],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return {name: openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True) for name in files}


def opened(data: bytes, **how: Any) -> Any:
    """A workbook's bytes as openpyxl reads them."""
    return openpyxl.load_workbook(io.BytesIO(data), **how)
