"""Figures that follow from several guarantees."""

from fractions import Fraction

import pytest

from wte_ppp.plant import energy
from wte_ppp.tender.derived import DERIVED
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
            "date: '2026-03-02'\ndeadline: '2026-06-15T15:00+07:00'\ncurrency: USD\n"
            "rules: {procedure.technical_weight_percent: 70, "
            "procedure.technical_minimum_percent: 50}\n"
            f"criteria:\n  {criterion}\nprice: {{field: tipping_fee}}\n",
        )
    )
    assert set(DERIVED["r1_from_guarantees"].reads) <= set(tender.form)
