"""The interactive page, opened from disk in a real browser without a network."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.what_if import WhatIf
from wte_ppp.feasibility.risk_analysis import risk_analysis
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.what_if import what_if
from wte_ppp.print.language import ENGLISH, LANGUAGES, language_of
from wte_ppp.print.study_page import study_page

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason=f"none of {BROWSERS} is installed")
HOSTILE = (
    "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    "{{ 7*7 }} \u202egnp.exe\u202c \x00🗑 & \"quotes\" 'n' "
)

# Page one 1, waste 1, plant 4, finance 3, risk in short 3, climate 1, combustion 1; risk analysis:
# 3 curves, 5 fans and 4 tornadoes.
CHARTS = 26
Case = tuple[Study, StudyResult, RiskResult, WhatIf]


@pytest.fixture(scope="module")
def case() -> Case:
    study = Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml")
    risk = risk_analysis(study, draws=64, sobol_draws=8).result
    return study, study.run(), risk, what_if(study, risk)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


class Opened:
    """A page in the browser with all that it asked for and complained of."""

    def __init__(self, browser, file: Path) -> None:
        self.page = browser.new_page(viewport={"width": 1200, "height": 900})
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type == "error" else None,
        )
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())


@pytest.fixture(scope="module")
def opened(browser, case: Case, tmp_path_factory) -> Opened:
    _, result, risk, found = case
    file = tmp_path_factory.mktemp("page") / "study.html"
    file.write_text(study_page(result, risk, found), encoding="utf-8")
    assert file.stat().st_size < 5_000_000
    return Opened(browser, file)


@needs_browser
def test_shows_every_chart_with_its_words_and_numbers_and_asks_for_nothing(opened: Opened) -> None:
    page = opened.page
    assert page.locator("figure .chart svg[role=img]").count() == CHARTS
    assert page.locator("figure").count() == CHARTS
    figures = page.evaluate(
        "[...document.querySelectorAll('figure')].map(figure => [figure.querySelector('svg')"
        ".getAttribute('aria-label'), figure.querySelectorAll('svg title').length,"
        " figure.querySelectorAll('tbody tr').length])"
    )
    for words, tips, rows in figures:
        assert len(words.split()) > 3
        assert tips > 0, words
        assert rows > 0, words
    assert "Net power" in page.locator("#chart-energy-balance .chart").inner_html()
    assert page.evaluate(
        "[...document.querySelectorAll('[id]')].every((one, at, all) =>"
        " all.findIndex(other => other.id === one.id) === at)"
    )
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1


@needs_browser
def test_charts_say_that_they_do_not_follow_a_slider_that_was_moved(opened: Opened) -> None:
    page = opened.page
    notes = page.locator("figure .stale")
    assert notes.count() == CHARTS
    banner = page.locator(".banner")
    assert not any(notes.nth(at).is_visible() for at in range(CHARTS))
    page.locator("#lever-1").focus()
    page.keyboard.press("Home")
    assert all(notes.nth(at).is_visible() for at in range(CHARTS))
    assert banner.is_visible()
    assert "base case" in page.locator("#said").inner_text()
    page.get_by_role("button", name="Back to the base case").click()
    page.wait_for_timeout(50)
    assert not any(notes.nth(at).is_visible() for at in range(CHARTS))
    assert not banner.is_visible()


@needs_browser
def test_sliders_show_what_the_model_computes(opened: Opened, case: Case) -> None:
    study, _, _, found = case
    page = opened.page
    chosen = {one.path: float(one.levels[-1]) for one in found.levers[:3]}
    for at in range(3):
        page.locator(f"#lever-{at}").focus()
        page.keyboard.press("End")  # by keyboard alone
    result = study.run(draws={path: np.array([value]) for path, value in chosen.items()})
    cells = [
        [cell.inner_text() for cell in row.query_selector_all("td")]
        for row in page.query_selector_all("#outcomes tbody tr")
    ]
    for path, base, row in zip(found.outcomes, found.base, cells, strict=True):
        section, _, name = path.partition(".")
        value = float(getattr(getattr(result, section), name)[0])
        assert row[0] == ENGLISH.quantity(float(base))
        assert row[1] == ENGLISH.quantity(float(np.float32(value))), path  # as the page holds it
    page.get_by_role("button", name="Back to the base case").click()
    page.wait_for_timeout(50)
    assert page.locator("#outcomes tbody tr").first.locator("td").nth(2).inner_text() == "0"
    # The fee sells no power: what is kept in seven digits shows no change of its own.
    assert found.levers[0].path == "finance.tipping_fee_usd_per_t"
    page.locator("#lever-0").focus()
    page.keyboard.press("End")
    sold = found.outcomes.index("plant.exported_mwh_per_year")
    assert page.locator("#outcomes tbody tr").nth(sold).locator("td").nth(2).inner_text() == "0"
    page.get_by_role("button", name="Back to the base case").click()


@needs_browser
def test_tables_sort_by_number_and_search_by_word(opened: Opened) -> None:
    page = opened.page
    table = page.locator("#table-inputs")
    button = table.get_by_role("button", name="Value")
    for order, sign in (("ascending", 1), ("descending", -1)):
        button.click()
        assert table.locator("th", has_text="Value").get_attribute("aria-sort") == order
        numbers = page.eval_on_selector_all(
            "#table-inputs td[data-number]",
            "cells => cells.map(cell => Number(cell.dataset.number))",
        )
        assert len(numbers) > 300
        assert numbers == sorted(numbers, key=lambda one: sign * one)
    page.locator("p:has(+ [role=region] #table-inputs) .filter").fill("tipping_fee usd/t")
    assert 1 <= page.locator("#table-inputs tbody tr:visible").count() <= 5
    page.locator("p:has(+ [role=region] #table-inputs) .filter").fill("")


@needs_browser
def test_no_fault_of_accessibility_that_a_machine_finds(opened: Opened) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()


@needs_browser
def test_hostile_text_is_shown_and_never_run(browser, tmp_path: Path) -> None:
    document = read_document(ROOT / "examples" / "minimal" / "study.yaml")
    data = {**document.data, "name": HOSTILE, "location": HOSTILE}
    data["description"] = HOSTILE
    note = {"value": 20, "status": "quote", "source": HOSTILE, "note": HOSTILE}
    data["finance"] = {**data["finance"], "tipping_fee_usd_per_t": note}
    result = Study.of(Document(document.path, data, document.lines)).run()
    file = tmp_path / "study.html"
    file.write_text(study_page(result), encoding="utf-8")
    one = Opened(browser, file)
    one.page.wait_for_selector(".chart svg")
    assert one.faults == []
    assert one.page.title().startswith("</script><script>document.title='run'")
    text = one.page.inner_text("body")
    assert "{{ 7*7 }} gnp.exe" in text
    assert "\u202e" not in text
    assert one.page.query_selector("img") is None
    # What is wide scrolls in its own place; the page does not.
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 1200


def test_page_is_the_same_for_the_same_study_and_needs_no_script_to_be_read(case: Case) -> None:
    _, result, risk, found = case
    html = study_page(result, risk, found)
    assert html == study_page(result, risk, found)
    body = html[html.index("<main") : html.index("</main>")]
    assert body.count("<svg") == CHARTS
    for row in result.inputs:
        assert row.path in body.replace("<br>", "")  # long paths stand on two lines
    assert ENGLISH.quantity(float(result.finance.equity_irr_percent)) in body
    outside = re.findall(r"""(?:src|href)\s*=\s*["']?(?!#)[^\s"'>]+""", body)
    assert outside == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_page_speaks_the_language_that_it_is_asked_for(case: Case, code: str) -> None:
    _, result, risk, found = case
    html = study_page(result, risk, found, code)
    language = language_of(code)
    assert f'<html lang="{code}">' in html
    for key in ("Plant", "Inputs and their sources", "Finance", "Base case"):
        words = language.template(key).replace("\u200b", "")  # word marks of Thai
        assert f">{words}" in html, key
    irr = language.quantity(float(result.finance.equity_irr_percent))
    assert f">{irr}</td>" in html
    settings = html[html.index('id="settings">') :]
    sign = "," if code in ("vi", "id") else "."  # CLDR: the decimal sign of the locale
    assert f'"decimal": "{sign}"' in settings


def test_every_combination_is_the_models_own(case: Case) -> None:
    study, result, _, found = case
    sizes = [one.levels.size for one in found.levers]
    assert len(sizes) == 6
    # 5 levels each; the waste received has its base value at the top of its range, and so 3.
    assert np.prod(sizes) == found.values[0].size
    place = np.ravel_multi_index([one.base_level for one in found.levers], sizes)
    for path, base, values in zip(found.outcomes, found.base, found.values, strict=True):
        section, _, name = path.partition(".")
        assert float(base) == float(getattr(getattr(result, section), name))
        assert values[place] == pytest.approx(float(base), rel=1e-9)
    corner = np.ravel_multi_index([size - 1 for size in sizes], sizes)
    draws = {one.path: one.levels[-1:] for one in found.levers}
    again = study.run(draws=draws).finance.equity_irr_percent[0]
    at = found.outcomes.index("finance.equity_irr_percent")
    assert found.values[at][corner] == pytest.approx(again, rel=1e-12)


def test_levers_without_a_risk_section_say_that_their_range_is_no_risk() -> None:
    found = what_if(Study.load(ROOT / "examples" / "minimal" / "study.yaml"))
    fee = found.levers[0]
    assert fee.path == "finance.tipping_fee_usd_per_t"
    # 20 USD/t, 20 % and 10 % down and up
    assert fee.levels.tolist() == pytest.approx([16, 18, 20, 22, 24])
    assert all("not a statement of risk" in str(one.range_from) for one in found.levers)
    assert json.loads(found.to_json())["levers"][0]["base_level"] == 2


def test_the_interest_of_no_debt_is_no_lever(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "minimal" / "study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(f"{text}  debt: {{amount_usd: 0}}\n", encoding="utf-8")
    found = what_if(Study.load(file))
    paths = [one.path for one in found.levers]
    assert "finance.debt.interest_percent" not in paths
    assert "finance.tipping_fee_usd_per_t" in paths
    sizes = [one.levels.size for one in found.levers]
    assert {values.size for values in found.values} == {int(np.prod(sizes))}
    place = np.ravel_multi_index([one.base_level for one in found.levers], sizes)
    at = found.outcomes.index("finance.project_npv_usd")
    assert found.values[at][place] == pytest.approx(float(found.base[at]), rel=1e-9)


def test_draws_are_refused(case: Case) -> None:
    drawn = case[0].run(draws={"finance.tipping_fee_usd_per_t": np.array([1.0, 2.0])})
    with pytest.raises(ValueError, match="base case"):
        study_page(drawn)
