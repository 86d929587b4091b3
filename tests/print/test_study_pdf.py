"""The report as its reader gets it: text and fonts taken from the PDF."""

import json
import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

import wte_ppp as wte
from wte_ppp import Study, StudyResult
from wte_ppp.chapters.outcome_tables import label_of
from wte_ppp.chapters.study.report import HEADLINES
from wte_ppp.feasibility.outcomes import unit_of
from wte_ppp.print.language import ENGLISH
from wte_ppp.print.study import study_appendix_pdf, study_pdf

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (EXAMPLES / "minimal" / "study.yaml").read_text(encoding="utf-8")
CHAPTERS = (
    "Main figures",
    "Waste",
    "Plant",
    "Environment",
    "Cost",
    "Finance",
    "Risk",
    "Climate: JCM and co-benefits",
    "Legal frame",
    "Model against published",
    "Assumptions and their sources",
    "Open points",
)
PARTS = (
    "Comparison with the guidance",
    "Firing diagram (capacity diagram)",
    "Emission limits",
    "Sources and uses of funds",
    "Waterfall of the operation years",
    "Cash flow by year, million USD nominal",
    "Debt service cover ratio",
    "Switching values",
    "Risk matrix and allocation",
    "Emissions without and with the plant",
    "Co-benefits",
    "Sources of inputs",
)
BY_YEAR = (
    "All figures",
    "Waste and power by year",
    "Emissions and credits by year",
    "Finance by year",
    "Inputs and their sources",
)


def run(folder: Path, more: str = "", plant: str = "") -> StudyResult:
    file = folder / "study.yaml"
    text = TEXT.replace("capacity_t_per_day: 800\n", f"capacity_t_per_day: 800\n{plant}")
    file.write_text(text + more, encoding="utf-8")
    return Study.load(file).run()


def pages(data: bytes) -> list[str]:
    """Text of each page."""
    text = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    return [one.replace("\u00a0", " ") for one in text]


def lines(data: bytes) -> list[str]:
    """Lines of all pages."""
    return [one.strip() for page in pages(data) for one in page.splitlines()]


def squeezed(text: str) -> str:
    """Text without blanks, for what a table breaks over lines."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def bac_ninh() -> StudyResult:
    return Study.load(EXAMPLES / "bac_ninh" / "study.yaml").run()


@pytest.fixture(scope="module")
def report(bac_ninh) -> bytes:
    return study_pdf(bac_ninh)


@pytest.fixture(scope="module")
def appendix(bac_ninh) -> bytes:
    return study_appendix_pdf(bac_ninh)


def outline(data: bytes) -> list[tuple[str, int]]:
    """Chapters of the outline with their page, from one on."""
    reader = PdfReader(BytesIO(data))
    chapters = [one for one in reader.outline if not isinstance(one, list)]
    return [(one.title, reader.get_destination_page_number(one) + 1) for one in chapters]


def test_chapters_are_in_outline_and_contents_with_their_page(report):
    assert [title for title, _ in outline(report)] == list(CHAPTERS)
    contents = [one.strip() for one in pages(report)[1].splitlines()]
    listed = list(pairwise(contents))
    assert [one for one in outline(report) if (one[0], str(one[1])) not in listed] == []


def test_every_part_has_its_title(report, appendix):
    text = lines(report)
    assert [one for one in PARTS if one not in text] == []
    assert [title for title, _ in outline(appendix)] == list(BY_YEAR)


def test_report_has_ten_to_24_pages_and_each_says_which_it_is(report):
    shown = pages(report)
    assert 10 <= len(shown) <= 24
    for number, text in enumerate(shown, 1):
        assert f"Page {number} of {len(shown)}" in text


def test_document_tells_what_it_is(report):
    reader = PdfReader(BytesIO(report))
    assert reader.metadata.title == "Thuan Thanh waste-to-energy plant, Bac Ninh"
    assert reader.metadata.author == "wte_ppp"
    assert reader.metadata.subject == "Feasibility study"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_page_one_answers_what_a_mayor_asks(bac_ninh, report):
    flat = " ".join(pages(report)[0].split())
    for question in ("The plant", "What it costs", "What the city pays", "Who earns what",
                     "The three largest risks", "Conditions and open points"):  # fmt: skip
        assert question in flat
    # The study assumes 20 USD/t and grants of JPY 2.0 billion at 109.8 JPY/USD, 18.2 million USD.
    assert "20.0 USD per tonne in the study" in flat
    assert "18.2 million of grant" in flat
    needed = ENGLISH.quantity(bac_ninh.finance.required_tipping_fee_usd_per_t)
    assert f"the required fee is {needed} USD/t" in flat
    assumed = sum(row.status == "assumption" for row in bac_ninh.inputs)
    assert f"{assumed} of {len(bac_ninh.inputs)} inputs are assumptions" in flat


def test_page_one_names_every_source_of_money(tmp_path):
    """A concessional loan of 20 and viability gap funding of 7 million stand there too."""
    more = "  concessional: {amount_usd: 20000000}\n  grant: {viability_gap_usd: 7000000}\n"
    text = " ".join(pages(study_pdf(run(tmp_path, more)))[0].split())
    assert "Loans beside the senior debt add 20.0 million." in text
    assert "Other grants, paid during construction, add 7.00 million." in text


def test_page_one_of_a_plant_that_fails_says_so_in_words(tmp_path):
    """Power that displaces nothing and is sold for little: more emitted, owners without return."""
    more = (
        "  power_tariff_usd_per_kwh: 0.01\n  debt: {amount_usd: 80000000}\n"
        "climate: {grid_factor_tco2_per_mwh: 0, captured_fraction: 0.9}\n"
    )
    result = run(tmp_path, more)
    assert result.climate.total_reduction_tco2e < 0
    assert np.isnan(result.finance.equity_irr_percent)
    lacking = result.finance.lenders.support_usd / 1e6
    assert lacking > 100
    text = " ".join(pages(study_pdf(result))[0].split())
    assert f"Emits {-result.climate.total_reduction_tco2e:,.0f} tCO₂e more" in text
    assert "tCO₂e a year more than without the plant" in text
    assert "Shareholders: their cash flow has no IRR" in text
    assert f"Cash does not cover debt service: a shortfall of {lacking:.0f} million USD" in text


def test_page_one_says_how_much_of_the_heat_is_fuel(tmp_path):
    """Gas of 1,150 degC asked of the example's waste: a share of the heat is oil."""
    result = run(tmp_path, plant="  burnout_c: 1150\n")
    share = 100 * result.plant.support_mw / result.plant.thermal_mw
    assert share > 1
    text = " ".join(pages(study_pdf(result))[0].split())
    assert f"too poor to burn alone: auxiliary fuel gives {share:.0f} % of the heat" in text


def test_a_summary_never_runs_over_its_page(bac_ninh):
    # As long as a study file may have them.
    update = {"name": "Plant " * 33, "description": "Waste " * 666, "location": "X" * 200}
    longest = bac_ninh.model_copy(update=update)
    assert outline(study_pdf(longest))[0] == ("Main figures", 2)


def test_main_figures_say_what_study_json_says(bac_ninh, report):
    data = json.loads(bac_ninh.to_json())
    first = [one.strip() for one in pages(report)[1].splitlines()]
    for section, name in HEADLINES:
        field = type(getattr(bac_ninh, section)).model_fields[name]
        value = data[section][name]
        value = value / 1e6 if unit_of(field) == "USD" else value
        place = first.index(str(label_of(getattr(bac_ninh, section), name)))
        assert first[place + 1] == ENGLISH.quantity(value), name


def test_page_one_says_the_price_year(report):
    # 2022 is finance.price_year in the study file.
    text = " ".join(pages(report)[0].split())
    assert "Money is nominal USD; the tipping fee is in prices of 2022." in text


def test_published_figures_are_all_there_with_their_reasons(bac_ninh, report):
    text = squeezed("".join(pages(report)))
    assert bac_ninh.published
    for row in bac_ninh.published:
        assert squeezed(str(row.description)) in text
        assert f"{row.difference_percent:+.1f}%" in text
        assert row.reason is None or squeezed(str(row.reason))[-30:] in text


def test_inputs_of_study_and_profile_are_in_the_report(bac_ninh, report):
    text = squeezed("".join(pages(report)))
    given = [
        row
        for row in bac_ninh.inputs
        if row.layer not in ("default", "nowhere") and row.status != "stated"
    ]
    assert len(given) > 40
    assert [row.path for row in given if row.path not in text] == []
    defaults = sum(row.layer == "default" or row.status == "stated" for row in bac_ninh.inputs)
    assert f"{defaults}moreare" in text


def test_all_inputs_and_sources_are_in_the_appendix(bac_ninh, appendix):
    text = squeezed("".join(pages(appendix)))
    missing = [row.path for row in bac_ninh.inputs if row.path not in text]
    assert missing == []
    # The end of a source, for page ends cut long cells.
    assert [
        row.source for row in bac_ninh.inputs if squeezed(str(row.source))[-20:] not in text
    ] == []


def test_input_left_out_shows_what_was_found(bac_ninh, appendix):
    text = lines(appendix)
    place = text.index("plant.boiler_efficiency_percent")
    assert text[place + 1] == ENGLISH.quantity(bac_ninh.plant.boiler_efficiency_percent)
    assert "computed" in text[place + 2 : place + 4]


def test_paths_of_inputs_break_at_dots(bac_ninh, appendix):
    text = lines(appendix)
    for row in bac_ninh.inputs:
        head, _, tail = row.path.rpartition(".")
        assert row.path in text or (f"{head}." in text and tail in text), row.path


def test_sources_equal_uses(bac_ninh, report):
    finance = bac_ninh.finance
    text = lines(report)
    uses = f"{finance.total_uses_usd / 1e6:.2f}"
    start = text.index("Sources and uses of funds")
    table = text[start : start + 40]
    totals = [at for at, text in enumerate(table) if text == "Total"][:2]
    assert [table[at + 1] for at in totals] == [uses, uses]
    sources = [float(table[table.index(one) + 1]) for one in ("Senior debt", "Equity")]
    bridge = float(table[table.index("Grant bridge loan") + 1])
    assert sum(sources) + bridge == pytest.approx(float(uses), abs=0.02)  # three of two decimals


def test_owners_flow_can_be_rebuilt_by_hand(bac_ninh, report):
    text = lines(report)
    start = text.index("Cash flow by year, million USD nominal")
    columns = ("CFADS", "Interest", "Principal", "Grant", "Bridge", "Equity", "Sponsors")
    head = text[start + 1 : start + 15]
    for year in bac_ninh.finance.calendar_year:
        place = text.index(f"{year:.0f}", start)
        cells = dict(zip(head, text[place : place + 13], strict=False))
        cfads, interest, principal, grant, bridge, equity, owners = (
            float(cells[one]) for one in columns
        )
        rebuilt = cfads - interest - principal + grant - bridge - equity
        assert owners == pytest.approx(rebuilt, abs=0.031)  # six figures of two decimals
    assert any(bac_ninh.finance.grant_received_usd > 0)


def test_operating_cost_by_item_adds_up(bac_ninh, report):
    text = lines(report)
    # 2025 is the second operation year; the plant opened in 2024.
    start = text.index("Operating cost by item, 2025 (operation year 2), nominal")
    items = list(bac_ninh.cost.opex_usd)
    table = text[start + 4 : start + 4 + 3 * (len(items) + 1)]
    costs = [int(one.replace(",", "")) for one in table[1:-3:3]]
    total = int(table[-2].replace(",", ""))
    assert table[-3] == "Total"
    assert sum(costs) == pytest.approx(total, abs=len(costs))
    assert total == pytest.approx(bac_ninh.finance.operating_cost_usd[3], abs=1)


def test_waste_and_power_by_year(bac_ninh, appendix):
    text = lines(appendix)
    heading = max(at for at, one in enumerate(text) if one == "Waste and power by year")
    place = text.index("2024", heading)
    waste, plant = bac_ninh.waste, bac_ninh.plant
    series = (
        waste.received_t,
        waste.paid_t,
        plant.fired_t,
        plant.diverted_t,
        plant.full_load_hours,
        plant.gross_mwh,
        plant.exported_mwh,
        plant.imported_mwh,
        plant.bottom_ash_t,
        plant.fly_ash_t,
    )
    row = [int(one.replace(",", "")) for one in text[place + 1 : place + 11]]
    assert row == [round(float(one[0])) for one in series]


def test_both_fossil_carbon_figures_and_why_they_differ(bac_ninh, report):
    text = lines(report)
    for label, value in (
        ("Fossil CO2, as counted", bac_ninh.climate.fossil_co2_kg_per_t),
        (
            "Fossil CO2, by ultimate analysis of the waste",
            bac_ninh.climate.fossil_co2_by_analysis_kg_per_t,
        ),
    ):
        assert text[text.index(label) + 1] == ENGLISH.quantity(value)
    assert "ACM0022, upper values on wet mass" in " ".join(text)


def test_negative_fee_is_explained(tmp_path):
    result = run(tmp_path, "cost:\n  capex_usd: 2.0e+7\n")
    assert result.finance.tipping_fee_for_dscr_usd_per_t < 0
    report = " ".join(lines(study_pdf(result)))
    assert "Negative tipping fee: the target is met without a fee." in report


def test_cover_ratio_asked_for_is_in_the_chart(bac_ninh, report):
    assert bac_ninh.finance.target_dscr == 1.3  # default
    assert "Target 1.30" in lines(report)


def test_without_debt_words_stand_for_the_chart(tmp_path):
    result = run(tmp_path, more="  debt: {max_gearing_percent: 0}\n")
    assert np.all(np.isnan(result.finance.dscr))
    text = lines(study_pdf(result))
    assert "There is no senior debt, so no DSCR." in text
    assert "Debt service just covered 1.00" not in text


def test_plant_that_buys_power_has_a_report(tmp_path):
    # Parasitic load of 500 kWh/t + 50 % of some 600 kWh/t is more than the plant makes.
    plant = "  own_use_kwh_per_t: 500\n  own_use_percent_of_gross: 50\n"
    result = run(tmp_path, plant=plant)
    assert result.plant.net_mw < 0
    # In the flow of energy and among the operating costs.
    assert lines(study_pdf(result)).count("Power bought") == 2


def test_long_contract_has_every_year(tmp_path):
    # The power contract has 20 years: what power earns after it must be stated.
    after = "  contract_prices: {power_tariff: {price_after_usd_per_kwh: 0.08}}\n"
    result = run(tmp_path, more=f"  contract_years: 30\n{after}")
    # 2057 is year 30 from 2028: cash flow; waste and power, emissions, statements, balance sheet
    # and payments of the public.
    assert lines(study_pdf(result)).count("2057") == 1
    assert lines(study_appendix_pdf(result)).count("2057") == 5


@pytest.mark.parametrize(
    "name",
    [
        "<b>Công ty & <img src='file:///etc/passwd'/> </para>",
        "株式会社 \u202e\x07 " + "VeryLongUnbrokenName" * 8,
        "&lt;a href='https://example.org'&gt;&#0;",
    ],
)
def test_hostile_name_is_only_text(bac_ninh, name):
    changed = bac_ninh.model_copy(update={"name": name, "location": name, "description": name})
    data = study_pdf(changed)
    shown = squeezed(name.split("\u202e")[-1].strip("\x07"))[:40]
    # In the header, as title, location and description.
    assert squeezed(pages(data)[0]).count(shown) >= 4
    assert squeezed(pages(study_appendix_pdf(changed))[0]).count(shown) >= 2
    for key in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"root:"):
        assert key not in data
    images = [image for page in PdfReader(BytesIO(data)).pages for image in page.images]
    assert images == []


def test_only_the_bundled_font_is_used_and_embedded(report):
    fonts = [
        font.get_object()
        for page in PdfReader(BytesIO(report)).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"/([A-Z]{6}\+\d?)?NotoSans\w*(-Regular|-Bold)?", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]


def test_same_result_gives_the_same_bytes(bac_ninh, report):
    assert study_pdf(bac_ninh) == report


def test_draws_have_no_report(tmp_path):
    study = Study.load(EXAMPLES / "minimal" / "study.yaml")
    result = study.run(draws={"finance.tipping_fee_usd_per_t": [10.0, 20.0]})
    with pytest.raises(ValueError, match="2 draws"):
        wte.write_pdf(result, tmp_path / "study.pdf")
    assert not (tmp_path / "study.pdf").exists()


def test_the_method_of_the_version_before_warns_and_does_the_same(bac_ninh, report, tmp_path):
    with pytest.warns(DeprecationWarning, match=r"wte_ppp\.write_pdf\(result, \.\.\.\)"):
        bac_ninh.to_pdf(tmp_path / "study.pdf")
    assert (tmp_path / "study.pdf").read_bytes() == report


def test_a_study_that_misses_its_target_says_how_far(tmp_path):
    # At 20 USD/t the minimal study earns its owners less than nothing.
    result = run(tmp_path)
    assert result.finance.equity_irr_percent < 0
    text = " ".join(lines(study_pdf(result)))
    assert "This is too low: the required fee is" in text
    assert "Equity IRR is below target; a change of -" in text
