"""A case as one SQLite file: what was recorded is there whole, or not at all.

Rollback journal that is cut to nothing, and `synchronous=EXTRA`: of the ways that SQLite offers the
one that lost no acknowledged event in power cuts and works on every file system with locks. A
writer holds the file from before it reads to after it wrote.
"""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from wte_ppp.documents import DocumentError, Problem

CASE_FILE = "case.wte"
MAGIC = b"SQLite format 3\x00"
# Four letters of our own in the file's header, and the number of the schema below.
APPLICATION_ID = int.from_bytes(b"WteP", "big")
SCHEMA = 1
WAIT_SECONDS = 10.0
LARGEST_FILE = 200_000_000
IDENTITY = slice(68, 72)
Held = TypeVar("Held", str, bytes)
TABLES = (
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT",
    "CREATE TABLE file (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT",
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}s are never {done}'); END"
        for table in ("event", "file")
        for name, what, done in (("kept", "UPDATE", "changed"), ("stays", "DELETE", "removed"))
    ),
)


class CaseFile:
    """An open case file.

    Parameters
    ----------
    path
        Of a file that `create` made.

    Raises
    ------
    DocumentError
        If it is no case file, damaged, or of a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with open(path, "rb") as file:
                head = file.read(len(MAGIC))
        except OSError as error:
            raise self.fault(error.strerror or str(error), "a file that can be read") from None
        if head != MAGIC:
            raise self.fault("no case file", "a case file", "restore it from a copy")
        self._base = _connected(path)
        with self._explained():
            (identity,) = self._base.execute("PRAGMA application_id").fetchone()
            (schema,) = self._base.execute("PRAGMA user_version").fetchone()
        if identity != APPLICATION_ID:
            raise self.fault("a database of another program", "a case file")
        if schema > SCHEMA:
            found, allowed = f"a case of schema {schema}", f"schema {SCHEMA}"
            raise self.fault(found, allowed, "use a newer wte-ppp")
        with self._explained():
            tables = self._base.execute(
                "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
            ).fetchall()
        # A view in place of a table may give rows without end.
        if [sql for (sql,) in tables] != list(TABLES[:2]):
            raise self.fault("tables of another form", "those of a case")
        with self._explained():
            _pragmas(self._base)

    @classmethod
    def create(cls, path: Path, lines: list[str], files: Mapping[str, bytes]) -> "CaseFile":
        """Make a case file with its first events; all of it or nothing.

        Parameters
        ----------
        path
            Where there is none yet.
        lines
            Events as lines of the record.
        files
            Content by SHA-256.
        """
        _place_free(path)
        base = _connected(path)
        try:
            base.execute("PRAGMA page_size=16384")
            _pragmas(base)
            base.execute("BEGIN EXCLUSIVE")
            if base.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
                base.execute("ROLLBACK")
                base.close()
                found = "an open case"
                raise DocumentError((Problem(str(path), None, "", found, "none", "go on with it"),))
            for statement in TABLES:
                base.execute(statement)
            base.execute(f"PRAGMA application_id={APPLICATION_ID}")
            base.execute(f"PRAGMA user_version={SCHEMA}")
            base.executemany("INSERT INTO event VALUES (?, ?)", list(enumerate(lines, start=1)))
            base.executemany(
                "INSERT INTO file VALUES (?, ?, ?)",
                [(sha256, len(data), data) for sha256, data in files.items()],
            )
            base.execute("COMMIT")
        except sqlite3.Error as error:
            if base.in_transaction:
                base.execute("ROLLBACK")
            base.close()
            _remove_empty(path)
            raise _told(path, error) from None
        base.close()
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @property
    def writing(self) -> bool:
        """Whether a transaction of this process is open."""
        return self._base.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the file alone: all that is written inside is kept, or after an error nothing."""
        with self._explained():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite has rolled back by itself.
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def lines(self) -> list[str]:
        """Events as lines of the record, in their order."""
        with self._explained():
            rows = self._base.execute("SELECT line FROM event ORDER BY seq").fetchall()
        return [self._sound(line, str) for (line,) in rows]

    def write(self, seq: int, line: str, files: Mapping[str, bytes]) -> None:
        """Add an event with the files it brings, by SHA-256; inside a transaction."""
        with self._explained():
            for sha256, data in files.items():
                if len(data) > LARGEST_FILE:
                    found = f"a file of {len(data):,} bytes"
                    raise self.fault(found, f"at most {LARGEST_FILE:,} bytes", "split it")
                self._base.execute(
                    "INSERT OR IGNORE INTO file VALUES (?, ?, ?)", (sha256, len(data), data)
                )
            self._base.execute("INSERT INTO event VALUES (?, ?)", (seq, line))

    def content(self, sha256: str) -> bytes:
        """A file's bytes, held against their hash.

        Raises `DocumentError` if it is missing or changed.
        """
        with self._explained():
            row = self._base.execute("SELECT data FROM file WHERE sha256=?", (sha256,)).fetchone()
        if row is None:
            raise self.fault("a recorded file is missing", sha256)
        data = self._sound(row[0], bytes)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise self.fault("a file changed after it was recorded", sha256)
        return data

    def held(self) -> list[str]:
        """Hashes of all files in the case."""
        with self._explained():
            rows = self._base.execute("SELECT sha256 FROM file").fetchall()
        return [self._sound(sha256, str) for (sha256,) in rows]

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the file; slow, for verify."""
        try:
            rows = self._base.execute("PRAGMA integrity_check").fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return [str(error)]
        return [text for (text,) in rows if text != "ok"]

    def copy_to(self, path: Path) -> None:
        """A copy of the whole case as it stands, also while others write; whole or not at all.

        Parameters
        ----------
        path
            Of the copy; one that is there is replaced.

        Raises
        ------
        DocumentError
            If this case is the file to be written.
        OSError
            If the place cannot be written.
        """
        if path.exists() and path.samefile(self.path):
            raise self.fault("the case itself", "another file", "choose another name")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        try:
            with self._explained():
                self._base.execute("VACUUM INTO ?", (str(part),))
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)

    def fault(
        self, found: str, allowed: str, action: str = "restore the case from a copy"
    ) -> DocumentError:
        """A problem of the file itself."""
        return DocumentError((Problem(str(self.path), None, "", found, allowed, action),))

    def _sound(self, value: object, kind: type[Held]) -> Held:
        """A value of the kind that its column holds; in a damaged file it may be another."""
        if not isinstance(value, kind):
            raise self.fault("a damaged case file", "a whole one")
        return value

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _told(self.path, error) from None
        except UnicodeDecodeError:
            # SQLite quotes the damaged text in its own message.
            raise self.fault("a damaged case file", "a whole one") from None


def _place_free(path: Path) -> None:
    """Refuse to make a case where something else is.

    An empty file is what a killed command leaves; one of ours is looked into by SQLite, which
    takes back what was half written.
    """
    found = ""
    if path.is_symlink() and not path.exists():
        found = "a link to a file that is not there"
    elif path.is_file():
        with open(path, "rb") as file:
            head = file.read(IDENTITY.stop)
        if head and not head.startswith(MAGIC):
            found = "a file that is no case"
        elif head and int.from_bytes(head[IDENTITY], "big") != APPLICATION_ID:
            found = "a database of another program"
    elif path.exists():
        found = "a folder" if path.is_dir() else "no plain file"
    if found:
        action = "move it away, or choose another folder"
        raise DocumentError((Problem(str(path), None, "", found, "no file yet", action),))


def _connected(path: Path) -> sqlite3.Connection:
    try:
        # One thread uses it at a time; a writer inside a server may be another than the opener.
        return sqlite3.connect(
            path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise _told(path, error) from None


def _pragmas(base: sqlite3.Connection) -> None:
    (mode,) = base.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
    if mode != "truncate":
        raise sqlite3.OperationalError(f"journal mode {mode}")
    for pragma in ("synchronous=EXTRA", "foreign_keys=ON", "trusted_schema=OFF", "mmap_size=0"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("PRAGMA cell_size_check=ON")


def _remove_empty(path: Path) -> None:
    """A file that a failed creation left without anything in it."""
    try:
        if path.stat().st_size == 0:
            path.unlink()
    except OSError:
        pass


def _told(path: Path, error: sqlite3.Error) -> Exception:
    """An error of SQLite in the words of a case."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_FULL"):
        return OSError(errno.ENOSPC, "the disk is full; nothing was recorded", str(path))
    found, allowed, action = {
        "SQLITE_BUSY": ("another command writing", "one at a time", "wait until it is done"),
        "SQLITE_LOCKED": ("another command writing", "one at a time", "wait until it is done"),
        "SQLITE_READONLY": ("a file that cannot be written", "a writable file", "check its rights"),
        "SQLITE_CANTOPEN": ("a file that cannot be opened", "a readable file", "check its rights"),
        "SQLITE_IOERR": (f"the disk fails ({error})", "a sound disk", "nothing was recorded; copy"),
        "SQLITE_CORRUPT": ("a damaged case file", "a whole one", "restore it from a copy"),
        "SQLITE_NOTADB": ("a damaged case file", "a whole one", "restore it from a copy"),
        "SQLITE_CONSTRAINT": (f"{error}", "entries as they were", "run tender verify"),
    }.get("_".join(code.split("_")[:2]), (f"{error}"[:120], "a whole case file", "run verify"))
    return DocumentError((Problem(str(path), None, "", found, allowed, action),))
