"""Gather what reports say for translation, and keep each language's catalogue up to date.

Keys come from the code (`Message("...")`, `mark("...")`), from the cards of inputs and figures,
from the tables in `wte_ppp/data` that hold sentences, and from those texts of the toolkits that a
report prints. A translation stays when only names and forms of the places in its key change; what
is new comes in empty, what is gone leaves. With pythainlp installed, Thai messages get their word
marks (zero-width spaces), at which lines may break.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from wte_ppp.chapters.risk.matrix import RISKS_SHOWN
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.messages import Message, sentence
from wte_ppp.print.language import DOMAIN, LANGUAGES, with_forms
from wte_ppp.sources import SENTENCES, table

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "wte_ppp"
LOCALE = PACKAGE / "print" / "locale"
PLACE = re.compile(r"(?<!\{)\{(\w+)(?::[^{}]*)?\}")
SCOPES = (ast.FunctionDef, ast.ClassDef)
MESSAGES = ("Message", "mark", "say")
CARDS = (
    "outcome", "quantity", "count", "entry", "Unknown", "of_contract", "or_nothing",
)  # fmt: skip
TOOLKITS = ROOT / "toolkits"
# Fields of a toolkit's entries that a report prints; sources keep their titles.
TOOLKIT_FIELDS = ("description", "name", "label", "requirement", "unit")
# What bidders' forms, the panel's score sheets and review sheets print beside.
SHEET_FIELDS = {
    "bid_form": ("instruction",), "criteria": ("evidence",), "rating_scale": ("meaning",),
    "outline": ("why",),
}  # fmt: skip
# Registers that no report prints; of risks a report prints some, see RISKS_SHOWN.
NOT_PRINTED = (
    "sources", "tests", "toolkit", "risks", "payment_mechanism", "damages_caps",
    "termination_payments", "direct_agreement", "contract_interfaces", "fiscal_commitments",
    "prequalification",
)  # fmt: skip
HEADER = """\
# Messages of the reports.
msgid ""
msgstr ""
"Project-Id-Version: wte_ppp\\n"
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def gathered() -> dict[str, str]:
    """Every key with the file that it comes from first."""
    keys: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for key in keys_in(path.read_text(encoding="utf-8")):
            keys.setdefault(key, place)
    for place, key in (*_of_defaults(), *_of_tables(), *_of_toolkits()):
        keys.setdefault(key, place)
    keys.pop("", None)
    return keys


def keys_in(source: str) -> Iterator[str]:
    """Keys of a module's text, in their order."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in MESSAGES:
            yield from _literals(node.args[:1])
        elif name in CARDS:
            yield from (sentence(text).key for text in _literals(node.args))


def _literals(nodes: list[ast.expr]) -> Iterator[str]:
    """Texts of arguments, both sides of a choice too."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from _literals([node.body, node.orelse])


def unmarked(source: str, marked: Set[str]) -> Iterator[int]:
    """Lines with a message whose key is neither literal nor marked, so that it is not gathered.

    Parameters
    ----------
    source
        Text of a module.
    marked
        Names of tables of marked keys in any module, see `marked_tables`.

    Yields
    ------
    int
        Line numbers.
    """
    tree = ast.parse(source)
    outer = [node for node in tree.body if not isinstance(node, SCOPES)]
    for scope in _functions(tree):
        yield from _unmarked_in(scope, outer, marked)


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Functions that stand in no other, and what stands in none."""
    for node in tree.body:
        yield from node.body if isinstance(node, ast.ClassDef) else [node]


def _unmarked_in(scope: ast.AST, outer: Iterable[ast.AST], marked: Set[str]) -> Iterator[int]:
    values: dict[str, list[ast.expr]] = {}
    for node in (*ast.walk(scope), *outer):
        for target, value in _bound(node):
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    values.setdefault(name.id, []).append(value)

    def known(node: ast.expr, depth: int = 4) -> bool:
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.IfExp):
            return known(node.body, depth) and known(node.orelse, depth)
        if isinstance(node, ast.Name) and node.id not in marked:
            bound = values.get(node.id, [])
            return depth > 0 and bool(bound) and all(marks(value, depth - 1) for value in bound)
        return marks(node, depth)

    def marks(node: ast.expr, depth: int) -> bool:
        """Whether an expression takes its texts from a table of marked ones."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and getattr(part.func, "id", "") in ("mark", "Message"):
                return True
            if isinstance(part, ast.Attribute) and part.attr in marked:
                return True
            if isinstance(part, ast.Name) and (
                part.id in marked
                or (depth > 0 and any(marks(v, depth - 1) for v in values.get(part.id, ())))
            ):
                return True
        return False

    for node in ast.walk(scope):
        is_message = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"
        if is_message and not (node.args and known(node.args[0])):
            yield node.lineno


def marked_tables(sources: Iterable[str]) -> set[str]:
    """Names at the top of modules and classes that stand for marked keys or tables of them."""
    return {
        name.id
        for source in sources
        for top in ast.parse(source).body
        for node in (top, *(top.body if isinstance(top, ast.ClassDef) else ()))
        for target, value in _bound(node)
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and any(map(_is_mark, ast.walk(value)))
    }


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mark"


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Names that a statement binds, and to what."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.For | ast.comprehension):
        yield node.target, node.iter
    elif isinstance(node, ast.ImportFrom):
        for name in node.names:
            if name.asname:
                yield ast.Name(name.asname), ast.Name(name.name)


def _of_defaults() -> Iterator[tuple[str, str]]:
    """Where defaults that no document states come from, and notes on them."""
    for _, origin in default_values().values():
        for text in (origin.source, origin.note):
            if isinstance(text, Message) and not text.values:
                yield "wte_ppp/feasibility/definition", text.key


def _of_tables() -> Iterator[tuple[str, str]]:
    for name, columns in SENTENCES.items():
        for row in table(name):
            yield from ((f"wte_ppp/data/{name}.csv", row[column]) for column in columns)


def _of_toolkits() -> Iterator[tuple[str, str]]:
    for path in sorted(TOOLKITS.glob("*/*.yaml")):
        place = path.relative_to(ROOT).as_posix()
        if path.stem in NOT_PRINTED:
            continue
        fields = (*TOOLKIT_FIELDS, *SHEET_FIELDS.get(path.stem, ()))
        for entry in _entries(path).values():
            if isinstance(entry, Mapping):
                yield from ((place, key) for key in _texts(entry, fields))
                yield from ((place, key) for key in _remarks(entry))
    risks = TOOLKITS / "wte_ppp" / "risks.yaml"
    for name, entry in _entries(risks).items():
        place = risks.relative_to(ROOT).as_posix()
        yield from ((place, key) for key in _texts(entry, RISKS_SHOWN.get(name, ())))


def _remarks(entry: Mapping[str, object]) -> Iterator[str]:
    """Notes on a rule's values that a report prints: of a rule that gives an input its value."""
    values = entry.get("values")
    if "feeds" in entry and isinstance(values, list):
        for value in values:
            yield from _texts(value, ("note",))


def _texts(entry: Mapping[str, object], fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        text = entry.get(field)
        if isinstance(text, str) and text:
            yield sentence(text).key


def _entries(path: Path) -> Mapping[str, Mapping[str, object]]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries if isinstance(entries, Mapping) else {}


def translations(code: str) -> dict[str, str]:
    """What a language's catalogue holds."""
    path = place_of(code)
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {
            str(message.id): str(message.string)
            for message in read_po(stream, locale=code, domain=DOMAIN)
            if message.id and message.string and not message.fuzzy
        }


def place_of(code: str) -> Path:
    """File of a language's catalogue."""
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def merged(keys: Iterable[str], there: Mapping[str, str]) -> dict[str, str]:
    """Translations of keys; where only places were renamed or formed, the one that was there.

    >>> merged(["LHV {lhv:.2f}"], {"LHV {0}": "PCI {0}"})
    {'LHV {lhv:.2f}': 'PCI {lhv}'}
    """
    by_skeleton = {skeleton(key)[0]: key for key in there}
    texts = {}
    for key in keys:
        text = there.get(key, "")
        if not text:
            bare, names = skeleton(key)
            before = by_skeleton.get(bare, "")
            new = dict(zip(skeleton(before)[1], names, strict=False))
            text = _renamed(there.get(before, ""), new)
        texts[key] = text if text and with_forms(text, key) else ""
    return texts


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: f"{{{names.get(place[1], '')}}}", text)


def skeleton(key: str) -> tuple[str, list[str]]:
    """A template without the names and forms of its places, and the names.

    >>> skeleton("LHV {lhv:.2f} MJ/kg")
    ('LHV {} MJ/kg', ['lhv'])
    """
    return PLACE.sub("{}", key), [place[1] for place in PLACE.finditer(key)]


def written(texts: Mapping[str, str], places: Mapping[str, str], code: str = "") -> str:
    """A catalogue as a file: the same text on every machine and day."""
    language = f'"Language: {code}\\n"\n' if code else ""
    parts = [HEADER.replace("{language}", language)]
    for key in sorted(texts, key=lambda key: (places[key], key)):
        parts.append(f"#: {places[key]}\nmsgid {_quoted(key)}\nmsgstr {_quoted(texts[key])}\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


@cache
def files() -> Mapping[Path, str]:
    """Template and catalogues as they should be."""
    keys = gathered()
    made = {LOCALE / f"{DOMAIN}.pot": written(dict.fromkeys(keys, ""), keys)}
    for code in LANGUAGES:
        if code != "en":
            texts = merged(keys, translations(code))
            if code == "th":
                texts = {key: with_word_marks(text) for key, text in texts.items()}
            made[place_of(code)] = written(texts, keys, code)
    return made


def with_word_marks(text: str) -> str:
    """A Thai message with zero-width spaces between its words, where it has none yet."""
    try:
        from pythainlp.tokenize import word_tokenize
    except ImportError:
        return text
    if "\u200b" in text or text.isascii():
        return text
    parts = re.split(r"(\{\w+(?::[^{}]*)?\}|[\x21-\x7e]+)", text)
    words = [
        word
        for part in parts
        for word in ([part] if part.isascii() else word_tokenize(part, engine="newmm"))
    ]
    marked = "\u200b".join(word for word in words if word)
    # No line begins with a closing bracket or ends with an opening one; blanks part anyway.
    return re.sub(r"(?<=[(\s])\u200b|\u200b(?=[)\s,.:])", "", marked)
