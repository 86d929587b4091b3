"""Reading a tender: completion from the toolkit, faults by line, binding rules."""

from fractions import Fraction as F

import pytest

from tests.tender.conftest import CRITERIA, FORM, HEAD, RULES, text
from wte_ppp.documents import DocumentError
from wte_ppp.tender.tender import load_tender


def faults(put, content):
    with pytest.raises(DocumentError) as caught:
        load_tender(put("tender.yaml", content))
    return caught.value.problems


def test_points_follow_from_weights_in_percent_of_the_group(tender):
    # energy: 40 and 20 sum to its own 60, so they are points; service: 25 and 75 are percent of 40
    points = {leaf.id: leaf.points for leaf in tender().leaves}
    assert points == {"net": 40, "hours": 20, "monitors": 10, "care": 30}
    assert sum(points.values()) == 100


def equal(weight, count=12):
    """Criteria of one weight each."""
    scoring = "scoring: {linear: {floor: 350, target: 600}}"
    rows = [f"  q{n}: {{weight: {weight}, field: net, {scoring}}}\n" for n in range(count)]
    return "criteria:\n" + "".join(rows)


def test_twelve_equal_criteria_have_a_twelfth_of_the_points_each(tender):
    # As in Woods v Milton Keynes [2015] EWHC 2011 (TCC): 12 questions of 10 marks; no decimal
    # times twelve is 100.
    points = {leaf.points for leaf in tender(criteria=equal("25/3")).leaves}
    assert points == {F(25, 3)}


@pytest.mark.parametrize("weight", ["25/0", "-25/3", "8.33", "25/3/1", "1e1/2"])
def test_a_weight_that_is_no_part_of_all_points_is_refused(put, weight):
    told = faults(put, text(criteria=equal(weight)))
    assert all("weight" in str(fault) for fault in told)


def test_the_form_holds_what_is_needed_to_evaluate(tender):
    assert set(tender().form) == {"net", "hours", "plan", "cems", "fee"}
    assert tender().form["fee"].envelope == "price"


def test_own_rules_are_recorded(tender):
    own = {rule.id: rule.override.by for rule in tender().rules.overridden()}
    assert own["procedure.technical_minimum_percent"] == "tender trial"


def test_criteria_of_the_toolkit_complete_what_the_tender_leaves_out(put):
    criteria = (
        "criteria:\n  net_energy: {weight: 50}\n  maintenance: {weight: 20}\n"
        "  technology_references: {weight: 20}\n"
        "  lhv_band: {weight: 10, field: lhv_band_mj_per_kg}\n"
        "minimums:\n  lines: {}\n  fly_ash_way: {}\n  emission_limits: {sense: emission_limits}\n"
        "panel: {members: [Anh, Binh, Chi]}\n"
    )
    found = load_tender(
        put("tender.yaml", text(guidance="wte_ppp", criteria=criteria, form="").replace(
            "date:", "procedure: qcbs\ndate:").replace("field: fee", "field: tipping_fee"))
    )  # fmt: skip
    leaf = {one.id: one.criterion for one in found.leaves}
    # toolkits/wte_ppp/criteria.yaml: floor 350, target 600 kWh/t, an assumption
    assert leaf["net_energy"].field == "net_energy_kwh_per_t"
    assert leaf["net_energy"].scoring.target == 600
    assert leaf["technology_references"].scoring.full_at == 6
    assert leaf["maintenance"].scoring.name == "panel"
    assert any("Net energy exported" in str(one) for one in found.assumptions)
    minimums = found.definition.minimums
    assert (minimums["lines"].field, minimums["lines"].at_least) == ("line_count", 2)
    assert minimums["fly_ash_way"].sense == "decided"
    assert {"lhv_min_mj_per_kg", "lhv_max_mj_per_kg", "dust_mg_per_nm3"} <= set(found.form)
    assert found.grades == {"0": 0, "1": F(1, 4), "2": F(1, 2), "3": F(3, 4), "4": 1}


@pytest.mark.parametrize(
    ("old", "new", "field", "allowed"),
    [
        ("weight: 60", "weight: 59", "criteria", "a sum of 100"),
        ("net: {weight: 40", "net: {weight: 41", "criteria.energy.criteria", "60 or 100"),
        ("target: 600", "target: 350", "criteria.energy.criteria.net.scoring.linear", "two values"),
        (
            "target: 600",
            "target: 300",
            "criteria.energy.criteria.net.scoring.linear",
            "better side",
        ),
        ("scoring: ratio", "scoring: ration", "criteria.energy.criteria.hours.scoring", "one of"),
        (
            "field: net, ",
            "field: nett, ",
            "criteria.energy.criteria.net.field",
            "a field of the form",
        ),
        ("field: net, ", "", "criteria.energy.criteria.net.field", "a field of the bid form"),
        ("at_least: 7500", "at_lest: 7500", "minimums.hours.at_lest", "one of"),
        ("minimum_percent: 50", "minimum_percent: fifty", "rules.procedure", "a number"),
        ("members: [Anh, Binh, Chi]", "members: [Anh, Anh, Chi]", "panel", "each member once"),
        ("members: [Anh, Binh, Chi]", "members: [Anh]", "panel.members", "at least 3"),
        ("field: fee", "field: fees", "price.field", "a field of the form"),
        ("date: '2026-01-01'", "date: tomorrow", "date", "YYYY-MM-DD"),
        ("T17:00+07:00", "T17:00", "deadline", "with its zone"),
        ("guidance: qcbs", "guidance: qcb", "guidance", "one of"),
        ("technical_weight_percent: 70\n", "nonsense: 1\n", "rules.procedure.nonsense", "topic"),
        ("currency: USD", "currency: dollars", "currency", ""),
        ("field: fee}", "field: fee, npv: {}}", "price.npv", ""),
    ],
)
def test_each_fault_is_named_with_its_line(put, old, new, field, allowed):
    whole = text()
    assert old in whole
    found = faults(put, whole.replace(old, new))
    match = [one for one in found if one.field.startswith(field) and allowed in one.allowed]
    assert match, found
    assert all(one.line for one in found)


def test_many_faults_come_at_once(put):
    broken = text(head=HEAD.replace("currency: USD", "currency: x")).replace(
        "weight: 60", "weight: 1"
    )
    assert len(faults(put, broken.replace("at_least: 7500", "at_lest: 1"))) == 2


def test_a_procedure_asks_for_its_price_lines(put):
    rules = RULES + "  procedure.price_score: linear_between\n"
    found = faults(put, text(rules=rules))
    assert {one.field for one in found} == {"price.ceiling", "price.floor"}


def test_a_range_of_weights_must_be_settled(put):
    found = faults(put, text(rules="rules: {}\n"))
    assert [one.field for one in found] == ["rules.procedure.technical_weight_percent"]
    assert "70 to 90 %" in found[0].found


def test_a_tender_without_a_panel_needs_one_for_judged_criteria(put):
    found = faults(put, text(criteria=CRITERIA.replace("panel: {members: [Anh, Binh, Chi]}\n", "")))
    assert found[0].field.startswith("panel") or ".panel" in found[0].field


def test_fields_of_the_form_are_checked(put):
    found = faults(put, text(form=FORM.replace("kind: text", "kind: txt")))
    assert any(one.field == "bid_form.plan.kind" for one in found)


@pytest.mark.parametrize(
    ("key", "named"),
    [("lots", "lots"), ("variants", "variants"), ("competitive_dialogue", "competitive dialogue")],
)
def test_what_no_code_runs_is_refused_by_its_name(tender, key, named):
    with pytest.raises(DocumentError) as caught:
        tender(head=HEAD + f"{key}: [a]\n")
    (problem,) = [fault for fault in caught.value.problems if fault.field == key]
    assert problem.found == named
    assert "a tender of its own" in problem.action
