"""Files we write: whole or not at all, and by one writer at a time."""

import errno
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem

PARTIAL_PREFIX, PARTIAL_SUFFIX = ".wte-ppp-", ".part"
STALE_SECONDS = 3600


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        File to write or replace; its folder is made if missing.
    data
        Bytes, or text to be written as UTF-8.

    Raises
    ------
    OSError
        If the folder cannot be made or written; no part of the file is left.
    """
    write_folder(path.parent, {path.name: data})


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Keep a second command from changing a file between our reading it and our writing it.

    Parameters
    ----------
    path
        File to change. While it is being changed, a file of its name with `.lock` lies beside it.

    Raises
    ------
    DocumentError
        If another command is changing it.
    OSError
        If the folder cannot be written.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        found = "another command writing"
        action = f"wait; if none is running, delete {lock.name}"
        raise DocumentError(
            [Problem(str(path), None, "", found, "one at a time", action)]
        ) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write several files: all are written under other names before any gets its own.

    Parameters
    ----------
    folder
        Made if missing.
    files
        Content by file name, which may name a folder below: "tables/years.csv".

    Raises
    ------
    OSError
        If the folder cannot be made or written; no part of a file is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(folder / name))
    _sweep(folder)
    waiting: list[tuple[str, Path]] = []
    try:
        for name, data in files.items():
            handle, temporary = tempfile.mkstemp(
                dir=folder, prefix=PARTIAL_PREFIX, suffix=PARTIAL_SUFFIX
            )
            waiting.append((temporary, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data.encode("utf-8") if isinstance(data, str) else data)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes the file private; give it the rights of a file written plainly.
            os.chmod(temporary, 0o666 & ~_umask())
        for temporary, final in waiting:
            final.parent.mkdir(parents=True, exist_ok=True)
            os.replace(temporary, final)
    except BaseException:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Remove what a killed run left behind, if nobody has touched it for an hour."""
    for stale in folder.glob(f"{PARTIAL_PREFIX}*{PARTIAL_SUFFIX}"):
        if time.time() - stale.stat().st_mtime > STALE_SECONDS:
            stale.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
