"""Studies wholly in VND, IDR and JPY: no USD on any paper but where a source or default has it."""

import json
import re
from typing import Any

import numpy as np
import openpyxl
import pytest

from wte_ppp.blocks import flat
from wte_ppp.chapters.study.page import study_document
from wte_ppp.documents import document_in
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result_file import read_result
from wte_ppp.feasibility.result_tables import study_tables
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message, Quoted
from wte_ppp.print.study import study_summary, write_workbook

WASTE = """
schema: wte_ppp/study/1
name: Plant of a city
country: {country}
waste:
  received_t_per_day: 800
  composition_percent:
    {{food: 55, plastics: 15, paper: 8, textiles: 4, wood: 3, nappies: 5, fines: 7, glass: 2,
     metals: 1}}
plant: {{capacity_t_per_day: 800}}
cost: {{capex: {capex}}}
finance:
  first_operation_year: 2028
  price_year: 2026
  contract_years: 20
{prices}
  debt: {{interest_percent: 9}}
  money: {money}
"""
STUDIES = {
    "VND": (
        "VN",
        2.1e12,
        "tipping_fee_per_t: 485000, power_tariff_per_kwh: 2400",
        "{currency: VND}",
    ),
    "IDR": ("ID", 1.4e12, "tipping_fee_per_t: 0, power_tariff_per_kwh: 2900", "{currency: IDR}"),
    # Viet Nam's rate of the USD leads there over the stated one of the dong.
    "JPY": (
        "VN",
        1.25e10,
        "tipping_fee_per_t: 2900, power_tariff_per_kwh: 14",
        "{currency: JPY, rates: {VND: {inverse_rate: 170}}}",
    ),
}
# What a default or the country's rule says of USD, and amounts that were converted.
OF_SOURCES = re.compile(
    r"Nominal USD, infra|All-in USD rate|Diesel near 0.8 USD/L|In USD unless|the USD prices of a "
    r"study|[\d,.]+ USD(/[\w]+)?( \w+)? at [\d,.]+ [A-Z]{3}/USD|[\d,.]+ [A-Z]{3}/USD"
    r"|money\.rates\.USD|JPY/USD"
    # Indonesia's law has its price in USD (Perpres 109/2025, article 19).
    r"|0\.2\s+USD/kWh"
    r'|"text": "USD/kWh", "key": "\{money\}/kWh", "values": \{"money": "USD"\}'
)


@pytest.fixture(scope="module", params=STUDIES)
def result(request) -> StudyResult:
    country, capex, prices, money = STUDIES[request.param]
    lines = prices.replace(", ", "\n  ")
    text = WASTE.format(country=country, capex=capex, prices=f"  {lines}", money=money)
    return Study.of(document_in(text.strip().encode(), "study.yaml")).run()


def left(text: str) -> list[str]:
    """What is said of USD beyond sources and conversions, with what stands around it."""
    rest = OF_SOURCES.sub("", text)
    return [rest[max(0, found.start() - 60) : found.end() + 20]
            for found in re.finditer(r"USD|_usd|usd_", rest)]  # fmt: skip


def said(node: Any) -> list[str]:
    """Every text of a report's blocks that is the program's own."""
    if isinstance(node, Message | str):
        return [str(node)]
    if isinstance(node, tuple | list):
        return [text for one in node for text in said(one)]
    if isinstance(node, Quoted) or not hasattr(node, "__dataclass_fields__"):
        return []
    return [text for name in node.__dataclass_fields__ for text in said(getattr(node, name))]


def test_no_usd_on_a_terminal(result):
    assert left(study_summary(result)) == []


def test_no_usd_in_report_appendix_and_page(result):
    texts = said(flat(study_document(result).blocks))
    assert [found for text in texts for found in left(text)] == []
    assert any(result.currency in text for text in texts)


def test_no_usd_in_json_and_its_names_are_read_back(result, tmp_path):
    data = json.loads(result.to_json(tmp_path / "study.json"))
    for part in ("inputs", "rules"):  # their texts are those of the appendix; rules are quoted
        data.pop(part)
    assert left(json.dumps(data)) == []
    again = read_result(tmp_path / "study.json")
    assert again.finance.equity_usd == pytest.approx(result.finance.equity_usd, rel=1e-12)
    assert [row.path for row in again.inputs] == [row.path for row in result.inputs]


def test_no_usd_in_heads_of_tables(result):
    tables = study_tables(result)
    heads = [f"{name}.{column}" for name, table in tables.items() for column in table.columns]
    assert left(" ".join(heads)) == []
    assert left(" ".join(tables["columns"]["unit"].astype(str))) == []


def test_no_usd_in_the_workbook_that_reproduces_the_study(result, tmp_path):
    write_workbook(result, tmp_path / "study.xlsx")
    book = openpyxl.load_workbook(tmp_path / "study.xlsx")
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    texts = [text for text in cells if isinstance(text, str)]
    assert [found for text in texts for found in left(text)] == []
    assert left(" ".join(book.defined_names)) == []


def test_sums_are_scaled_and_prices_have_no_decimals(result):
    text = study_summary(result)
    scale = "million" if result.currency == "JPY" else "billion"
    assert f"{scale} {result.currency}" in text
    fee = float(np.asarray(result.finance.required_tipping_fee_usd_per_t))
    assert f"  {fee:,.0f}  {result.currency}/t" in text
