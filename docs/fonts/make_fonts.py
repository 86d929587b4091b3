"""Make the two static fonts of the reports from the variable Noto Sans.

reportlab embeds TrueType outlines at their default instance only, so the regular and the bold
weight are cut out of the variable font once and shipped in the wheel. Run it as::

    python -m pip install fonttools fontpkg-noto-sans
    python docs/fonts/make_fonts.py

Source: package fontpkg-noto-sans 2.15 (PyPI), Noto Sans 2.015 of The Noto Project Authors
(https://github.com/notofonts/latin-greek-cyrillic), SIL Open Font License 1.1. The licence
reserves no font name, so the changed fonts may keep theirs.

Noto Sans has no arrows, no signs of inequality, no n-ary sum, no squares, no baht sign and no geta
mark (the mark a Japanese printer sets for a character that is missing). They are drawn here: a
report must be able to show that something is missing.
"""

import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[2] / "wte_ppp" / "reports" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}

Polygon = list[tuple[float, float]]

CHARACTERS = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x0259, 0x0259),  # schwa
    (0x02B0, 0x02FF),  # spacing modifier letters
    (0x0300, 0x0331),  # combining marks left over when no composed letter exists
    (0x0370, 0x03FF),  # Greek
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese
    (0x2000, 0x206F),  # general punctuation and spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency signs, with the dong
    (0x2100, 0x218F),  # letterlike symbols and number forms
    (0x2190, 0x22FF),  # arrows and mathematical operators
    (0x25A0, 0x25FF),  # geometric shapes
    (0xFFFD, 0xFFFD),
]


def rectangle(left: float, bottom: float, right: float, top: float) -> Polygon:
    """Return a rectangle's corners, clockwise as TrueType wants the outer outline."""
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def right_arrow(bold: float) -> Polygon:
    """Return an arrow that points right, on an em of 1000 and centred on the mathematical axis."""
    axis, head, half = 357.0, 180.0, bold / 2.0
    return [
        (60, axis - half),
        (60, axis + half),
        (940 - head - bold, axis + half),
        (940 - head - bold, axis + head + half),
        (940, axis),
        (940 - head - bold, axis - head - half),
        (940 - head - bold, axis - half),
    ]


def turned(polygon: Polygon, quarter_turns: int) -> Polygon:
    """Return the polygon turned left by quarter turns about the middle of the em."""
    middle_x, middle_y = 500.0, 357.0
    for _ in range(quarter_turns):
        polygon = [(middle_x - (y - middle_y), middle_y + (x - middle_x)) for x, y in polygon]
    return polygon


def add_glyph(font: TTFont, code: int, width: int, polygons: Iterable[Polygon]) -> None:
    """Draw polygons as the glyph of a code point."""
    pen = TTGlyphPen(None)
    draw(pen, polygons)
    store_glyph(font, code, width, pen)


def add_to_glyph(
    font: TTFont, code: int, base: str, polygons: Iterable[Polygon], lift: float = 0.0
) -> None:
    """Draw a glyph of the font, lifted, and polygons over it as the glyph of a code point."""
    glyphs = font.getGlyphSet()
    outline = DecomposingRecordingPen(glyphs)
    glyphs[base].draw(outline)
    pen = TTGlyphPen(None)
    outline.replay(TransformPen(pen, (1, 0, 0, 1, 0, lift)))
    draw(pen, polygons)
    store_glyph(font, code, font["hmtx"][base][0], pen)


def draw(pen: TTGlyphPen, polygons: Iterable[Polygon]) -> None:
    """Draw closed polygons."""
    for polygon in polygons:
        pen.moveTo(polygon[0])
        for point in polygon[1:]:
            pen.lineTo(point)
        pen.closePath()


def store_glyph(font: TTFont, code: int, width: int, pen: TTGlyphPen) -> None:
    """Put what a pen has drawn into the font under a code point."""
    name = f"uni{code:04X}"
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def add_missing_signs(font: TTFont, bold: float) -> None:
    """Add arrows, squares, the sum, inequalities, the baht sign and the geta mark."""
    arrow = right_arrow(bold)
    for code, quarter_turns in ((0x2192, 0), (0x2191, 1), (0x2190, 2), (0x2193, 3)):
        add_glyph(font, code, 1000, [turned(arrow, quarter_turns)])
    add_glyph(font, 0x25A0, 760, [rectangle(80, 57, 680, 657)])
    hole = rectangle(80 + bold, 57 + bold, 680 - bold, 657 - bold)[::-1]
    add_glyph(font, 0x25A1, 760, [rectangle(80, 57, 680, 657), hole])
    bars = [rectangle(90, 80, 910, 260), rectangle(90, 454, 910, 634)]
    add_glyph(font, 0x3013, 1000, bars)

    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2211] = table.cmap[ord("Σ")]

    half = bold / 2
    middle = font["hmtx"]["B"][0] / 2
    bars = [rectangle(middle - half, low, middle + half, low + 90) for low in (-90, 714)]
    add_to_glyph(font, 0x0E3F, "B", bars)
    below = rectangle(50, 0, 522, bold)
    add_to_glyph(font, 0x2264, "less", [below], lift=60)
    add_to_glyph(font, 0x2265, "greater", [below], lift=60)
    stroke = [(140 - half, 120), (432 - half, 594), (432 + half, 594), (140 + half, 120)]
    add_to_glyph(font, 0x2260, "equal", [[(float(x), float(y)) for x, y in stroke]])


def make_font(source: Path, style: str, weight: int) -> Path:
    """Write one static font and return its path."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight, "wdth": 100})
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "HVAR", "avar", "DSIG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for low, high in CHARACTERS for c in range(low, high + 1)])
    subsetter.subset(font)
    add_missing_signs(font, bold=70.0 if style == "Regular" else 110.0)

    names = font["name"]
    names.setName("Noto Sans", 1, 3, 1, 0x409)
    names.setName(style, 2, 3, 1, 0x409)
    names.setName(f"Noto Sans {style}", 4, 3, 1, 0x409)
    names.setName("Version 2.015; subset, with arrows and signs of wte_ppp", 5, 3, 1, 0x409)
    names.setName(f"NotoSans-{style}", 6, 3, 1, 0x409)
    names.names = [n for n in names.names if n.nameID < 25 and n.nameID not in (16, 17)]
    # A fixed date: the same source gives the same bytes.
    font.recalcTimestamp = False
    target = TARGET / f"NotoSans-{style}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Write both fonts and their licence."""
    package = Path(str(files("fontpkg_noto_sans")))
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        path = make_font(package / "files" / "NotoSans[wdth,wght].ttf", style, weight)
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
    shutil.copyfile(package / "LICENSE", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
