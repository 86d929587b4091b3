"""Bids of the example tender under its draft contract, each on its own plant."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.advice.bid_contract import bids_under_contract, contract_of_bid, study_of_bid
from wte_ppp.chapters.contract.bids import bids_document
from wte_ppp.contract.reading import contract_in, read_contract
from wte_ppp.documents import DocumentError, document_in
from wte_ppp.feasibility.study import Study
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.tender import load_tender

EXAMPLE = Path(__file__).parents[2] / "examples" / "viet_nam"
DRAFT, TENDER = read_contract(EXAMPLE / "contract.yaml"), load_tender(EXAMPLE)
SITE = Study.load(EXAMPLE / "study.yaml")
NAMES = ("B1", "B3", "B6")


def envelopes(envelope):
    return {
        name: read_bid(EXAMPLE / "bids" / f"{name}-{envelope}.yaml", TENDER, envelope)
        for name in NAMES
    }


BIDS, PRICES = envelopes("technical"), envelopes("price")


@pytest.fixture(scope="module")
def runs():
    found = bids_under_contract(DRAFT, TENDER, SITE, BIDS, PRICES, draws=40)
    return {one.bid: one.run for one in found}


def test_the_price_of_a_bid_fills_the_price_that_the_draft_leaves_open():
    signed = contract_of_bid(DRAFT, BIDS["B1"], PRICES["B1"], TENDER)
    assert signed.definition.payment_mechanism.base_payment.bands[0].price_per_t == (31.5,)
    place = "payment_mechanism.base_payment.bands.0.price_per_t"
    assert (signed.origins[place].status, signed.origins[place].note) == ("quote", "tipping_fee")
    # The draft states the price above the expected tonnage and that of power.
    assert signed.definition.payment_mechanism.base_payment.bands[1].price_per_t == (14,)
    assert signed.unknown() == ()


def test_before_prices_are_open_what_hangs_on_them_is_not_known():
    (one,) = bids_under_contract(DRAFT, TENDER, SITE, {"B6": BIDS["B6"]}, {}, draws=5)
    assert one.contract.unknown() == ("payment_mechanism.base_payment.bands.0.price_per_t",)
    assert np.isnan(one.run.totals["paid"].p50)
    # The availability's damages have a rate of their own, but their cap is a share of the fee.
    claimed = [row for row in one.run.caps if row.claimed > 0]
    assert len(claimed) >= 2
    assert all(np.isnan(row.years_percent) for row in claimed)


def test_a_bids_plant_runs_on_the_site_of_the_study():
    plant = study_of_bid(SITE, "B6", BIDS["B6"], {}).definition.plant
    promised = BIDS["B6"].numbers
    assert plant.steam_pressure_bar == promised["steam_pressure_bar"] == 50
    assert plant.availability_h_per_year == promised["availability_h_per_year"] == 8000


def test_each_bid_is_paid_its_own_fee(runs):
    # All three plants take what the site brings: what the city pays goes with the first band's
    # price, 31.5 and 29-odd against the abnormally low one.
    fees = {name: float(price.numbers["tipping_fee"]) for name, price in PRICES.items()}
    paid = {name: float(run.totals["paid"].p50) for name, run in runs.items()}
    assert sorted(fees, key=fees.get) == sorted(paid, key=paid.get)


def test_what_a_bid_promises_beyond_its_plant_it_pays_for(runs):
    # B3's steam data do not give what it promises (the tender's advice flags it); B1's do.
    short = {name: run.totals["damages.net_energy_yearly"].p50 for name, run in runs.items()}
    assert short["B3"] > short["B6"] > short["B1"]


def test_the_same_seed_gives_the_same_result(runs):
    again = bids_under_contract(DRAFT, TENDER, SITE, BIDS, PRICES, draws=40)
    for one in again:
        np.testing.assert_array_equal(
            one.run.totals["charge"].p50, runs[one.bid].totals["charge"].p50
        )


def test_a_bid_that_the_model_refuses_is_told_with_its_faults():
    bid = BIDS["B6"]
    hours = type(bid.numbers["availability_h_per_year"])(9999)
    impossible = replace(bid, answers={**bid.answers, "availability_h_per_year": hours})
    (one,) = bids_under_contract(DRAFT, TENDER, SITE, {"B6": impossible}, {}, draws=5)
    assert one.run is None
    assert "guaranteed_h_per_year: got 9,999" in str(one.fault)
    blocks = bids_document(DRAFT, (one,)).blocks
    assert any("could not be run" in str(getattr(block, "text", "")) for block in blocks)


def test_a_contract_in_a_money_that_no_rate_leads_to_stops_before_any_bid():
    text = (EXAMPLE / "contract.yaml").read_text(encoding="utf-8").replace("USD", "PHP")
    foreign = contract_in(document_in(text.encode(), "contract.yaml"))
    with pytest.raises(DocumentError, match="expected a rate of PHP"):
        bids_under_contract(foreign, TENDER, SITE, {"B6": BIDS["B6"]}, {}, draws=2)
    (one,) = bids_under_contract(foreign, TENDER, SITE, {"B6": BIDS["B6"]}, {}, draws=2, rate=0.02)
    assert one.run.per_unit[0] == 0.02
    closed = str(bids_document(foreign, (one,), prices_open=False))
    assert "Price envelopes are closed" in closed
