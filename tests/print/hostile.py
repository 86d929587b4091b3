"""Texts that a stranger may write, and what a report must not do with them."""

import re
from io import BytesIO

from pypdf import PdfReader

HOSTILE = {
    "image": "<img src='file:///etc/passwd'/><img src='http://192.0.2.1/a.png'/> City",
    "markup": "<b>Công ty & </b><font size=\"90\" color='white'>hidden</font> </para><para>",
    "expression": "<font color=\"[[[getattr(pow, Word('__globals__'))]]]\">x</font> {0} {name} %s",
    "bidi": "City \u202e\u2066gnp.exe\u2069 \u200f\u200e \ufeffplant",
    "controls": "Plant\x00\x07\x1b[2J\r\n\x85\u2028of\tCity",
    "long": "LongestNameOfAPlantThatNobodyBuilt" * 300,  # 10 kB without a blank
    "long_words": "Burning waste of the city " * 400,
    "emoji": "Plant \U0001f525\U0001f3ed of the city",
    "beyond": "\U00020bb7野家 \U0001d54f Plant",
    "unknown_script": "ក្រុមហ៊ុន ບໍລິສັດ ကုမ္ပဏီ شركة Plant",
    "thai": "บริษัท\u200bกำจัด\u200bขยะ จำกัด " * 20,
    "japanese": "株式会社、廃棄物処理「焼却」施設" * 20,
    "surrogate": "\ud800 Plant \udfff \uffff \ufffe",
    "combining": "P" + "\u0301" * 500 + "lant",
    "formula": '=HYPERLINK("http://192.0.2.1","x")|cmd +1 -1 @SUM(A1)',
    "link": "<a href='javascript:alert(1)'>x</a><link href='file:///etc/passwd'/>",
    "entities": "&lt;&#0;&#xD800; &nbsp; &amp;amp; ]]> <!-- --> <?xml?>",
    "empty": "",
    "blank": " \u00a0\u3000",
}


def shown(pdf: bytes) -> str:
    """Text of all pages; fails where a file embeds, links or runs anything."""
    for key in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
        assert key not in pdf
    assert b"root:" not in pdf
    pages = PdfReader(BytesIO(pdf)).pages
    assert [image for page in pages for image in page.images] == []
    text = "\n".join(page.extract_text() for page in pages)
    # Nothing that turns the order of reading or steers a terminal is left in the text.
    assert re.findall("[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]", text) == []
    return text
