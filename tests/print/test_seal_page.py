"""The page that seals, in a real browser without a network, opened by Python and by its shares."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from wte_ppp.print.language import LANGUAGES
from wte_ppp.print.seal_page import seal_page
from wte_ppp.tender.trust.sealing import joined, new_seal_key, opened, seal_header

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason=f"none of {BROWSERS} is installed")
HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='x'\">"
KEY, SHARES = new_seal_key("trial", need=2, of=3)
PRIVATE, _ = joined(SHARES[1:], KEY)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    file = tmp_path_factory.mktemp("page") / "seal.html"
    file.write_text(seal_page(KEY, tender=HOSTILE, buyer="City & Sons"), encoding="utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        shown = browser.new_page(viewport={"width": 900, "height": 1000})
        shown.faults, shown.requests = [], []
        shown.on("pageerror", lambda error: shown.faults.append(str(error)))
        shown.on(
            "console",
            lambda said: shown.faults.append(said.text) if said.type == "error" else None,
        )
        shown.on("request", lambda request: shown.requests.append(request.url))
        shown.goto(file.as_uri())
        yield shown
        browser.close()


def sealed_by(page, file: Path) -> bytes:
    page.locator("#file").set_input_files(file)
    with page.expect_download() as download:
        page.locator("#seal").click()
    assert download.value.suggested_filename == f"{file.stem}.jwe"
    raw = Path(download.value.path()).read_bytes()
    page.wait_for_function("document.getElementById('hash').textContent.length === 64")
    assert page.locator("#hash").inner_text() == hashlib.sha256(raw).hexdigest()
    return raw


@needs_browser
@pytest.mark.parametrize("content", [b"fee: 30\n", bytes(range(256)) * 4000])
def test_what_the_page_seals_opens_in_python(page, tmp_path, content):
    file = tmp_path / "Our price, final.XLSX"
    file.write_bytes(content)
    raw = sealed_by(page, file)
    assert opened(raw, PRIVATE) == (content, ".xlsx")
    assert seal_header(raw)["tender"] == "trial"
    # Nothing of the file's name or content stands in clear, and no two are the same.
    assert b"final" not in raw
    assert sealed_by(page, file) != raw


@needs_browser
def test_it_asks_for_nothing_and_complains_of_nothing(page):
    assert [url for url in page.requests if not url.startswith(("file:", "blob:"))] == []
    assert page.faults == []
    # Nothing can be fetched even by a script on the page.
    assert page.evaluate("fetch('https://example.org').then(() => 'out', () => 'refused')") == (
        "refused"
    )
    page.faults.clear()
    assert page.evaluate("document.title") not in ("run", "x")


@needs_browser
def test_it_speaks_five_languages_and_shows_the_key(page):
    assert page.locator("#kid").inner_text() == KEY.kid
    for code, name in LANGUAGES.items():
        page.get_by_role("button", name=name).click()
        assert page.evaluate("document.documentElement.lang") == code
        for node in page.locator("[data-text]").all():
            assert node.inner_text().strip()
    page.get_by_role("button", name="English").click()


@needs_browser
def test_without_a_file_and_with_an_empty_one_it_says_so(page, tmp_path):
    page.locator("#file").set_input_files([])
    page.locator("#seal").click()
    assert page.locator("#said").inner_text() == "Choose a file first."
    (tmp_path / "empty.xlsx").write_bytes(b"")
    page.locator("#file").set_input_files(tmp_path / "empty.xlsx")
    page.locator("#seal").click()
    assert page.locator("#said").inner_text() == "This file is empty."


@needs_browser
def test_by_keyboard_and_for_who_hears_it(page):
    named = page.evaluate(
        "[...document.querySelectorAll('button, input')].every("
        "node => node.innerText.trim() || node.labels?.length)"
    )
    assert named is True
    page.locator("#file").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "seal"


def test_its_policy_allows_its_own_scripts_alone():
    text = seal_page(KEY, tender="T", buyer="B")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"(src|href)=[\"']?https?:", text)
    data = json.loads(re.search(r'application/json">(.*?)</script>', text, re.DOTALL)[1])
    assert set(data["public"]) == {"kty", "crv", "x", "y", "kid"}
    assert set(data["texts"]) == set(LANGUAGES)


def test_the_library_is_named_with_its_licence():
    folder = Path(__file__).parents[2] / "wte_ppp" / "print" / "seal"
    version = re.search(r"/\* jose ([\d.]+), MIT", (folder / "jose.min.js").read_text("utf-8"))[1]
    script = (Path(__file__).parents[2] / "tools" / "build_jose.sh").read_text("utf-8")
    assert f"jose={version} " in script
    assert "Filip Skokan" in (folder / "LICENSE-jose.txt").read_text("utf-8")


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_published_bundle_is_sound_script():
    folder = Path(__file__).parents[2] / "wte_ppp" / "print" / "seal"
    for name in ("jose.min.js", "seal.js"):
        subprocess.run(["node", "--check", folder / name], check=True, timeout=60)
