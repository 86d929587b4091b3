"""Parts of a screening on disk: written whole, known by their hash, found again after a stop."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.extras import library
from wte_ppp.files import write_atomically
from wte_ppp.screening.block import Rows
from wte_ppp.screening.plan import SCHEMA, Plan

MANIFEST = "manifest.json"
PARTS = "parts"


def parquet() -> Any:
    """The module pyarrow.parquet, or what to install.

    Raises
    ------
    MissingLibraryError
        Without pyarrow.
    """
    return library("pyarrow.parquet", "screen", "a screening")


class Store:
    """A folder with a manifest and one Parquet file a block.

    A part is written under another name and renamed; the manifest says which are done, with their
    hash. Killed at any moment, the folder holds whole parts and a manifest of some of them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = {}

    def begin(self, plan: Plan, head: Mapping[str, Any], *, resume: bool) -> set[int]:
        """Open the folder for a plan.

        Raises `DocumentError` if the folder holds the run of another plan, or nothing to
        resume.
        """
        place = self.folder / MANIFEST
        if place.exists():
            before = read_manifest(self.folder)
            if before.get("key") != plan.key:
                raise DocumentError(
                    [Problem(str(place), None, "key", "a run of other inputs, options or version",
                             "the same cities, study, draws, seed and scenarios",
                             "give another --out, or remove the folder")]
                )  # fmt: skip
            self.manifest = before
            return {index for index in self._done() if self._is_whole(index)}
        if resume:
            raise DocumentError(
                [Problem(str(place), None, "", "no manifest", "a folder with an unfinished run",
                         "check --out, or leave --resume out")]
            )  # fmt: skip
        self.manifest = {
            "schema": SCHEMA,
            "version": __version__,
            "key": plan.key,
            **head,
            "blocks": plan.blocks,
            "done": {},
        }
        self._write_manifest()
        return set()

    def _done(self) -> list[int]:
        return [int(index) for index in self.manifest["done"]]

    def part(self, index: int) -> Path:
        """Place of one block's file."""
        return self.folder / PARTS / f"part-{index:06d}.parquet"

    def _is_whole(self, index: int) -> bool:
        try:
            data = self.part(index).read_bytes()
        except OSError:
            return False
        return bool(hashlib.sha256(data).hexdigest() == self.manifest["done"][str(index)])

    def keep(self, index: int, rows: Rows, plan: Plan, scenario: str) -> None:
        """Write one block and say so in the manifest."""
        data = _as_parquet(rows, plan, scenario)
        write_atomically(self.part(index), data)
        self.manifest["done"][str(index)] = hashlib.sha256(data).hexdigest()
        self._write_manifest()

    def _write_manifest(self) -> None:
        done = self.manifest["done"]
        ordered = {key: done[key] for key in sorted(done, key=int)}
        text = json.dumps({**self.manifest, "done": ordered}, indent=1, ensure_ascii=False)
        write_atomically(self.folder / MANIFEST, text + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a screening's folder.

    Raises
    ------
    DocumentError
        If there is none, or it cannot be read.
    """
    place = folder / MANIFEST
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(
            [Problem(str(place), None, "", str(error)[:120], "the manifest of a screening",
                     "check the folder")]
        ) from error  # fmt: skip
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        schema = str(data.get("schema") if isinstance(data, dict) else data)[:80]
        raise DocumentError([Problem(str(place), None, "schema", schema, SCHEMA, "check it")])
    return data


def _as_parquet(rows: Rows, plan: Plan, scenario: str) -> bytes:
    pq = parquet()
    import pyarrow as pa

    cities = [plan.cities[int(place)] for place in rows.city]
    columns: dict[str, Any] = {
        "city": pa.array([city.name for city in cities]).dictionary_encode(),
        "country": pa.array([city.country for city in cities]).dictionary_encode(),
        "scenario": pa.array([scenario] * len(cities)).dictionary_encode(),
        "draw": pa.array(rows.draw.astype(np.int32)),
        **{name: pa.array(values) for name, values in rows.outcomes.items()},
    }
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, compression="zstd")
    return stream.getvalue()


def city_draws(
    store: Store, plan: Plan
) -> Iterator[tuple[int, str, np.ndarray, dict[str, np.ndarray]]]:
    """Each city under each scenario: its place, the scenario, draws and outcomes of all blocks."""
    pq = parquet()
    waiting: dict[int, list[tuple[np.ndarray, dict[str, np.ndarray]]]] = {}
    before: tuple[str, tuple[int, ...]] | None = None
    for task in plan.tasks:
        here = (task.scenario, task.cities)
        if before is not None and here != before:
            yield from _joined(waiting, before[0])
            waiting = {}
        before = here
        table = pq.read_table(store.part(task.index))
        draws = table["draw"].to_numpy()
        names = table["city"].to_pandas().to_numpy()
        outcomes = {name: table[name].to_numpy() for name in table.column_names[4:]}
        for place in task.cities:
            of_city = names == plan.cities[place].name
            values_of_city = {name: values[of_city] for name, values in outcomes.items()}
            waiting.setdefault(place, []).append((draws[of_city], values_of_city))
    if before is not None:
        yield from _joined(waiting, before[0])


def _joined(
    waiting: Mapping[int, list[tuple[np.ndarray, dict[str, np.ndarray]]]], scenario: str
) -> Iterator[tuple[int, str, np.ndarray, dict[str, np.ndarray]]]:
    for place, parts in waiting.items():
        draws = np.concatenate([numbers for numbers, _ in parts])
        outcomes = {
            name: np.concatenate([outcome[name] for _, outcome in parts]) for name in parts[0][1]
        }
        yield place, scenario, draws, outcomes
