"""Figures that follow from several guarantees."""

from fractions import Fraction

import pytest

from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.plant import energy
from wte_ppp.tender.derived import DERIVED, exceeded, not_comparable
from wte_ppp.tender.tender import load_tender

VALUES = {
    "net_energy_kwh_per_t": Fraction(500),
    "own_use_kwh_per_t": Fraction(100),
    "reference_lhv_mj_per_kg": Fraction(9),
    "auxiliary_fuel_mj_per_t": Fraction(0),
}


def test_efficiency_of_a_guarantee_by_hand():
    # 9 GJ/t are 2500 kWh/t; 500 of them are 20 %.
    found = DERIVED["efficiency_from_guarantees_percent"].of(VALUES, None)
    assert found == 20
    # 100 MJ/t of fuel: 9.1 GJ are 2527.8 kWh.
    fuelled = {**VALUES, "auxiliary_fuel_mj_per_t": Fraction(100)}
    lower = DERIVED["efficiency_from_guarantees_percent"].of(fuelled, None)
    assert float(lower) == pytest.approx(100 * 500 / (9.1 / 0.0036), rel=1e-12)


def test_r1_of_a_guarantee_is_the_plant_models():
    # Gross 600 kWh/t are 24 % of the heat: 2.6 x 0.24 / 0.97 = 0.6433
    found = float(DERIVED["r1_from_guarantees"].of(VALUES, None))
    assert found == pytest.approx(2.6 * 0.24 / 0.97, abs=1e-8)
    assert found == pytest.approx(
        float(energy.r1(electricity_gj=0.24 * 9, heat_gj=0.0, waste_gj=9.0)), abs=1e-8
    )


def test_a_criterion_on_a_derived_figure_asks_for_its_fields(put):
    criterion = (
        "r1: {weight: 100, field: r1_from_guarantees, scoring: {linear: {floor: 0.5, target: 0.8}}}"
    )
    tender = load_tender(
        put(
            "case/tender.yaml",
            "schema: wte_ppp/tender/1\nid: t\nname: t\nbuyer: t\nguidance: VN\nprocedure: qcbs\n"
            "procedure_ground: {reason: a lender's rules, document: loan agreement}\n"
            "date: '2026-03-02'\ndeadline: '2026-06-15T15:00+07:00'\ncurrency: USD\n"
            "rules: {procedure.technical_weight_percent: 70, "
            "procedure.technical_minimum_percent: 50}\n"
            f"criteria:\n  {criterion}\nprice: {{field: tipping_fee}}\n",
        )
    )
    assert set(DERIVED["r1_from_guarantees"].reads) <= set(tender.form)


def limits(rows, **basis):
    return EmissionLimits(rows=rows, **{"o2_percent": 11, **basis})


def row(pollutant, limit, unit="mg/Nm3"):
    return {"pollutant": pollutant, "limit": limit, "unit": unit, "averaging": "any"}


def test_limits_come_to_the_forms_basis_before_they_are_compared():
    # Dust 100 at 12 % O2 and 25 °C: 100 x 298.15/273.15 x 10/9 = 121.28 at 11 %, 0 °C.
    viet_nam = limits([row("PM", 100)], o2_percent=12, temperature_c=25)
    assert exceeded({"dust_mg_per_nm3": Fraction(121)}, viet_nam) == []
    (found,) = exceeded({"dust_mg_per_nm3": Fraction(122)}, viet_nam)
    assert str(found).startswith("PM 122 above 121.3")


def test_parts_per_million_become_mass():
    # Thailand, 30 ppm SO2 at 7 % O2: 30 x 64.06/22.414 x 10/14 = 61.2 mg/Nm3 at 11 %.
    thailand = limits([row("SO2", 30, "ppm")], o2_percent=7, temperature_c=25)
    assert exceeded({"so2_mg_per_nm3": Fraction(61)}, thailand) == []
    assert exceeded({"so2_mg_per_nm3": Fraction(62)}, thailand)


def test_what_cannot_be_compared_is_named():
    table = limits([row("PCDD/F", 30, "ng/Nm3"), row("opacity", 10, "%"), row("PM", 10)])
    assert not_comparable(table) == ["PCDD/F", "opacity"]
    assert exceeded({"dioxin_ng_per_nm3": Fraction(50)}, table) == []
    assert not_comparable(limits([row("PM", 10)], dry=False)) == ["PM"]


def test_margin_is_taken_at_the_same_basis():
    # 100 x (1 - 90.96/121.28) = 25.0
    viet_nam = limits([row("PM", 100)], o2_percent=12, temperature_c=25)
    margin = DERIVED["emission_margin_percent"].of({"dust_mg_per_nm3": Fraction("90.96")}, viet_nam)
    assert float(margin) == pytest.approx(25, abs=0.01)
