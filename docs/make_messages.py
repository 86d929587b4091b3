"""Gather the messages of the reports for translation, and bring the catalogues up to date.

Run it as::

    python docs/make_messages.py

It writes the template `wte_ppp/print/locale/wte_ppp.pot` and merges it into every language's .po:
translations stay, new messages come in empty, messages that are gone leave. With pythainlp
installed, Thai messages get their word marks (zero-width spaces), at which lines may break.

Messages come from four places: `say("...")` and `mark("...")` of the writers; units and
descriptions of `outcome(...)`; sentences of a result, whose values become `{0}`, `{1}`, ...; and
the risks of the toolkit.
"""

import ast
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from wte_ppp.chapters.risk_matrix import RISKS_SHOWN
from wte_ppp.feasibility.findings import LIMITS
from wte_ppp.print.language import DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "wte_ppp" / "print" / "locale"
REPORTS = ("wte_ppp/chapters/**/*.py", "wte_ppp/print/**/*.py")
RESULTS = "wte_ppp/feasibility/result/*.py"
# Modules whose sentences stand in a result as text.
SENTENCES = (
    "wte_ppp/feasibility/notes.py",
    "wte_ppp/feasibility/steps/cost.py",
    "wte_ppp/tender/abnormally_low.py",
    "wte_ppp/tender/award.py",
    "wte_ppp/tender/technical.py",
    "wte_ppp/advice/on_case.py",
    "wte_ppp/advice/plausibility.py",
)
RISKS = "toolkits/wte_ppp/risks.yaml"
REQUIREMENTS = "toolkits/wte_ppp/feasibility.yaml"
Found = tuple[int, None, str, list[str]]


def outcomes(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Found]:
    """Units and descriptions of `outcome(...)`."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "outcome":
            for one in node.args:
                if isinstance(one, ast.Constant) and one.value:
                    yield node.lineno, None, str(one.value), []


def sentences(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Found]:
    """Texts of several words that a function puts together; what is put in is numbered."""
    tree = ast.parse(file.read())
    inner = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
             for one in ast.walk(node) if one is not node}  # fmt: skip
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if id(node) in inner | docs:
            continue
        text = _template(node)
        letters = sum(one.isalpha() for one in re.sub(r"\{\d+\}", "", text))
        if text.count(" ") > 2 and letters > 8:
            yield node.lineno, None, text, []


def _template(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, count = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{count}}}")
            count += 1
    return "".join(parts)


def entries(file: IO[bytes], *_: Any, options: dict[str, str]) -> Iterator[Found]:
    """Fields of those entries of the toolkit that a report can show."""
    for name, entry in yaml.safe_load(file.read()).items():
        for field in options["fields"].split():
            if name in options["only"].split():
                yield 1, None, " ".join(str(entry[field]).split()), []


def template() -> Catalog:
    """All messages."""
    catalog = Catalog(
        domain=DOMAIN, project="wte_ppp", version="", header_comment="# Messages of the reports.",
        copyright_holder="wte_ppp", creation_date=datetime.datetime(2026, 1, 1),
        revision_date=datetime.datetime(2026, 1, 1),
    )  # fmt: skip
    requirements = " ".join(rule.partition(".")[2] for rule in LIMITS)
    keywords = {"say": None, "mark": None}
    sources: list[tuple[str, Any, dict[str, str]]] = [
        *((one, "python", {}) for one in REPORTS),
        (RESULTS, outcomes, {}),
        *((one, sentences, {}) for one in SENTENCES),
        (
            RISKS,
            entries,
            {"fields": "risk mitigation contract_clause", "only": " ".join(RISKS_SHOWN)},
        ),
        (REQUIREMENTS, entries, {"fields": "description", "only": requirements}),
    ]
    for pattern, method, options in sources:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            found = extract(method, io.BytesIO(path.read_bytes()), keywords, options=options)
            for _, message, comments, context in found:
                catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalogue as a file; without line numbers, which move with every change."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_by_file=True, include_lineno=False,
             ignore_obsolete=True)  # fmt: skip
    return stream.getvalue()


def main() -> None:
    """Write the template and bring each language up to date."""
    messages = template()
    LOCALE.mkdir(exist_ok=True)
    (LOCALE / f"{DOMAIN}.pot").write_bytes(written(messages))
    for code in LANGUAGES:
        if code == "en":
            continue
        path = LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = Catalog(locale=code, domain=DOMAIN)
        if path.exists():
            with path.open("rb") as stream:
                catalog = read_po(stream, locale=code, domain=DOMAIN)
        catalog.update(messages, no_fuzzy_matching=True)
        if code == "th":
            mark_words(catalog)
        path.write_bytes(written(catalog))
        done = sum(bool(one.string) for one in catalog if one.id)
        print(f"{code}: {done} of {len(messages)} messages")


def mark_words(catalog: Catalog) -> None:
    """Put zero-width spaces between the words of Thai messages that have none yet."""
    try:
        from pythainlp.tokenize import word_tokenize
    except ImportError:
        print("th: pythainlp is not installed, new messages have no word marks")
        return
    for message in catalog:
        text = str(message.string or "")
        if message.id and text and "\u200b" not in text:
            parts = re.split(r"(\{\w+\}|[\x21-\x7e]+)", text)
            words = [
                w
                for one in parts
                for w in ([one] if one.isascii() else word_tokenize(one, engine="newmm"))
            ]
            marked = "\u200b".join(word for word in words if word)
            # No line begins with a closing bracket or ends with an opening one; blanks part anyway.
            message.string = re.sub(r"(?<=[(\s])\u200b|\u200b(?=[)\s,.:])", "", marked)


if __name__ == "__main__":
    main()
