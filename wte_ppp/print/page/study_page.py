"""A study as one HTML file: charts, tables that sort, and the model at many settings."""

import base64
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from wte_ppp.extras import library
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.what_if import WhatIf
from wte_ppp.numbers import quantity
from wte_ppp.print.text import safe_terminal

LONGEST_NAME = 200
# Nothing is fetched and nothing sent, whatever stands in the page.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def study_page(
    result: StudyResult, risk: RiskResult | None = None, what_if: WhatIf | None = None
) -> str:
    """The page of a study.

    Parameters
    ----------
    result
        Base case.
    risk
        Its risk analysis, if there is one.
    what_if
        The model at every combination of a few inputs, for the sliders; left out: no sliders.

    Returns
    -------
    str
        HTML that loads nothing: the same for the same result.

    Raises
    ------
    ValueError
        For a result of draws.
    MissingLibraryError
        Without the libraries that draw.
    """
    if result.draws is not None:
        raise ValueError("a page is of a base case")
    jinja2 = library("jinja2", "page", "the page")
    library("altair", "page", "the page")
    # Drawing is imported here: a study without a page does not wait for it.
    from wte_ppp.print.page.content import key_figures, parts

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_file("page.html.j2"))
    sections = parts(result, risk)
    page: str = template.render(
        policy=POLICY,
        name=safe_terminal(result.name, limit=LONGEST_NAME),
        location=safe_terminal(result.location, limit=LONGEST_NAME),
        description=safe_terminal(result.description),
        version=result.package_version,
        inputs=result.input_hash[:12],
        guidance=safe_terminal(result.guidance or "none"),
        figures=key_figures(result),
        warnings=[safe_terminal(one) for one in result.warnings],
        notes=[safe_terminal(one) for one in result.notes],
        parts=sections,
        specs={one.name: one.spec for part in sections for one in part.figures},
        what_if=None if what_if is None else _settings(what_if),
        style=_file("page.css"),
        script=_file("page.js"),
        library=_drawing_script(),
    )
    return page


@cache
def _file(name: str) -> str:
    return (files("wte_ppp.print.page") / name).read_text(encoding="utf-8")


@cache
def _drawing_script() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script."""
    return str(library("vl_convert", "page", "the page").javascript_bundle())


def _settings(found: WhatIf) -> dict[str, Any]:
    """The combinations for the page's script, each outcome as 32-bit numbers in base 64."""
    return {
        "levers": [
            {
                "path": one.path,
                "name": str(one.description).partition(";")[0],
                "unit": one.unit,
                "levels": one.levels.tolist(),
                "base": one.base_level,
                "range": f"{quantity(one.levels[0], 4)} to {quantity(one.levels[-1], 4)}: "
                f"{one.range_from}",
            }
            for one in found.levers
        ],
        "outcomes": [
            {
                "path": path,
                "name": str(name),
                "unit": unit,
                "base": None if np.isnan(base) else float(base),
                "values": base64.b64encode(values.astype("<f4").tobytes()).decode("ascii"),
            }
            for path, name, unit, base, values in zip(
                found.outcomes,
                found.descriptions,
                found.units,
                found.base,
                found.values,
                strict=True,
            )
        ],
    }
