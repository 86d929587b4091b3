"""Whatever is left out or written wrong: a fault at a field that is there, or figures; no NaN."""

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.feasibility.test_unknown import MINIMAL, WRONG, study_with
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.chapters.study.screen import study_screen
from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import drawable, input_range
from wte_ppp.feasibility.given import is_given
from wte_ppp.feasibility.impossible import CONDITIONS
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.available import available_hosts

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    name: read_document(ROOT / "examples" / name / "study.yaml")
    for name in ("minimal", "bac_ninh", "viet_nam")
}
COUNTRIES = tuple(available_hosts())
OFTEN = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
MORE = ("schema", "name", "location", "description", "sources", "published", "risk")
RULES = Study.of(MINIMAL)


def leaves(data: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Dotted paths of all values and of the sections that hold them."""
    for name, value in data.items():
        place = f"{path}.{name}" if path else str(name)
        if name in MORE and not path:
            continue
        yield place
        if isinstance(value, Mapping):
            yield from leaves(value, place)


def with_value(document: Document, path: str, value: Any, *, drop: bool = False) -> Document:
    """The document with one value replaced, or left out."""
    data = deepcopy(document.data)
    *parents, leaf = path.split(".")
    node = data
    for part in parents:
        node = node[part]
    if drop:
        del node[leaf]
    else:
        node[leaf] = deepcopy(value)
    return Document(document.path, data, {})


def held(document: Document) -> StudyResult | None:
    """Result of a document in which nothing is NaN; None where it is refused as it should be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = Study.of(document, beside=RULES).run()
        except DocumentError as error:
            for fault in error.problems:
                assert fault.found
                assert fault.allowed
                assert fault.action
                if fault.found != "nothing" and field_at(StudyDefinition, fault.field.split(".")):
                    # Nothing is judged as if it had been typed that was not.
                    typed = is_given(document.data, fault.field)
                    assert typed or "is not given" in fault.found, fault
                assert len(str(fault)) < 1500
            return None
        said = [*summary_page(result, None), *study_screen(result).blocks]

    def refuse(word: str) -> None:
        raise AssertionError(word)

    json.loads(result.to_json(), parse_constant=refuse)
    words = " ".join(map(str, (*result.notes, *result.warnings, *said)))
    assert not re.search(r"Message\([^)]*\bnan\b", words)
    assert not re.search(r"\b(nan|inf)\b", " ".join(map(str, (*result.notes, *result.warnings))))
    return result


@pytest.mark.parametrize("country", [None, *COUNTRIES])
def test_every_country_runs_on_the_least_that_a_study_states(country):
    data = {key: value for key, value in MINIMAL.data.items() if key != "country"}
    data["as_of"] = "2026-06-01"
    if country:
        data["country"] = country
    result = held(Document("study.yaml", data, {}))
    assert result is not None
    assert not result.warnings
    for row in result.not_stated:
        assert row.outcomes
        assert row.states


PLACES = [(name, path) for name, document in EXAMPLES.items() for path in leaves(document.data)]


@OFTEN
@given(st.sampled_from(PLACES))
def test_what_is_dropped_is_asked_for_or_stands_on_something(place):
    name, path = place
    result = held(with_value(EXAMPLES[name], path, None, drop=True))
    if result is not None:
        # What the study no longer gives has another source, or none, and says so.
        below = [row for row in result.inputs if f"{row.path}.".startswith(f"{path}.")]
        assert all(row.layer != STUDY for row in below), below


@OFTEN
@given(st.sampled_from(PLACES), st.sampled_from(WRONG))
def test_a_wrong_type_anywhere_is_told(place, value):
    name, path = place
    held(with_value(EXAMPLES[name], path, value))


NUMBERS = sorted(
    path
    for path in drawable(RULES.definition)
    if not path.startswith(("waste.composition_percent.", "waste.components."))
    and input_range(path) is not None
    and not re.search(r"\.\d+$", path)
)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, float]:
    """One to three inputs at ends of what is allowed, or between."""
    paths = draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True))
    found = {}
    for path in paths:
        bounds = input_range(path)
        assert bounds is not None
        low = -1e6 if bounds.low is None else bounds.low
        high = 1e9 if bounds.high is None else bounds.high
        value = low + draw(st.sampled_from((0.0, 1e-6, 0.01, 0.2, 0.5, 0.9, 1.0))) * (high - low)
        found[path] = float(round(value)) if bounds.whole else value
        assume(bounds.admits(found[path]))
    return found


@OFTEN
@given(changes())
def test_inputs_within_their_ranges_run_or_are_refused_by_what_was_given(changed):
    data = deepcopy(MINIMAL.data)
    for path, value in changed.items():
        *parents, leaf = path.split(".")
        node = data
        for part in parents:
            node = node.setdefault(part, {})
        node[leaf] = value
    held(Document("study.yaml", data, {}))


def test_every_impossibility_names_an_input():
    study = study_with({})
    outcomes = run_model(study.definition)
    for condition in CONDITIONS:
        field, *words = condition.fault(outcomes, study.definition)
        assert field_at(StudyDefinition, field.split(".")) is not None, field
        assert all(words)


def test_a_fault_says_what_the_study_does_not_give():
    # The loan's 12 years are the default; the study gives a contract of 10.
    with pytest.raises(DocumentError) as caught:
        study_with({"finance.contract_years": 10})
    (fault,) = caught.value.problems
    assert fault.field == "finance.debt.tenor_years"
    assert fault.found == "12, with contract_years 10; tenor_years is not given: default"
    # 5 % of water, of which the default drains 10 %.
    with pytest.raises(DocumentError, match="bunker_leachate_percent is not given: default"):
        study_with({"waste.moisture_percent": 5}).run()
    # Designed for 5 MJ/kg, full heat at 95 % of the throughput takes 5 / 0.95 = 5.263 MJ/kg.
    limits = {
        "plant.lowest_throughput_percent": 95,
        "plant.design_lhv_mj_per_kg": 5,
        "plant.lhv_min_mj_per_kg": 14,
    }
    with pytest.raises(
        DocumentError, match=r"5\.263 MJ/kg; lhv_max_mj_per_kg is not given: derived"
    ):
        study_with(limits).run()
    with pytest.raises(DocumentError) as caught:
        study_with({**limits, "plant.lhv_max_mj_per_kg": 8}).run()
    assert "is not given" not in str(caught.value)
