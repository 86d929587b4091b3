"""Names and notes of strangers in every PDF: shown as text, never run, never a crash."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.print.hostile import HOSTILE, shown
from tests.tender import conftest as trial
from wte_ppp import Study
from wte_ppp.blocks import Column, Document, Paragraph, Table
from wte_ppp.print.pdf import pdf
from wte_ppp.print.risk import risk_pdf
from wte_ppp.print.study import study_appendix_pdf, study_pdf
from wte_ppp.print.tender import debrief_pdf, evaluation_pdf, evaluation_word
from wte_ppp.tender.evaluation import evaluation_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
TRIAL = ("B1", "B2", "B4")
EVERY = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


TEXTS = tuple(HOSTILE.values())
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja", "th"])


@cache
def result():
    return Study.load(EXAMPLE).run()


def with_texts(name: str, texts: tuple[str, ...]):
    """A result with a hostile name, and all of some texts wherever a user may write."""
    base = result()
    given = [row for row in base.inputs if row.layer == "study file"]
    rows = tuple(
        given[at % len(given)].model_copy(update={"source": text, "note": text})
        for at, text in enumerate(texts)
    )
    checks = tuple(
        one.model_copy(update={"description": text, "source": text})
        for one, text in zip(base.checks, texts, strict=False)
    )
    return base.model_copy(
        update={
            "name": name, "location": name, "description": name, "guidance": name,
            "notes": texts, "warnings": texts, "checks": checks, "inputs": base.inputs + rows,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """An awarded trial with two bids in time, one late, one withdrawn."""
    folder = tmp_path_factory.mktemp("tender")

    def put(name: str, content: str) -> Path:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    case = trial.opening(put("case/tender.yaml", trial.text()).parent)
    for bid in TRIAL:
        for envelope, body in (("technical", trial.technical(bid)), ("price", trial.price(bid))):
            file = put(f"{bid}-{envelope}.yaml", body)
            case.receive(bid, envelope, file, by="Office", at=trial.at(1))
    late = put("B3.yaml", trial.technical("B3"))
    case.receive("B3", "technical", late, by="Office", at=trial.at(1, 18))
    case.withdraw("B4", reason="A letter", by="Office", at=trial.at(2))
    trial.settle(case, put)
    case.freeze(by="Panel", at=trial.at(5))
    case.open_prices(by=["Office", "Chair"], at=trial.at(6))
    case.award(by="Panel", at=trial.at(7))
    return evaluation_of(case)


@LANGUAGES
def test_study(language: str) -> None:
    told = shown(study_pdf(with_texts(HOSTILE["image"], TEXTS), language=language))
    flat = "".join(told.split())
    for text in (HOSTILE["expression"], HOSTILE["formula"], HOSTILE["link"], HOSTILE["entities"]):
        assert "".join(text.split()) in flat


@pytest.mark.parametrize("name", ["long", "markup", "controls", "unknown_script"])
def test_name_of_a_study_and_its_appendix(name: str) -> None:
    changed = with_texts(HOSTILE[name], ())
    assert "MW" in shown(study_pdf(changed))
    assert "MWh" in shown(study_appendix_pdf(changed))


def test_risk(risk_case) -> None:
    found = risk_case[1].result

    def with_each(rows, **fields):
        return tuple(
            one.model_copy(update=dict.fromkeys(fields, text))
            for one, text in zip(rows * 9, TEXTS, strict=False)
        )

    changed = found.model_copy(
        update={
            "name": HOSTILE["bidi"],
            "notes": TEXTS,
            "inputs": with_each(found.inputs, note=1, source=1, spread=1),
            "events": with_each(found.events, name=1),
            "scenarios": (found.scenarios[0], *with_each(found.scenarios, name=1)),
            "tornado": with_each(found.tornado, factor=1),
        }
    )
    assert "P95" in shown(risk_pdf(changed, "ja"))


def with_bidder(found, text: str):
    definition = found.tender.definition.model_copy(update={"name": text, "buyer": text})
    return replace(
        found,
        tender=replace(found.tender, definition=definition),
        names=dict.fromkeys(found.names, text),
        withdrawn=dict.fromkeys(found.withdrawn, text),
    )


@EVERY
def test_letter_to_a_bidder_of_any_name(gathered, text: str) -> None:
    for bid in ("B1", "B4"):
        assert bid in shown(debrief_pdf(with_bidder(gathered, text), bid))


@LANGUAGES
@pytest.mark.parametrize("name", ["long", "markup", "beyond"])
def test_evaluation(gathered, name: str, language: str) -> None:
    changed = with_bidder(gathered, HOSTILE[name])
    assert gathered.events[-1].hash in shown(evaluation_pdf(changed, language=language))
    assert "B1" in shown(debrief_pdf(changed, "B1", language))


@EVERY
def test_tables(text: str) -> None:
    columns = (Column(text), Column("Value", numbers=True))
    table = Table(columns, ((text, 1.5), ("a", None)), text, text)
    assert "Page 1 of" in shown(pdf(Document(text, (Paragraph(text), table))))


def test_what_no_font_has_is_told_in_the_report() -> None:
    told = shown(study_pdf(with_texts(HOSTILE["unknown_script"], ())))
    assert "〓 stands for characters the font lacks" in told
    assert "U+1780" in told  # the first letter of the Khmer name


def test_a_letter_beyond_the_first_plane_is_marked_not_changed() -> None:
    # reportlab would cut U+20BB7 to U+0BB7 or draw another letter.
    told = shown(study_pdf(with_texts(HOSTILE["beyond"], ()), language="ja"))
    assert "U+20BB7" in told
    assert "\u0bb7" not in told


def test_evaluation_in_word(gathered) -> None:
    book = docx.Document(BytesIO(evaluation_word(with_bidder(gathered, HOSTILE["markup"]))))
    heads = [line.text for line in book.paragraphs if line.style.name == "Heading 1"]
    assert len(heads) >= 5
    texts = {cell.text for table in book.tables for row in table.rows for cell in row.cells}
    assert HOSTILE["markup"] in texts
    assert gathered.events[-1].hash[:16] in "".join(texts) + "".join(
        line.text for line in book.paragraphs
    )
