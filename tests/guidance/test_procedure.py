"""Evaluation procedures that ship, held against what their sources say."""

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.available import available_toolkits
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.procedure import procedure_of

METHODS = (
    "world_bank_rated_criteria",
    "adb_merit_point",
    "japan_sogo_hyoka_addition",
    "japan_sogo_hyoka_division",
    "qcbs",
    "least_cost",
    "vn_ppp",
    "vn_investor",
    "ph_ppp_code",
    "ph_procurement_act",
    "id_kpbu",
    "id_design_build",
    "th_procurement_act",
    "my_rfp",
)


def procedure(toolkit):
    return procedure_of(load_guidance(toolkit).on("2026-11-01"))


@pytest.mark.parametrize("toolkit", METHODS)
def test_each_method_is_whole(toolkit):
    assert toolkit in available_toolkits()
    found = procedure(toolkit)
    assert found.steps.index("minimums") < found.steps.index("combination")
    if found.envelopes == 2:
        assert found.steps.index("freeze") < found.steps.index("price_opening")


def test_qcbs_adds_absolute_technical_points_and_relative_price_points():
    # World Bank Consulting Guidelines / Procurement Regulations: S = St x T% + Sf x P%,
    # Sf = 100 x lowest price / price; St is the technical score itself.
    found = procedure("qcbs")
    assert (found.combination, found.technical_score, found.price_score) == (
        "weighted_sum", "absolute", "lowest_over_price",
    )  # fmt: skip
    assert found.envelopes == 2


def test_rated_criteria_are_relative_on_both_sides():
    # Evaluating Bids and Proposals with rated criteria: C_low/C x X + T/T_high x (1 - X)
    found = procedure("world_bank_rated_criteria")
    assert (found.combination, found.technical_score, found.price_score) == (
        "weighted_sum", "relative_to_best", "lowest_over_price",
    )  # fmt: skip
    assert found.rating_scale_highest == 4


def test_the_division_method_divides_standard_and_added_points_by_the_price():
    found = procedure("japan_sogo_hyoka_division")
    assert (found.combination, found.standard_points) == ("quality_per_price", 100)
    assert found.price_ceiling == "required"


def test_the_addition_method_adds():
    assert procedure("japan_sogo_hyoka_addition").combination == "weighted_sum"


def test_least_cost_ranks_by_price_above_a_technical_minimum():
    found = procedure("least_cost")
    assert found.combination == "lowest_price"
    assert found.technical_minimum_percent is not None


def test_a_toolkit_without_procedure_says_so():
    with pytest.raises(DocumentError, match="no procedure in wte_ppp"):
        procedure("wte_ppp")


def test_a_base_of_procedures_is_not_whole():
    with pytest.raises(DocumentError, match=r"procedure\.combination"):
        procedure("japan_sogo_hyoka")
