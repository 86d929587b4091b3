"""What a form changes of the study that it was made of, and a study's data with it."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.currencies import USD
from wte_ppp.documents import Problem
from wte_ppp.feasibility.form.cells import same
from wte_ppp.feasibility.form.inputs import PLACE, Input, Path, Table
from wte_ppp.feasibility.form.returned import Form, ReturnedRow
from wte_ppp.feasibility.form.stated import (
    CURRENCY,
    NOTHING,
    UNIT,
    VALUE,
    Entry,
    Row,
    currency_named,
    entry_at,
    is_amount,
    money_of,
    place_of,
    stated_at,
)
from wte_ppp.yaml_edits import Lines


@dataclass(frozen=True)
class Change:
    """What a form says of a place, and what it was made with.

    Without `asked` it is a whole entry of a table that goes, or a list that is another one.
    """

    path: Path
    asked: Input | None
    before: Entry
    after: Entry
    place: str

    def in_words(self, data: Mapping[str, Any]) -> str:
        """Place under its key in a study's data, and what stood and stands there."""
        where = ".".join(str(part) for part in place_of(data, self.path))
        return f"{where}: {_told(self.before)} -> {_told(self.after)}"

    @property
    def is_open(self) -> bool:
        """Whether source or note are left of a value that is gone."""
        return self.after.value is None and bool(self.after.about)


def changes_of(form: Form) -> Iterator[Change]:
    """Every cell that says another thing than the form was made with."""
    known = {slot.asked.path: slot for part in form.parts for slot in part.slots}
    for path, returned in form.entries.items():
        before = known[path].entry if path in known else Entry()
        # A value that is taken out takes along what was said of it.
        left = Entry(None, {}) if _is_emptied(before, returned.entry) else returned.entry
        if not before.agrees(left):
            yield Change(path, returned.asked, before, left, returned.place)
    for part in form.parts:
        if isinstance(part.part, Table) and part.part.path in form.rows:
            back = form.rows[part.part.path]
            if part.part.path[-1] == PLACE:
                yield from _list(form, part.part, part.rows, back)
            else:
                yield from _rows(form, part.rows, back)


def _is_emptied(before: Entry, after: Entry) -> bool:
    return after.value is None and before.value is not None and same(before.about, after.about)


def _rows(form: Form, rows: tuple[Row, ...], back: tuple[ReturnedRow, ...]) -> Iterator[Change]:
    known = {row.names: row for row in rows}
    for row in back:
        before = known[row.names].entries if row.names in known else (Entry(),) * len(row.entries)
        for was, returned in zip(before, row.entries, strict=True):
            # Source and note stand in no table: they stay.
            value = returned.entry.value
            after = Entry() if value is None else Entry(value, was.about)
            if not was.kept and not was.agrees(after):
                yield Change(returned.asked.path, returned.asked, was, after, returned.place)
    names = {row.names for row in back}
    for gone in rows:
        if gone.names not in names:
            whole = Entry(stated_at(form.base, gone.path), kept=True)
            yield Change(gone.path, None, whole, Entry(), "/".join(gone.names))


def _list(
    form: Form, table: Table, rows: tuple[Row, ...], back: tuple[ReturnedRow, ...]
) -> Iterator[Change]:
    path = table.path[:-1]
    before = stated_at(form.base, path)
    items = before if isinstance(before, list) else []
    free = list(range(len(rows)))
    after = []
    for row in back:
        values = [returned.entry.value for returned in row.entries]
        alike = [at for at in free if same(values, [entry.value for entry in rows[at].entries])]
        if alike:
            free.remove(alike[0])
            after.append(items[alike[0]])
            continue
        made: dict[str, Any] = {}
        for column, value in zip(table.columns, values, strict=True):
            if value is not None:
                _put(made, column.path, value)
        after.append(made)
    if after != items:
        place = back[-1].place if back else ""
        yield Change(path, None, Entry(items, kept=True), Entry(after or None, kept=True), place)


MONEY = ("finance", "money", "currency")


def applied(data: Mapping[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    """A study's data with changes; a section that nothing is left of goes."""
    made: dict[str, Any] = copy.deepcopy(dict(data))
    # The study's money first: amounts without a currency are in it, wherever they are asked.
    for change in sorted(changes, key=lambda change: change.path != MONEY):
        if change.after.value is None:
            _drop(made, place_of(made, change.path))
        elif change.asked is None:
            _put(made, change.path, change.after.value)
        else:
            _say(made, change)
    return made


def _say(data: dict[str, Any], change: Change) -> None:
    """Put an entry: a plain value, or one with what is said of it."""
    assert change.asked is not None
    node, place = stated_at(data, change.path), place_of(data, change.path)
    value, about = change.after.value, dict(change.after.about)
    currency = about.pop(CURRENCY, "")
    if currency == change.before.about.get(CURRENCY, "") and node is not NOTHING:
        # Its currency stays said as it is: by its key, its unit or in words.
        about |= _said(node, CURRENCY)
    elif is_amount(change.asked):
        own, named = money_of(data), currency_named(data, change.path)
        _drop(data, place)
        meant = currency or own
        keeps = meant == USD if node is NOTHING else meant == named
        place = change.path if keeps and USD in (meant, own) else _plain(change.path)
        if node is NOTHING and own != USD and stated_at(data, place[:-1]) is NOTHING:
            place = (*_plain(place[:-1]), place[-1])  # a list of amounts by name
        if not keeps and meant != own:
            about = {CURRENCY: meant, **about}
        _put(data, place, {VALUE: value, **about} if about else value)
        return
    about |= _said(node, UNIT)
    if isinstance(node, dict) and VALUE in node and about:
        gone = [key for key in node if key not in (VALUE, *about)]
        for key in gone:
            del node[key]
        if not same(node[VALUE], value):
            node[VALUE] = value
        node.update(about)
        return
    _put(data, place, {VALUE: value, **about} if about else value)


def _said(node: Any, key: str) -> dict[str, Any]:
    return {key: node[key]} if isinstance(node, Mapping) and key in node else {}


def _plain(path: Path) -> Path:
    """Path of an amount in the study's own money, whatever that is.

    >>> _plain(("finance", "tipping_fee_usd_per_t"))
    ('finance', 'tipping_fee_per_t')
    """
    return (*path[:-1], str(path[-1]).replace("_usd", "", 1))


def _put(data: Any, path: Path, value: Any) -> None:
    node = data
    for key in path[:-1]:
        if not isinstance(node.get(key), dict):
            node[key] = Lines()
        node = node[key]
    node[path[-1]] = value


def _drop(data: dict[str, Any], path: Path) -> None:
    nodes: list[Any] = [data]
    for key in path[:-1]:
        if not isinstance(nodes[-1].get(key), dict):
            return
        nodes.append(nodes[-1][key])
    for node, key in zip(reversed(nodes), reversed(path), strict=True):
        node.pop(key, None)
        if node:
            return


def conflicts(
    form: Form, changes: tuple[Change, ...], data: Mapping[str, Any], name: str
) -> Iterator[Problem]:
    """Places that the form changes and that the study's file has changed as well since."""
    for change in changes:
        now = _now(data, change)
        if now.agrees(change.before) or now.agrees(change.after):
            continue
        yield Problem(
            form.path, None, change.place, f"{_told(change.after)}, where {name} has {_told(now)}",
            f"{_told(change.before)} in the file, as when the form was made",
            "decide which is right: make the form anew, or change the file",
        )  # fmt: skip


def _now(data: Mapping[str, Any], change: Change) -> Entry:
    if change.asked is not None:
        return entry_at(data, change.asked)
    node = stated_at(data, change.path)
    return Entry() if node is NOTHING else Entry(node, kept=True)


def _told(entry: Entry) -> str:
    if entry.value is None:
        return "nothing"
    if not entry.about:
        return repr(entry.value)[:60]
    return f"{entry.value!r:.60} ({', '.join(entry.about.values()):.60})"
