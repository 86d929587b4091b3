"""The commands on opened prices, from the tender file to the award."""

from click.testing import CliRunner

from tests.tender.conftest import HEAD
from tests.tender.test_corrections import BASE, ITEMS, RULES
from wte_ppp.cli import main

FX = "fx: {{on: opening_day, source: State Bank}}\n"


def ran(*arguments, code=0):
    done = CliRunner().invoke(main, ["tender", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def act(command, folder, *arguments, day=6, by="Office", code=0):
    moment = f"2026-03-{day:02}T15:00+07:00"
    return ran(command, folder, *arguments, "--by", by, "--at", moment, code=code)


def opened(put, bids, fx=""):
    content = HEAD.format(guidance="qcbs") + fx.format() + RULES + BASE + ITEMS
    folder = put("case/tender.yaml", content).parent
    opening = ("--by", "Office", "--at", "2026-02-01T09:00+07:00", "--reconstruction", "a test")
    ran("open", folder, *opening)
    for bid, currency, fields in bids:
        head = f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {bid}\n"
        for envelope, body in (
            ("technical", "fields: {net: 475}\n"),
            ("price", f"currency: {currency}\nfields: {{{fields}}}\n"),
        ):
            file = put(f"{bid}-{envelope}.yaml", f"{head}envelope: {envelope}\n{body}")
            act("receive", folder, file, "--bid", bid, "--envelope", envelope, day=1)
    for bid, _, _ in bids:
        given = ("--bid", bid, "--rule", "eligibility", "--pass", "--reason", "in order")
        act("decide", folder, *given, day=3)
    act("freeze", folder, day=5, by="Panel")
    act("open-prices", folder, "--by", "Chair")
    return folder


def test_a_corrected_total_is_accepted_and_counts(put):
    figures = "civil: 100, boiler: 200"
    folder = opened(put, [
        ("A", "USD", f"{figures}, ash: 300, total: 500"),
        ("B", "USD", f"{figures}, ash: 250, total: 550"),
    ])  # fmt: skip
    assert "A: arithmetic correction: corrected, Total: 600.00 USD in place of" in ran(
        "status", folder
    )
    act("award", folder, day=9, by="Panel", code=2)
    answer = ("--bid", "A", "--accepted", "--reason", "letter of 9 March")
    assert "A: correction accepted" in act("correction", folder, *answer, day=9)
    told = act("award", folder, day=10, by="Panel")
    assert "award proposed: B" in told
    assert "A: as read out: +500.00 USD (Total: 500.00 USD); arithmetic correction: +100" in told
    assert "nothing changed" in ran("verify", folder)


def test_rates_are_shown_back_in_both_directions_and_corrected_with_a_reason(put):
    folder = opened(put, [("A", "JPY", "civil: 10000, boiler: 20000, ash: 30000, total: 60000")],
                    FX)  # fmt: skip
    assert "no exchange rate of JPY yet" in ran("status", folder)
    entry = ("--per", "100", "--source", "State Bank, sheet 61", "--day", "2026-03-06")
    # 6.25 USD for 100 JPY are 0.0625 USD for one.
    told = act("rates", folder, "--rate", "JPY=6.25", *entry)
    assert "1 JPY = 0.0625 USD; 1 USD = 16 JPY" in told
    assert "--reason" in act("rates", folder, "--rate", "JPY=0.625", *entry, code=2)
    again = ("--reason", "read in the wrong column")
    refused = act("rates", folder, "--rate", "JPY=0.625", *entry, *again, code=2)
    assert "JPY: 0.00625 after 0.0625, a change of -90.0 %" in refused
    act("rates", folder, "--rate", "JPY=0.625", *entry, *again, "--jump", "seen by the chair")
    # 60,000 JPY x 0.00625 = 375 USD
    assert "375" in act("award", folder, day=9, by="Panel")
    twice = ("--rate", "JPY=1", "--rate", "JPY=2")
    assert "one currency has two rates" in act("rates", folder, *twice, *entry, code=2)
    assert "write digits" in act("rates", folder, "--rate", "JPY=x", *entry, code=2)
    assert "write CURRENCY=NUMBER" in act("rates", folder, "--rate", "JPY", *entry, code=2)


def test_a_blank_item_is_decided_and_a_deviation_priced(put):
    figures = "civil: 100, boiler: 200"
    folder = opened(put, [
        ("A", "USD", f"{figures}, total: 300"), ("B", "USD", f"{figures}, ash: 90, total: 390"),
    ])  # fmt: skip
    assert "Ash plant: left blank; no rule prices it" in ran("status", folder)
    decision = ("--bid", "A", "--rule", "omitted_items", "--pass", "--reason", "note 4 of the bid")
    act("decide", folder, *decision, day=9)
    priced = ("--bid", "A", "--what", "two months late", "--amount", "100", "--currency", "USD",
              "--reason", "50 a month by section III")  # fmt: skip
    act("deviation", folder, *priced, day=9)
    # A: 300 + 100 = 400; B: 390.
    assert "award proposed: B" in act("award", folder, day=10, by="Panel")


def test_a_decimal_point_is_decided(put):
    figures = "civil: 100, boiler: 200, ash: 300, total: 600"
    folder = opened(put, [("A", "USD", figures)])
    decision = ("--bid", "A", "--field", "crane_unit_price", "--misplaced", "--reason", "clear")
    assert "no unit price" in act("decimal-point", folder, *decision, day=9, code=2)
