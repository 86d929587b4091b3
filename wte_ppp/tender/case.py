"""A tender in progress: a folder with its files and its record, and what may be done next."""

import copy
import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import write_atomically
from wte_ppp.messages import Quoted
from wte_ppp.tender.award import LOW_PRICE, Award, award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.bid import BID_ID, Envelope
from wte_ppp.tender.envelopes import KINDS, read_envelope
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.progress import Progress, Received
from wte_ppp.tender.record import Event, append, digest, read_record
from wte_ppp.tender.requirements import requirement_findings
from wte_ppp.tender.sheets import read_sheet
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.technical import Technical, technical_evaluation
from wte_ppp.tender.tender import Tender, load_tender
from wte_ppp.tender.written import award_data, technical_data, written

LARGEST_BYTES = 10_000_000
UNREADABLE = "(cannot be read)"
TECHNICAL_RULES = ("completeness", "eligibility")


class Case:
    """A tender's folder: what was received, decided, marked, frozen, opened and awarded.

    Everything is read from the record; files count only with the hash they were recorded with.
    """

    def __init__(self, folder: str | Path, *, profiles: str | Path | None = None) -> None:
        self.folder = Path(folder)
        self.tender: Tender = load_tender(self.folder, profiles=profiles)
        self.progress = Progress(read_record(self.folder))
        if not self.progress.events:
            raise self._fault("record.jsonl", "no record", "an opened case", "run tender open")
        opened = self.progress.events[0].data["tender"]
        if opened != self.tender.digest:
            found = "a tender file changed after the case was opened"
            action = "restore it; criteria and weights are fixed from then on"
            raise self._fault("tender.yaml", found, opened, action)

    # What is done.

    def receive(
        self, bid: str, envelope: Envelope, file: Path, *, by: str, at: datetime.datetime | None
    ) -> Event:
        """Take an envelope in: copy its bytes, record its hash, say whether it is late."""
        self._not("frozen", self.progress.frozen, "no envelope is taken after the freeze")
        if not BID_ID.match(bid):
            raise self._fault("bid", repr(bid)[:60], "letters, digits, - and _", "use a short id")
        # Two ids that differ in case alone are one folder on many machines.
        others = {event.data["bid"] for event in self.progress.events if event.what == "received"}
        twin = next(
            (person for person in others if person.casefold() == bid.casefold() and person != bid),
            "",
        )
        if twin:
            raise self._fault("bid", repr(bid), f"an id unlike {twin!r}", "use another id")
        if file.suffix.lower() not in KINDS:
            raise self._fault(str(file), file.suffix or "no ending", ", ".join(KINDS), "check it")
        raw = self._bytes(file)
        moment = at or datetime.datetime.now(datetime.UTC)
        late = moment > self.tender.definition.deadline
        sha256 = hashlib.sha256(raw).hexdigest()
        # A second envelope never overwrites the first: the record names both.
        name = f"received/{bid}/{envelope}-{sha256[:8]}{file.suffix.lower()}"
        data = {"bid": bid, "envelope": envelope, "file": name, "sha256": sha256, "late": late}
        return self._take(name, raw, "received", by, moment, data)

    def withdraw(self, bid: str, *, reason: str, by: str, at: datetime.datetime | None) -> Event:
        """Record that a bidder withdrew."""
        self._known(bid)
        return self._append("withdrawn", by, at, {"bid": bid, "reason": reason}, {})

    def decide(
        self, bid: str, rule: str, passed: bool, *, reason: str, by: str,
        at: datetime.datetime | None,
    ) -> Event:  # fmt: skip
        """Record a decision that no number settles, with its reason."""
        self._known(bid)
        technical = (*TECHNICAL_RULES, *self.tender.definition.minimums)
        if rule not in (*technical, LOW_PRICE):
            raise self._fault("rule", rule, ", ".join((*technical, LOW_PRICE)), "choose one")
        if rule in technical:
            self._not("frozen", self.progress.frozen, "the technical evaluation is closed")
        elif not self.progress.prices_open:
            raise self._fault("rule", rule, "after prices are opened", "run tender open-prices")
        if not reason.strip():
            raise self._fault("reason", "nothing", "a reason", "say why")
        decision = Decision(passed, Quoted(reason, by))
        if not self._counts(bid, rule, decision):
            found, allowed = f"{rule} of {bid}", "a point that waits for a decision"
            raise self._fault("rule", found, allowed, "see tender status; nothing would follow")
        data = {"bid": bid, "rule": rule, "passed": passed, "reason": reason}
        return self._append("decided", by, at, data, {})

    def mark(self, file: Path, *, by: str, at: datetime.datetime | None, moderated: bool) -> Event:
        """Take in an evaluator's sheet, or the panel's after moderation; earlier ones are kept."""
        self._not("frozen", self.progress.frozen, "scores are closed")
        sheet = read_sheet(file, self.tender, self.progress.bids(), moderated=moderated)
        raw = self._bytes(file)
        sha256 = hashlib.sha256(raw).hexdigest()
        name = f"panel/{'moderated' if moderated else 'sheet'}-{sha256[:12]}.yaml"
        # Where members' marks are averaged the panel's sheet is a note and changes none.
        note = moderated and self.tender.procedure.panel_method != "consensus"
        changed = [] if note else self._changed(sheet.marks)
        data = {"evaluator": sheet.evaluator, "file": name, "changed": changed}
        return self._take(name, raw, "moderated" if moderated else "marked", by, at, data)

    def freeze(self, *, by: str, at: datetime.datetime | None) -> Event:
        """Close the technical evaluation; from now on nothing in it can change."""
        self._not("frozen", self.progress.frozen, "it is frozen already")
        result = self.technical()
        if result.open:
            raise DocumentError(
                Problem(
                    str(self.folder),
                    None,
                    "freeze",
                    str(point),
                    "settled points",
                    "decide or score it",
                )
                for point in result.open
            )
        data = technical_data(result)
        seal = {"result": digest(data), "passed": list(result.passed)}
        event = self._append("frozen", by, at, seal, self._files())
        self._write("technical.json", written(data))
        return event

    def open_prices(self, *, by: Sequence[str], at: datetime.datetime | None) -> Event:
        """Open the price envelopes, by two persons."""
        self._not("prices_opened", self.progress.prices_open, "they are open already")
        if self._sealed:
            self._refuse_prices(", ".join(by), at)
        if len({" ".join(person.split()).casefold() for person in by}) < 2:
            raise self._fault("by", ", ".join(by), "two persons", "give --by twice")
        return self._append("prices_opened", " and ".join(by), at, {}, self._files())

    def award(
        self, *, by: str, at: datetime.datetime | None, lots: Mapping[str, int] | None = None
    ) -> tuple[Event, Award]:
        """Combine, rank and propose the award; refused while anything is open."""
        result = self.result(lots, by=by, at=at)
        if result.open:
            raise DocumentError(
                Problem(str(self.folder), None, "award", str(point), "settled points", "decide it")
                for point in result.open
            )
        before = [event.data for event in self.progress.events if event.what == "award_proposed"]
        if lots:
            drawn = [
                proposed["lots"]
                for proposed in before
                if proposed["lots"] and proposed["lots"] != dict(lots)
            ]
            self._not("lot", bool(drawn), "lots were drawn already; they are not drawn again")
            self._lots_fit(lots)
        data = award_data(result)
        seal = {"result": digest(data), "winner": result.winner, "lots": dict(lots or {})}
        same = bool(before) and before[-1] == seal
        self._not("award_proposed", same, "this award is proposed already")
        event = self._append("award_proposed", by, at, seal, self._files())
        self._write("award.json", written(data))
        return event, result

    # What follows from it.

    def as_of(self, event: Event) -> "Case":
        """The case when an event was recorded; to be read, not gone on with."""
        earlier = copy.copy(self)
        earlier.progress = self.progress.as_of(event)
        return earlier

    def envelopes(self) -> dict[str, Bid]:
        """Technical envelopes of the bids that are evaluated; after the freeze, of those then."""
        evaluated = self._at_freeze.progress
        received = evaluated.received()
        return {bid: self._read(received[bid, "technical"]) for bid in evaluated.bids()}

    def prices(self, *, by: str = "", at: datetime.datetime | None = None) -> dict[str, Bid]:
        """Price envelopes; before the freeze of two envelopes this is an error, and recorded."""
        if self._sealed or not self.progress.prices_open:
            self._refuse_prices(by or "unknown", at)
        received = self.progress.received()
        # Prices of bids that did not pass, or left, stay unread.
        passed = self._still_in(self.technical()).passed
        return {
            bid: self._read(received[bid, "price"]) for bid in passed if (bid, "price") in received
        }

    def technical(self) -> Technical:
        """The technical evaluation as it stands; once frozen, as it was frozen."""
        frozen = self._at_freeze
        marks, moderated = frozen.marks()
        return technical_evaluation(
            self.tender,
            self.envelopes(),
            marks=marks,
            moderated=moderated,
            decisions=frozen.progress.decisions(),
        )

    def result(
        self, lots: Mapping[str, int] | None = None, *, by: str = "",
        at: datetime.datetime | None = None,
    ) -> Award:  # fmt: skip
        """Ranking and what is open; prices must be open."""
        prices = self.prices(by=by, at=at)
        return award(
            self.tender, self._still_in(self.technical()), self.envelopes(), prices,
            decisions=self.progress.decisions(), lots=lots,
        )  # fmt: skip

    def marks(
        self,
    ) -> tuple[dict[str, dict[str, dict[str, SingleMark]]], dict[str, dict[str, SingleMark]]]:
        """Marks by evaluator, bid and criterion, and the moderated ones; the last sheet counts."""
        marks: dict[str, dict[str, dict[str, SingleMark]]] = {}
        moderated: dict[str, dict[str, SingleMark]] = {}
        for event in self.progress.events:
            if event.what not in ("marked", "moderated"):
                continue
            whole = event.what == "moderated"
            path = self._checked(event.data["file"], event.files[event.data["file"]])
            sheet = read_sheet(path, self.tender, None, moderated=whole)
            if whole:
                for bid, row in sheet.marks.items():
                    moderated.setdefault(bid, {}).update(row)
            else:
                marked = marks.setdefault(sheet.evaluator, {})
                for bid, row in sheet.marks.items():
                    marked.setdefault(bid, {}).update(row)
        return marks, moderated

    def _counts(self, bid: str, rule: str, decision: Decision) -> bool:
        """Whether anything follows from a decision, or a figure or the record settles it."""
        decisions = {**self.progress.decisions(), (bid, rule): decision}
        technical = self.technical()
        findings: Iterable[Finding] = ()
        if rule != LOW_PRICE:
            envelopes = self.envelopes()
            if bid in envelopes:
                findings = requirement_findings(self.tender, bid, envelopes[bid], decisions)
        elif not technical.open:
            left = self._still_in(technical)
            result = award(self.tender, left, self.envelopes(), self.prices(), decisions=decisions)
            findings = result.findings
        else:
            return True
        return any(
            finding.reason is decision.reason
            for finding in findings
            if (finding.bid, finding.rule) == (bid, rule)
        )

    @property
    def _at_freeze(self) -> "Case":
        event = self.progress.last("frozen")
        return self if event is None else self.as_of(event)

    def _still_in(self, technical: Technical) -> Technical:
        """A bid that left after the freeze keeps its technical score, and is ranked no more."""
        gone = self.progress.withdrawn()
        return replace(technical, passed=tuple(bid for bid in technical.passed if bid not in gone))

    @property
    def _sealed(self) -> bool:
        return self.tender.procedure.envelopes == 2 and not self.progress.frozen

    def _refuse_prices(self, by: str, at: datetime.datetime | None) -> None:
        self._append("price_access_refused", by, at, {"frozen": self.progress.frozen}, {})
        if self._sealed:
            found, allowed = (
                "prices before the freeze",
                "prices after the technical score is frozen",
            )
            raise self._fault("prices", found, allowed, "run tender freeze; this try is recorded")
        found, allowed = "prices before their opening", "prices opened by two persons"
        raise self._fault("prices", found, allowed, "run tender open-prices; this try is recorded")

    def _lots_fit(self, lots: Mapping[str, int]) -> None:
        """Lots part bids that nothing else does, where the tender says so; each has its own."""
        rules = self.tender.procedure.tie_break
        if "lottery" not in rules:
            listed = ", ".join(rules) or "none"
            action = "leave the lots out; such a tie is settled by the buyer's law"
            raise self._fault("lot", "a lot", f"the tender's tie rules: {listed}", action)
        ranks = [placed.rank for placed in self.result().ranked]
        tied = {placed.bid for placed in self.result().ranked if ranks.count(placed.rank) > 1}
        if set(lots) != tied or len(set(lots.values())) < len(lots):
            found = ", ".join(f"{bid}={number}" for bid, number in lots.items())
            allowed = f"one lot each, all different, for {', '.join(sorted(tied)) or 'no bid'}"
            raise self._fault("lot", found, allowed, "correct the lots")

    def _changed(self, marks: Mapping[str, Mapping[str, SingleMark]]) -> list[dict[str, str]]:
        """Marks that an earlier sheet of the same evaluator had otherwise."""
        before, panel = self.marks()
        changed = []
        for bid, row in marks.items():
            for criterion, mark in row.items():
                old = before.get(mark.evaluator, panel).get(bid, {}).get(criterion)
                if old is not None and old.grade != mark.grade:
                    changed.append(
                        {"bid": bid, "criterion": criterion, "from": old.grade, "to": mark.grade}
                    )
        return changed

    def _known(self, bid: str) -> None:
        bids = self.progress.handed_in()
        if bid not in bids:
            raise self._fault("bid", repr(bid)[:60], ", ".join(bids) or "no bid yet", "choose one")

    def _files(self) -> dict[str, str]:
        """Hashes of all files that count now."""
        hashes: dict[str, str] = {"tender.yaml": self.tender.digest}
        for event in self.progress.events:
            hashes |= event.files
        return hashes

    def _read(self, envelope: Received) -> Bid:
        path = self._checked(envelope.file, envelope.sha256)
        try:
            return read_envelope(path, self.tender, envelope.envelope)
        except DocumentError as error:
            # One bid that cannot be read is incomplete; it does not stop the others.
            return Bid(UNREADABLE, envelope.envelope, "", {}, error.problems)

    def _checked(self, name: str, sha256: str) -> Path:
        path = self.folder / name
        if hashlib.sha256(self._bytes(path)).hexdigest() != sha256:
            raise self._fault(name, "a file changed after it was recorded", sha256, "restore it")
        return path

    def _bytes(self, path: Path) -> bytes:
        try:
            with open(path, "rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise self._fault(str(path), reason, "a file that can be read", "restore it") from None
        if len(raw) > LARGEST_BYTES:
            raise self._fault(
                str(path), "more than 10 MB", "at most 10 MB", "is it the right file?"
            )
        return raw

    def _write(self, name: str, raw: bytes | str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, raw)

    def _take(
        self, name: str, raw: bytes, what: str, by: str, at: datetime.datetime | None,
        data: Mapping[str, Any],
    ) -> Event:  # fmt: skip
        """Keep a file and record it; a refusal of the record leaves no file behind."""
        path = self.folder / name
        existed = path.exists()
        self._write(name, raw)
        try:
            return self._append(what, by, at, data, {name: hashlib.sha256(raw).hexdigest()})
        except BaseException:
            if not existed:
                path.unlink(missing_ok=True)
            raise

    def _append(
        self, what: str, by: str, at: datetime.datetime | None, data: Mapping[str, Any],
        files: Mapping[str, str],
    ) -> Event:  # fmt: skip
        if not by.strip():
            raise self._fault("by", "nobody", "who acts", "give --by")
        event = append(self.folder, what, by=by, at=at, data=data, files=files)
        self.progress.events.append(event)
        return event

    def _not(self, field: str, state: bool, reason: str) -> None:
        if state:
            raise self._fault(field, reason, "an earlier step", "see tender status")

    def _fault(self, field: str, found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(str(self.folder), None, field, found, allowed, action),))


def open_case(
    folder: str | Path, *, by: str, at: datetime.datetime | None = None,
    profiles: str | Path | None = None,
) -> Case:  # fmt: skip
    """Begin the record of a tender: from now on its file is fixed.

    Parameters
    ----------
    folder
        With tender.yaml.
    by, at
        Who begins, and when.
    profiles
        Folder with profiles of the user's own.

    Returns
    -------
    Case
        Ready to receive bids.

    Raises
    ------
    DocumentError
        If the tender is at fault or the case is open already.
    """
    place = Path(folder)
    tender = load_tender(place, profiles=profiles)
    if read_record(place):
        found, action = "an open case", "go on with it, or copy tender.yaml to a new folder"
        raise DocumentError(
            (Problem(str(place), None, "record.jsonl", found, "a new folder", action),)
        )
    if not by.strip():
        raise DocumentError((Problem(str(place), None, "by", "nobody", "who acts", "give --by"),))
    data = {
        "tender": tender.digest,
        "guidance": tender.rules.identity,
        "date": tender.definition.date,
        "version": __version__,
        "procedure": tender.procedure.model_dump(mode="json"),
    }
    append(place, "opened", by=by, at=at, data=data, files={"tender.yaml": tender.digest})
    return Case(place, profiles=profiles)
