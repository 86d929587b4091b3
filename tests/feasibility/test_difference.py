"""What differs between two studies, and which input did it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.difference import ATTRIBUTED, difference, effects_of
from wte_ppp.feasibility.result_file import read_result
from wte_ppp.feasibility.study import Study

ROOT = Path(__file__).parents[2]
DOCUMENT = read_document(ROOT / "examples" / "minimal" / "study.yaml")


def study(**changes: object) -> Study:
    """The minimal study with values laid over it, sections by name."""
    data = {**DOCUMENT.data}
    for section, values in changes.items():
        before = data.get(section, {})
        data[section] = {**before, **values} if isinstance(values, dict) else values
    return Study.of(Document(DOCUMENT.path, data, DOCUMENT.lines))


BASE = study()
DEARER = study(finance={"tipping_fee_usd_per_t": 30})


def test_one_changed_input_explains_the_whole_change() -> None:
    base = BASE.run()
    found = difference(base, DEARER.run(), effects_of(BASE, DEARER))
    assert [(one.path, one.before, one.after) for one in found.inputs] == [
        ("finance.tipping_fee_usd_per_t", 20.0, 30.0)
    ]
    outcomes = {one.path: one for one in found.outcomes}
    # What lines at a standstill do not take out of 800 t/d x 365 d is not paid, at 20 and 30 USD/t.
    accepted = 800 * 365 - base.plant.diverted_t[1]
    assert 0 < accepted < 800 * 365
    payment = outcomes["finance.public.first_full_year_payment_usd"]
    assert (payment.before, payment.after) == pytest.approx((20 * accepted, 30 * accepted))
    assert payment.change_percent == pytest.approx(50.0)
    assert {one.input for one in found.effects} == {"finance.tipping_fee_usd_per_t"}
    for one in found.effects:
        assert one.change == pytest.approx(outcomes[one.outcome].change, rel=1e-9)
    # Physics does not ask what treatment costs.
    assert not any(path.startswith(("waste.", "plant.")) for path in outcomes)


def test_effects_of_an_outcome_add_up_to_its_change() -> None:
    shares = {**DOCUMENT.data["waste"]["composition_percent"], "food": 50, "plastics": 20}
    other = study(
        waste={"composition_percent": shares, "received_t_per_day": 700},
        finance={"tipping_fee_usd_per_t": 30, "first_operation_year": 2029},
        climate={"disposal_site": "managed_anaerobic"},
    )
    effects = effects_of(BASE, other)
    inputs = {one["input"] for one in effects}
    assert {"waste.composition_percent", "waste.received_t_per_day", ""} <= inputs
    before, after = BASE.run(), other.run()
    for outcome in ATTRIBUTED:
        part, _, name = outcome.partition(".")
        whole = getattr(getattr(after, part), name) - getattr(getattr(before, part), name)
        parts = [one["change"] for one in effects if one["outcome"] == outcome]
        assert sum(parts) == pytest.approx(whole, abs=1e-6)


def test_the_same_study_differs_in_nothing() -> None:
    found = difference(BASE.run(), study().run(), effects_of(BASE, study()))
    lists = (found.inputs, found.effects, found.outcomes, found.series, found.checks)
    assert not any((*lists, found.notes_gone, found.notes_new))


def test_a_source_alone_is_a_difference() -> None:
    quoted = {"value": 20, "status": "quote", "source": "Letter of the city, 2024-05-02"}
    found = difference(BASE.run(), study(finance={"tipping_fee_usd_per_t": quoted}).run())
    (row,) = found.inputs
    assert row.before == row.after == 20.0
    assert str(row.source_after) == "study file, quote: Letter of the city, 2024-05-02"
    assert not found.outcomes


def test_series_are_compared_year_by_year_of_the_calendar() -> None:
    later = study(finance={"first_operation_year": 2029})
    found = difference(BASE.run(), later.run())
    tonnes = {one.path: one for one in found.series}["waste.received_t"]
    # 292,000 t a year over 20 years on both sides; 2028 is without, 2048 with it.
    assert tonnes.before == tonnes.after == pytest.approx(20 * 292_000)
    assert abs(tonnes.largest_change) == pytest.approx(292_000)
    assert tonnes.calendar_year in (2028, 2048)


def test_what_no_debt_leaves_undefined_and_rounding_are_no_difference() -> None:
    """Cover of no debt is undefined on both sides; accounts balance but for parts of a cent."""
    one, two = (
        study(finance={"debt": {"amount_usd": 0}, "tipping_fee_usd_per_t": fee}) for fee in (60, 80)
    )
    found = difference(one.run(), two.run(), effects_of(one, two))
    assert "finance.minimum_dscr" not in {row.outcome for row in found.effects}
    assert "finance.equity_irr_percent" in {row.outcome for row in found.effects}
    assert "finance.accounts.largest_imbalance_usd" not in {row.path for row in found.outcomes}


def test_a_loss_that_becomes_a_gain_has_no_percentage() -> None:
    low, high = (study(finance={"tipping_fee_usd_per_t": fee}) for fee in (1, 200))
    found = difference(low.run(), high.run())
    npv = {row.path: row for row in found.outcomes}["finance.owners.equity_npv_usd"]
    assert npv.before < 0 < npv.after
    assert np.isnan(npv.change_percent)


def test_a_written_result_is_read_back_as_it_was(tmp_path: Path) -> None:
    result = BASE.run()
    result.to_json(tmp_path / "study.json")
    again = read_result(tmp_path / "study.json")
    assert again.to_json() == result.to_json()
    assert not difference(result, again).outcomes


def of_0_1_0(data: Any) -> Any:
    """A result as 0.1.0 wrote it: sentences were strings, limits of checks words alone."""
    if isinstance(data, list):
        return [of_0_1_0(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "text" in data and ("key" in data or "by" in data):
        return data["text"]
    return {key: of_0_1_0(item) for key, item in data.items()}


def test_a_result_of_the_version_before_is_read(tmp_path: Path) -> None:
    result = BASE.run()
    file = tmp_path / "study.json"
    old = of_0_1_0(json.loads(result.to_json())) | {"schema": "wte_ppp/study-result/1"}
    for check in old["checks"]:
        side, limit = check.pop("side"), check.pop("limit")
        check["threshold"] = f"{side.replace('_', ' ')} {limit:g}"
    file.write_text(json.dumps(old), encoding="utf-8")
    again = read_result(file)
    assert [(row.side, row.limit) for row in again.checks] == [
        (row.side, row.limit) for row in result.checks
    ]
    found = difference(again, result)
    assert not any((found.inputs, found.outcomes, found.checks, found.notes_new, found.notes_gone))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no JSON"),
        ("[1, 2]", "schema None"),
        ('{"schema": "wte_ppp/risk-result/1"}', "risk-result"),
        ('{"schema": "wte_ppp/study-result/1"}', "got nothing"),
        ('{"schema": "wte_ppp/study-result/2"}', "got nothing"),
        ('{"schema": "wte_ppp/study-result/1", "draws": 5}', "a result of draws"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str, word: str) -> None:
    file = tmp_path / "study.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=word):
        read_result(file)


def test_draws_have_no_difference() -> None:
    drawn = BASE.run(draws={"finance.tipping_fee_usd_per_t": np.array([20.0, 30.0])})
    with pytest.raises(ValueError, match="base cases"):
        difference(BASE.run(), drawn)
