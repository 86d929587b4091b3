"""Commands on a case by its number of events: time a tenth as many events take, and growth.

A tender in Viet Nam with questions, answers, decisions, extensions, declarations, defects,
complaints and envelopes handed in anew, as often as asked for. Growth 10 is in proportion to the
number of events, 100 is with its square.

Run: python benchmarks/tender_of_many_events.py [events]
"""

import contextlib
import datetime
import io
import sys
import tempfile
import time
from pathlib import Path

from wte_ppp.cli import main as command
from wte_ppp.tender.case import open_case
from wte_ppp.tender.life.outcome import approve

EXAMPLE = Path(__file__).parents[1] / "examples" / "viet_nam"
BIDS = ("B1", "B2", "B3", "B6")
ZONE = datetime.timezone(datetime.timedelta(hours=7))
MOST_GROWTH = 20
COMMANDS = {
    "status": ("status",),
    "calendar": ("calendar",),
    "verify": ("verify",),
    "explain": ("explain", "--bid", "B2", "--question", "all"),
    "report": ("report", "--out", "OUT/report"),
    "export": ("export", "--out", "OUT/export"),
    "ocds-export": ("ocds-export", "--out", "OUT/ocds.json"),
}


def at(month, day, hour=9):
    """A moment of the tender."""
    return datetime.datetime(2026, month, day, hour, tzinfo=ZONE)


def made(place, count):
    """A case with an award and about so many events."""
    place.mkdir()
    for name in ("tender.yaml", "study.yaml"):
        (place / name).write_bytes((EXAMPLE / name).read_bytes())
    case = open_case(place, by="Office", at=at(3, 2), reconstruction="a benchmark")
    envelopes = {
        (bid, envelope): EXAMPLE / "bids" / f"{bid}-{envelope}.yaml"
        for bid in BIDS
        for envelope in ("technical", "price")
    }
    for (bid, envelope), file in envelopes.items():
        case.receive(bid, envelope, file, by="Office", at=at(6, 15, 11))
    # The acts look at the whole case each time; here only what they record is asked for.
    with case.writing():
        received = case.progress.all("received")
        for number in range(1, 1 + count // 10):
            before(case, number, received[number % len(received)])
    for bid in BIDS:
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(6, 17))
        case.decide(bid, "credible_energy", True, reason="by the model", by="Office", at=at(6, 17))
    for member in ("anh", "binh", "chi"):
        file = EXAMPLE / "panel" / f"{member}.yaml"
        case.mark(file, by=member, at=at(7, 8), moderated=False)
    file = EXAMPLE / "panel" / "moderated.yaml"
    case.mark(file, by="Panel", at=at(7, 10), moderated=True)
    case.freeze(by="Panel", at=at(7, 10, 16))
    approve(case, "technical", reference="of the province", by="Office", at=at(7, 24))
    case.open_prices(by=["Office", "Chair"], at=at(7, 27))
    case.decide("B3", "abnormally_low", False, reason="no answer", by="Panel", at=at(8, 5))
    case.award(by="Panel", at=at(8, 7))


def before(case, number, received):
    """Ten events of the time before the technical result."""
    bid = BIDS[number % len(BIDS)]
    told = {"number": number, "bid": bid}
    of = {
        "question_asked": {**told, "text": f"What is meant by item {number}?"},
        "question_answered": {"number": number, "text": f"See page {number}."},
        "received": received.data,
        "deadline_extended": {"was": "2026-06-15T15:00+07:00", "now": "2026-06-15T15:00+07:00"},
        "decided": {"bid": bid, "rule": "completeness", "passed": True},
        "defect_noted": {**told, "defect": "no date", "clause": "", "cure_by": ""},
        "defect_settled": {**told, "outcome": "cured"},
        "complaint_received": {**told, "about": "", "text": "Not so."},
        "complaint_decided": {"number": number, "ruling": "dismissed"},
        "interest_declared": {"member": "Anh", "bid": bid, "interest": False, "text": "none"},
    }
    for what, data in of.items():
        files = received.files if what == "received" else {}
        data = {"reason": f"as in note {number}", **data}
        case.record(what, by="Office", at=at(6, 15, 12), data=data, rests_on=files)


def timed(words, place, out):
    """Seconds of one command."""
    start = time.process_time()
    said = [word.replace("OUT", str(out)) for word in words]
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = command(["tender", said[0], str(place), *said[1:]], standalone_mode=False)
    if code:
        raise SystemExit(f"{said[0]}: exit code {code}\n{told.getvalue()[-500:]}")
    return time.process_time() - start


def main(count):
    """Print the table; fail where a command's time grows with the square of the events."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        few, many = place / "few", place / "many"
        for case, events in ((few, count // 10), (many, count)):
            start = time.process_time()
            made(case, events)
            print(f"a case of about {events:,} events made in {time.process_time() - start:.1f} s")
        steep = []
        for name, words in COMMANDS.items():
            # What a command imports is no time of its events.
            timed(words, few, place / "imports-out")
            first = timed(words, few, place / "few-out")
            second = timed(words, many, place / "many-out")
            growth = second / first
            print(f"{name:12} {first:8.2f} s {second:8.2f} s, growth {growth:.1f}")
            if growth > MOST_GROWTH:
                steep.append(name)
    if steep:
        raise SystemExit(f"more than in proportion: {', '.join(steep)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
