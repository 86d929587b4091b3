"""What binds by law in a city's country is held against its base case, or said not to be held."""

from wte_ppp.feasibility.study import Study
from wte_ppp.screening.plan import Options
from wte_ppp.screening.run import screen
from wte_ppp.screening.summary import table_columns
from wte_ppp.screening.told import law_words

CITIES = """\
city,country,received_t_per_day,finance.tipping_fee_usd_per_t
With a fee,ID,1200,20
Small,ID,900,0
Lawful,ID,1200,0
Elsewhere,BD,900,20
"""


def test_indonesia_pays_no_fee_and_asks_for_a_thousand_tonnes(put, base_file, tmp_path):
    # Perpres 109/2025: power is the only revenue (articles 15 and 19), at least 1 000 t/d (4).
    text = base_file.read_text("utf-8").replace('as_of: "2024-06-01"', 'as_of: "2026-11-01"')
    text = text.replace("country: VN", "country: ID")
    text = text.replace("  power_tariff_usd_per_kwh: 0.09\n", "")
    base_file.write_text(text, "utf-8")
    found = screen(
        put("cities.csv", CITIES), Study.load(base_file), tmp_path / "out",
        Options(scenarios=("base case",)),
    )  # fmt: skip
    columns = table_columns(found.cities)
    off = dict(zip(columns["city"], columns["not_kept_by_law"], strict=True))
    assert off == {
        "With a fee": "wte.tipping_fee", "Small": "wte.minimum_waste", "Lawful": "",
        "Elsewhere": "",
    }  # fmt: skip
    told = [str(text) for text in law_words(found.cities)]
    assert len(told) == 2
    assert any("With a fee, ID. Fee" in text and "109/2025" in text for text in told)
    assert any("Small, ID. Minimum waste" in text and "1,000 t/day" in text for text in told)


def test_a_scenario_below_a_fixed_price_runs_and_is_told(put, base_file, tmp_path):
    # Perpres 109/2025, article 19: 0.20 USD/kWh. A lender looks at 0.15; a base case may not.
    text = base_file.read_text("utf-8").replace('as_of: "2024-06-01"', 'as_of: "2026-11-01"')
    text = text.replace("country: VN", "country: ID").replace(
        "fee_usd_per_t: 20", "fee_usd_per_t: 0"
    )
    text = text.replace("  power_tariff_usd_per_kwh: 0.09\n", "")
    downside = "    downside: {finance.power_tariff_usd_per_kwh: 0.15}\n"
    base_file.write_text(text.rstrip("\n") + "\n" + downside, "utf-8")
    cities = put("cities.csv", "city,country,received_t_per_day\nLawful,ID,1200\n")
    found = screen(
        cities, Study.load(base_file), tmp_path / "out",
        Options(scenarios=("base case", "downside")),
    )  # fmt: skip
    columns = table_columns(found.cities)
    off = dict(zip(columns["scenario"], columns["not_kept_by_law"], strict=True))
    assert off == {"base case": "", "downside": "tariff.waste_to_power"}
    fee = {one.scenario: one.base["required_tipping_fee_usd_per_t"] for one in found.cities}
    assert fee["downside"] > fee["base case"]
