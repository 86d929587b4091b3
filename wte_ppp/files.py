"""Files we write: whole or not at all, and by one writer at a time."""

import errno
import hashlib
import os
import platform
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from wte_ppp.documents import DocumentError, Problem

PARTIAL_PREFIX, PARTIAL_SUFFIX = ".wte-ppp-", ".part"
STALE_SECONDS = 3600
# A part names the machine and the process that writes it.
PART = re.compile(
    rf"{re.escape(PARTIAL_PREFIX)}([0-9a-f]{{8}})-(\d+)-.*{re.escape(PARTIAL_SUFFIX)}"
)
HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:8]


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
        File to change. A hidden file `.NAME.lock` lies beside it; the operating system frees
        the lock when the command that holds it ends, however it ends.

    Raises
    ------
    DocumentError
        If another command is changing it.
    OSError
        If the folder cannot be written.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        problem = Problem(
            str(path), None, "", "another command writing", "one at a time", "wait until it is done"
        )
        raise DocumentError([problem]) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder of this process alone, gone afterwards.

    Raises
    ------
    OSError
        If the system's folder for such files cannot be used.
    """
    with ExitStack() as stack:
        with in_temporary_folder():
            place = stack.enter_context(tempfile.TemporaryDirectory(prefix="wte-ppp-"))
        yield Path(place)


@contextmanager
def in_temporary_folder() -> Iterator[None]:
    """Say of a failed writing that it was in the system's folder for temporary files."""
    try:
        yield
    except OSError as error:
        told = f"{error.strerror or error}; make room, or name another folder in TMPDIR"
        raise OSError(error.errno, told, "the temporary folder") from None


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
                dir=folder, prefix=f"{PARTIAL_PREFIX}{HERE}-{os.getpid()}-", suffix=PARTIAL_SUFFIX
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
    """Remove what killed commands left: of this machine at once, of others after an hour."""
    for part in folder.glob(f"{PARTIAL_PREFIX}*{PARTIAL_SUFFIX}"):
        try:
            if _is_orphan(part):
                part.unlink(missing_ok=True)
        except FileNotFoundError:
            continue  # its writer was done in the meantime


def _is_orphan(part: Path) -> bool:
    named = PART.fullmatch(part.name)
    if named is not None and named[1] == HERE:
        return not psutil.pid_exists(int(named[2]))
    return time.time() - part.stat().st_mtime > STALE_SECONDS


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
