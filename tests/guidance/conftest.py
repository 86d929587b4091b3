"""Folders of guidance that tests write."""

import pytest

HEAD = """\
schema: wte_ppp/{kind}/1
id: {id}
name: {id}
version: '1'
as_of: '2026-01-01'
currency: USD
"""
SOURCES = """\
law:
  title: Law on Waste 1/2020
  year: 2020
  link: https://example.org/law
  text: official
  read: '2025-06-01'
heard:
  title: A decree that nobody has read
  year: 2019
  text: unread
"""


def rule(name, *values, unit="'%'", **more):
    """A rule of dated values `(from, value)`; more keys go to every value."""
    keys = {"source": "law", "status": "law", "confidence": "S", "reviewed": "'2025-06-01'"} | more
    lines = [f"{name}:", "  description: A rule.", f"  unit: {unit}", "  values:"]
    for day, value in values or (("2020-01-01", 1),):
        lines += [f"    - from: '{day}'", f"      value: {value}"]
        lines += [f"      {key}: {word}" for key, word in keys.items() if word is not None]
    return "\n".join(lines) + "\n"


def write(place, name="XX", *, kind="profile", head="", sources=SOURCES, **files):
    """A folder with a head, sources and files by stem."""
    folder = place / name
    folder.mkdir(parents=True, exist_ok=True)
    texts = {kind: HEAD.format(kind=kind, id=name) + head, "sources": sources, **files}
    for stem, text in texts.items():
        if text is not None:
            (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    """Writes a folder of guidance below the test's own."""

    def make(name="XX", **parts):
        return write(tmp_path, name, **parts)

    return make
