"""A report as one HTML file: charts, tables that sort, and the model at many settings."""

import base64
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from wte_ppp.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Contents,
    Document,
    Heading,
    KeyFigures,
    Number,
    PageBreak,
    Paragraph,
    Table,
    Words,
    flat,
)
from wte_ppp.feasibility.result.what_if import WhatIf
from wte_ppp.messages import Message, mark
from wte_ppp.print.charts import drawing
from wte_ppp.print.charts.numbers import numbers_of, words_of
from wte_ppp.print.charts.svg import svg
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.tables import number_columns
from wte_ppp.print.text import safe_terminal

CHART_WIDTH = 440.0
OPEN_ROWS = 25  # a longer table is folded until it is asked for
SEARCHED_ROWS = 30  # a longer one can be searched
LONGEST_TEXT = 100_000
LONGEST_TITLE = 200
# Words of the script; what it puts in stands in braces.
SAID = {
    "base": mark("{value} (base case)"),
    "rows": mark("{shown} of {all} rows"),
    "now": mark("{name}: {value} {unit}"),
    "moved": mark("The charts and all other tables still show the base case."),
    "unknown": mark("not stated"),
}
TEMPLATE_WORDS = {
    "skip": mark("Skip to the content"),
    "offline": mark("This file loads nothing from the network."),
    "contents": mark("Contents"),
    "what_if": mark("What if"),
    "no_script": mark("Sliders, sorting and searching need JavaScript; charts and tables do not."),
    "stale": mark("Base case: this chart does not follow the sliders."),
    "moved": mark(
        "The sliders are off the base case. Charts and all other tables still show the base case."
    ),
    "numbers": mark("Numbers of the chart"),
    "search": mark("Show rows with"),
    "none": mark("None."),
    "computed": mark(
        "The model was run beforehand for every combination of these settings: each slider moves "
        "from one computed value to the next, and nothing in between is interpolated."
    ),
    "reset": mark("Back to the base case"),
    "outcomes": mark("Outcomes at these settings"),
    "outcome": mark("Outcome"),
    "base": mark("Base case"),
    "here": mark("At these settings"),
    "change": mark("Change"),
    "unit": mark("Unit"),
}


def page(document: Document, language: Language = ENGLISH, what_if: WhatIf | None = None) -> str:
    """A report as a page that loads nothing and needs no script to be read."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["lines"] = lambda text: text.split("\n")
    writer = _Writer(language)
    style, script = _file("page.css"), _file("page.js")
    settings: dict[str, Any] = {
        "words": {name: language.template(key) for name, key in SAID.items()}
    }
    settings |= {"decimal": language.number(0.5, ".1f")[1], "group": _group(language)}
    if what_if is not None:
        settings |= _what_if(what_if, writer)
    template = environment.from_string(_file("page.html.j2"))
    printed: str = template.render(
        code=language.code,
        policy=_policy(style, script),
        title=writer.text(document.title)[:LONGEST_TITLE],
        kind=writer.text(document.kind),
        footer=document.footer,
        sections=writer.sections(document.blocks),
        settings=settings,
        what_if=what_if is not None,
        style=style,
        script=script,
        say=writer.say,
        words=TEMPLATE_WORDS,
    )
    return printed


@dataclass(frozen=True)
class _Section:
    """A section under its title; the first of a report has none."""

    name: str
    title: str
    blocks: list[dict[str, Any]]


class _Writer:
    """Blocks on their way to the template; it gives each its own name within the page."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._names: dict[str, int] = {}
        self._heading = ""
        self._tables = 0

    def text(self, words: Words | tuple[Words, ...]) -> str:
        """Words made plain: no control characters, no direction marks; line ends are kept."""
        return _plain(self.language.words(words))

    def say(self, key: str, **values: Any) -> str:
        """Words of the template, marked in `TEMPLATE_WORDS`."""
        return self.text(Message(key, **values))

    def sections(self, blocks: Iterable[Block]) -> list[_Section]:
        """Blocks by headings of level 1, each as the template takes it."""
        sections = [_Section(self._name("summary"), "", [])]
        for block in flat(tuple(blocks)):
            if isinstance(block, Heading):
                self._heading = self.text(block.text)
            if isinstance(block, Heading) and block.level == 1:
                sections.append(_Section(self._name("section"), self._heading, []))
            else:
                sections[-1].blocks.extend(self._views(block))
        return [section for section in sections if section.blocks or section.title]

    def _name(self, wanted: str) -> str:
        """An identifier that no other part of the page has."""
        plain = "".join(letter if letter.isalnum() else "-" for letter in wanted.lower())
        self._names[plain] = self._names.get(plain, 0) + 1
        return plain if self._names[plain] == 1 else f"{plain}-{self._names[plain]}"

    def _views(self, block: Block) -> Iterator[dict[str, Any]]:
        match block:
            case Heading():
                yield {"kind": "heading", "text": self.text(block.text)}
            case Paragraph() if block.style != "title":  # the page has its title already
                yield {"kind": "paragraph", "style": block.style, "text": self.text(block.text)}
            case Bullets() if block.items:
                points = [self.text(item) for item in block.items]
                yield {"kind": "bullets", "items_": points}
            case KeyFigures():
                items = [(self._cell(cell, ""), self.text(name)) for cell, name in block.items]
                yield {"kind": "figures", "items_": items}
            case Table():
                yield {"kind": "table", **self.table(block)}
            case Chart():
                yield {"kind": "chart", **self._chart(block)}
            case Contents() | PageBreak():
                return

    def _chart(self, chart: Chart) -> dict[str, Any]:
        name, words = self._name(f"chart-{chart.name}"), self.text(words_of(chart))
        picture = drawing(replace(chart, title=""), self.language, CHART_WIDTH)
        title = self.text(chart.title)
        return {
            "name": name,
            "title": title,
            "words": words,
            "svg": svg(picture, f"{title}. {words}"),
            "numbers": self.table(replace(numbers_of(chart), name=chart.name, title=chart.title)),
        }

    def table(self, table: Table) -> dict[str, Any]:
        """A table as the template takes it."""
        right = number_columns(table)
        title = self.text(table.title)
        folded = Message("Table of {count} rows", count=len(table.rows))
        self._tables += 1
        label = Message("{name}: table {number}", name=title or self._heading, number=self._tables)
        return {
            "name": self._name(f"table-{table.name}"),
            "summary": title or self.text(folded),
            "label": self.text(label),
            "titled": bool(title),
            "headed": any(column.head for column in table.columns),
            "note": self.text(table.note),
            "heads": [(self.text(column.head), at in right)
                      for at, column in enumerate(table.columns)],
            "rows": [
                [
                    (self._cell(cell, column.form), _number(cell), at in right)
                    for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
                ]
                for row in table.rows
            ],
            "open": len(table.rows) <= OPEN_ROWS or table.searchable,
            "searchable": table.searchable or len(table.rows) > SEARCHED_ROWS,
        }  # fmt: skip

    def _cell(self, cell: "Cell | tuple[Cell, ...]", form: str) -> str:
        return _plain(self.language.cell(cell, form))


def _plain(text: str) -> str:
    return "\n".join(safe_terminal(line, limit=LONGEST_TEXT) for line in text.split("\n"))


def _number(cell: "Cell | tuple[Cell, ...]") -> float | None:
    """The number that a cell is sorted by."""
    value = cell.value if isinstance(cell, Number) else cell
    if isinstance(value, (int, float, Decimal, Fraction)) and math.isfinite(value):
        return float(value)
    return None


def _group(language: Language) -> str:
    return language.number(1000, ",")[1]


def _policy(style: str, script: str) -> str:
    """Nothing is fetched and nothing sent; no script and no style but the page's own run."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; script-src 'sha256-{digest(script)}'; "
        f"style-src 'sha256-{digest(style)}'; base-uri 'none'; form-action 'none'"
    )


@cache
def _file(name: str) -> str:
    return (files("wte_ppp.print") / "templates" / name).read_text(encoding="utf-8")


def _what_if(what_if: WhatIf, writer: _Writer) -> Mapping[str, Any]:
    """The combinations for the page's script, each outcome as 32-bit numbers in base 64."""
    quantity = writer.language.quantity
    return {
        "levers": [
            {
                "name": writer.text(lever.description).partition(";")[0],
                "unit": lever.unit,
                "levels": lever.levels.tolist(),
                "base": lever.base_level,
                "range": writer.say(
                    "{low} to {high}: {origin}",
                    low=quantity(lever.levels[0], 4),
                    high=quantity(lever.levels[-1], 4),
                    origin=lever.range_from,
                ),
            }
            for lever in what_if.levers
        ],
        "outcomes": [
            {
                "name": writer.text(name),
                "unit": unit,
                "base": float(base) if math.isfinite(base) else None,
                "unknown": path in what_if.not_stated,
                "values": base64.b64encode(values.astype("<f4").tobytes()).decode("ascii"),
            }
            for path, name, unit, base, values in zip(
                what_if.outcomes,
                what_if.descriptions,
                what_if.units,
                what_if.base,
                what_if.values,
                strict=True,
            )
        ],
    }
