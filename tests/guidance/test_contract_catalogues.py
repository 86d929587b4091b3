"""The toolkit's registers of the contract: complete, consistent, and formulas that compute.

Expectations are from published contracts and guidance, or from the arithmetic shown beside.
"""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from wte_ppp.chapters.risk.commitments import HEADS
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.catalogues import CATALOGUES, REFERRING, Damages
from wte_ppp.guidance.contract_catalogues import Formula, Risk
from wte_ppp.guidance.listing import listed
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.symbols import symbols_of

TOOLKIT = load_guidance("wte_ppp")
SOURCES = TOOLKIT.layers[-1].sources
OWN = [name for name in CATALOGUES if name not in ("procedures", "outline")]
FORMULAS = {
    f"{name}.{key}": entry
    for name in ("payment_mechanism", "termination_payments")
    for key, entry in TOOLKIT.catalogue(name).items()
}


@pytest.mark.parametrize("name", OWN)
def test_every_entry_is_listed_with_its_source(name):
    lines = list(listed(TOOLKIT, name))
    assert [line for line in lines if not line.startswith(" ")] == list(TOOLKIT.catalogue(name))
    for key, entry in TOOLKIT.catalogue(name).items():
        assert isinstance(entry, Entry), key
        assert entry.cites, key
        assert set(entry.cites) <= set(SOURCES), key
        # What is not read says so; what was read for the entry names where in it.
        read = SOURCES[entry.source].text != "unread"
        assert read or entry.status == "assumption", key
        assert entry.status == "assumption" or entry.clause, key


@pytest.mark.parametrize(("catalogue", "field", "target"), REFERRING)
def test_entries_name_entries_that_are_there(catalogue, field, target):
    there = set(TOOLKIT.catalogue(target))
    named = set()
    for entry in TOOLKIT.catalogue(catalogue).values():
        words = getattr(entry, field)
        named |= {words} if isinstance(words, str) else set(words or ())
    assert named
    assert named <= there


# Rows of the stored pages ppp-risk.gihub.org/risk-matrices/…, by matrix.
ROWS = {
    "gih_waste_matrix_2016": (
        "resource or input risk", "performance/price risk", "environmental and social risk",
        "design risk", "completion (including delay and cost overrun) risk", "maintenance risk",
        "inflation risk", "political risk", "regulatory/change in law risk", "force majeure risk",
    ),
    "gih_solar_matrix_2016": ("exchange and interest rate risk", "demand risk"),
    "gih_airport_matrix_2016": ("land purchase and site risk",),
}  # fmt: skip


def test_the_matrices_are_cited_for_rows_that_were_read():
    cited = {}
    for key, risk in TOOLKIT.catalogue("risks").items():
        if risk.source in ROWS:
            assert risk.clause.startswith(ROWS[risk.source]), key
            cited.setdefault(risk.source, []).append(key)
    assert cited.keys() == ROWS.keys()


# Party by the text of the row. Resource or input: "principal responsibility" of the private
# partner, the authority pays the difference of substitute waste; inflation: construction private,
# term authority; force majeure and change in law: shared; political: the authority. Solar: the
# private partner bears exchange and interest rate, the authority demand and assures convertibility.
# Airport: the authority bears land, and utilities of the state.
@pytest.mark.parametrize(
    ("risk", "party"),
    [
        ("waste_quantity", "shared"), ("waste_quality", "shared"), ("inflation", "shared"),
        ("force_majeure", "shared"), ("change_in_law", "shared"), ("government_action", "public"),
        ("fee_payment", "public"), ("design", "private"), ("completion", "private"),
        ("maintenance", "private"), ("availability", "private"), ("permits", "private"),
        ("ground", "shared"), ("handback", "private"), ("currency", "private"),
        ("interest", "private"), ("curtailment", "public"), ("convertibility", "public"),
        ("land_acquisition", "public"), ("access_utilities", "public"),
    ],
)  # fmt: skip
def test_party_is_that_of_the_matrix(risk, party):
    entry = TOOLKIT.catalogue("risks")[risk]
    assert entry.usual_party == party
    assert entry.source in ROWS
    assert entry.status == "guidance"


def test_risks_that_the_field_asks_for_are_there():
    assert {
        "offtaker_credit", "curtailment", "convertibility", "waste_ownership", "ash_reclassified",
        "itmo_revocation", "es_covenants", "award_enforcement",
    } <= set(TOOLKIT.catalogue("risks"))  # fmt: skip


RISK = {
    "risk": "R", "category": "legal", "usual_party": "public", "phases": ["operation"],
    "likelihood": "low", "impact": "low", "why": "w", "mitigation": "m", "instrument": "i",
    "contract_clause": "c", "status": "assumption", "confidence": "K", "reviewed": "2026-11-29",
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"usual_party": "shared"},
        {"usual_party": "shared", "public_bears": "p"},
        {"public_bears": "p"},
        {"phases": []},
        {"likelihood": "certain"},
    ],
)
def test_a_risk_says_its_parts_only_where_shared(change):
    Risk.model_validate(RISK)
    with pytest.raises(ValidationError):
        Risk.model_validate({**RISK, **change})


@pytest.mark.parametrize(
    ("formula", "symbols"),
    [
        ("B = p x A", {"p": "price, money/t"}),
        ("B = p x A", {"p": "price, money/t", "A": "tonnes, t", "S": "not in it"}),
    ],
)
def test_a_formula_with_a_symbol_too_few_or_too_many_is_refused(formula, symbols):
    with pytest.raises(ValidationError):
        Formula(formula=formula, symbols=symbols)
    with pytest.raises(ValidationError):
        Damages(kind="per_day", formula=formula, symbols=symbols)


@pytest.mark.parametrize("name", FORMULAS)
def test_each_symbol_is_explained_with_its_unit(name):
    entry = FORMULAS[name]
    assert set(entry.symbols) == symbols_of(entry.formula)
    for symbol, text in entry.symbols.items():
        unit = text.rpartition(", ")[2]
        known = r"money|no unit|t|h|MW|MWh"
        assert re.fullmatch(rf"({known})(/(t|day|year|MWh))?|target for L_[up], t/year", unit), (
            symbol,
            text,
        )


def computed(name, **values):
    """A formula of the toolkit with values for its symbols."""
    entry = FORMULAS[name]
    assert set(values) == set(entry.symbols)
    text = entry.formula.partition(" = ")[2].replace(" x ", " * ")
    return eval(text, {"__builtins__": {}, "max": max, "min": min}, values)


# East Sussex, schedule 6, phase 4: 57.25 to 300 000 t, 45.94 to 360 000 t, 33.30 to 420 000 t;
# 300 000 x 57.25 + 60 000 x 45.94 + 40 000 x 33.30 = 17 175 000 + 2 756 400 + 1 332 000.
def test_bands_of_east_sussex():
    bands = {"p_1": 57.25, "t_1": 300e3, "p_2": 45.94, "t_2": 60e3, "p_3": 33.30, "t_3": 40e3}
    assert computed("payment_mechanism.base_payment", **bands) == pytest.approx(21_263_400)


# 278 000 t accepted, 7 000 refused, minimum 300 000, 10 000 t substitute waste at 50, price 57.25:
# paid tonnes 293 000; 10 000 x 7.25; (293 000 - 278 000 - 10 000) x 57.25; deductions
# (4 000 + 7 000 - 8 000) x 40 + 0; 7 000 x 6; (6.2 - 5.5) million x 0.5.
def test_yearly_charge_of_the_british_mechanism_adds_up():
    p, accepted = 57.25, 278e3
    part = "payment_mechanism."
    assert computed(part + "minimum_tonnage", A=accepted, M=300e3, N=7e3, S_f=0) == 293e3
    unused = computed(part + "unused_capacity", p=p, M=300e3, N=7e3, A=accepted, S=10e3)
    substitute = computed(part + "substitute_waste", p=p, g=50, S=10e3, k=0.5)
    deduction = computed(
        part + "diversion_deduction",
        L_u=11e3, T_u=8e3, r_u=40, L_p=1.5e3, T_p=2e3, r_p=40,
    )  # fmt: skip
    haulage = computed(part + "mileage_deduction", N=7e3, c=6)
    share = computed(part + "third_party_income", I=6.2e6, G=5.5e6, k=0.5)
    assert (unused, substitute, deduction, haulage) == (286_250, 72_500, 120_000, 42_000)
    assert share == pytest.approx(350_000)
    charge = computed(
        part + "yearly_charge",
        B=accepted * p, B_u=unused, B_s=substitute, D=deduction, T=share, H=haulage,
    )  # fmt: skip
    # 15 915 500 + 286 250 + 72 500 - 120 000 - 350 000 - 42 000
    assert charge == pytest.approx(15_762_250)


# 57.25 x (0.7 + 0.3 x 1.12) = 57.25 x 1.036
def test_indexing_three_tenths():
    price = computed("payment_mechanism.indexation", p_0=57.25, f=0.3, I_y=112, I_0=100)
    assert price == pytest.approx(59.311)


# Fixed 800 million, 1 500 a tonne, 57 200 t: 885.8 million. Own part 5 % of 800 + 1 500 x 60 000
# = 44.5 million of a cost of 70 million: 25.5 million.
def test_japanese_fee_and_band():
    fee = computed("payment_mechanism.fixed_and_unit_fee", F_f=800e6, u=1500, Q=57_200)
    assert fee == 885.8e6
    band = {"C": 70e6, "d": 0.05, "F_f": 800e6, "u": 1500, "Q_p": 60e3}
    assert computed("payment_mechanism.heating_value_band", **band) == pytest.approx(25.5e6)
    small = {**band, "C": 44.5e6}
    assert computed("payment_mechanism.heating_value_band", **small) == 0


# Mohali annex: 436 t/d assured, floor 0.80, ceiling 1.20 printed as 523.2; 436 x 0.8 = 348.8.
@pytest.mark.parametrize(("delivered", "paid"), [(320, 348.8), (400, 400), (560, 523.2)])
def test_floor_and_ceiling_of_mohali(delivered, paid):
    floor = computed("payment_mechanism.waste_put_or_pay", W=delivered, m=0.8, q=436, o=1.2)
    assert floor == pytest.approx(paid)


# 91 000 MWh x 200; 4 000 MWh curtailed x 200; 100 MW x 8 760 h x 0.8 - 650 000 = 50 800 MWh x 70.
def test_power_paid_deemed_and_short():
    part = "payment_mechanism."
    assert computed(part + "energy_payment", E=91e3, p_e=200) == 18.2e6
    assert computed(part + "deemed_energy", E_c=4e3, E_f=0, p_e=200) == 800e3
    short = computed(part + "energy_shortfall", P_c=100, h=8760, a=0.8, E=650e3, p_s=70)
    assert short == pytest.approx(3_556_000)


# SoPC4 21.3.2: each of junior debt less interest and shares less distributions is floored at zero:
# 80 + (15 - 9) + 0 = 86 > 85, + 2 = 88; with interest of 13: 80 + 2 = 82 < 85, so 85 + 2 = 87.
@pytest.mark.parametrize(("interest", "paid"), [(9, 88), (13, 87)])
@pytest.mark.parametrize("cause", ["force_majeure", "uninsurability"])
def test_force_majeure_by_sopc4(cause, interest, paid):
    sums = {"D_b": 80, "D_r": 85, "J": 15, "i_J": interest, "E": 5, "d_E": 8, "X": 2}
    assert computed(f"termination_payments.{cause}", **sums) == paid


# Norfolk, 7 April 2014: capped compensation 20.3, inquiry 1.6, hedges 8.36; with hedges at 11.84
# published as "around 33.7".
@pytest.mark.parametrize(("hedges", "paid"), [(8.36, 30.26), (11.84, 33.74)])
def test_norfolk(hedges, paid):
    sums = {"C_b": 25.0, "K": 20.3, "Q": 1.6, "H": hedges}
    assert computed("termination_payments.unmet_conditions", **sums) == pytest.approx(paid)


def test_termination_causes_are_complete():
    # World Bank 2017, section 4.1.3 (a) to (d); Ireland, clause 54: uninsurable risk, corrupt
    # gifts and fraud, breach of refinancing provisions; Norfolk 2014: consent refused.
    world_bank = {
        "operator_default", "voluntary", "authority_default", "force_majeure",
        "government_action", "change_in_law",
    }  # fmt: skip
    ireland = {"uninsurability", "corruption", "refinancing_breach"}
    causes = {entry.cause for entry in TOOLKIT.catalogue("termination_payments").values()}
    assert causes == world_bank | ireland | {"unmet_conditions"}


def test_owners_gain_nothing_by_their_own_fault():
    # World Bank 2017, 4.3.1: full compensation for causes of the public side only.
    full = {
        entry.cause
        for entry in TOOLKIT.catalogue("termination_payments").values()
        if entry.owners == "full"
    }
    assert full == {"authority_default", "voluntary", "government_action", "change_in_law"}


def test_caps_of_guarantees_lie_within_those_of_the_register():
    guarantees, caps = TOOLKIT.catalogue("guarantees"), TOOLKIT.catalogue("damages_caps")
    covered = {key for cap in caps.values() for key in cap.covers}
    capped = {key for key, one in guarantees.items() if one.cap_percent is not None}
    assert capped <= covered
    for cap in ("delay", "performance"):
        for key in caps[cap].covers:
            assert guarantees[key].cap_percent <= caps[cap].percent.high, key
    yearly = [guarantees[key].cap_percent for key in caps["operation_year"].covers]
    # 10 + 15 + 5 + 3 + 3 + 3 + 3 + 2, as the note of the entry says
    assert sum(yearly) == 44
    assert "44 %" in caps["operation_year"].note


def test_a_checklist_item_can_be_done_within_its_gate():
    gates = TOOLKIT.catalogue("stage_gates")
    assert sorted(gate.order for gate in gates.values()) == list(range(1, len(gates) + 1))
    for key, item in TOOLKIT.catalogue("feasibility_checklist").items():
        gate = gates[item.gate]
        assert item.duration_months.low <= gate.duration_months.high, key
        assert item.pass_mark, key
    for key, gate in gates.items():
        assert gate.pass_mark, key
        assert gate.duration_months.low > 0, key


def test_each_commitment_is_direct_or_contingent_and_each_risk_of_payment_has_one():
    commitments = TOOLKIT.catalogue("fiscal_commitments").values()
    assert {one.kind for one in commitments} == {"direct", "contingent"}
    # World Bank PPP Reference Guide, box 3.6: guarantees on risk variables, compensation clauses,
    # termination payments, debt guarantees or other credit enhancements.
    clauses = " ".join(one.clause for one in commitments)
    for kind in (
        "guarantees on particular risk variables", "compensation clauses",
        "termination payment commitments", "debt guarantees or other credit enhancements",
    ):  # fmt: skip
        assert kind in clauses
    named = {risk for one in commitments for risk in one.risks}
    assert {"fee_payment", "waste_quantity", "offtaker_credit", "early_termination"} <= named


def test_commitments_that_a_study_measures_name_its_figure():
    commitments = TOOLKIT.catalogue("fiscal_commitments")
    figures = {key: one.study_figure for key, one in commitments.items() if one.study_figure}
    # The figures of the commitments table of a study's risk analysis, each measured once.
    assert set(figures.values()) == set(HEADS)
    assert figures["minimum_tonnage"] == "finance.public.put_or_pay_usd"
    for path in figures.values():
        assert field_at(StudyResult, path.split(".")).json_schema_extra["unit"] == "USD", path


def test_no_page_of_the_documentation_lacks_a_catalogue():
    page = (Path(__file__).parents[2] / "docs/reference/toolkit.md").read_text(encoding="utf-8")
    for name in OWN:
        assert f"`{name}`" in page or f"table:catalogue-{name}" in page, name
