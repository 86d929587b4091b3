"""A tender in progress: what every tender does, from the first envelope to the award."""

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import temporary_folder
from wte_ppp.messages import Quoted, as_data
from wte_ppp.plain_files import plain_bytes
from wte_ppp.tender import moments
from wte_ppp.tender.adoption import RECORD
from wte_ppp.tender.arrival import arrival
from wte_ppp.tender.award import Award, late_rules
from wte_ppp.tender.calendar import held_to_calendar
from wte_ppp.tender.defects import open_defects
from wte_ppp.tender.definition.bid import BID_ID, Envelope
from wte_ppp.tender.docket import act
from wte_ppp.tender.embedded import embedded, written_out
from wte_ppp.tender.gates import without
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.panel_history import sheet_events
from wte_ppp.tender.panel_sheets import sheet_taken
from wte_ppp.tender.persons import misleads, person
from wte_ppp.tender.preference import grounds
from wte_ppp.tender.price_rounds import round_now
from wte_ppp.tender.progress import PRICE_ROUND_OPENED, ROUND, TIE
from wte_ppp.tender.record import GENESIS, Event, digest, line_of
from wte_ppp.tender.signer import Signer
from wte_ppp.tender.standing import AWARD_RESULT, TECHNICAL_RESULT, Standing
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.store import CASE_FILE, LARGEST_FILE, CaseFile
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.ties import decided_by_committee, ties
from wte_ppp.tender.trust.sealed_prices import arrival_notes, sealed_for
from wte_ppp.tender.trust.unsealing import unsealed
from wte_ppp.tender.written import award_data, technical_data, written

TECHNICAL_RULES = ("completeness", "eligibility")
ENDING = re.compile(r"\.[a-z0-9]{1,10}")


class Case(Standing):
    """A tender's case: what was received, decided, scored, frozen, opened and awarded.

    Each act is recorded whole or not at all, and is tested against the case as it is at that
    moment, also while others work on it. What only some tenders do is in the modules of `life`.
    """

    @act
    def receive(
        self, bid: str, envelope: Envelope, file: Path, *, by: str,
        at: datetime.datetime | None = None, confirmed: str = "",
    ) -> Event:  # fmt: skip
        """Take an envelope in: keep its bytes, record its hash, say whether it is late.

        Any file is taken; whether it can be read is a later question. One that names another bidder
        than this bid's earlier envelope is taken once it is confirmed with a reason.
        """
        self.refuse_if(self.progress.frozen, "frozen", "no envelope is taken after the freeze")
        if not BID_ID.match(bid):
            raise self.fault("bid", repr(bid)[:60], "letters, digits, - and _", "use a short id")
        # Two ids that differ in case alone are one folder on many machines.
        twin = next(
            (
                other
                for other in self.progress.handed_in()
                if other.casefold() == bid.casefold() and other != bid
            ),
            "",
        )
        if twin:
            raise self.fault("bid", repr(bid), f"an id unlike {twin!r}", "use another id")
        raw = self.bytes_of(file)
        moment = at or moments.now()
        sha256 = hashlib.sha256(raw).hexdigest()
        ending = file.suffix.lower() if ENDING.fullmatch(file.suffix.lower()) else ""
        # A second envelope never overwrites the first: the record names both.
        name = f"received/{bid}/{envelope}-{sha256[:8]}{ending}"
        data = {
            "bid": bid,
            "envelope": envelope,
            "file": name,
            "sha256": sha256,
            "late": moment > self.tender.definition.deadline,
            "form": self.tender.version,
        }
        if sealed_for(raw):
            data["sealed"] = sealed_for(raw)
        if not data["late"]:
            data |= self._arrived(bid, envelope, raw, confirmed)
        return self.record("received", by=by, at=moment, data=data, files={name: raw})

    def _arrived(
        self, bid: str, envelope: Envelope, raw: bytes, confirmed: str
    ) -> dict[str, object]:
        """What the desk is told of an envelope; refused while a question is not confirmed."""
        received = {
            key: self.store.content(item.sha256) for key, item in self.progress.received().items()
        }
        arrived = arrival(self.tender, bid, envelope, raw, received)
        says = (*arrived.says, *arrival_notes(self.progress.events, envelope, raw))
        if arrived.asks and not confirmed.strip():
            asked = "; ".join(str(message) for message in arrived.asks)
            raise self.fault("file", asked, "this bid's own envelope", "if it is: give --confirm")
        told: dict[str, object] = {"said": [as_data(message) for message in says]}
        if arrived.asks:
            told |= {
                "asked": [as_data(message) for message in arrived.asks],
                "confirmed": confirmed,
            }
        return told if says or arrived.asks else {}

    @act
    def withdraw(
        self, bid: str, *, reason: str, by: str, at: datetime.datetime | None = None
    ) -> Event:
        """Record that a bidder withdrew."""
        self.known(bid)
        return self.record("withdrawn", by=by, at=at, data={"bid": bid, "reason": reason})

    @act
    def decide(
        self, bid: str, rule: str, passed: bool, *, reason: str, by: str,
        at: datetime.datetime | None = None,
    ) -> Event:  # fmt: skip
        """Record a decision that no number settles, with its reason."""
        self.known(bid)
        held_to_calendar(self, "a decision", at)
        late = late_rules(self.tender)
        if rule == TIE and not decided_by_committee(self.tender.procedure):
            allowed = f"the tender's tie rules: {', '.join(self.tender.procedure.tie_break)}"
            raise self.fault("rule", rule, allowed, "draw lots: tender award --lot")
        early = (*TECHNICAL_RULES, *grounds(self.tender), *self.tender.definition.minimums)
        technical = tuple(known for known in early if known not in late)
        if rule not in (*technical, *late):
            raise self.fault("rule", rule, ", ".join((*technical, *late)), "choose one")
        if rule in technical:
            state = self.progress.frozen
            self.refuse_if(state, "frozen", "the technical evaluation is closed")
        elif not self.progress.prices_open:
            raise self.fault("rule", rule, "after prices are opened", "run tender open-prices")
        self.needs(reason)
        data: dict[str, object] = {"bid": bid, "rule": rule, "passed": passed, "reason": reason}
        decision = Decision(passed, Quoted(reason, by))
        if rule == TIE:
            if not passed:
                raise self.fault(
                    "passed", "--fail", "--pass for the bid that goes first", "name it"
                )
            together = [tied for tied in ties(self.result().ranked) if bid in tied]
            decision = replace(decision, among=tuple(sorted(frozenset[str]().union(*together))))
            data["tied"] = list(decision.among)
        if not self.counts(bid, rule, decision):
            found, allowed = f"{rule} of {bid}", "a point that waits for a decision"
            raise self.fault("rule", found, allowed, "see tender status; nothing would follow")
        return self.record("decided", by=by, at=at, data=data)

    @act
    def mark(
        self, file: Path, *, by: str, at: datetime.datetime | None = None, moderated: bool = False
    ) -> Event:
        """Take in an evaluator's sheet, or the panel's after moderation; earlier ones are kept."""
        self.refuse_if(self.progress.frozen, "frozen", "scores are closed")
        held_to_calendar(self, "scores", at)
        sheet, files = sheet_taken(self, file, self.bytes_of(file), by=by, moderated=moderated)
        # Where members' marks are averaged the panel's sheet is a note and changes none.
        note = moderated and self.tender.procedure.panel_method != "consensus"
        changed = [] if note else self._changed(sheet.marks, moderated=moderated)
        data: dict[str, object] = {
            "evaluator": sheet.evaluator, "file": next(iter(files)), "changed": changed
        }  # fmt: skip
        if sheet.declared:
            data["declared"] = dict(sheet.declared)
        if sheet.notes:
            data["notes"] = [as_data(note) for note in sheet.notes]
        what = "moderated" if moderated else "marked"
        return self.record(what, by=by, at=at, data=data, files=files)

    @act
    def freeze(self, *, by: str, at: datetime.datetime | None = None) -> Event:
        """Close the technical evaluation; from now on nothing in it can change."""
        self.refuse_if(self.progress.frozen, "frozen", "it is frozen already")
        held_to_calendar(self, "freeze", at)
        lacking = without(self, "freeze")
        result = self.technical()
        waiting = (*result.open, *open_defects(self.progress.events))
        if waiting:
            raise self._open("freeze", waiting, "decide, score or settle it")
        data = technical_data(result)
        seal: dict[str, object] = {"result": digest(data), "passed": list(result.passed)}
        sheets = sheet_events(self.progress.events)
        if sheets:
            seal["sheets"] = {member: list(numbers) for member, numbers in sheets.items()}
        if lacking:
            seal["without"] = [as_data(what) for what in lacking]
        return self._sealed_result("frozen", TECHNICAL_RESULT, data, seal, by=by, at=at)

    @act
    def open_prices(
        self, *, by: Sequence[str], at: datetime.datetime | None = None,
        shares: Sequence[str] = (),
    ) -> Event:  # fmt: skip
        """Open the price envelopes, by two persons; sealed ones with shares of the tender's key."""
        self.refuse_if(self.progress.prices_open, "prices_opened", "they are open already")
        if self.sealed:
            raise self.prices_refused(", ".join(by), at)
        held_to_calendar(self, "open-prices", at)
        if len({person(name) for name in by} - {""}) < 2:
            raise self.fault("by", ", ".join(by), "two persons", "give --by twice")
        lacking = without(self, "open-prices")
        persons = " and ".join(by)
        data, files = unsealed(self, shares, persons, at)
        if lacking:
            data["without"] = [as_data(what) for what in lacking]
        return self.record(
            "prices_opened", by=persons, at=at, data=data, files=files, rests_on=self.files()
        )

    def award(
        self, *, by: str, at: datetime.datetime | None = None,
        lots: Mapping[str, int] | None = None,
    ) -> tuple[Event, Award]:  # fmt: skip
        """Combine, rank and propose the award; refused while anything is open."""
        with self.writing():
            if not self.progress.prices_open or self.sealed:
                raise self.prices_refused(by, at)
            if not self.progress.frozen:
                found, allowed = "scores begun anew", "scores that are frozen"
                raise self.fault("frozen", found, allowed, "run tender freeze first")
            held_to_calendar(self, "award", at)
            lacking = without(self, "award")
            held = round_now(self.progress)
            running = held is not None and held.closed is None
            self.refuse_if(running, "price_round", "a price round is open; close it first")
            result = self.result(lots, by=by, at=at)
            if result.open:
                raise self._open("award", result.open, "decide it")
            proposed = self.progress.in_round("award_proposed")
            if lots:
                self._lots_fit(lots)
            data = award_data(result)
            seal: dict[str, object] = {
                "result": digest(data), "winner": result.winner, "lots": dict(lots or {}),
            }  # fmt: skip
            if lacking:
                seal["without"] = [as_data(text) for text in lacking]
            same = proposed is not None and dict(proposed.data) == seal
            self.refuse_if(same, "award_proposed", "this award is proposed already")
            event = self._sealed_result("award_proposed", AWARD_RESULT, data, seal, by=by, at=at)
        return event, result

    def _sealed_result(
        self, what: str, name: str, data: Mapping[str, object], seal: Mapping[str, object], *,
        by: str, at: datetime.datetime | None,
    ) -> Event:  # fmt: skip
        """Record a result with its file; a copy of it is written beside the case."""
        raw = written(data).encode()
        event = self.record(
            what, by=by, at=at, data=seal, files={f"results/{self.next_seq}-{name}": raw},
            rests_on=self.files(),
        )  # fmt: skip
        self.beside(name, raw)
        return event

    def _open(self, field: str, points: Sequence[object], action: str) -> DocumentError:
        place, allowed = str(self.folder), "settled points"
        return DocumentError(
            Problem(place, None, field, str(point), allowed, action) for point in points
        )

    def _lots_fit(self, lots: Mapping[str, int]) -> None:
        """Lots part bids that nothing else does, where the tender says so; each has its own."""
        # After new prices or by order anew, a tie is a new one and so are its lots.
        begun = [event.seq for event in self.progress.all(ROUND, PRICE_ROUND_OPENED)]
        for event in self.progress.all("award_proposed"):
            if event.seq < max(begun, default=0):
                continue
            drawn = event.data["lots"]
            other = bool(drawn) and drawn != dict(lots)
            self.refuse_if(other, "lot", "lots were drawn already; they are not drawn again")
        rules = self.tender.procedure.tie_break
        if "lottery" not in rules:
            listed = ", ".join(rules) or "none"
            action = "leave the lots out; decide: tender decide --bid BID --rule tie --pass"
            raise self.fault("lot", "a lot", f"the tender's tie rules: {listed}", action)
        ranks = [placed.rank for placed in self.result().ranked]
        tied = {placed.bid for placed in self.result().ranked if ranks.count(placed.rank) > 1}
        if set(lots) != tied or len(set(lots.values())) < len(lots):
            found = ", ".join(f"{bid}={number}" for bid, number in lots.items())
            allowed = f"one lot each, all different, for {', '.join(sorted(tied)) or 'no bid'}"
            raise self.fault("lot", found, allowed, "correct the lots")

    def _changed(
        self, marks: Mapping[str, Mapping[str, SingleMark]], *, moderated: bool
    ) -> list[dict[str, str]]:
        """Marks that an earlier sheet of the same evaluator had otherwise."""
        before, panel = self.marks()
        changed = []
        for bid, row in marks.items():
            for criterion, mark in row.items():
                rows = panel if moderated else before.get(mark.evaluator, {})
                old = rows.get(bid, {}).get(criterion)
                if old is not None and old.grade != mark.grade:
                    changed.append(
                        {"bid": bid, "criterion": criterion, "from": old.grade, "to": mark.grade}
                    )
        return changed

    def known(self, bid: str) -> None:
        """Refuse a bid of which nothing came."""
        bids = self.progress.handed_in()
        if bid not in bids:
            raise self.fault("bid", repr(bid)[:60], ", ".join(bids) or "no bid yet", "choose one")

    def bytes_of(self, path: Path) -> bytes:
        """What a file holds that is handed in; refused where it is larger than a case takes."""
        try:
            raw = plain_bytes(path, LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise self.fault(str(path), reason, "a file that can be read", "check it") from None
        if len(raw) > LARGEST_FILE:
            allowed = f"at most {LARGEST_FILE // 10**6} MB"
            raise self.fault(str(path), "a larger file", allowed, "is it the right file?")
        return raw


def open_case(
    folder: str | Path, *, by: str, at: datetime.datetime | None = None,
    profiles: str | Path | None = None, signer: Signer | None = None, at_reason: str = "",
    reconstruction: str = "",
) -> Case:  # fmt: skip
    """Open the case of a tender: its file, guidance and study are kept as they are now.

    Parameters
    ----------
    folder
        With tender.yaml; the case file is made in it.
    by, at
        Who opens, and when.
    profiles
        Folder with profiles of the user's own.
    signer
        Key of who opens.
    at_reason
        Why `at` lies far from the clock.
    reconstruction
        Why a past tender is written down anew; all its moments may then lie in the past.

    Returns
    -------
    Case
        Ready to receive bids.

    Raises
    ------
    DocumentError
        If the tender is at fault, or the case is open already.
    """
    place = Path(folder)
    tender = load_tender(place, profiles=profiles)

    def fault(field: str, found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(str(place), None, field, found, allowed, action),))

    # A case file that a killed command left empty is none; `create` looks into it.
    if (place / RECORD).is_file():
        action = "go on with it, or copy tender.yaml to a new folder"
        raise fault(RECORD, "an open case", "a new folder", action)
    if not by.strip():
        raise fault("by", "nobody", "who acts", "give --by")
    if misleads(by) or misleads(reconstruction) or misleads(at_reason):
        raise fault("by", "signs that are no text", "names and reasons on one line", "type it anew")
    if signer and " ".join(by.split()) != signer.card["name"]:
        raise fault(
            "key", f"the key of {signer.card['name']}", f"the key of {by}", "who acts signs"
        )
    clock = moments.now()
    moment = moments.stated_moment(
        at, clock=clock, last=None, reason=at_reason, reconstructed=bool(reconstruction.strip()),
        place=str(place),
    )  # fmt: skip
    contents = embedded(tender)
    data = {
        "tender": tender.digest,
        "guidance": tender.rules.identity,
        "date": tender.definition.date,
        "version": __version__,
        "procedure": tender.procedure.model_dump(mode="json"),
    }
    if signer:
        data["key"] = signer.card
    body = {
        "seq": 1,
        "at": moment.isoformat(timespec="seconds"),
        "clock": clock.isoformat(timespec="seconds"),
        "by": by,
        "what": "opened",
        "data": {**data, "reconstruction": reconstruction} if reconstruction.strip() else data,
        "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in contents.items()},
        "prev": GENESIS,
    }
    if at_reason:
        body["at_reason"] = at_reason
    line = line_of(body, signer.signature(digest(body)) if signer else None)
    files = {hashlib.sha256(raw).hexdigest(): raw for raw in contents.values()}
    # Every reading of the case writes them out: where that fails none is made.
    with temporary_folder() as elsewhere:
        written_out(contents, elsewhere)
    CaseFile.create(place / CASE_FILE, [line], files).close()
    return Case(place, profiles=profiles, signer=signer, at_reason=at_reason)
