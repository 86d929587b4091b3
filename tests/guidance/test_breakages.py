"""Ways to break a profile, each alone: the check names the file, the line, the field, what to do.

The profile is that of an author: PK made by `guidance new`, and a province on it. Every case is one
change to a sound province, and the check may find nothing but it.
"""

import datetime
import re

import pytest

from tests.guidance.conftest import rule
from wte_ppp.feasibility.feeds import study_inputs
from wte_ppp.guidance.check import check
from wte_ppp.guidance.scaffold import new_profile

TODAY = datetime.date(2026, 11, 29)
HEAD = """\
schema: wte_ppp/profile/1
id: PK-PB
name: Punjab
extends: PK
version: '2026.1'
as_of: '2026-11-29'
currency: PKR
"""
SOURCES = """\
law:
  title: Punjab Public Private Partnership Act 2014
  year: 2014
  link: http://punjablaws.gov.pk/laws/2586.html
  text: official
  read: '2026-11-20'
"""
TESTS = """\
name of the law:
  rule: procurement.ppp_law
  on: '2026-01-01'
  expect: Act 2014
  because: title of the Act
"""


def value(name, text, unit="''", feeds=None, **more):
    """A rule with one value from 2019 that was read in the law and reviewed."""
    keys = {"clause": "section 3", "reviewed": "'2026-11-29'"} | more
    body = rule(name, ("2019-01-01", text), unit=unit, **keys)
    return body.replace("  values:", f"  feeds: {feeds}\n  values:") if feeds else body


LAW = value("ppp_law", "Act 2014")
SOUND = {"profile": HEAD, "sources": SOURCES, "procurement": LAW, "tests": TESTS}
GRID = "climate.grid_factor_tco2_per_mwh"
ACT = """\
act:
  title: Punjab Procurement Act 2026
  year: 2026
  link: http://punjablaws.gov.pk/laws/2900.html
  text: official
  read: '2026-11-20'
  state: passed
"""
PROCEDURE = """\
bidding:
  name: Open bidding
  when: always
  from: '2026-01-01'
  why_not: its rules are not out
  source: act
  clause: section 3
  status: law
  confidence: S
  reviewed: '2026-11-29'
"""
LIMITS = (
    "{limits: {o2_percent: 11, rows: "
    "[{pollutant: PCDD/F, limit: 0.1, unit: ng TEQ/Nm3, averaging: any}]}}"
)
STEPS = "{steps: {by: capacity_mw, bands: [{up_to: 10, value: 20}, {value: 18}]}}"
PREMIUM = value("premium", STEPS, "PKR/kWh")


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    place = tmp_path_factory.mktemp("profiles")
    new_profile("PK", place, name="Pakistan", currency="PKR", today=datetime.date(2026, 11, 20))
    file = place / "PK" / "macro.yaml"
    gap = "    - from: '2000-01-01'\n      value: null\n      gap: Nothing read yet.\n"
    known = (
        "    - from: '2019-01-01'\n      value: 280\n      status: assumption\n"
        "      confidence: U\n      reviewed: '2026-11-20'\n"
    )
    before, _, after = file.read_text(encoding="utf-8").partition("\nfx:")
    assert gap in after
    file.write_text(before + "\nfx:" + after.replace(gap, known, 1), encoding="utf-8")
    return place


@pytest.fixture
def checked(country):
    """Check a sound province with some of its files replaced."""

    def run(**files):
        folder = country / "PK-PB"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for stem, text in (SOUND | files).items():
            raw = text if isinstance(text, bytes) else text.encode()
            (folder / f"{stem}.yaml").write_bytes(raw)
        return check(folder, today=TODAY, inputs=study_inputs(), profiles=country)

    return run


def told(report):
    return [*report.errors, *report.warnings]


def test_the_province_is_sound(checked):
    assert told(checked()) == []


def changed(text, old, new):
    assert old in text, old
    return text.replace(old, new, 1)


def file_of_tests_with(old, new):
    return {"tests": changed(TESTS, old, new)}


def sources_with(old, new):
    return {"sources": changed(SOURCES, old, new)}


def head_with(old, new):
    return {"profile": changed(HEAD, old, new)}


def law_with(old, new):
    return {"procurement": changed(LAW, old, new)}


def premium_with(old, new):
    return {"tariff": changed(PREMIUM, old, new)}


def limits_with(old, new):
    return {"emissions": value("limits", changed(LIMITS, old, new), "mg/Nm3")}


INSIDE = re.compile(
    r"\b(DatedValue|EmissionLimits?|CappedIndex|BandLinear|RuleTest|LegalProcedure|NoneType|dict|"
    r"tuple|pydantic|instance of|function-)\b"
)
V = "values.0.value"
PLACE = ".limits.rows.0"

# id: files changed, file, line, end of the field, words of the message
BREAKAGES = {
    # What /shared cases list.
    "grams for tonnes": (
        {"ghg": value("grid_factor", 450, "tCO2/MWh", GRID)},
        "ghg",
        7,
        V,
        "number from 0 to 2 tCO2/MWh",
    ),
    "no such report of the IPCC": (
        {"ghg": value("gwp_set", "AR7", "''", "climate.gwp_set")},
        "ghg",
        7,
        V,
        "one of SAR, AR4, AR5, AR6",
    ),
    "fraction for percent": (
        {"tax": value("vat_rate", 0.18, "'%'")},
        "tax",
        6,
        V,
        "2 to 30 %",
    ),
    "dioxins in milligrams": (
        limits_with("ng TEQ/Nm3", "mg/Nm3"),
        "emissions",
        6,
        f"{V}{PLACE}.unit",
        "ng TEQ/Nm3",
    ),
    "misspelt situation": (
        premium_with("capacity_mw", "capacty_mw"),
        "tariff",
        6,
        f"{V}.steps.by",
        "Write 'capacity_mw'",
    ),
    "binding without a clause": (
        {
            "procurement": LAW
            + value("technical_minimum", 70, "'%'", clause=None, binding="at_least")
        },
        "procurement",
        22,
        "values.0.binding",
        "the article that binds",
    ),
    "a bill as law": (
        sources_with("Act 2014", "Bill 2014 (draft)"),
        "sources",
        2,
        "law.title",
        "state: draft",
    ),
    "a home page as link": (
        sources_with("/laws/2586.html", ""),
        "sources",
        4,
        "law.link",
        "a link to the document",
    ),
    "a value before its law": (
        law_with("2019-01-01", "2010-01-01"),
        "procurement",
        5,
        "values.0.from",
        "2014",
    ),
    "a law after its value": (
        sources_with("year: 2014", "year: 2021"),
        "procurement",
        5,
        "values.0.from",
        "2021",
    ),
    "as_of before what was read": (
        head_with("2026-11-29", "2019-01-01"),
        "profile",
        6,
        "head.as_of",
        "2026-11-29",
    ),
    # Figures and their units.
    "tonnes of the grid, thousand times less": (
        {"ghg": value("grid_factor", 0.00045, "tCO2/MWh", GRID)},
        "ghg",
        7,
        V,
        "0.05 to 1.7",
    ),
    "tax rate as a fraction": (
        {"tax": value("cit_rate", 0.29, "'%'", "finance.tax.rate_percent")},
        "tax",
        7,
        V,
        "5 to 40 %",
    ),
    "tax rate above all bounds": (
        {"tax": value("cit_rate", 290, "'%'", "finance.tax.rate_percent")},
        "tax",
        7,
        V,
        "0 to 60 %",
    ),
    "a text where a study takes a number": (
        {"tax": value("cit_rate", "twenty-nine", "'%'", "finance.tax.rate_percent")},
        "tax",
        7,
        V,
        "without its unit",
    ),
    "a range that no study reads": (
        {
            "tax": value(
                "cit_rate", "{range: {low: 20, high: 29}}", "'%'", "finance.tax.rate_percent"
            )
        },
        "tax",
        7,
        V,
        "one number",
    ),
    "rate of exchange upside down": (
        {"macro": value("fx", 0.0036, "PKR/USD")},
        "macro",
        6,
        V,
        "0.5 to 5e+04 PKR/USD",
    ),
    "rupees as if they were paisa": (
        {"tariff": value("waste_to_power", 2200, "PKR/kWh")},
        "tariff",
        6,
        V,
        "5.6 to 112 PKR/kWh",
    ),
    "months for years": (
        {"tariff": value("contract_term", 300, "years")},
        "tariff",
        6,
        V,
        "1 to 50 years",
    ),
    "kilograms for tonnes": (
        {"wte": value("minimum_waste", 500000, "t/day")},
        "wte",
        6,
        V,
        "20 to 6000 t/day, usual by this library's assumption",
    ),
    "kelvin for degrees": (
        {"site": value("ambient_c", 298, "°C", "plant.ambient_c")},
        "site",
        7,
        V,
        "-30 to 50",
    ),
    "share of power as a fraction": (
        {"ghg": value("grid_coal_percent", 0.42, "'% of power'", "climate.air.grid_coal_percent")},
        "ghg",
        7,
        V,
        "18 for 18 %",
    ),
    "zero for what is not known": (
        {"wte": value("concession_years", 0, "years")},
        "wte",
        6,
        V,
        "1 to 50 years",
    ),
    "a step beyond the usual": (
        {"tax": value("vat_rate", changed(STEPS, "18", "0.18"), "'%'")},
        "tax",
        6,
        f"{V}.steps.bands.1.value",
        "2 to 30 %",
    ),
    "one end of a range as a fraction": (
        {"macro": value("inflation", "{range: {low: 0.04, high: 8}}", "'%/year'")},
        "macro",
        6,
        f"{V}.range.low",
        "0.5 to 50 %/year",
    ),
    "number with its unit": (
        {"tariff": value("wheeling", "2,114 PKR", "PKR/kWh")},
        "tariff",
        6,
        V,
        "a number in PKR/kWh",
    ),
    "number in quotes": (
        {"tariff": value("wheeling", "'22.5'", "PKR/kWh")},
        "tariff",
        6,
        V,
        "without unit",
    ),
    "mercury in nanograms": (
        limits_with("PCDD/F, limit: 0.1, unit: ng TEQ/Nm3", "Hg, limit: 50, unit: ng/Nm3"),
        "emissions",
        6,
        f"{V}{PLACE}.unit",
        "mg/Nm3 or µg/Nm3",
    ),
    "micrograms written as milligrams": (
        limits_with("PCDD/F, limit: 0.1, unit: ng TEQ/Nm3", "Hg, limit: 50, unit: mg/Nm3"),
        "emissions",
        6,
        f"{V}{PLACE}.limit",
        "0.001 to 10 mg/Nm3, wide by this library's assumption",
    ),
    "dust by volume": (
        limits_with("PCDD/F, limit: 0.1, unit: ng TEQ/Nm3", "PM, limit: 30, unit: ppm"),
        "emissions",
        6,
        f"{V}{PLACE}.unit",
        "expected mg/Nm3",
    ),
    "opacity as a weight": (
        limits_with("PCDD/F, limit: 0.1, unit: ng TEQ/Nm3", "opacity, limit: 20, unit: mg/Nm3"),
        "emissions",
        6,
        f"{V}{PLACE}.unit",
        "expected %",
    ),
    "unit of a limit misspelt": (
        limits_with("ng TEQ/Nm3", "ngTEQ/Nm3"),
        "emissions",
        6,
        f"{V}{PLACE}.unit",
        "ng TEQ/Nm3",
    ),
    "a pollutant by another name": (
        limits_with("PCDD/F", "dioxins"),
        "emissions",
        6,
        f"{V}{PLACE}.pollutant",
        "PCDD/F",
    ),
    "a limit twice": (
        limits_with(
            "any}]", "any}, {pollutant: PCDD/F, limit: 1, unit: ng TEQ/Nm3, averaging: any}]"
        ),
        "emissions",
        6,
        f"{V}.limits.rows.1",
        "once",
    ),
    "another currency": (
        {"tariff": value("wheeling", 2, "INR/kWh")},
        "tariff",
        3,
        "wheeling.unit",
        "PKR",
    ),
    "a unit in other letters": (
        {"tariff": value("wheeling", 2, "PKR/Kwh")},
        "tariff",
        3,
        "wheeling.unit",
        "Write 'PKR/kWh'",
    ),
    "another unit than the country's": (
        {"tax": value("vat_rate", 18, "percent")},
        "tax",
        3,
        "vat_rate.unit",
        "convert",
    ),
    # Words.
    "climate zone misspelt": (
        {"ghg": value("climate_zone", "tropical_dri", "''", "climate.climate_zone")},
        "ghg",
        7,
        V,
        "Write 'tropical_dry'",
    ),
    "partner in other words": (
        {"ghg": value("jcm_partner", "signed", "''", "climate.jcm.partner")},
        "ghg",
        7,
        V,
        "partner, no partner",
    ),
    "status of another kind": (
        law_with("status: law", "status: lwa"),
        "procurement",
        8,
        "values.0.status",
        "'law'",
    ),
    "confidence of another kind": (
        law_with("confidence: S", "confidence: high"),
        "procurement",
        9,
        "values.0.confidence",
        "'S', 'K' or 'U'",
    ),
    "a shape that there is not": (
        premium_with("steps:", "stepps:"),
        "tariff",
        6,
        V,
        "Write 'steps'",
    ),
    "a rule nearly by its name": (
        {"tax": value("vat_rat", 18, "'%'")},
        "tax",
        1,
        "vat_rat",
        "Write 'vat_rate'",
    ),
    "an input that there is not": (
        {"ghg": value("grid_factor", 0.45, "tCO2/MWh", GRID + "h")},
        "ghg",
        4,
        "feeds",
        GRID,
    ),
    "a clause that says nothing": (
        law_with("section 3", "tbd"),
        "procurement",
        11,
        "values.0.clause",
        "say something",
    ),
    "a binding clause that says nothing": (
        {
            "procurement": LAW
            + value("technical_minimum", 70, "'%'", clause="'?'", binding="at_least")
        },
        "procurement",
        22,
        "values.0.clause",
        "the article that binds",
    ),
    # Sources and days.
    "a source that there is not": (
        law_with("source: law", "source: lwa"),
        "procurement",
        7,
        "values.0.source",
        "Write 'law'",
    ),
    "law that nobody read": (
        sources_with("text: official\n  read: '2026-11-20'", "text: unread"),
        "procurement",
        8,
        "values.0.status",
        "read it",
    ),
    "law that was proposed": (
        {"sources": SOURCES + "  state: proposed\n"},
        "procurement",
        8,
        "values.0.status",
        "what is only proposed",
    ),
    "law that is not in force yet": (
        {"sources": SOURCES + "  state: passed\n"},
        "procurement",
        8,
        "values.0.status",
        "is not in force",
    ),
    "law that ended": (
        {"sources": SOURCES + "  state: repealed\n  until: '2024-07-01'\n"},
        "procurement",
        8,
        "values.0.status",
        "ended on 2024-07-01",
    ),
    "law that was repealed": (
        {"sources": SOURCES + "  state: repealed\n"},
        "procurement",
        8,
        "values.0.status",
        "repealed",
    ),
    "a procedure of a law that is not in force yet": (
        {"sources": SOURCES + ACT, "procedures": PROCEDURE},
        "procedures",
        8,
        "bidding.status",
        "is not in force",
    ),
    "a procedure of a bill": (
        {
            "sources": SOURCES + ACT.replace("Act", "Bill").replace("  state: passed\n", ""),
            "procedures": PROCEDURE,
        },
        "sources",
        8,
        "act.title",
        "cited as law by procedures.bidding",
    ),
    "several known values of a law in force that was read": (
        {
            "sources": SOURCES + "  state: in_force\n",
            "procurement": value("ppp_law", "Act 2014", confidence="K")
            + value("technical_minimum", 70, "'%'", confidence="K"),
        },
        "sources",
        5,
        "law.text",
        "K although the source was read",
    ),
    "an end of what is only a draft": (
        {"sources": SOURCES + "  state: draft\n  until: '2024-07-01'\n"},
        "sources",
        1,
        "law",
        "repealed",
    ),
    "a state by another word": (
        {"sources": SOURCES + "  state: enacted\n"},
        "sources",
        7,
        "law.state",
        "'in_force'",
    ),
    "read before it was written": (
        sources_with("'2026-11-20'", "'2013-11-20'"),
        "sources",
        6,
        "law.read",
        "2014",
    ),
    "reviewed before it was read": (
        law_with("reviewed: '2026-11-29'", "reviewed: '2026-01-29'"),
        "procurement",
        10,
        "values.0.reviewed",
        "2026-11-20",
    ),
    "reviewed more than a year ago": (
        {
            **law_with("reviewed: '2026-11-29'", "reviewed: '2025-01-29'"),
            **sources_with("'2026-11-20'", "'2025-01-20'"),
        },
        "procurement",
        10,
        "values.0.reviewed",
        "within 365 days",
    ),
    "reviewed tomorrow": (
        law_with("reviewed: '2026-11-29'", "reviewed: '2026-12-24'"),
        "procurement",
        10,
        "values.0.reviewed",
        "up to 2026-11-29",
    ),
    "a day that there is not": (
        law_with("2019-01-01", "2019-02-30"),
        "procurement",
        5,
        "values.0.from",
        "YYYY-MM-DD",
    ),
    "a day in another order": (
        law_with("'2019-01-01'", "01/02/2019"),
        "procurement",
        5,
        "values.0.from",
        "YYYY-MM-DD",
    ),
    "periods that overlap": (
        {
            "procurement": LAW
            + "    - from: '2018-01-01'\n      value: Act 2010\n      source: law\n"
            "      clause: section 3\n      status: law\n      confidence: S\n"
            "      reviewed: '2026-11-29'\n"
        },
        "procurement",
        12,
        "values.1.from",
        "rising order",
    ),
    "a link without its scheme": (
        sources_with("http://", ""),
        "sources",
        4,
        "law.link",
        "https://",
    ),
    # Gaps, binding, structure.
    "a gap that hides the country's value": (
        {
            "ghg": "gwp_set:\n  unit: ''\n  values:\n    - from: '2019-01-01'\n      value: null\n"
            "      gap: Not read.\n"
        },
        "ghg",
        6,
        "values.0.gap",
        "inherit",
    ),
    "a value beside a gap": (
        {"procurement": LAW + "      gap: Not read.\n"},
        "procurement",
        12,
        "values.0.gap",
        "a gap beside a value",
    ),
    "practice that binds": (
        {
            "procurement": LAW
            + value("technical_minimum", 70, "'%'", binding="at_least", status="practice")
        },
        "procurement",
        23,
        "values.0.binding",
        "only read law binds",
    ),
    "a text that binds from below": (
        {"procurement": changed(LAW, "Act 2014\n", "Act 2014\n      binding: at_least\n")},
        "procurement",
        7,
        "values.0.binding",
        "a number or scale",
    ),
    "a key misspelt": (
        law_with("reviewed:", "reviewd:"),
        "procurement",
        10,
        "values.0.reviewd",
        "Write 'reviewed'",
    ),
    "a range upside down": (
        {"wte": value("local_share", "{range: {low: 40, high: 30}}", "'%'")},
        "wte",
        6,
        f"{V}.range",
        "swap them",
    ),
    "not a number": (
        {"wte": value("local_share", ".nan", "'%'")},
        "wte",
        6,
        V,
        "a finite number",
    ),
    "without end": (
        {"wte": value("local_share", ".inf", "'%'")},
        "wte",
        6,
        V,
        "a finite number",
    ),
    "bands out of order": (
        premium_with("{value: 18}", "{up_to: 5, value: 18}"),
        "tariff",
        6,
        f"{V}.steps.bands.1",
        "sort the bands",
    ),
    "weights of 90": (
        {
            "procurement": LAW
            + value("evaluation_weights", "{weights: {technical: 60, price: 30}}", "'%'")
        },
        "procurement",
        17,
        f"{V}.weights",
        "a sum of 100",
    ),
    "a key twice": (
        law_with("      status: law\n", "      status: law\n      status: practice\n"),
        "procurement",
        9,
        "values.0.status",
        "each key once",
    ),
    "an anchor": (
        law_with("value: Act 2014", "value: &act Act 2014"),
        "procurement",
        6,
        V,
        "plain values",
    ),
    "keys merged": (
        {"procurement": LAW + "      <<: {note: so}\n"},
        "procurement",
        12,
        "<<",
        "quotes",
    ),
    "a tag": (
        law_with("value: Act 2014", "value: !!python/name:os.system x"),
        "procurement",
        6,
        V,
        "remove the tag",
    ),
    "a tab": (
        law_with("      source: law", "\tsource: law"),
        "procurement",
        7,
        "",
        "indent",
    ),
    "bytes of another encoding": (
        {"procurement": LAW.replace("Act 2014", "Ordonnance r\xe9vis\xe9e").encode("latin-1")},
        "procurement",
        6,
        "",
        "UTF-8",
    ),
    "an empty file": ({"tariff": ""}, "tariff", 1, "", "keys with values"),
    "a list for keys": (
        {"procurement": "- a\n"},
        "procurement",
        1,
        "",
        "keys with values",
    ),
    "a word for a rule": (
        {"procurement": LAW + "technical_minimum: 70\n"},
        "procurement",
        12,
        "technical_minimum",
        "keys with values",
    ),
    "values without dates": (
        {"procurement": LAW + "technical_minimum:\n  unit: '%'\n  values: 70\n"},
        "procurement",
        14,
        "technical_minimum.values",
        "list",
    ),
    "a base that there is not": (
        head_with("extends: PK", "extends: PKK"),
        "profile",
        4,
        "extends",
        "Write 'PK'",
    ),
    "another id than the folder's": (
        head_with("id: PK-PB", "id: PK-PJ"),
        "profile",
        2,
        "id",
        "rename",
    ),
    "a needed key misspelt": (
        law_with("from:", "form:"),
        "procurement",
        5,
        "values.0.form",
        "Write 'from'",
    ),
    "a source that cannot be read": (
        sources_with("law:\n", "law: [1]\n"),
        "sources",
        2,
        "",
        "valid YAML",
    ),
    "a base that is no name": (
        head_with("extends: PK", "extends: true"),
        "profile",
        4,
        "extends",
        "text",
    ),
    "no status": (
        law_with("      status: law\n", "      binding: exact\n"),
        "procurement",
        None,
        "values.0.status",
        "law, guidance",
    ),
    "a rule nearly by its name, without words": (
        {"tax": value("vat_rat", 18, "'%'").replace("  description: A rule.\n", "")},
        "tax",
        1,
        "vat_rat.description",
        "tax.vat_rate",
    ),
    "a figure that its test tells too": (
        {
            "tax": value("cit_rate", 290, "'%'", "finance.tax.rate_percent"),
            "tests": TESTS + "rate:\n  rule: tax.cit_rate\n  on: '2026-01-01'\n  expect: 29\n"
            "  because: section 3\n",
        },
        "tax",
        7,
        V,
        "0 to 60 %",
    ),
    # Tests.
    "a test that fails": (
        file_of_tests_with("expect: Act 2014", "expect: Act 2010"),
        "tests",
        4,
        "name of the law",
        "Act 2010",
    ),
    "a test of a rule that there is not": (
        file_of_tests_with("procurement.ppp_law", "procurement.pp_law"),
        "tests",
        4,
        "name of the law",
        "procurement.pp_law",
    ),
    "a test that asks twice": (
        {"tests": TESTS + TESTS.replace("name", "title", 1)},
        "tests",
        7,
        "rule",
        "remove one",
    ),
    "a test with an idle situation": (
        {"tests": TESTS + "  with: {capacity_mw: 10}\n"},
        "tests",
        6,
        "with.capacity_mw",
        "remove it",
    ),
    "a test without a reason": (
        file_of_tests_with("title of the Act", "TODO"),
        "tests",
        5,
        "because",
        "come out so",
    ),
    "a further document that is the same clause again": (
        {"procurement": LAW + "      also: [{source: law, clause: section 3}]\n"},
        "procurement",
        12,
        "also.0",
        "each clause once",
    ),
    "null without a word why": (
        {"tax": "cit_rate:\n  unit: '%'\n  values:\n    - {from: '2020-01-01', value: null}\n"},
        "tax",
        4,
        "cit_rate.values.0.value",
        "gap:",
    ),
    "a topic's file misspelt": (
        {"tarif": value("waste_to_power", 12, "PKR/kWh") + value("contract_term", 25, "years")},
        "tarif",
        None,
        "",
        "tariff.yaml",
    ),
    "a topic's file in capitals": (
        {"Procurement": LAW},
        "Procurement",
        None,
        "",
        "small letters",
    ),
    "a currency that no unit has": (
        {
            "profile": HEAD.replace("PKR", "PRK").replace("extends: PK", "extends: wte_ppp"),
            "tariff": value("premium", 12, "PKR/kWh") + value("grant", 12, "PKR/t"),
        },
        "profile",
        7,
        "currency",
        "PKR",
    ),
    "a year in words": (
        {"sources": SOURCES.replace("year: 2014", "year: twenty-fourteen")},
        "sources",
        3,
        "law.year",
        "expected whole number. Correct it",
    ),
    "a unit at one value": (
        {"wte": value("minimum_waste", 300, "t/day") + "      unit: t/year\n"},
        "wte",
        12,
        "values.0.unit",
        "t/day",
    ),
    "oxygen as a fraction": (
        {"emissions": value("limits", LIMITS.replace("11", "0.11"), "mg/Nm3")},
        "emissions",
        6,
        "o2_percent",
        "multiply by 100",
    ),
    "one document by two keys": (
        {
            "sources": SOURCES + SOURCES.replace("law:", "act:"),
            "procurement": LAW + "      also: [{source: act, clause: section 4}]\n",
        },
        "sources",
        8,
        "act.title",
        "each document once",
    ),
    "half a rate as 50 times it": (  # 30 % x 50 = 1500 %
        {
            "tax": value("cit_rate", 30, "'%'")
            + value("cit_preferential_rate", "{rule: {id: tax.cit_rate, times: 50}}", "'%'")
        },
        "tax",
        17,
        "cit_preferential_rate.values.0.value",
        "1500 %",
    ),
    "a day in words": (
        {"ghg": value("jcm_signature", "12 June 2013")},
        "ghg",
        6,
        "values.0.value",
        "YYYY-MM-DD",
    ),
}


def test_there_are_as_many_as_the_author_who_measured_it_broke():
    assert len(BREAKAGES) >= 59


def test_what_was_read_and_what_is_law_are_told_apart(checked):
    known = value("technical_minimum", 70, "'%'", confidence="K", status="practice")
    report = checked(sources=SOURCES + "  state: draft\n", procurement=LAW + known)
    assert {(one.field, one.line) for one in report.errors} == {
        ("ppp_law.values.0.status", 8),
        ("technical_minimum.values.0.confidence", 20),
    }


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_found_where_it_is(checked, name):
    files, file, line, field, words = BREAKAGES[name]
    report = checked(**files)
    problems = told(report)
    assert len(problems) == 1, "\n".join(map(str, problems))
    (problem,) = problems
    assert problem.path.endswith(f"PK-PB/{file}.yaml"), str(problem)
    assert line is None or problem.line == line, str(problem)
    assert problem.field.endswith(field), str(problem)
    assert words.casefold() in str(problem).casefold(), str(problem)
    assert problem.action, str(problem)
    assert not INSIDE.search(str(problem)), str(problem)
