"""One offline page on which a bidder seals its price envelope, in every language at once.

Sealing is done by jose (MIT), a JWE library that others look after; `tools/build_jose.sh` renews
the copy in `seal/`. What is ours is the page around it.
"""

import base64
import hashlib
import html
import json
from importlib.resources import files

from wte_ppp.messages import Message, worded
from wte_ppp.print.language import LANGUAGES, language_of
from wte_ppp.tender.trust.sealing import ALGORITHM, ENCRYPTION, LARGEST_CONTENT, SealKey


def seal_page(key: SealKey, *, tender: str, buyer: str, language: str = "en") -> str:
    """The page of a tender.

    Parameters
    ----------
    key
        Of the tender.
    tender, buyer
        Their names, as bidders know them.
    language
        In which it opens; the others are a click away.

    Returns
    -------
    str
        HTML that loads nothing and sends nothing: its own policy forbids both.
    """
    language_of(language)
    part = {name: _file(name) for name in ("jose.min.js", "seal.js", "seal.css", "seal.html")}
    # A script ends where its element says; nothing in it may.
    library, script = part["jose.min.js"].strip(), part["seal.js"].strip()
    style = part["seal.css"].strip()
    policy = (
        f"default-src 'none'; script-src {_source(library)} {_source(script)}; "
        f"style-src {_source(style)}; base-uri 'none'; form-action 'none'"
    )
    data = {
        "alg": ALGORITHM, "enc": ENCRYPTION, "public": dict(key.public), "tender": key.tender,
        "largest": LARGEST_CONTENT, "language": language,
        "texts": {code: _texts(key, code) for code in LANGUAGES},
    }  # fmt: skip
    buttons = "".join(
        f'<button type="button" data-language="{code}" lang="{code}">{name}</button>'
        for code, name in LANGUAGES.items()
    )
    filled = {
        "language": language, "policy": policy, "title": html.escape(tender), "style": style,
        "languages": buttons, "tender": html.escape(tender), "buyer": html.escape(buyer),
        "kid": html.escape(key.kid), "library": library, "script": script,
        "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    }  # fmt: skip
    return part["seal.html"].format_map(filled)


def _texts(key: SealKey, code: str) -> dict[str, str]:
    """All that the page says in one language."""
    said = {
        "title": Message("Seal your price envelope"),
        "offline": Message(
            "This page works without a network, and nothing that you choose here leaves this "
            "computer. It writes a sealed file, which you then hand in as your price envelope."
        ),
        "choose": Message("Choose the file of your price envelope."),
        "compare": Message("Compare this key with the one that the buyer published:"),
        "hand_in": Message(
            "Seal it, save the sealed file (.jwe) and hand that in. Keep your own file: the sealed "
            "one cannot be opened by you."
        ),
        "seal": Message("Seal and save"),
        "done": Message("Sealed. Compare this hash (SHA-256) with the one on your receipt:"),
        "choose_first": Message("Choose a file first."),
        "empty": Message("This file is empty."),
        "too_large": Message("This file is larger than 50 MB. Leave out what is no price."),
        "failed": Message("It was not sealed. The browser says:"),
        "no_browser": Message(
            "This browser cannot seal. Open the page in a current Chrome, Edge, Firefox or Safari."
        ),
        "who": Message(
            "The sealed file opens only when {need} of {of} officers of the buyer put their shares "
            "of the key together.",
            need=key.need, of=key.of,
        ),
        "not_hidden": Message(
            "Not hidden are that you handed in an envelope, when, and how large it is."
        ),
    }  # fmt: skip
    speech = language_of(code)
    return {name: worded(text, speech) for name, text in said.items()}


def _source(text: str) -> str:
    """A script or style as its policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return (files("wte_ppp.print") / "seal" / name).read_text("utf-8")
