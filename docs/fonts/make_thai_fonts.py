"""Make the two static Thai fonts of the reports from the variable Noto Sans Thai.

Run it as::

    python -m pip install fonttools fontpkg-noto-sans-thai
    python docs/fonts/make_thai_fonts.py

Source: package fontpkg-noto-sans-thai 2.2 (PyPI), Noto Sans Thai of The Noto Project Authors
(https://github.com/notofonts/thai), SIL Open Font License 1.1, without a reserved name. The tables
that place tone marks (GSUB, GPOS, GDEF) stay: Thai is shaped when it is drawn. A word is shaped in
one font, so what Noto Sans Thai lacks of the reports' Latin letters and signs (subscripts, signs of
inequality) is copied from the reports' own Noto Sans: run make_fonts.py first.
"""

import shutil
from importlib.resources import files
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[2] / "wte_ppp" / "reports" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xE01, 0xE5C), 0x25CC]
CHARACTERS += [*range(0x2010, 0x2027)]


def add_missing(font: TTFont, style: str) -> None:
    """Copy what the reports' Latin font has and this one lacks."""
    latin = TTFont(TARGET / f"NotoSans-{style}.ttf")
    glyphs, there = latin.getGlyphSet(), font.getBestCmap()
    for code, source in latin.getBestCmap().items():
        if code in there or 0x0300 <= code <= 0x036F:
            continue
        outline, pen, name = DecomposingRecordingPen(glyphs), TTGlyphPen(None), f"latin{code:04X}"
        glyphs[source].draw(outline)
        outline.replay(pen)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (latin["hmtx"][source][0], getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def make_font(source: Path, style: str, weight: int) -> Path:
    """Write one static font and return its path."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight, "wdth": 100})
    options = Options()
    options.layout_features = ["ccmp", "mark", "mkmk", "liga", "kern"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "MVAR", "HVAR", "avar", "DSIG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    add_missing(font, style)
    names = font["name"]
    names.setName("Noto Sans Thai", 1, 3, 1, 0x409)
    names.setName(style, 2, 3, 1, 0x409)
    names.setName(f"Noto Sans Thai {style}", 4, 3, 1, 0x409)
    names.setName(f"NotoSansThai-{style}", 6, 3, 1, 0x409)
    names.names = [n for n in names.names if n.nameID < 25 and n.nameID not in (16, 17)]
    # A fixed date: the same source gives the same bytes.
    font.recalcTimestamp = False
    target = TARGET / f"NotoSansThai-{style}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Write both fonts and their licence."""
    package = Path(str(files("fontpkg_noto_sans_thai")))
    (source,) = (package / "files").glob("*.ttf")
    for style, weight in WEIGHTS.items():
        path = make_font(source, style, weight)
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
    shutil.copyfile(package / "LICENSE", TARGET / "OFL-NotoSansThai.txt")


if __name__ == "__main__":
    main()
