"""A case as its acts see it: the tender in force, what was recorded, and how an act is recorded."""

import copy
import datetime
import functools
import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import in_temporary_folder, temporary_folder, write_atomically
from wte_ppp.tender import moments
from wte_ppp.tender.adoption import adopted
from wte_ppp.tender.amendments import amended
from wte_ppp.tender.embedded import GUIDANCE, STUDY, TENDER_FILE, unpacked
from wte_ppp.tender.panel_now import panel_in_force
from wte_ppp.tender.persons import misleads
from wte_ppp.tender.progress import ADDENDUM, Progress
from wte_ppp.tender.rates import with_rates
from wte_ppp.tender.record import Event, canonical, digest, event_of, events_of, line_of
from wte_ppp.tender.signer import Signer
from wte_ppp.tender.store import CASE_FILE, CaseFile
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.trust.signatures import refusal

# Events that put a tender file into force.
TENDERS = ("opened", ADDENDUM)
# What is still recorded of a tender that was cancelled.
AFTER_THE_END = (
    "complaint_received", "complaint_decided", "evaluation_reopened", "anchored", "reported",
    "question_answered", "price_access_refused", "attested", "key_withdrawn",
    "price_opening_failed",
)  # fmt: skip
Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")


class RecordedRefusalError(DocumentError):
    """A refusal that itself goes on record, once what was begun is undone."""

    def __init__(
        self, refused: DocumentError, what: str, by: str, data: Mapping[str, Any],
        at: datetime.datetime | None = None,
    ) -> None:  # fmt: skip
        super().__init__(refused.problems)
        self.what, self.by, self.data, self.at = what, by, data, at


class Docket:
    """A case file that is read, and written one event at a time.

    Everything is read from the case file; the folder beside it holds exports only.

    Parameters
    ----------
    folder
        That holds the case file, or the file itself.
    profiles
        Folder with profiles of the user's own; for cases of version 0.1 alone, later ones carry
        their guidance.
    signer
        Key of the person who acts; each event it records is signed with it.
    at_reason
        Why moments stated in this session lie far from the clock.

    Raises
    ------
    DocumentError
        If there is no case, or it is damaged.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        profiles: str | Path | None = None,
        signer: Signer | None = None,
        at_reason: str = "",
    ) -> None:
        place = Path(folder)
        file = place if place.is_file() else place / CASE_FILE
        self.folder = file.parent
        self._profiles, self.signer, self._at_reason = profiles, signer, at_reason
        if not file.is_file():
            adopted(self.folder, file)
        self.store = CaseFile(file)
        with in_temporary_folder():
            self._unpacked = tempfile.TemporaryDirectory(prefix="wte-ppp-")
        self._tenders: dict[str, Tender] = {}
        self._in_force: tuple[str, Tender] | None = None
        self._copies: dict[str, bytes] = {}
        self.progress = self._read()

    # Reading.

    @property
    def tender(self) -> Tender:
        """The tender in force: as opened, or as the last addendum put it."""
        # Its hash stands for an event and all before it.
        last = self.progress.events[-1].hash
        if self._in_force is None or self._in_force[0] != last:
            self._in_force = last, self._tender_now()
        return self._in_force[1]

    def _tender_now(self) -> Tender:
        event = self.progress.all(*TENDERS)[-1]
        parts = (TENDER_FILE, GUIDANCE, STUDY)
        held = {name: sha256 for name, sha256 in event.files.items() if name.startswith(parts)}
        # A file put into force again may stand on newer guidance.
        key = digest(held)
        if key not in self._tenders:
            carried = {name: self.store.content(sha256) for name, sha256 in held.items()}
            place = Path(self._unpacked.name) / key[:16]
            self._tenders[key] = unpacked(
                carried, place, self.folder / TENDER_FILE, profiles=self._profiles
            )
        events = self.progress.events
        tender = with_rates(amended(self._tenders[key], events), events)
        panel = panel_in_force(tender.definition, tender.procedure, events)
        return replace(tender, panel=panel)

    def as_of(self, event: Event) -> Self:
        """The case when an event was recorded; to be read, not gone on with."""
        earlier = copy.copy(self)
        earlier.progress = self.progress.as_of(event)
        return earlier

    def content(self, event: Event, name: str) -> bytes:
        """Bytes of a file that an event rests on."""
        return self.store.content(event.files[name])

    @contextmanager
    def as_file(self, name: str, sha256: str) -> Iterator[Path]:
        """A recorded file as one on disk, for a reader that needs a path."""
        content = self.store.content(sha256)
        with temporary_folder() as place:
            path = place / Path(name).name
            with in_temporary_folder():
                path.write_bytes(content)
            yield path

    @property
    def reconstructed(self) -> str:
        """Why the case is a past tender written down anew; empty for a tender as it runs."""
        return str(self.progress.events[0].data.get("reconstruction", ""))

    # Writing.

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the case alone: its state is read anew, and all of an act is recorded or nothing."""
        if self.store.writing:
            yield
            return
        before = self.progress
        try:
            with self.store.transaction():
                self.progress = self._read()
                yield
        except RecordedRefusalError as error:
            self.progress, self._copies = before, {}
            with self.writing():
                # A try of today counts by the clock, whatever moment it states.
                at = error.at if self.reconstructed else None
                self.record(error.what, by=error.by, at=at, data=error.data)
            raise
        except BaseException:
            self.progress, self._copies = before, {}
            raise
        copies, self._copies = self._copies, {}
        for name, content in copies.items():
            # The case holds them; a copy beside it can be written at any time.
            with suppress(OSError):
                write_atomically(self.folder / name, content)

    def record(
        self,
        what: str,
        *,
        by: str,
        at: datetime.datetime | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, bytes] | None = None,
        rests_on: Mapping[str, str] | None = None,
    ) -> Event:
        """Record an event; inside `writing`.

        Parameters
        ----------
        what
            Kind of the event.
        by
            Who acts.
        at
            Stated moment; None is now.
        data
            What happened, as plain data.
        files
            Files that the event brings, by name inside the case.
        rests_on
            SHA-256 by name of files that are in the case already.

        Raises
        ------
        DocumentError
            If nobody acts, the moment cannot be, or who acts has a key and did not sign.
        """
        if not by.strip():
            raise self.fault("by", "nobody", "who acts", "give --by")
        if misleads(by):
            raise self.fault("by", repr(by)[:60], "a name on one line", "write it plainly")
        ended = self.progress.ended
        if ended is not None and what not in AFTER_THE_END:
            found = f"{ended.what} by event {ended.seq}"
            raise self.fault("tender", found, "a tender that goes on", "nothing more is recorded")
        fingerprint = self.signer.fingerprint if self.signer else None
        unsigned = refusal(self.progress.events, what, by, fingerprint)
        if unsigned is not None:
            raise self.fault("key", *unsigned)
        last = self.progress.events[-1]
        clock = moments.now()
        moment = moments.stated_moment(
            at, clock=clock, last=self._before(what, data or {}), reason=self._at_reason,
            reconstructed=bool(self.reconstructed), place=str(self.folder),
        )  # fmt: skip
        brought = {hashlib.sha256(raw).hexdigest(): raw for raw in (files or {}).values()}
        names = {name: hashlib.sha256(raw).hexdigest() for name, raw in (files or {}).items()}
        body = {
            "seq": last.seq + 1,
            "at": moment.isoformat(timespec="seconds"),
            "clock": clock.isoformat(timespec="seconds"),
            "by": by,
            "what": what,
            "data": dict(data or {}),
            "files": {**(rests_on or {}), **names},
            "prev": last.hash,
        }
        if self._at_reason:
            body["at_reason"] = self._at_reason
        try:
            canonical(body).encode()
        except UnicodeEncodeError as error:
            found = repr(error.object[error.start : error.end])[:60]
            action = "type it anew, or set the terminal to UTF-8"
            raise self.fault("text", f"signs that are no text, {found}", "text", action) from None
        line = line_of(body, self._signature(body))
        event = event_of(line)
        self.store.write(event.seq, line, brought)
        self.progress.add(event)
        return event

    def beside(self, name: str, content: bytes) -> None:
        """Copy of a result to write beside the case once the act is recorded."""
        self._copies[name] = content

    @property
    def next_seq(self) -> int:
        """Number of the next event."""
        return self.progress.events[-1].seq + 1

    def files(self) -> dict[str, str]:
        """SHA-256 by name of all files that count now."""
        hashes: dict[str, str] = {}
        for event in self.progress.events:
            hashes |= event.files
        return hashes

    def refuse_if(self, state: bool, field: str, reason: str) -> None:
        """Refuse an act that comes too late."""
        if state:
            raise self.fault(field, reason, "an earlier step", "see tender status")

    def needs(
        self, words: str, field: str = "reason", allowed: str = "a reason", action: str = "say why"
    ) -> None:
        """Refuse an act without the words that it must put on record."""
        if not words.strip():
            raise self.fault(field, "nothing", allowed, action)

    def fault(self, field: str, found: str, allowed: str, action: str) -> DocumentError:
        """A problem of an act on this case."""
        return DocumentError((Problem(str(self.folder), None, field, found, allowed, action),))

    def _before(self, what: str, data: Mapping[str, Any]) -> Event:
        """The event that this one must not precede.

        Where several desks receive, an envelope that one of them wrote down late, with a reason,
        may have come before other envelopes; never before anything else that happened.
        """
        events = self.progress.events
        if what != "received" or not self._at_reason.strip():
            return events[-1]
        own = data["bid"], data["envelope"]
        return next(
            event
            for event in reversed(events)
            if event.what != what or (event.data["bid"], event.data["envelope"]) == own
        )

    def _signature(self, body: Mapping[str, Any]) -> dict[str, str] | None:
        return self.signer.signature(digest(body)) if self.signer else None

    def _read(self) -> Progress:
        events, faults = events_of(self.store.lines(), str(self.store.path))
        if not events and not faults:
            raise self.store.fault("a case without events", "an opened case")
        if faults:
            raise DocumentError(faults)
        return Progress(events)


Acting = TypeVar("Acting", bound=Docket)


def act(
    method: Callable[Concatenate[Acting, Parameters], Outcome],
) -> Callable[Concatenate[Acting, Parameters], Outcome]:
    """An act on a case: its whole body runs while the case is held alone."""

    @functools.wraps(method)
    def held(case: Acting, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Outcome:
        with case.writing():
            return method(case, *args, **kwargs)

    return held
