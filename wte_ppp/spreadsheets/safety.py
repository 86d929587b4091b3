"""What a file is by its first bytes, and whether it is safe to open: sizes, macros, links."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from wte_ppp.documents import DocumentError, Problem

LARGEST_BYTES = 10_000_000
LARGEST_UNPACKED = 50 * 2**20
LARGEST_RATIO = 200
PIECE = 2**16
MOST_PARTS = 2_000
DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
FORBIDDEN = {"vbaProject.bin": "macros", "externalLinks": "links to other files"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Names of streams in an OLE file are UTF-16.
ENCRYPTED, MACROS = (name.encode("utf-16-le") for name in ("EncryptedPackage", "_VBA_PROJECT"))
SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"{\\rtf": "a Word document",
}
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zlib.error, OSError, RuntimeError, EOFError, ValueError, KeyError, OverflowError, IndexError,
)  # fmt: skip
PARTS = {"word/": "a Word document", "ppt/": "a presentation", "xl/workbook.bin": "an .xlsb file"}
SAVE = "save the form as .xlsx and send it again"


def looked_at(raw: bytes, name: str = "") -> tuple[str, bytes]:
    """What a file is, and what of it a reader may get.

    Parameters
    ----------
    raw, name
        The file, and how faults call it.

    Returns
    -------
    tuple[str, bytes]
        `xlsx`, `ods`, `xls` or `text`; the file, of an archive with its parts unpacked, so that who
        reads it unpacks nothing that was not looked at here.

    Raises
    ------
    DocumentError
        If it is something else, too large, protected by a password, or carries macros.
    """
    if len(raw) > LARGEST_BYTES:
        raise fault(name, f"{len(raw):,} bytes", f"at most {LARGEST_BYTES:,} bytes")
    for signature, what in SIGNATURES.items():
        if raw.startswith(signature):
            raise fault(name, what, "an .xlsx file")
    if raw.startswith(OLE):
        if ENCRYPTED in raw:
            raise fault(name, "a file protected by a password", "a file without a password")
        if MACROS in raw:
            raise fault(name, "macros", "a workbook of values alone")
        return "xls", raw
    if not raw.startswith(b"PK"):
        return "text", raw
    return _packed(raw, name)


def _packed(raw: bytes, name: str) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            _sizes(infos, name)
            _forbidden([info.filename for info in infos], name)
            parts = {info.filename: _unpacked(archive, info) for info in infos}
        if len(parts) < len(infos):
            raise fault(name, "two parts of one name", "an .xlsx file")
        if any(mark in content for content in parts.values() for mark in DOCTYPE):
            found = "XML that declares a document type"
            raise fault(name, found, "a workbook of values alone")
        if "mimetype" in parts:
            if not parts["mimetype"].startswith(ODS):
                raise fault(name, "a document that is no spreadsheet", "an .xlsx file")
            if b"manifest:encryption-data" in parts["META-INF/manifest.xml"]:
                found = "a file protected by a password"
                raise fault(name, found, "a file without a password")
            return "ods", _stored(parts)
    except zipfile.BadZipFile:
        raise fault(name, "no Excel workbook", "an .xlsx file") from None
    except DocumentError:
        raise
    except BROKEN as error:
        found = f"a part that cannot be unpacked ({error})"[:120]
        raise fault(name, found, "an .xlsx file") from None
    if not any(part.startswith("xl/") for part in parts):
        raise fault(name, "a ZIP archive that is no workbook", "an .xlsx file")
    return "xlsx", _stored(parts)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part, by pieces: one that holds more than it says is unpacked no further than it says."""
    with archive.open(info) as file:
        return b"".join(iter(lambda: file.read(PIECE), b""))


def _stored(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, none of them packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for filename, content in parts.items():
            archive.writestr(zipfile.ZipInfo(filename), content)
    return target.getvalue()


def _sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if not parts:
        raise fault(name, "no Excel workbook", "an .xlsx file")
    if any(part.compress_type not in USUAL for part in parts):
        # Others ask for memory by what the file says of itself.
        raise fault(name, "a packing that no spreadsheet uses", "an .xlsx file")
    if len(parts) > MOST_PARTS:
        raise fault(name, f"{len(parts):,} parts", f"at most {MOST_PARTS:,} parts")
    if unpacked > LARGEST_UNPACKED:
        raise fault(name, f"{unpacked:,} bytes unpacked", f"at most {LARGEST_UNPACKED:,}")
    if unpacked > LARGEST_RATIO * packed:
        raise fault(name, f"packed {unpacked // packed} to 1", f"at most {LARGEST_RATIO} to 1")


def _forbidden(names: list[str], name: str) -> None:
    for part in names:
        for mark, what in FORBIDDEN.items():
            if mark in part:
                raise fault(name, what, "a workbook of values alone")
        for start, what in PARTS.items():
            if part.startswith(start):
                raise fault(name, what, "an .xlsx file")


def fault(path: str, found: str, allowed: str) -> DocumentError:
    """A file that cannot be read, and what to do about it."""
    return DocumentError((Problem(path, None, "", found, allowed, SAVE),))
