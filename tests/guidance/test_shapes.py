"""Scales, lines, capped indices, ranges and weights: values by hand, faults by place."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.reading import read_value
from wte_ppp.guidance.shapes import CappedIndex, Linear, Range, Steps, Weights
from wte_ppp.guidance.values import amount, in_words, needs, value_at

# Presidential Regulation 35/2018 (Indonesia), article 11: 13.35 US cents/kWh up to 20 MW, above it
# 14.54 - 0.076 x MW.
JAVA = {
    "steps": {
        "by": "capacity_mw",
        "bands": [
            {"up_to": 20, "value": 13.35},
            {"value": {"linear": {"by": "capacity_mw", "intercept": 14.54, "slope": -0.076}}},
        ],
    }
}


@pytest.mark.parametrize(
    ("megawatt", "cents"),
    # 14.54 - 0.076 x 30 = 12.26; 14.54 - 0.076 x 50 = 10.74
    [(1, 13.35), (20, 13.35), (30, 12.26), (50, 10.74)],
)
def test_a_tariff_by_capacity(megawatt, cents):
    assert value_at(read_value(JAVA), {"capacity_mw": megawatt}) == cents


def test_bounds_of_bands_are_included_or_not():
    table = {"by": "t", "bands": [{"below": 10, "value": 1}, {"up_to": 50, "value": None}]}
    steps = Steps.model_validate(table)
    assert steps.at({"t": 9.99}) == 1
    assert steps.at({"t": 10}) is None
    assert steps.at({"t": 51}) is None


def test_a_line_is_held_between_its_bounds():
    line = Linear(by="x", intercept=0, slope=1, at_least=2, at_most=5)
    assert [line.at({"x": x}) for x in (1, 3, 9)] == [2, 3, 5]


def test_an_index_is_capped_by_the_year():
    # Uncapped 100 x (1 + 0.5 x 0.4) = 120; capped 100 x 1.03^4 = 112.550881.
    price = CappedIndex(base=100, by="cpi", base_index=100, share=0.5, at_most_percent_per_year=3)
    assert price.at({"cpi": 140, "years": 4}) == pytest.approx(112.550881, rel=1e-12)
    assert price.at({"cpi": 102, "years": 4}) == pytest.approx(101.0, rel=1e-12)
    assert needs(price) == ("cpi", "years")


def test_what_a_value_depends_on_is_asked_for():
    with pytest.raises(DocumentError, match=r"capacity_mw: got nothing; .*--with capacity_mw=10"):
        value_at(read_value(JAVA), {})
    with pytest.raises(DocumentError, match="got 'big'; expected a finite number"):
        value_at(read_value(JAVA), {"capacity_mw": "big"})


@pytest.mark.parametrize(
    ("raw", "place", "found"),
    [
        ({"range": {"low": 2, "high": 1}}, ".range", "low 2 above high 1"),
        ({"weights": {"a": 60, "b": 30}}, ".weights", "weights that sum to 90"),
        ({"weights": {"a": 110, "b": -10}}, ".weights.b", "-10"),
        ({"weights": {}}, ".weights", "{}"),
        ({"steps": {"by": "x", "bands": []}}, ".steps.bands", "an empty list"),
        (
            {"steps": {"by": "x", "bands": [{"value": 1}, {"up_to": 2, "value": 1}]}},
            ".steps.bands.0",
            "a band without bound before others",
        ),
        (
            {"steps": {"by": "x", "bands": [{"up_to": 5, "value": 1}, {"up_to": 5, "value": 2}]}},
            ".steps.bands.1",
            "bound 5 after 5",
        ),
        (
            {"steps": {"by": "x", "bands": [{"up_to": 5, "below": 6, "value": 1}]}},
            ".steps.bands.0",
            "up_to and below",
        ),
        ({"linear": {"by": "Capacity MW", "intercept": 1, "slope": 1}}, ".linear.by", "'Capacity"),
        ({"linear": {"by": "x", "intercept": 1}}, ".linear.slope", "nothing"),
        ({"indexed": {"base": 1, "by": "x", "base_index": 0}}, ".indexed.base_index", "0"),
        ({"formula": "2 * x"}, "", "unknown shape 'formula'"),
        ({"a": 1, "b": 2}, "", "{'a': 1, 'b': 2}"),
        ([], "", "an empty list"),
        (["a", 3], ".1", "3"),
        (["a", "a"], "", "a word twice"),
        ("  ", "", "an empty text"),
        ("x" * 2001, "", "2001 characters"),
    ],
)
def test_a_faulty_value_names_its_place(raw, place, found):
    from wte_ppp.guidance.schema import DatedValue

    body = {"from": "2020-01-01", "value": raw, "status": "assumption", "confidence": "U"}
    with pytest.raises(ValidationError) as caught:
        DatedValue.model_validate(body | {"reviewed": "2025-01-01"})
    (error,) = caught.value.errors()
    faults = {fault[0]: fault[1] for fault in error["ctx"]["faults"]}
    assert found in faults[place]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, "none"),
        (True, "yes"),
        (0.65920, "0.6592"),
        (["one", "two"], "one; two"),
        ({"range": {"low": 350000, "high": 550000}}, "350,000 to 550,000"),
        ({"weights": {"technical": 60, "price": 40}}, "technical 60, price 40"),
        (JAVA, "13.35 up to 20 (capacity in MW); 14.54 - 0.076 x capacity in MW above"),
        (
            {"indexed": {"base": 8, "by": "cpi", "base_index": 100, "share": 0.25}},
            "8, 25 % of it following consumer price index from 100",
        ),
    ],
)
def test_values_in_words(raw, text):
    assert str(in_words(read_value(raw))) == text


def test_an_amount_has_a_unit_where_it_is_a_number():
    assert str(amount(2114.0, "VND/kWh")) == "2,114 VND/kWh"
    assert str(amount(Range(low=1, high=2), "USD/t")) == "1 to 2 USD/t"
    assert str(amount("open bidding", "")) == "open bidding"
    assert str(amount(("a", "b"), "x")) == "a; b"


numbers = st.floats(-1e6, 1e6)


@given(
    bounds=st.lists(st.integers(-100, 100), min_size=1, max_size=6, unique=True).map(sorted),
    number=st.floats(-120, 120),
)
def test_a_step_table_gives_the_first_band_whose_bound_is_not_passed(bounds, number):
    bands = [{"up_to": bound, "value": place} for place, bound in enumerate(bounds)]
    found = Steps.model_validate({"by": "x", "bands": bands}).at({"x": number})
    expected = next((place for place, bound in enumerate(bounds) if number <= bound), None)
    assert found == expected


@given(
    base=st.floats(0.01, 1e6), index=st.floats(1, 1e4), share=st.floats(0, 1), cap=st.floats(0, 20)
)
def test_a_cap_never_raises_a_price(base, index, share, cap):
    plain = CappedIndex(base=base, by="i", base_index=100, share=share)
    capped = plain.model_copy(update={"at_most_percent_per_year": cap})
    situation = {"i": index, "years": 3}
    assert capped.at(situation) <= plain.at(situation)
    assert capped.at(situation) <= base * (1 + cap / 100) ** 3 * (1 + 1e-11)


@given(shares=st.lists(st.integers(0, 50), min_size=2, max_size=6))
def test_weights_sum_to_100_or_are_refused(shares):
    named = {f"w{place}": float(share) for place, share in enumerate(shares)}
    if math.isclose(sum(shares), 100):
        assert Weights(shares=named).shares == named
    else:
        with pytest.raises(ValidationError):
            Weights(shares=named)
