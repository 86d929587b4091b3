"""A tender on its own country's law, end to end, the winner by hand arithmetic."""

import datetime

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.tender.calendar import complaints_until
from wte_ppp.tender.case import open_case
from wte_ppp.tender.life.outcome import notify, sign
from wte_ppp.tender.life.review import complain, complaints
from wte_ppp.tender.tender import load_tender

ZONE = datetime.timezone(datetime.timedelta(hours=7))
TENDER = """\
schema: wte_ppp/tender/1
id: law
name: A plant
buyer: City
guidance: {country}
procedure: {procedure}
date: '2026-08-31'
deadline: '2026-10-15T15:00+07:00'
currency: USD
{experience}{rules}criteria:
{criteria}price: {{field: fee{more}}}
bid_form:
  net: {{label: Net power, unit: kWh/t, kind: number, at_least: 0}}
  hours: {{label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}}
  plants: {{label: Plants of the kind, kind: number, at_least: 0}}
  technology: {{label: Technology firm, kind: yes_no}}
  fee: {{label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}}
"""
NET = "{weight: 60, field: net, unit: kWh/t, scoring: {linear: {floor: 200, target: 600}}}"
HOURS = "{weight: 40, field: hours, unit: h/year, scoring: {linear: {floor: 6000, target: 8000}}}"
FLAT = f"  net: {NET}\n  hours: {HOURS}\n"
# Capability and business investment plan, the groups of Decree 274/2026, with 40 and 60.
GROUPS = (
    f"  plan:\n    weight: 60\n    criteria:\n      net: {NET}\n"
    f"  capability:\n    weight: 40\n    criteria:\n      hours: {HOURS}\n"
)
FIRM = "preferences: {technology: {field: technology, percent: 5}}"
BID = "schema: wte_ppp/bid/1\ntender: law\nbidder: {bid}\nenvelope: {envelope}\n"
# (500 - 200) / 400 = 75 % of 60 = 45; (7600 - 6000) / 2000 = 80 % of 40 = 32: 77 points.
STRONG = ("Strong", 500, 7600, 30)
# 240 / 400 = 60 % of 60 = 36; 100 % of 40: 76 points.
CHEAP = ("Cheap", 440, 8000, 28)
# 230 / 400 = 57.5 % of 60 = 34.5; 40: 74.5 points.
UNEVEN = ("Uneven", 430, 8000, 20)
# 100 / 400 = 25 % of 60 = 15; 40: 55 points.
WEAK = ("Weak", 300, 8000, 28)


def day(number, month=10):
    return datetime.datetime(2026, month, number, 16, tzinfo=ZONE)


def head(country, procedure, *rules, more=""):
    body = "".join(f"  procedure.{rule}\n" for rule in rules)
    return TENDER.format(
        country=country, procedure=procedure, rules=f"rules:\n{body}" if body else "",
        more=f", {more}" if more else "",
        criteria=GROUPS if procedure == "vn_investor" else FLAT,
        experience="experience_field: plants\n" if procedure.startswith("vn_") else "",
    )  # fmt: skip


@pytest.fixture
def run(put):
    """Opens, receives, decides, freezes and awards; the ranking and who is out on what."""

    def award(text, *bids, prices_first=False):
        case = open_case(
            put("law/tender.yaml", text).parent, by="Office", at=day(1, 9), reconstruction="a test"
        )
        for bid, net, hours, fee, *more in bids:
            plants, firm = more or (3, "no")
            own = f"net: {net}, hours: {hours}, plants: {plants}, technology: {firm}"
            for envelope, fields in (
                ("technical", f"fields: {{{own}}}\n"),
                ("price", f"currency: USD\nfields: {{fee: {fee}}}\n"),
            ):
                body = BID.format(bid=bid, envelope=envelope) + fields
                file = put(f"{bid}-{envelope}.yaml", body)
                case.receive(bid, envelope, file, by="Office", at=day(14))
        if prices_first:
            case.open_prices(by=["Office", "Chair"], at=day(16))
        for bid, *_ in bids:
            case.decide(bid, "eligibility", True, reason="in order", by="Office", at=day(17))
        case.freeze(by="Panel", at=day(18))
        if not prices_first:
            case.open_prices(by=["Office", "Chair"], at=day(19))
        _, result = case.award(by="Panel", at=day(20))
        return case, result

    return award


def ranks(result):
    return [placed.bid for placed in result.ranked]


def out(case):
    return {
        finding.bid: finding.rule
        for finding in case.technical().findings
        if finding.passed is False
    }


def test_viet_nam_ppp_ranks_on_the_price_above_both_pass_marks(run):
    # Decree 243/2025: 70 % in all, 60 % of each content (42(2)), one opening (48), price (43).
    text = head("VN", "vn_ppp")
    case, result = run(text, STRONG, CHEAP, UNEVEN, prices_first=True)
    assert out(case) == {"Uneven": "net"}
    assert (ranks(result), result.winner) == (["Cheap", "Strong"], "Cheap")


@pytest.mark.parametrize(
    ("plants", "winner", "by"),
    [
        # Equal prices of 28: experience first, though Strong has 77 points to 76 (43(2), 75(8)).
        ((1, 2), "Cheap", "more_experience"),
        ((2, 2), "Strong", "higher_technical"),
    ],
)
def test_viet_nam_ties_go_to_experience_then_to_technique(run, plants, winner, by):
    bids = [(*STRONG[:3], 28, plants[0], "no"), (*CHEAP, plants[1], "no")]
    _, result = run(head("VN", "vn_ppp"), *bids, prices_first=True)
    first = result.ranked[0]
    assert (first.bid, first.tie_broken_by) == (winner, by)


def test_viet_nam_ppp_cuts_the_own_price_of_the_preferred(run):
    # Article 30(3)(a): 29 - 5 % = 27.55, below 28; the price to pay stays 29.
    text = head("VN", "vn_ppp", more=FIRM)
    _, result = run(text, (*STRONG[:3], 29, 3, "yes"), CHEAP, prices_first=True)
    first = result.ranked[0]
    assert (first.bid, float(first.price)) == ("Strong", 27.55)


def test_viet_nam_investor_raises_the_total_of_the_preferred(run):
    # Decree 274/2026 article 6(3): 80.267 x 1.05 = 84.28, above 80.8.
    text = head("VN", "vn_investor", "technical_weight_percent: 80", more=FIRM)
    _, result = run(text, (*STRONG, 3, "yes"), CHEAP, prices_first=True)
    assert [placed.bid for placed in result.ranked] == ["Strong", "Cheap"]
    assert float(result.ranked[0].total) == pytest.approx(1.05 * (61.6 + 20 * 28 / 30))


def test_viet_nam_investor_has_marks_on_the_whole_and_on_each_group(run):
    # Dear: 65 % of each group; 0.8 x 65 + 20 x 20 / 40 = 62, below 70 % of the whole score.
    # Idle: plan 100 %, capability (7000 - 6000) / 2000 = 50 %, below 60 % of its group.
    dear, idle, sound = (
        ("Dear", 460, 7300, 40), ("Idle", 600, 7000, 21), ("Sound", 560, 7800, 20),
    )  # fmt: skip
    text = head("VN", "vn_investor", "technical_weight_percent: 80")
    case, result = run(text, dear, idle, sound, prices_first=True)
    assert ranks(result) == ["Sound"]
    assert out(case) == {"Idle": "capability"}


@pytest.mark.parametrize(
    ("procedure", "rules", "last"),
    [
        # Decree 243/2025 article 60(2)(a): 10 calendar days after Tuesday 20 October.
        ("vn_ppp", (), 30),
        # Decree 274/2026 article 68(2)(a): 10 working days, 21 to 23, 26 to 30 October, 2, 3 Nov.
        ("vn_investor", ("technical_weight_percent: 80",), 34),
    ],
)
def test_viet_nam_complaints_and_no_standstill(run, procedure, rules, last):
    case, _ = run(head("VN", procedure, *rules), STRONG, CHEAP, prices_first=True)
    notify(case, by="Office", at=day(20))
    end = datetime.date(2026, 10, 1) + datetime.timedelta(days=last - 1)
    assert complaints_until(case) == end
    for days, late in ((0, False), (1, True)):
        moment = datetime.datetime.combine(
            end + datetime.timedelta(days=days), datetime.time(9), ZONE
        )
        event = complain(case, "The price was misread", about="price", by="Strong", at=moment)
        assert event.data["late"] is late
    assert [complaint.late for complaint in complaints(case.progress.events)] == [False, True]


def test_viet_nam_signs_without_standstill(run):
    case, _ = run(head("VN", "vn_ppp"), STRONG, CHEAP, prices_first=True)
    notify(case, by="Office", at=day(20))
    assert sign(case, reference="Contract 1", by="Office", at=day(20)).what == "contract_signed"


def test_thailand_signs_after_seven_working_days(run):
    # Tuesday 20 October + 7 working days: 21, 22, 23, 26, 27, 28, 29; nothing is closed here.
    text = head("TH", "th_procurement_act", "technical_weight_percent: 60")
    case, _ = run(text, STRONG, WEAK)
    notify(case, by="Office", at=day(20))
    with pytest.raises(DocumentError, match="2026-10-29"):
        sign(case, reference="Contract 1", by="Office", at=day(29))
    sign(case, reference="Contract 1", by="Office", at=day(30))


def test_viet_nam_investor_adds_quality_and_benefit(run):
    # Decree 274/2026 article 49(3): technique 80, benefit 20, within 60 to 90 and 10 to 40.
    # Strong 0.8 x 77 + 20 x 28 / 30 = 61.6 + 18.667 = 80.267; Cheap 0.8 x 76 + 20 = 80.8.
    text = head("VN", "vn_investor", "technical_weight_percent: 80")
    _, result = run(text, STRONG, CHEAP, prices_first=True)
    assert {placed.bid: round(float(placed.total), 3) for placed in result.ranked} == {
        "Cheap": 80.8, "Strong": 80.267,
    }  # fmt: skip
    assert result.winner == "Cheap"


def test_viet_nam_investor_has_at_least_a_tenth_for_the_benefit(put):
    text = head("VN", "vn_investor", "technical_weight_percent: 95")
    with pytest.raises(DocumentError, match="within 60 to 90"):
        load_tender(put("tender.yaml", text))


def test_philippines_ppp_takes_the_one_financial_parameter(run):
    text = head("PH", "ph_ppp_code", "technical_minimum_percent: 70")
    case, result = run(text, STRONG, CHEAP, WEAK)
    assert out(case) == {"Weak": "technical_minimum"}
    assert ranks(result) == ["Cheap", "Strong"]


def test_philippines_state_procurement_has_the_budget_as_ceiling(run, put):
    text = head("PH", "ph_procurement_act", more="ceiling: 29")
    _, result = run(text, STRONG, CHEAP)
    # 30 is above the approved budget of 29.
    assert ranks(result) == ["Cheap"]
    with pytest.raises(DocumentError, match=r"price\.ceiling"):
        load_tender(put("tender.yaml", head("PH", "ph_procurement_act")))


def test_philippines_ppp_asks_for_thirty_days(put):
    text = head("PH", "ph_ppp_code").replace("2026-10-15", "2026-09-29")
    with pytest.raises(DocumentError, match="publication_least_days: 29"):
        load_tender(put("tender.yaml", text))


def test_indonesia_design_and_build_weighs_technique_60_to_70(run):
    # Strong 0.65 x 77 + 35 x 28 / 30 = 50.05 + 32.667; Weak 0.65 x 55 + 35 = 70.75.
    text = head("ID", "id_design_build", "technical_weight_percent: 65")
    _, result = run(text, STRONG, WEAK)
    assert [round(float(placed.total), 3) for placed in result.ranked] == [82.717, 70.75]
    assert result.winner == "Strong"


def test_indonesia_kpbu_takes_the_best_financial_bid_above_the_files_mark(run):
    case, result = run(head("ID", "id_kpbu", "technical_minimum_percent: 70"), STRONG, WEAK)
    assert out(case) == {"Weak": "technical_minimum"}
    assert result.winner == "Strong"


def test_thailand_weighs_price_with_other_criteria(run):
    # Strong 0.6 x 77 + 40 x 28 / 30 = 46.2 + 37.333; Weak 0.6 x 55 + 40 = 73.
    text = head("TH", "th_procurement_act", "technical_weight_percent: 60")
    _, result = run(text, STRONG, WEAK)
    assert [round(float(placed.total), 3) for placed in result.ranked] == [83.533, 73.0]


def test_thailand_keeps_seven_working_days(put):
    text = head("TH", "th_procurement_act", "technical_weight_percent: 60", "standstill_days: 5")
    with pytest.raises(DocumentError, match="at least 7"):
        load_tender(put("tender.yaml", text))


def test_malaysia_has_a_pass_mark_then_the_price(run):
    case, result = run(head("MY", "my_rfp"), STRONG, WEAK)
    assert out(case) == {"Weak": "technical_minimum"}
    assert result.winner == "Strong"


@pytest.mark.parametrize(
    ("country", "runs", "runs_not"),
    [
        ("VN", ("vn_ppp", "vn_investor"), "one investor is negotiated with"),
        ("PH", ("ph_ppp_code", "ph_procurement_act"), "runs the auction"),
        ("ID", ("id_kpbu", "id_design_build"), "Danantara chooses"),
        ("TH", ("th_procurement_act", "least_cost"), ""),
        ("MY", ("my_rfp",), "one firm is negotiated with"),
    ],
)
def test_every_full_profile_runs_or_says_why_the_officer_chooses(put, country, runs, runs_not):
    text = head(country, "qcbs").replace("procedure: qcbs\n", "")
    with pytest.raises(DocumentError) as caught:
        load_tender(put("tender.yaml", text))
    told = str(caught.value)
    assert "leaves the choice to the officer" in told
    assert all(name in told for name in runs)
    assert runs_not in told
