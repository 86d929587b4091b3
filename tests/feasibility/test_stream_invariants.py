"""What must hold of streams, seasons and changes of the waste, whatever they are."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.impossible import undefined
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.study import Study

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
BASE = Study.load(MINIMAL).definition.model_dump(by_alias=True)
MIX = {"food": 60, "plastics": 20, "paper": 20}
MEASURED = {"moisture_percent": 55.0, "ash_percent": 14.0, "lhv_mj_per_kg": 6.0}
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONTHS = {f"m{month:02}": {"months": [month]} for month in range(1, 13)}
WET = [5, 6, 7, 8, 9, 10]
DRY = [1, 2, 3, 4, 11, 12]
LATENT_MJ_PER_KG = 2.443
SERIES = (
    "plant.fired_t",
    "plant.diverted_t",
    "plant.leachate_t",
    "plant.exported_mwh",
    "plant.auxiliary_fuel_gj",
    "plant.bottom_ash_t",
    "waste.received_t",
    "waste.paid_t",
    "climate.fossil_co2_tco2e",
    "climate.landfill_methane_tco2e",
    "climate.reduction_tco2e",
    "finance.tipping_revenue_usd",
    "finance.cfads_usd",
)


def definition(waste: dict, capacity: float = 700.0, **plant: object) -> StudyDefinition:
    """The minimal study with some waste of its own."""
    data = {name: value for name, value in BASE.items()}
    data["waste"] = {
        **BASE["waste"],
        "received_t_per_day": 500.0,
        "composition_percent": MIX,
        "bunker_leachate_percent": 8.0,
        **waste,
    }
    data["plant"] = {**BASE["plant"], "capacity_t_per_day": capacity, **plant}
    return StudyDefinition.model_validate(data)


def outcomes(study: StudyDefinition):
    """Its outcomes; combinations that are no plant are left to the tests of findings."""
    found = run_model(study)
    assume(not undefined(found, study))
    return found


def at(found, path: str):
    for name in path.split("."):
        found = getattr(found, name)
    return np.asarray(found)


def same(one, other, rtol=1e-8):
    for path in SERIES:
        found, expected = at(one, path), at(other, path)
        scale = float(np.nanmax(np.abs(expected)))
        np.testing.assert_allclose(
            found, expected, rtol=rtol, atol=rtol * scale, err_msg=path, equal_nan=True
        )


stream_of = st.fixed_dictionaries(
    {
        "received_t_per_day": st.floats(5.0, 300.0),
        "growth_percent_per_year": st.floats(-3.0, 5.0),
        "composition_percent": st.sampled_from(
            [{"plastics": 40, "paper": 60}, {"food": 80, "fines": 20}, {"wood": 100}]
        ),
        "lhv_mj_per_kg": st.one_of(st.none(), st.floats(3.0, 18.0)),
        "tipping_fee_usd_per_t": st.one_of(st.none(), st.floats(0.0, 80.0)),
        "guaranteed_t_per_day": st.one_of(st.none(), st.floats(0.0, 300.0)),
        "without_plant": st.sampled_from(["as_municipal", "no_emissions"]),
        "diverted": st.sampled_from(["first", "alike", "last"]),
    }
)
streams = st.dictionaries(st.sampled_from(["industrial", "sludge"]), stream_of, min_size=1)


@st.composite
def halves(draw):
    """A wet and a dry season: 184 of 365.25 days are wet."""
    wet = draw(st.floats(80.0, 120.0))
    dry = (365.25 - 1.84 * wet) / 1.8125
    return {
        "wet": {
            "months": WET,
            "received_percent": wet,
            "moisture_percent": draw(st.floats(50.0, 62.0)),
        },
        "dry": {
            "months": DRY,
            "received_percent": dry,
            "composition_percent": draw(
                st.sampled_from([MIX, {"food": 50, "plastics": 25, "paper": 25}])
            ),
        },
    }


@SLOW
@given(
    beside=st.one_of(st.none(), streams),
    seasons=st.one_of(st.none(), halves()),
    measured=st.sampled_from([MEASURED, {}, {"moisture_percent": 52.0}]),
    capacity=st.floats(250.0, 900.0),
    removed=st.sampled_from([None, {"plastics": 30}]),
    design=st.sampled_from([None, 6.5, 10.0]),
)
def test_tonnes_heat_carbon_and_money_sum_up(beside, seasons, measured, capacity, removed, design):
    waste = {"streams": beside, "seasons": seasons, "removed_percent": removed, **measured}
    found = outcomes(definition(waste, capacity, design_lhv_mj_per_kg=design))
    plant, received = found.plant, found.waste.received_t
    accepted = plant.accepted_t
    scale = float(np.max(received))

    def close(one, other, size=scale):
        np.testing.assert_allclose(one, other, rtol=1e-8, atol=1e-8 * size)

    # Received is accepted or diverted; accepted is fired or drains as leachate.
    close(accepted + plant.diverted_t, received)
    close(plant.fired_t + plant.leachate_t, accepted)
    for tonnes in (accepted, plant.diverted_t, plant.fired_t, plant.leachate_t):
        assert np.all(tonnes >= -1e-9 * scale)
    steady = 1
    if seasons:
        for by_season, year in (
            (plant.fired_by_season_t, plant.fired_t),
            (plant.diverted_by_season_t, plant.diverted_t),
            (plant.exported_by_season_mwh, plant.exported_mwh),
        ):
            close(sum(by_season.values()), year[steady])
    if not beside:
        assert plant.accepted_by_stream_t == {}
        return
    by_stream = found.waste.received_by_stream_t
    close(sum(by_stream.values()), received)
    close(sum(plant.accepted_by_stream_t.values()), accepted)
    close(sum(plant.diverted_by_stream_t.values()), plant.diverted_t)
    for name, tonnes in by_stream.items():
        gone, taken = plant.diverted_by_stream_t[name], plant.accepted_by_stream_t[name]
        close(gone + taken, tonnes)
        assert np.all(gone >= -1e-9 * scale)
        assert np.all(taken >= -1e-9 * scale)
    # Nothing of a later stream is diverted while something of an earlier one is taken. Within a
    # season, so that the year shows it where there are none.
    rank = {"municipal": 1} | {
        name: ("first", "alike", "last").index(stream["diverted"])
        for name, stream in beside.items()
    }
    if not seasons:
        for one in by_stream:
            for other in by_stream:
                if rank[one] < rank[other]:
                    taken = plant.accepted_by_stream_t[one]
                    gone = plant.diverted_by_stream_t[other]
                    assert np.all(np.minimum(taken, gone) <= 1e-8 * scale)
    # Heat fired is that of what is accepted of each, the leachate's water not evaporated.
    if not seasons and removed is None:
        lhv = found.waste.lhv_by_stream_mj_per_kg
        of_streams = sum(
            tonnes[0] * float(lhv[name]) for name, tonnes in plant.accepted_by_stream_t.items()
        )
        fired = plant.energy_balance_mw["waste_mw"] / plant.throughput_t_per_h * 3.6
        drained = LATENT_MJ_PER_KG * plant.leachate_t[0]
        close(fired * plant.fired_t[0], of_streams + drained, of_streams)
    climate, finance = found.climate, found.finance
    avoided = climate.landfill_methane_tco2e + climate.open_burning_tco2e
    close(sum(climate.disposal_by_stream_tco2e.values()), avoided, 1e5)
    close(sum(climate.fossil_co2_by_stream_tco2e.values()), climate.fossil_co2_tco2e, 1e5)
    fees = sum(finance.fees_by_stream_usd.values(), start=np.zeros_like(finance.stream_fees_usd))
    close(fees, finance.stream_fees_usd, 1e6)
    at_fee = [name for name in by_stream if name not in finance.fees_by_stream_usd]
    close(sum(found.waste.paid_by_stream_t[name] for name in at_fee), found.waste.paid_t)


@FEW
@given(
    beside=st.one_of(st.none(), streams),
    capacity=st.floats(300.0, 900.0),
    growth=st.floats(-2.0, 4.0),
    count=st.sampled_from([2, 12]),
)
def test_seasons_alike_are_none(beside, capacity, growth, count):
    waste = {"streams": beside, "growth_percent_per_year": growth, **MEASURED}
    months = MONTHS if count == 12 else {"wet": {"months": WET}, "dry": {"months": DRY}}
    year = outcomes(definition(waste, capacity))
    same(outcomes(definition({**waste, "seasons": months}, capacity)), year)


@FEW
@given(
    share=st.floats(0.05, 0.9),
    capacity=st.floats(300.0, 900.0),
    seasons=st.one_of(st.none(), halves()),
    guaranteed=st.one_of(st.none(), st.floats(0.0, 600.0)),
    measured=st.sampled_from([MEASURED, {}]),
)
def test_streams_alike_are_one(share, capacity, seasons, guaranteed, measured):
    if seasons:
        # A stream has no seasons of its own but its months: alike are amounts alone.
        seasons = {name: {"months": season["months"]} for name, season in seasons.items()}
    alike = {
        "received_t_per_day": 500.0 * share,
        "guaranteed_t_per_day": None if guaranteed is None else guaranteed * share,
        "composition_percent": MIX,
        "without_plant": "as_municipal",
        "diverted": "alike",
        **measured,
    }
    whole = {"seasons": seasons, "guaranteed_t_per_day": guaranteed, **measured}
    parts = {
        **whole,
        "received_t_per_day": 500.0 * (1 - share),
        "guaranteed_t_per_day": None if guaranteed is None else guaranteed * (1 - share),
        "streams": {"twin": alike},
    }
    same(outcomes(definition(parts, capacity)), outcomes(definition(whole, capacity)), 1e-6)


@FEW
@given(
    beside=st.one_of(st.none(), streams),
    course=st.sampled_from(["from_year", "straight_line"]),
    measured=st.sampled_from([MEASURED, {}, {"ash_percent": 16.0}]),
    removed=st.sampled_from([None, {"plastics": 30}]),
)
def test_a_change_to_the_same_composition_changes_nothing(beside, course, measured, removed):
    waste = {"streams": beside, "removed_percent": removed, **measured}
    law = {"law": {"year": 2033, "composition_percent": MIX, "course": course}}
    same(
        outcomes(definition({**waste, "composition_changes": law})),
        outcomes(definition(waste)),
        1e-6,
    )


@SLOW
@given(
    measured=st.sampled_from([MEASURED, {"lhv_mj_per_kg": 7.5, "moisture_percent": 45.0}, {}]),
    capacity=st.floats(300.0, 900.0),
    of_stream=st.booleans(),
    order=st.sampled_from(["first", "alike", "last"]),
    design=st.sampled_from([None, 6.5, 10.0]),
)
def test_more_water_never_gives_more_power(measured, capacity, of_stream, order, design):
    """Of what the waste itself gives: what support fuel gives is fuel, and is paid for."""
    waste = {"moisture_percent": 45.0, **measured}
    water = np.linspace(40.0, 62.0, 7)
    place = "waste.moisture_percent"
    if of_stream:
        wet = {"lhv_mj_per_kg": measured.get("lhv_mj_per_kg"), "moisture_percent": 45.0}
        waste["streams"] = {
            "other": {
                "received_t_per_day": 200.0, "composition_percent": MIX, "diverted": order, **wet
            }
        }  # fmt: skip
        place = "waste.streams.other.moisture_percent"
    base = definition(waste, capacity, design_lhv_mj_per_kg=design)
    study, count = with_draws(base, {place: water})
    found = run_model(study, count)
    plant = found.plant
    heat_gj = plant.energy_balance_mw["waste_mw"] * 3.6 * plant.full_load_hours[:, 1]
    assert np.all(np.diff(heat_gj) <= 1e-9 * heat_gj[:-1])
    alone = plant.support_mw == 0.0
    power = plant.exported_mwh[alone]
    assert np.all(np.diff(power, axis=0) <= 1e-9 * power[:-1])
    # Where fuel makes up for the heat, it does so for more of it.
    fuel = plant.auxiliary_fuel_gj[~alone]
    assert np.all(np.diff(fuel, axis=0) >= -1e-9 * fuel[:-1])


def test_rich_waste_is_diverted_until_the_boiler_takes_the_rest():
    """A fixed point that swings when it is gone back and forth: by hand.

    365 days of 350 t/d at 6 and 150 t/d at 18 MJ/kg; 8,000 h of 450 t/d laid out for 6.5 MJ/kg
    take 450/24 x 8,000 x 6.5 = 975,000 GJ. A tenth drains, which spares 0.2443 MJ/kg accepted:
    (182,500 - x) x 0.2443 + 127,750 x 6 + 54,750 x 18 - 18 x = 975,000; x = 45,032 t.
    """
    rich = {
        "received_t_per_day": 150.0, "composition_percent": {"plastics": 40, "paper": 60},
        "moisture_percent": 15.0, "ash_percent": 10.0, "lhv_mj_per_kg": 18.0, "diverted": "first",
    }  # fmt: skip
    waste = {
        **MEASURED, "received_t_per_day": 350.0, "bunker_leachate_percent": 10.0,
        "streams": {"industrial": rich},
    }  # fmt: skip
    study = definition(waste, 450.0, design_lhv_mj_per_kg=6.5, lines=2,
                       availability_h_per_year=8000.0)  # fmt: skip
    plant = run_model(study).plant
    expected = (182_500 * 0.2443 + 127_750 * 6 + 54_750 * 18 - 975_000) / 18.2443
    assert plant.diverted_by_stream_t["industrial"][1] == pytest.approx(expected, rel=1e-6)
    assert plant.diverted_by_stream_t["municipal"][1] == pytest.approx(0.0, abs=1e-6)
