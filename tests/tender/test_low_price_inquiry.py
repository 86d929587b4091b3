"""An inquiry into a low price by command, and what the report says of it."""

import pytest

from tests.tender.conftest import RULES, at, begun, opening, price, settle, technical, text
from tests.tender.test_cli_prices import act, ran
from wte_ppp.chapters.tender_prices import prices_chapter
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.closeness import robustness_of
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.life.low_price import answer_low_price, ask_low_price, assess_low_price

# Of 24 and 30 the mean is 27; 24 is more than 10 % below it (24.3).
LOW = (
    RULES
    + "  procedure.abnormally_low_test: mean_less_percent\n"
    + "  procedure.abnormally_low_test_percent: 10\n"
    + "  procedure.abnormally_low_action: clarify\n"
)


@pytest.fixture
def priced(put):
    case = begun(put, rules=LOW)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    return case


def told(case):
    return " ".join(lines(prices_chapter(evaluation_of(Case(case.folder)))).split())


def test_asked_answered_assessed_decided(priced):
    folder = priced.folder
    assert "B2: abnormally low price: a written explanation" in ran("status", folder)
    words = ("--text", "Show how 24 USD/t covers ash, please.", "--due", "2026-03-09")
    assert "B2: asked about its price" in act("low-price-ask", folder, "--bid", "B2", *words)
    early = act("low-price-assess", folder, "--bid", "B2", "--text", "plausible", code=2)
    assert "the day after 2026-03-09" in early
    given = ("--bid", "B2", "--text", "Own landfill, letter of 8 March.")
    act("low-price-answer", folder, *given, day=8)
    act("low-price-assess", folder, "--bid", "B2", "--text", "Covered by own assets.", day=9)
    decided = ("--bid", "B2", "--rule", "abnormally_low", "--pass", "--reason", "explained")
    act("decide", folder, *decided, day=9)
    assert "award proposed: B2" in act("award", folder, day=10, by="Panel")
    report = told(priced)
    assert "line at 24.3: 10 % below 27, the mean of B1, B2 (2 bids)" in report
    assert "B2: asked about its price at 2026-03-06 15:00 (UTC+07:00): Show how 24 USD/t" in report
    assert "(due by 2026-03-09)" in report
    assert (
        "B2: answered at 2026-03-08 15:00 (UTC+07:00): Own landfill, letter of 8 March." in report
    )
    assert "B2: assessed at 2026-03-09 15:00 (UTC+07:00): Covered by own assets." in report
    assert "without an inquiry" not in report
    assert "nothing changed" in ran("verify", folder)


def test_a_decision_without_an_inquiry_is_said(priced):
    priced.decide("B2", "abnormally_low", True, reason="well known", by="Panel", at=at(7))
    priced.award(by="Panel", at=at(8))
    assert "B2: decided without an inquiry on record; the rule asks for an explanation" in told(
        priced
    )


def test_no_answer_by_the_day_due_may_be_assessed(priced):
    ask_low_price(priced, "B2", "Why?", by="Panel", due=at(8).date(), at=at(7))
    with pytest.raises(DocumentError, match="one inquiry at a time"):
        ask_low_price(priced, "B2", "Why?", by="Panel", at=at(7))
    assess_low_price(priced, "B2", "No answer came.", by="Panel", at=at(9))
    priced.decide("B2", "abnormally_low", False, reason="not explained", by="Panel", at=at(9))
    priced.award(by="Panel", at=at(10))
    assert priced.result().winner == "B1"
    assert "B2: no answer is recorded" in told(priced)


def test_steps_out_of_their_order_are_refused(priced, put):
    for step in (answer_low_price, assess_low_price):
        with pytest.raises(DocumentError, match="Ask first"):
            step(priced, "B2", "words", by="Panel", at=at(7))
    with pytest.raises(DocumentError, match="Choose one"):
        ask_low_price(priced, "B9", "Why?", by="Panel", at=at(7))
    with pytest.raises(DocumentError, match="what was said"):
        ask_low_price(priced, "B2", "  ", by="Panel", at=at(7))


def priced_with(put, rules, fees=(("B1", 30), ("B2", 24))):
    """Two bids with opened prices under rules of their own."""
    case = opening(put("case/tender.yaml", text(rules=RULES + rules)).parent)
    for name, fee in fees:
        for envelope, body in (("technical", technical(name)), ("price", price(name, fee))):
            case.receive(name, envelope, put(f"{name}.yaml", body), by="Office", at=at(1))
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    return case


@pytest.mark.parametrize(
    "rules",
    [
        # Of 30 and 24 the mean is 27, less 20 % is 21.6: the test finds nobody.
        "  procedure.abnormally_low_test: mean_less_percent\n"
        "  procedure.abnormally_low_test_percent: 20\n"
        "  procedure.abnormally_low_action: clarify\n",
        "  procedure.abnormally_low_action: investigate\n",
    ],
)
def test_a_price_that_no_line_finds_low_may_be_asked_about_and_then_waits(put, rules):
    # CJEU C-669/20, Veridos: where the criterion of national law does not apply (two tenders), the
    # buyer must all the same ask about a price that looks abnormally low, and may then reject it.
    case = priced_with(put, rules)
    decided = {"reason": "not explained", "by": "Panel"}
    with pytest.raises(DocumentError, match="a point that waits for a decision"):
        case.decide("B2", "abnormally_low", False, at=at(6), **decided)
    ask_low_price(case, "B2", "Why so low?", by="Panel", due=at(8).date(), at=at(6))
    with pytest.raises(DocumentError, match="a written explanation must be requested"):
        case.award(by="Panel", at=at(7))
    assess_low_price(case, "B2", "No answer came.", by="Panel", at=at(9))
    case.decide("B2", "abnormally_low", False, at=at(9), **decided)
    _, result = case.award(by="Panel", at=at(10))
    assert [placed.bid for placed in result.ranked] == ["B1"]
    assert robustness_of(case, draws=10).winner == "B1"
    assert "B2: asked about its price" in told(case)


def test_nobody_is_asked_where_the_procedure_has_no_rule_on_low_prices(put):
    case = priced_with(put, "")
    with pytest.raises(DocumentError, match="no rule of the procedure questions"):
        ask_low_price(case, "B2", "Why so low?", by="Panel", at=at(6))


@pytest.mark.parametrize("explained", [True, False])
def test_a_price_of_zero_is_not_put_out_unheard(put, explained):
    # CJEU C-367/19, Tax-Fin-Lex: EUR 0.00 is no ground to reject a tender by itself; the bidder is
    # asked, as of any price that looks abnormally low. A ratio to the lowest price has no value for
    # it, so it is not ranked in either case, and the record says who decided what.
    rules = "  procedure.abnormally_low_action: investigate\n"
    case = priced_with(put, rules, (("B1", 35959), ("B2", 0)))
    with pytest.raises(DocumentError, match="B2: abnormally_low: a written explanation"):
        case.award(by="Panel", at=at(7))
    ask_low_price(case, "B2", "Why nothing?", by="Panel", at=at(7))
    answer_low_price(case, "B2", "A reference is worth it", by="Panel", at=at(8))
    assess_low_price(case, "B2", "Noted.", by="Panel", at=at(9))
    case.decide("B2", "abnormally_low", explained, reason="heard", by="Panel", at=at(9))
    _, result = case.award(by="Panel", at=at(10))
    assert [placed.bid for placed in result.ranked] == ["B1"]
    rules = {finding.rule: finding.passed for finding in result.findings if finding.bid == "B2"}
    assert (rules["price"], rules["abnormally_low"]) == (False, explained)
