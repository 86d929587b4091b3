"""A country's rules on procurement fill a tender's procedure, bind it, and tell what they leave."""

import datetime

import pytest

from tests.guidance.conftest import rule, write
from tests.tender.test_law import BODY as LAW_BODY
from tests.tender.test_law import GROUND, HEAD
from wte_ppp.chapters.tender_law import law_words
from wte_ppp.documents import DocumentError
from wte_ppp.tender.calendar import basis_of, period_end
from wte_ppp.tender.idle import not_run
from wte_ppp.tender.tender import load_tender

BODY = """\
schema: wte_ppp/tender/1
id: trial
name: Trial of a plant
buyer: Province
guidance: XX
procedure: {procedure}
date: '2026-03-02'
deadline: '2026-06-15T15:00+07:00'
currency: USD
{more}criteria:
  net: {{weight: 60, field: net, unit: kWh/t, scoring: {{linear: {{floor: 200, target: 600}}}}}}
  hours: {{weight: 40, field: hours, unit: h/year, scoring: ratio}}
price: {{field: fee{price}}}
bid_form:
  net: {{label: Net power, unit: kWh/t, kind: number, at_least: 0}}
  hours: {{label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}}
  home: {{label: Domestic, kind: yes_no}}
  fee: {{label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}}
"""
WEIGHT = "rules: {procedure.technical_weight_percent: 65}\n"


@pytest.fixture
def load(put, tmp_path):
    """A tender that stands on a profile XX with some rules on procurement."""

    def make(*rules, procedure="my_rfp", more="", price=""):
        write(tmp_path, procurement="".join(rules), head="extends: wte_ppp\n")
        text = BODY.format(procedure=procedure, more=more, price=price)
        return load_tender(put("tender.yaml", text))

    return make


def told(tender):
    return [str(text) for text in law_words(tender)]


def faults(load, *args, **more):
    with pytest.raises(DocumentError) as caught:
        load(*args, **more)
    return [(one.field, str(one)) for one in caught.value.problems]


def days(name, value, unit, **more):
    return rule(name, ("2020-01-01", value), unit=f"'{unit}'", clause="article 9", **more)


@pytest.mark.parametrize(
    ("own", "key", "value"),
    [
        (rule("technical_minimum", ("2020-01-01", 65)), "technical_minimum_percent", 65),
        (days("standstill", 8, "working days"), "standstill_days", 8),
        (days("appeal_period", 6, "calendar days"), "complaint_days", 6),
        (days("bid_preparation_days", 40, "calendar days"), "publication_least_days", 40),
    ],
)
def test_what_the_procedure_leaves_open_the_country_fills(load, own, key, value):
    # ph_ppp_code has no pass mark and no standstill, id_design_build no days for bids.
    if key in ("technical_minimum_percent", "standstill_days"):
        tender = load(own, procedure="ph_ppp_code")
    else:
        tender = load(own, procedure="id_design_build", more=WEIGHT)
    assert getattr(tender.procedure, key) == value
    assert tender.rules[f"procedure.{key}"].origin == "XX 1"
    assert any(text.startswith("By the country's rules") and "Law on Waste" in text
               for text in told(tender))  # fmt: skip


def test_weights_fill_only_where_technique_and_price_are_weighed(load):
    weights = rule(
        "evaluation_weights", ("2020-01-01", "{weights: {technical: 65, financial: 35}}")
    )
    lowest = load(weights)
    assert lowest.procedure.technical_weight_percent is None
    assert any("Not in this tender" in text and "65" in text for text in told(lowest))
    own = "rules: {procedure.combination: weighted_sum, procedure.price_score: lowest_over_price}\n"
    tender = load(weights, more=own)
    assert tender.technical_weight == 65


def test_a_preference_counts_where_the_tender_says_who_is_domestic(load):
    preference = rule("domestic_preference", ("2020-01-01", 12))
    silent = load(preference)
    assert silent.procedure.domestic_preference_percent is None
    assert any("Not in this tender" in text and "12 %" in text for text in told(silent))
    named = load(preference, price=", domestic_field: home")
    assert named.procedure.domestic_preference_percent == 12


@pytest.mark.parametrize(
    ("value", "more"),
    [
        # A range leaves the figure to the officer; what nobody has read fills nothing.
        ("{range: {low: 0, high: 25}}", {}),
        ("25", {"source": "heard", "status": "assumption", "confidence": "K"}),
    ],
)
def test_a_preference_that_is_a_range_or_unread_is_asked_for(load, value, more):
    preference = rule("domestic_preference", ("2020-01-01", value), **more)
    ((field, text),) = faults(load, preference, price=", domestic_field: home")
    assert field == "price.domestic_field"
    assert "25 %" in text
    own = "rules: {procedure.domestic_preference_percent: 10}\n"
    tender = load(preference, price=", domestic_field: home", more=own)
    assert tender.procedure.domestic_preference_percent == 10


def test_a_preference_that_binds_is_refused_where_nobody_can_have_it(load):
    bound = rule("domestic_preference", ("2020-01-01", 12), binding="exact", clause="article 7")
    ((field, text),) = faults(load, bound)
    assert field == "rules.procedure.domestic_preference_percent"
    assert "price.domestic_field" in text


def test_a_low_price_line_needs_somebody_who_acts_on_it(load):
    line = rule("abnormally_low_line", ("2020-01-01", 85))
    assert load(line).procedure.abnormally_low_percent_of_estimate is None
    acting = load(
        line, more="rules: {procedure.abnormally_low_action: clarify}\n", price=", estimate: 40"
    )
    assert acting.procedure.abnormally_low_percent_of_estimate == 85
    # The outline asks for the share below which a price is examined.
    assert acting.procedure.abnormally_low_sense == "below"
    stated = "procedure.abnormally_low_sense: at_or_below}\n"
    acting = load(
        line, price=", estimate: 40",
        more="rules: {procedure.abnormally_low_action: clarify, " + stated,
    )  # fmt: skip
    assert acting.procedure.abnormally_low_sense == "at_or_below"


def test_what_binds_is_refused_with_its_clause_and_may_have_a_ground(load):
    bound = rule("technical_minimum", ("2020-01-01", 80), binding="at_least", clause="article 7")
    # The toolkit's own 70 is lower than the country's 80.
    ((field, text),) = faults(load, bound)
    assert field == "procedure"
    assert "at least 80" in text
    assert "Law on Waste 1/2020, article 7" in text
    lower = "rules: {procedure.technical_minimum_percent: 75}\n"
    ((field, text),) = faults(load, bound, more=lower)
    assert field == "rules.procedure.technical_minimum_percent"
    assert "article 7" in text
    ground = "deviations: {procedure.technical_minimum_percent: {ground: a treaty}}\n"
    assert load(bound, more=lower + ground).law.departures
    assert load(bound, more=lower.replace("75", "80")).procedure.technical_minimum_percent == 80


def test_what_binds_is_not_listed_as_unchecked_too(load):
    bound = rule("technical_minimum", ("2020-01-01", 60), binding="at_least", clause="article 7")
    assert not any("not checked" in text for text in told(load(bound)))
    modes = rule("state_support_cap", ("2020-01-01", 60), binding="at_most", clause="article 8")
    assert any("not checked" in text and "article 8" in text for text in told(load(modes)))


def test_another_value_of_the_country_is_told_beside_the_one_that_runs(load):
    tender = load(rule("technical_minimum", ("2020-01-01", 60)))
    assert tender.procedure.technical_minimum_percent == 70  # my_rfp's own
    (line,) = [text for text in told(tender) if "say otherwise" in text]
    assert "here 70 % (my_rfp" in line
    assert "there 60 %" in line
    own = "rules: {procedure.technical_minimum_percent: 75}\n"
    tender = load(rule("technical_minimum", ("2020-01-01", 60)), more=own)
    (line,) = [text for text in told(tender) if "say otherwise" in text]
    assert "here 75 % (tender trial)" in line


@pytest.mark.parametrize(
    ("unit", "last", "said"),
    [
        # From Friday 6 March 2026, five days: calendar to Wednesday, working to the next Friday.
        ("calendar days", datetime.date(2026, 3, 11), "5 days (XX 1)"),
        ("working days", datetime.date(2026, 3, 13), "5 working days (XX 1)"),
        ("days", datetime.date(2026, 3, 13), "since nobody says which (XX 1)"),
    ],
)
def test_days_count_as_the_country_says_and_the_longer_where_it_does_not(load, unit, last, said):
    tender = load(days("standstill", 5, unit), procedure="ph_ppp_code")
    assert period_end(tender, datetime.date(2026, 3, 6), "standstill_days") == last
    assert said in str(basis_of(tender, "standstill_days"))
    which = [text for text in told(tender) if "nobody says which" in text and "standstill" in text]
    assert bool(which) == (unit == "days")


def test_a_closed_day_of_the_tender_moves_the_countrys_working_days(load):
    closed = "calendar: {closed_days: ['2026-03-10']}\n"
    tender = load(days("standstill", 5, "working days"), procedure="ph_ppp_code", more=closed)
    monday = datetime.date(2026, 3, 16)
    assert period_end(tender, datetime.date(2026, 3, 6), "standstill_days") == monday


WHEN = """\
technical_minimum:
  description: A rule.
  unit: '%'
  values:
    - from: '2020-01-01'
      value: 60
      source: law
      status: law
      confidence: S
      reviewed: '2025-06-01'
    - from: '2020-01-01'
      when: {WHAT}
      value: 75
      source: law
      clause: article 7
      status: law
      confidence: S
      reviewed: '2025-06-01'
"""


@pytest.mark.parametrize(
    ("when", "project", "value"),
    [
        ("programme: national", "", 60),
        ("programme: national", "project: {words: {programme: national}}\n", 75),
        ("programme: national", "project: {words: {programme: city}}\n", 60),
        # The day of the bids is the deadline's, 15 June 2026, unless the tender says another.
        ("bid: {from: '2026-06-01'}", "", 75),
        ("bid: {from: '2026-07-01'}", "", 60),
        ("bid: {from: '2026-07-01'}", "project: {bid_day: '2026-07-02'}\n", 75),
        ("contract: {before: '2027-01-01'}", "project: {contract_day: '2026-12-31'}\n", 75),
        # The procedure that the tender runs is a word of its project.
        ("procedure: ph_ppp_code", "", 75),
    ],
)
def test_the_law_by_what_the_tender_says_of_its_project(load, when, project, value):
    tender = load(WHEN.replace("WHAT", when), procedure="ph_ppp_code", more=project)
    assert tender.procedure.technical_minimum_percent == value


def test_an_exception_that_may_hold_is_told(load):
    tender = load(WHEN.replace("WHAT", "programme: national"), procedure="ph_ppp_code")
    (line,) = [text for text in told(tender) if text.startswith("May be otherwise")]
    assert "75 %" in line
    assert "project.words.programme" in line
    assert ".." not in line
    contract = load(WHEN.replace("WHAT", "contract: {from: '2026-01-01'}"), procedure="ph_ppp_code")
    (line,) = [text for text in told(contract) if text.startswith("May be otherwise")]
    assert "project.contract_day" in line


def test_a_slip_in_the_project_is_told_with_its_line(load):
    ((field, text),) = faults(load, more="project: {permit_day: 2026}\n")
    assert field == "project.permit_day"
    ((field, text),) = faults(load, more="project: {permit: '2026-01-01'}\n")
    assert "permit_day" in text


@pytest.mark.parametrize(
    ("unit", "least", "fault", "perhaps"),
    [
        # From 2 March to 15 June 2026 there are 105 calendar days, 75 of them working days.
        ("calendar days", 105, False, False),
        ("calendar days", 106, True, False),
        ("working days", 75, False, False),
        ("working days", 76, True, False),
        ("days", 75, False, False),
        ("days", 76, False, True),
        ("days", 106, True, False),
    ],
)
def test_the_time_for_bids_counts_the_days_that_the_law_means(load, unit, least, fault, perhaps):
    bound = days("bid_preparation_days", least, unit, binding="at_least")
    if fault:
        ((field, text),) = faults(load, bound)
        assert field == "deadline"
        assert "article 9" in text
        return
    assert any("of which kind" in text for text in told(load(bound))) == perhaps


@pytest.mark.parametrize(
    ("project", "deadline", "refused", "listed"),
    [
        # From 2 March 2026: 90 days end on 31 May, 365 on 2 March 2027.
        ("project: {words: {proposal: unsolicited}}\n", "2026-05-31", False, False),
        ("project: {words: {proposal: unsolicited}}\n", "2026-05-30", True, False),
        ("project: {words: {proposal: unsolicited}}\n", "2027-03-03", True, False),
        ("project: {words: {proposal: solicited}}\n", "2026-05-30", False, False),
        ("", "2026-05-30", False, True),
    ],
)
def test_the_philippine_challenge_is_held_where_the_proposal_was_unsolicited(
    put, project, deadline, refused, listed
):
    # RA 11966, section 10: at least 90 days, at most one year.
    text = BODY.format(procedure="ph_ppp_code", more=project, price="")
    text = text.replace("guidance: XX", "guidance: PH").replace("2026-06-15", deadline)
    file = put("tender.yaml", text)
    if refused:
        with pytest.raises(DocumentError, match="within 90 to 365") as caught:
            load_tender(file)
        (problem,) = caught.value.problems
        assert problem.field == "deadline"
        assert "section 10" in str(problem)
        return
    words = told(load_tender(file))
    assert any("not checked" in text and "90 to 365" in text for text in words) == listed


def test_the_advantage_of_a_first_proponent_is_told_where_the_proposal_was_unsolicited(load):
    advantage = rule("unsolicited_advantage", ("2020-01-01", 5))
    unsolicited = "project: {words: {proposal: unsolicited}}\n"
    (line,) = [text for text in told(load(advantage, more=unsolicited)) if "5 %" in text]
    assert "price.preferences" in line
    assert not any("5 %" in text for text in told(load(advantage)))


def test_what_viet_nams_law_outside_ppp_has_not_is_not_asked_for(put):
    # Decree 274/2026: no mark on the technique alone (49(5)), no preference for domestic goods (6).
    text = BODY.format(procedure="vn_investor", more=VN_INVESTOR, price="")
    text = text.replace("guidance: XX", "guidance: VN").replace("2026-03-02", "2026-10-01")
    text = text.replace("2026-06-15", "2026-12-15")
    text = text.replace(
        "\n  net: {weight", "\n  plan:\n    weight: 100\n    criteria:\n      net: {weight"
    )
    text = text.replace("\n  hours: {weight", "\n      hours: {weight")
    tender = load_tender(put("tender.yaml", text))
    assert tender.procedure.technical_minimum_percent is None
    assert not any("Not in this tender" in line for line in told(tender))


VN_INVESTOR = """\
rules: {procedure.technical_weight_percent: 70, procedure.tie_break: [lower_price]}
deviations: {procedure.tie_break: {ground: no experience is asked for here}}
"""


def test_a_toolkits_own_standstill_is_not_told_as_the_countrys(load):
    # Question of the outline and rule of the bank are described in the same words.
    words = "Days between the notice of the intended award and the signature."
    own = days("standstill", 0, "days").replace("A rule.", words)
    tender = load(own, procedure="qcbs", more=WEIGHT.replace("65", "70"))
    assert tender.procedure.standstill_days == 10
    assert not any(text.startswith("By the country's rules") for text in told(tender))
    assert any("here 10 business days (qcbs" in text and "there 0 days" in text
               for text in told(tender))  # fmt: skip


def test_a_lenders_procedure_is_not_filled_by_the_law_that_it_replaces(put):
    # Decree 243/2025 has a pass mark of 70 %; Japan's addition method has none.
    head = HEAD.format(guidance="VN", date="2026-03-02", deadline="2026-06-15")
    rules = "rules: {procedure.technical_weight_percent: 60}\n"
    ground = GROUND.replace("clause: schedule 2", "in_place_of: vn_ppp")
    text = head + "procedure: japan_sogo_hyoka_addition\n" + ground + rules + LAW_BODY
    tender = load_tender(put("tender.yaml", text.replace("fee}", "fee, ceiling: 40}")))
    # It is bound in the law's toolkit alone, whose place is taken: the profile's 70 fills nothing.
    assert tender.procedure.technical_minimum_percent is None
    assert any("Not in this tender" in line and "70 %" in line for line in told(tender))


def of_country(put, guidance, procedure, words):
    text = BODY.format(procedure=procedure, more=f"project: {{words: {words}}}\n", price="")
    return put("tender.yaml", text.replace("guidance: XX", f"guidance: {guidance}"))


@pytest.mark.parametrize(
    ("words", "found", "action"),
    [
        ("{progamme: national}", "'progamme'", "Write 'programme'"),
        ("{programme: natinal}", "'natinal'", "Write 'national'"),
        ("{programme: National}", "'National'", "Write 'national'"),
        ("{proposal: unsolicted}", "'unsolicted'", "Write 'unsolicited'"),
        ("{colour: green}", "'colour', for which no rule of ID", "Remove it"),
        # The law of another procedure than the one that runs cannot be asked for.
        ("{procedure: id_design_build}", "'procedure'", "Remove it"),
    ],
)
def test_a_word_that_no_law_asks_for_is_a_slip(put, words, found, action):
    with pytest.raises(DocumentError) as caught:
        load_tender(of_country(put, "ID", "id_kpbu", words))
    problem = caught.value.problems[0]
    assert problem.field.startswith("project.words.")
    assert found in str(problem)
    assert action in str(problem)


@pytest.mark.parametrize(
    ("words", "lawful"),
    [
        ("{programme: kpbu}", True),
        # Perpres 109/2025, articles 5 and 15: Danantara chooses, no city holds an auction.
        ("{programme: national}", False),
        # Perpres 38/2015, article 14: LKPP Regulation 19/2015 is of unsolicited projects.
        ("{programme: kpbu, proposal: unsolicited}", False),
    ],
)
def test_a_procedure_of_other_projects_is_not_this_ones_law(put, words, lawful):
    file = of_country(put, "ID", "id_kpbu", words)
    if lawful:
        assert list(load_tender(file).law.choices) == ["kpbu"]
        return
    with pytest.raises(DocumentError, match="none of the law's procedures") as caught:
        load_tender(file)
    (problem,) = caught.value.problems
    assert "programme: " in str(problem)


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("{}", ["ppp_solicited", "ppp_unsolicited"]),
        ("{proposal: solicited}", ["ppp_solicited"]),
        ("{proposal: unsolicited}", ["ppp_unsolicited"]),
    ],
)
def test_the_philippine_code_by_how_the_proposal_came(put, words, choices):
    assert list(load_tender(of_country(put, "PH", "ph_ppp_code", words)).law.choices) == choices


def test_a_procedure_before_its_law_is_named(put):
    # Decree 274/2026 is in force from 21 August 2026.
    text = BODY.format(procedure="vn_investor", more="", price="").replace(": XX", ": VN")
    text = text.replace("2026-03-02", "2026-08-20").replace("2026-06-15", "2026-11-30")
    with pytest.raises(DocumentError, match="'vn_investor', which has no rules on 2026-08-20"):
        load_tender(put("tender.yaml", text))


def with_day(put, guidance, procedure, day, deadline, price, more=""):
    text = BODY.format(procedure=procedure, more=more, price=price)
    text = text.replace(": XX", f": {guidance}").replace("2026-03-02", day)
    return put("tender.yaml", text.replace("2026-06-15", deadline))


def test_a_margin_of_state_procurement_fills_no_ppp(put):
    # RA 9184, section 43: 15 %, for what the State buys; PPPs of RA 11966 are no such purchase.
    days, price = ("2024-08-20", "2024-12-20"), ", domestic_field: home, ceiling: 50"
    bought = load_tender(with_day(put, "PH", "ph_procurement_act", *days, price))
    assert bought.procedure.domestic_preference_percent == 15
    with pytest.raises(DocumentError, match="domestic_preference_percent"):
        load_tender(with_day(put, "PH", "ph_ppp_code", *days, price))


def test_a_line_for_works_that_the_state_buys_fills_no_kpbu(put):
    # Perpres 16/2018, article 33(3): 80 % of the owner's estimate, construction works.
    acting = "rules: {procedure.abnormally_low_action: clarify%s}\n"
    days, price = ("2026-03-02", "2026-06-15"), ", estimate: 50"
    kpbu = load_tender(with_day(put, "ID", "id_kpbu", *days, price, acting % ""))
    assert kpbu.procedure.abnormally_low_percent_of_estimate is None
    weight = acting % ", procedure.technical_weight_percent: 65"
    works = load_tender(with_day(put, "ID", "id_design_build", *days, price, weight))
    assert works.procedure.abnormally_low_percent_of_estimate == 80


def test_what_nobody_has_said_is_told_with_the_gap(put):
    days = ("2026-03-02", "2026-06-15")
    notes = [*map(str, not_run(load_tender(with_day(put, "PH", "ph_ppp_code", *days, ""))))]
    (mark,) = [text for text in notes if "technical_minimum_percent" in text]
    assert "Set in each file" in mark
    (standstill,) = [text for text in notes if "standstill" in text]
    assert "ask the PPP Center" in standstill.replace("Ask", "ask")
    own = "rules: {procedure.standstill_days: 0, procedure.technical_minimum_percent: 60}\n"
    notes = [*map(str, not_run(load_tender(with_day(put, "PH", "ph_ppp_code", *days, "", own))))]
    assert not any("held by nothing" in text for text in notes)


def test_a_lenders_procedure_is_asked_for_no_gap_of_the_country():
    # VN has a gap for the low-price line and the weights; the bank's own rules stand.
    notes = [*map(str, not_run(load_tender("examples/viet_nam")))]
    assert not any("held by nothing" in text for text in notes)


def test_a_philippine_protest_counts_the_longer_days_as_nobody_read_which(put):
    # Maundy Thursday, Good Friday (2, 3 April) and the Day of Valour (9 April 2026) are off:
    # five working days after Tuesday 31 March are 1, 6, 7, 8 and 10 April.
    closed = "calendar: {closed_days: ['2026-04-02', '2026-04-03', '2026-04-09']}\n"
    days = ("2026-01-12", "2026-03-16")
    tender = load_tender(with_day(put, "PH", "ph_ppp_code", *days, "", closed))
    last = period_end(tender, datetime.date(2026, 3, 31), "complaint_days")
    assert last == datetime.date(2026, 4, 10)
    assert any("nobody says which" in text for text in told(tender))
