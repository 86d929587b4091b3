"""Renew everything that is made from the code: catalogues, JSON Schemas, tables of the docs.

Run it as::

    python -m tools.renew

With `--check` it changes nothing, lists what would change and ends with 1 if anything would.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import messages
from wte_ppp.contract import published as contract
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.difference import StudyDifference
from wte_ppp.feasibility.schema import published_schema
from wte_ppp.guidance import published as guidance
from wte_ppp.mrv import published as climate
from wte_ppp.tender import published as tender

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "docs" / "schemas"
sys.path.insert(0, str(ROOT / "docs"))
STUDY = {
    "study.schema.json": StudyDefinition,
    "study-result.schema.json": StudyResult,
    "risk-result.schema.json": RiskResult,
    "study-difference.schema.json": StudyDifference,
}


def schemas() -> Iterator[tuple[Path, str]]:
    """All JSON Schemas."""
    made: dict[str, Any] = {name: published_schema(model) for name, model in STUDY.items()}
    made |= {
        guidance.schema_name(kind): guidance.guidance_schema(kind) for kind in guidance.SCHEMAS
    }
    made |= {tender.schema_name(kind): tender.tender_schema(kind) for kind in tender.SCHEMAS}
    made |= {climate.schema_name(kind): climate.climate_schema(kind) for kind in climate.KINDS}
    made[contract.NAME] = contract.contract_schema()
    for name, schema in made.items():
        yield SCHEMAS / name, json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Pages of the documentation with their tables."""
    import make_tables

    for path in sorted((ROOT / "docs").rglob("*.md")):
        yield path, make_tables.renewed(path.read_text(encoding="utf-8"))


def changes() -> dict[Path, str]:
    """Files that are not as they should be, and how they should be."""
    made = {**messages.files(), **dict(schemas()), **dict(pages())}
    return {
        path: text
        for path, text in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: list[str]) -> int:
    """Renew all files, or with --check say which are stale."""
    stale = changes()
    for path, text in stale.items():
        print(path.relative_to(ROOT).as_posix())
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
