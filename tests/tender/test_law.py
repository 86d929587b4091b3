"""A tender's procedure against its country's law: choice, ground, deviations."""

import pytest

from wte_ppp.blocks import Table
from wte_ppp.chapters.tender_law import law_blocks, law_words
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.tender.embedded import embedded, unpacked
from wte_ppp.tender.law import bound_unchecked
from wte_ppp.tender.tender import load_tender

HEAD = """\
schema: wte_ppp/tender/1
id: trial
name: Trial of a plant
buyer: Province
guidance: {guidance}
date: '{date}'
deadline: '{deadline}T15:00+07:00'
currency: VND
"""
BODY = """\
criteria:
  net: {weight: 60, field: net, unit: kWh/t, scoring: {linear: {floor: 200, target: 600}}}
  hours: {weight: 40, field: hours, unit: h/year, scoring: {linear: {floor: 6000, target: 8000}}}
price: {field: fee}
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number, at_least: 0}
  hours: {label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}
  plants: {label: Plants of the kind, kind: number, at_least: 0}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
"""
LAWFUL = "procedure: vn_ppp\nexperience_field: plants\n"
LENDER = "procedure: world_bank_rated_criteria\n"
GROUND = (
    "procedure_ground: {reason: the loan is tied to the bank's rules, "
    "document: Loan agreement 7, clause: schedule 2}\n"
)
WEIGHT = "rules: {procedure.technical_weight_percent: 60}\n"


@pytest.fixture
def load(put):
    def write(*parts, guidance="VN", date="2026-03-02", deadline="2026-06-15"):
        head = HEAD.format(guidance=guidance, date=date, deadline=deadline)
        return load_tender(put("tender.yaml", head + "".join(parts) + BODY))

    return write


def faults(load, *parts, **head):
    with pytest.raises(DocumentError) as caught:
        load(*parts, **head)
    return caught.value.problems


def test_without_a_procedure_the_choices_of_the_law_are_named_with_their_conditions(load):
    told = faults(load)
    assert {problem.field for problem in told} == {"procedure"}
    assert "leaves the choice to the officer" in told[0].found
    text = "\n".join(str(problem) for problem in told)
    assert "vn_ppp for PPP, open bidding" in text
    assert "one investor is negotiated with" in text


def test_the_choices_are_those_of_the_day(load):
    def named(day, deadline):
        return {
            problem.found.removeprefix("no choice of ")
            for problem in faults(load, date=day, deadline=deadline)
        }

    # Decree 274/2026 is in force from 21 August 2026 (article 75(1)).
    assert "investor_bidding" not in named("2026-08-20", "2026-12-01")
    assert "investor_bidding" in named("2026-08-21", "2026-12-01")


def test_before_the_law_that_was_read_nothing_is_known_of_choices(load):
    told = faults(load, date="2020-03-02", deadline="2020-06-15")
    assert [problem.field for problem in told] == ["rules.procedure"]


def test_a_procedure_of_the_law_needs_no_ground(load):
    found = load(LAWFUL)
    assert found.procedure.combination == "lowest_price"
    assert set(found.law.choices) == {"ppp_open_bidding", "ppp_competitive_negotiation"}
    assert found.law.departures == ()
    words = [str(text) for text in law_words(found)]
    assert any("PPP, open bidding" in text and "articles 29 to 54" in text for text in words)
    assert any("not checked here" in text and "article 42(2)" in text for text in words)


def test_another_procedure_is_a_fault_that_names_each_difference(load):
    told = faults(load, LENDER, WEIGHT)
    text = "\n".join(str(problem) for problem in told)
    assert "none of the law's procedures on 2026-03-02" in told[0].found
    # Decree 243/2025: one opening (48), no weights between technique and price (43(1)).
    assert "procedure.envelopes: 2; expected exactly 1" in text
    assert "procedure.combination: weighted_sum; expected exactly lowest_price" in text
    assert "article 43(1)" in text


def test_with_its_ground_it_runs_and_says_what_differs(load):
    found = load(LENDER, GROUND, WEIGHT)
    assert found.procedure.combination == "weighted_sum"
    differing = {departure.id for departure in found.law.departures}
    assert {"procedure.envelopes", "procedure.combination"} <= differing
    words = [str(text) for text in law_words(found)]
    assert "the loan is tied to the bank's rules (Loan agreement 7, schedule 2)" in words[0]
    assert any("here weighted sum; by law lowest price" in text for text in words)


def test_the_report_has_the_departures_as_a_table(load):
    blocks = list(law_blocks(load(LENDER, GROUND, WEIGHT)))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    rows = {str(row[0]): [str(cell) for cell in row[1:3]] for row in table.rows}
    assert rows["combination of quality and price"] == ["weighted sum", "lowest price"]
    assert rows["envelopes"] == ["2", "1"]


@pytest.mark.parametrize(("percent", "departs"), [(70, False), (70.5, False), (69.5, True)])
def test_a_lower_pass_mark_needs_its_ground(load, percent, departs):
    # Decree 243/2025 article 42(2): not lower than 70 % of all technical points.
    rules = LAWFUL + f"rules: {{procedure.technical_minimum_percent: {percent}}}\n"
    if not departs:
        assert load(rules).law.departures == ()
        return
    (told,) = faults(load, rules)
    assert told.field == "rules.procedure.technical_minimum_percent"
    ground = (
        "deviations:\n  procedure.technical_minimum_percent: "
        "{ground: treaty on the grant, clause: article 4}\n"
    )
    found = load(rules, ground)
    (departure,) = found.law.departures
    assert (departure.stated, departure.bound.value) == (69.5, 70)
    assert found.procedure.technical_minimum_percent == 69.5
    (words,) = [str(text) for text in law_words(found) if "Departs" in str(text)]
    assert words.endswith("; ground: treaty on the grant, article 4")


def test_a_ground_without_departure_is_refused(load):
    lawful = LAWFUL
    (told,) = faults(load, lawful, GROUND)
    assert told.field == "procedure_ground"
    named = GROUND.replace("}", ", in_place_of: vn_ppp}")
    rules = "rules: {procedure.technical_minimum_percent: 60}\n"
    (told,) = faults(load, lawful, rules, named)
    assert told.field == "procedure_ground.in_place_of"
    ground = "deviations: {procedure.envelopes: {ground: none at all}}\n"
    (told,) = faults(load, lawful, ground)
    assert told.field == "deviations.procedure.envelopes"


def test_the_procedure_that_a_lenders_replaces_is_named_where_the_law_has_several(load):
    days = {"date": "2026-09-01", "deadline": "2026-12-01"}
    (told,) = faults(load, LENDER, GROUND, WEIGHT, **days)
    assert told.field == "procedure_ground.in_place_of"
    assert "vn_ppp" in told.allowed
    assert "vn_investor" in told.allowed
    named = GROUND.replace("}", ", in_place_of: vn_investor}")
    found = load(LENDER, named, WEIGHT, **days)
    # Both are weighted sums of 60 : 40; one envelope and absolute points differ.
    differing = {departure.id for departure in found.law.departures}
    assert "procedure.combination" not in differing
    assert {"procedure.envelopes", "procedure.technical_score"} <= differing
    (told,) = faults(load, LENDER, GROUND.replace("}", ", in_place_of: qcbs}"), WEIGHT, **days)
    assert told.found == "'qcbs'"


@pytest.mark.parametrize(("deadline", "days"), [("2026-03-22", 20), ("2026-03-21", 19)])
def test_a_deadline_too_near_to_the_publication_is_a_departure(load, deadline, days):
    # Article 31(3)(c): at least 20 days; 2 March + 20 days = 22 March 2026.
    if days >= 20:
        assert load(LAWFUL, deadline=deadline).law.departures == ()
        return
    (told,) = faults(load, LAWFUL, deadline=deadline)
    assert told.field == "deadline"
    assert "procedure.publication_least_days: 19" in told.found
    ground = "deviations: {procedure.publication_least_days: {ground: emergency of the landfill}}\n"
    (departure,) = load(LAWFUL, ground, deadline=deadline).law.departures
    assert departure.stated == 19


def test_the_time_for_bids_runs_from_the_publication_where_the_calendar_names_it(load):
    later = "calendar: {published: '2026-05-30T09:00+07:00'}\n"
    # 30 May to 15 June are 16 days of the 20.
    (told,) = faults(load, LAWFUL, later)
    assert "procedure.publication_least_days: 16" in told.found


def test_a_case_carries_the_law_that_it_was_held_against(put, tmp_path):
    file = put("tender.yaml", HEAD.format(guidance="VN", date="2026-03-02", deadline="2026-06-15")
               + LENDER + GROUND + WEIGHT + BODY)  # fmt: skip
    there = load_tender(file)
    files = embedded(there)
    assert "guidance/vn_ppp/procedure.yaml" in files
    # What the case carries counts, whatever the installed edition says.
    name = "guidance/vn_ppp/procedure.yaml"
    files[name] = files[name].replace(b"value: lowest_price", b"value: highest_quality")
    back = unpacked(files, tmp_path / "carried", file)
    differing = {departure.id: departure for departure in back.law.departures}
    assert differing["procedure.combination"].bound.value == "highest_quality"


def test_a_binding_rule_that_nothing_holds_a_tender_against_is_listed(load):
    # RA 11966 section 10: a challenge lasts 90 to 365 days; no step of a tender reads it.
    found = load("procedure: ph_ppp_code\n", guidance="PH")
    words = [str(text) for text in law_words(found) if "By law" in str(text)]
    assert len(words) == 1
    assert words[0].startswith("Binding by law, not checked here: ")
    assert "within 90 to 365 days" in words[0]
    assert "section 10" in words[0]


def test_every_binding_rule_of_a_country_is_held_or_listed(load):
    plain = load(LAWFUL).definition
    limits = "minimums:\n  stack: {name: Stack, sense: emission_limits}\n"
    asking = load(LAWFUL, limits).definition
    for country in available_hosts():
        guidance = load_guidance(country)
        rules = [rule for layer in guidance.layers for rule in layer.rules.values()]
        for day in {value.since for rule in rules for value in rule.values}:
            law = guidance.on(day)
            bound = {rule.id for rule in law.values() if rule.bounds}
            assert {rule.id for rule in bound_unchecked(law, plain)} == bound
            held = {rule.id for rule in bound_unchecked(law, asking)}
            assert held == bound - {"emissions.limits"}


def test_a_value_of_the_tenders_own_was_held_against_the_law(load):
    law = load_guidance("ID").on("2026-11-01")
    own = overriding(law, {"wte.minimum_waste": 1200}, by="a tender")
    listed = {rule.id for rule in bound_unchecked(own, load(LAWFUL).definition)}
    assert listed == {"tariff.waste_to_power", "wte.tipping_fee"}
