"""Make the two static Japanese fonts of the reports from the variable Noto Sans JP.

Run it as::

    python -m pip install fonttools justmytype-intl-cjk
    python docs/fonts/make_japanese_fonts.py

Source: package justmytype-intl-cjk 0.1.0 (PyPI), Noto Sans JP of The Noto Project Authors
(https://github.com/notofonts/noto-cjk), SIL Open Font License 1.1; the licence reserves the name
"Source" alone, so the changed fonts may keep theirs. The fonts are cut to the characters of Windows
code page 932 (JIS X 0208 with the extensions of NEC and IBM), about 2.5 MB each.
"""

import shutil
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[2] / "wte_ppp" / "reports" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "MVAR", "HVAR", "VVAR", "avar", "DSIG", "vhea"]


def code_page_932() -> set[int]:
    """Code points that Windows' Japanese code page holds, above ASCII."""
    found: set[int] = set()
    leads = [*range(0x81, 0xA0), *range(0xE0, 0xFD)]
    pairs = [bytes([lead, trail]) for lead in leads for trail in range(0x40, 0xFD)]
    for raw in [*pairs, *(bytes([one]) for one in range(0x20, 0xE0))]:
        try:
            found.update(map(ord, raw.decode("cp932")))
        except UnicodeDecodeError:
            continue
    return {code for code in found if code < 0xE000 or code > 0xF8FF}


def make_font(source: Path, style: str, weight: int) -> Path:
    """Write one static font and return its path."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += [*DROPPED, "vmtx", "VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(code_page_932()))
    subsetter.subset(font)
    names = font["name"]
    names.setName("Noto Sans JP", 1, 3, 1, 0x409)
    names.setName(style, 2, 3, 1, 0x409)
    names.setName(f"Noto Sans JP {style}", 4, 3, 1, 0x409)
    names.setName(f"NotoSansJP-{style}", 6, 3, 1, 0x409)
    names.names = [n for n in names.names if n.nameID < 25 and n.nameID not in (16, 17)]
    # A fixed date: the same source gives the same bytes.
    font.recalcTimestamp = False
    target = TARGET / f"NotoSansJP-{style}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Write both fonts and their licence."""
    package = Path(str(files("justmytype_intl_cjk"))) / "fonts" / "ofl" / "notosansjp"
    for style, weight in WEIGHTS.items():
        path = make_font(package / "NotoSansJP[wght].ttf", style, weight)
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
    shutil.copyfile(package / "OFL.txt", TARGET / "OFL-NotoSansJP.txt")


if __name__ == "__main__":
    main()
