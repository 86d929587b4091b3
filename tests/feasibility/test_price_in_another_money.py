"""A price written in another money moves with that money's rate, in the study and the workbook."""

from copy import deepcopy

import numpy as np
import pytest

from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.study import Study
from wte_ppp.print.model_book.book import model_book

BASE = read_document("examples/minimal/study.yaml")
RATES = {"USD": {"rate": 16_000, "path": [16_000, 16_000, 16_000, 16_000, 17_600, 19_200]}}


def in_rupiah(**finance):
    money = {"currency": "IDR", "rates": RATES}
    own = {
        "money": money,
        "tipping_fee_per_t": 0,
        "inflation_percent": 3,
        "power_tariff_usd_per_kwh": 0.2,
    }
    own |= finance
    data = deepcopy(dict(BASE.data))
    data["finance"].pop("tipping_fee_usd_per_t")
    data |= {"country": "ID", "project": {"contract_day": "2026-01-10"}}
    data.pop("as_of", None)
    data["finance"] |= own
    return Study.of(Document("study.yaml", data, {}))


def price(result):
    """Revenue from power over what is sold, money of the study a kWh, by operation year."""
    running = result.finance.operation_year >= 1
    return result.finance.power_revenue_usd[running] / result.plant.exported_mwh / 1000


def test_a_dollar_tariff_in_a_rupiah_study_follows_the_dollar():
    # 0.2 USD/kWh flat: 3,200 IDR/kWh at 16,000. The first operation year is 2028, four years after
    # the price year: 17,600 by the path, 19,200 in 2029, and by parity (both inflations 3 %) on.
    found = price(in_rupiah().run())
    assert found[:4] == pytest.approx([3520, 3840, 3840, 3840])


def test_a_price_that_is_said_to_move_with_its_own_money_stays():
    own = {"power_tariff": {"paid_in": "IDR"}}
    assert price(in_rupiah(indexation=own).run()) == pytest.approx(3200)


def test_the_law_s_dollar_price_fills_a_rupiah_study_and_follows_the_dollar():
    # Perpres 109/2025, article 19: 0.20 USD/kWh, no escalation.
    law = in_rupiah()
    data = deepcopy(dict(law.document.original.data))
    data["finance"].pop("power_tariff_usd_per_kwh")
    assert price(Study.of(Document("study.yaml", data, {})).run())[:2] == pytest.approx(
        [3520, 3840]
    )


def test_a_dong_fee_in_a_dollar_study_moves_with_the_dong():
    # Flat in dong; local prices rise 4 % a year, those of the dollar 2 %: by parity the fee loses
    # (1.02 / 1.04) a year in USD. Price year 2024, first operation year 2028.
    formula = {"local_inflation_percent": 4}
    data = deepcopy(dict(BASE.data))
    data["finance"].pop("tipping_fee_usd_per_t")
    data["finance"] |= {
        "tipping_fee_vnd_per_t": 500_000, "indexation": formula, "inflation_percent": 2,
        "money": {"rates": {"VND": {"inverse_rate": 25_000}}},
    }  # fmt: skip
    result = Study.of(Document("study.yaml", data, {})).run()
    running = result.finance.operation_year >= 1
    fee = result.finance.tipping_revenue_usd[running] / result.plant.accepted_t
    years = np.arange(4, 4 + fee.size)
    assert fee == pytest.approx(20 * (1.02 / 1.04) ** years)


def test_a_money_without_a_rate_is_refused_by_name():
    with pytest.raises(DocumentError, match=r"finance\.indexation\.power_tariff\.paid_in"):
        in_rupiah(indexation={"power_tariff": {"paid_in": "CHF"}})


def test_the_workbook_follows_the_same_path():
    # A book that differs from the study is refused.
    book = model_book(in_rupiah().run())
    assert any(sheet.name == "Monies" for sheet in book.sheets)
