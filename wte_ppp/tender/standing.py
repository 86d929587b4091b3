"""How a case stands: what follows from what was recorded so far."""

import datetime
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from wte_ppp.guidance.steps import freezes_first
from wte_ppp.tender.award import PRICE_ROUND, Award, Kind, RoundPrice, award, late_rules, waits
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.docket import Docket, RecordedRefusalError
from wte_ppp.tender.envelopes import read_received
from wte_ppp.tender.kept_closed import prices_read
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.panel_now import ALL, RECUSED, SUBSTITUTED
from wte_ppp.tender.preference import preference_findings
from wte_ppp.tender.price_rounds import (
    compared_prices,
    offers,
    on_prices,
    refused_offers,
    round_now,
)
from wte_ppp.tender.price_rules import TAKEN_ANEW, averages
from wte_ppp.tender.progress import ROUND, Received
from wte_ppp.tender.read_back import can_be_read_back, technical_from
from wte_ppp.tender.record import Event
from wte_ppp.tender.requirements import Decisions, requirement_findings
from wte_ppp.tender.resolutions_read import examined
from wte_ppp.tender.rulings_read import with_rulings
from wte_ppp.tender.sheets import read_sheet
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.technical import Technical, technical_evaluation
from wte_ppp.tender.trust.sealed_prices import NOT_OPENED, opened_prices

TECHNICAL_RESULT, AWARD_RESULT = "technical.json", "award.json"


class Standing(Docket):
    """A docket with its bids, scores and results."""

    def envelopes(self) -> dict[str, Bid]:
        """Technical envelopes of the bids that are evaluated; after the freeze, of those then."""
        evaluated = self.at_freeze.progress
        received = evaluated.received()
        bids = {bid: self._bid(received[bid, "technical"]) for bid in evaluated.bids()}
        return examined(self.tender, bids, evaluated)

    def prices(self, *, by: str = "", at: datetime.datetime | None = None) -> dict[str, Bid]:
        """Price envelopes; before they may be read this is an error, and recorded."""
        if self.sealed or not self.progress.prices_open:
            with self.writing():
                raise self.prices_refused(by or "unknown", at)
        handed_in = offers(self.progress)
        earlier = refused_offers(self.progress, self.progress.decisions())
        last = {bid: offer[-1].envelope for bid, offer in handed_in.items() if bid not in earlier}
        return self._prices(last)

    def _prices(
        self, last: Mapping[str, Received], *, only: Collection[str] = (),
        negotiated: Mapping[str, int] | None = None,
    ) -> dict[str, Bid]:  # fmt: skip
        """Price envelopes; those of a further round in their stead where they count."""
        handed_in = offers(self.progress)
        before = {bid: offer[-2].envelope for bid, offer in handed_in.items() if offer[1:]}
        received = {bid: envelope for (bid, kind), envelope in self.progress.received().items()
                    if kind == "price"} | before | dict(last)  # fmt: skip
        progress = on_prices(self.progress, late_rules(self.tender), last, negotiated)
        # Prices of bids that did not pass, or left, stay unread.
        passed = self.still_in(self.technical()).passed
        bids = {
            bid: with_rulings(self._bid(received[bid]), bid, progress.events)
            for bid in passed
            if bid in received and (not only or bid in only)
        }
        return examined(self.tender, bids, progress, self.envelopes())

    def decisions(self) -> Decisions:
        """Decisions that count; none on another price of a bid than the one that is ranked."""
        decisions = self.progress.decisions()
        last = set(offers(self.progress)) - refused_offers(self.progress, decisions)
        return on_prices(self.progress, late_rules(self.tender), last).decisions()

    def _rounds(self, decisions: Decisions) -> tuple[list[RoundPrice], list[Finding]]:
        """Prices of the round beside the earlier ones, and what is to decide about them."""
        held, negotiated = round_now(self.progress), dict[str, int]()
        now = {bid: offer[-1].envelope for bid, offer in offers(self.progress).items()}
        if held is not None and held.closed is not None and held.kind == "best_ranked":
            now, closed = held.received, held.closed.seq
            negotiated = dict.fromkeys(now, closed)
        kind: Kind = "best_ranked" if negotiated else "all"
        if not now:
            return [], []
        rules = late_rules(self.tender)
        on_earlier = on_prices(self.progress, rules, ()).decisions()
        on_new = {**on_prices(self.progress, rules, now, negotiated).decisions()}
        on_new |= {key: made for key, made in decisions.items() if key[1] == PRICE_ROUND}
        return compared_prices(
            self.tender, kind, self._prices({}, only=now),
            self._prices(now, only=now, negotiated=negotiated),
            {"earlier": on_earlier, "now": on_new},
        )  # fmt: skip

    def technical(self) -> Technical:
        """The technical evaluation as it stands; once frozen, as it was frozen."""
        event = self.progress.in_round("frozen")
        kept = self._kept(event) if event is not None else None
        unknown = sorted(set(kept.scores) - set(self.at_freeze.progress.bids())) if kept else []
        if unknown:
            found = f"frozen scores of {', '.join(unknown)}, of which no envelope counts"
            raise self.store.fault(found, "scores of bids received", "run tender verify")
        return kept or self.technical_anew()

    def technical_anew(self) -> Technical:
        """The technical evaluation from what was recorded, up to the freeze."""
        frozen = self.at_freeze
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
        result = award(
            self.tender, self.still_in(self.technical()), self.envelopes(), prices,
            decisions=self.decisions(), lots=lots, asked=self.progress.asked_on_price(),
        )  # fmt: skip
        rounds, findings = self._rounds(self.decisions())
        proposed, begun = self.progress.all("award_proposed"), self.progress.last(ROUND)
        anew = begun is not None and any(event.seq < begun.seq for event in proposed)
        said = (TAKEN_ANEW,) if anew and averages(self.tender.procedure) else ()
        return replace(
            result, passed_over=self.progress.passed_over(), rounds=tuple(rounds),
            not_applied=(*result.not_applied, *said),
            findings=(*result.findings, *findings),
            open=(*result.open, *(waits(point) for point in findings if point.passed is None)),
        )  # fmt: skip

    def lots(self) -> dict[str, int]:
        """Lots as they were drawn for the award last proposed; none before."""
        event = self.progress.in_round("award_proposed")
        return dict(event.data["lots"]) if event else {}

    def marks(
        self,
    ) -> tuple[dict[str, dict[str, dict[str, SingleMark]]], dict[str, dict[str, SingleMark]]]:
        """Marks by evaluator, bid and criterion, and the moderated ones; the last sheet counts.

        What was agreed before a member left or was replaced is no agreement of the panel that sits.
        """
        marks: dict[str, dict[str, dict[str, SingleMark]]] = {}
        moderated: dict[str, dict[str, SingleMark]] = {}
        for event in self.progress.all("marked", "moderated", SUBSTITUTED, RECUSED):
            if event.what in (SUBSTITUTED, RECUSED):
                left = event.data.get("bid", ALL)
                moderated = {bid: row for bid, row in moderated.items() if left not in (bid, ALL)}
                continue
            whole, name = event.what == "moderated", event.data["file"]
            with self.as_file(name, event.files[name]) as path:
                sheet = read_sheet(path, self.tender, None, moderated=whole)
            if whole:
                for bid, row in sheet.marks.items():
                    moderated.setdefault(bid, {}).update(row)
            else:
                marked = marks.setdefault(sheet.evaluator, {})
                for bid, row in sheet.marks.items():
                    marked.setdefault(bid, {}).update(row)
        return marks, moderated

    def counts(self, bid: str, rule: str, decision: Decision) -> bool:
        """Whether anything follows from a decision, or a figure or the record settles it."""
        decisions = {key: made for key, made in self.decisions().items() if key != (bid, rule)}
        decisions[bid, rule] = decision
        technical = self.technical()
        findings: Iterable[Finding] = ()
        if rule not in late_rules(self.tender):
            envelopes = self.envelopes()
            if bid in envelopes:
                findings = [
                    *requirement_findings(self.tender, bid, envelopes[bid], decisions),
                    *preference_findings(self.tender, bid, envelopes[bid], decisions),
                ]
        elif not technical.open:
            left = self.still_in(technical)
            result = award(
                self.tender, left, self.envelopes(), self.prices(), decisions=decisions,
                asked=self.progress.asked_on_price(),
            )  # fmt: skip
            findings = (*result.findings, *self._rounds(decisions)[1])
        else:
            return True
        return any(
            finding.reason is decision.reason
            for finding in findings
            if (finding.bid, finding.rule) == (bid, rule)
        )

    @property
    def at_freeze(self) -> "Standing":
        """The case when its technical scores were frozen; before, as it is."""
        event = self.progress.in_round("frozen")
        return self if event is None else self.as_of(event)

    def still_in(self, technical: Technical) -> Technical:
        """A bid that left after the freeze keeps its technical score, and is ranked no more.

        While scores are made anew after prices were opened, one whose price stayed closed is not
        ranked yet: its price is read when it has passed the freeze.
        """
        passed = set(technical.passed) - set(self.progress.withdrawn())
        frozen = self.progress.frozen or not freezes_first(self.tender.procedure.steps)
        if self.progress.prices_open and not frozen:
            passed &= {bid for bid, _ in prices_read(self.progress.events)}
        return replace(technical, passed=tuple(bid for bid in technical.passed if bid in passed))

    @property
    def sealed(self) -> bool:
        """Whether prices must stay closed as technical scores are not frozen yet."""
        open_ = self.progress.prices_open
        first = freezes_first(self.tender.procedure.steps)
        return first and not self.progress.frozen and not open_

    def prices_refused(self, by: str, at: datetime.datetime | None = None) -> RecordedRefusalError:
        """That prices may not be read now; the try goes on record."""
        found, allowed = "prices before their opening", "prices opened by two persons"
        action = "run tender open-prices; this try is recorded"
        if self.sealed:
            found = "prices before the freeze"
            allowed = "prices after the technical score is frozen"
            action = "run tender freeze; this try is recorded"
        refused = self.fault("prices", found, allowed, action)
        data = {"frozen": self.progress.frozen}
        return RecordedRefusalError(refused, "price_access_refused", by, data, at)

    def kept_result(self, event: Event) -> bytes | None:
        """The result that an event froze or proposed, as it was written; None before 0.2."""
        mine = f"results/{event.seq}-"
        name = next((name for name in event.files if name.startswith(mine)), None)
        return None if name is None else self.content(event, name)

    def _kept(self, event: Event) -> Technical | None:
        raw = self.kept_result(event)
        if raw is None:
            return None
        try:
            data = json.loads(raw)
            return technical_from(data) if can_be_read_back(data) else None
        except (ArithmeticError, AttributeError, IndexError, LookupError, TypeError, ValueError):
            found, action = (
                f"a result of event {event.seq} that cannot be read",
                "run tender verify",
            )
            raise self.store.fault(found, "the result as it was frozen", action) from None

    def _bid(self, envelope: Received) -> Bid:
        opened = opened_prices(self.progress.events).get(envelope.sha256, NOT_OPENED)
        raw = self.store.content(opened.sha256 or envelope.sha256)
        name = opened.file or envelope.file
        return read_received(raw, name, self.tender, envelope.envelope, sealed=opened.failed)
