"""A screening from its table of cities to its ranking; stopped at any moment, it goes on later."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wte_ppp.feasibility.study import Study
from wte_ppp.files import write_folder
from wte_ppp.risk.execute import run_tasks
from wte_ppp.risk.sampling import blocks
from wte_ppp.screening.block import run_task
from wte_ppp.screening.plan import Options, Plan, Task, made_plan
from wte_ppp.screening.store import Store, parquet
from wte_ppp.screening.summary import CitySummary, ranked, summaries, summary_csv


def _probes(plan: Plan) -> Iterator[Task]:
    """One draw of the first city of each group: what cannot run is found before anything begins."""
    (block,) = blocks(1, plan.options.seed)
    for group in plan.groups if plan.options.draws else ():
        first = group.cities[:1]
        values = {path: (plan.cities[first[0]].numbers[path],) for path in group.columns}
        yield Task(
            0, group.scenario, group.study.definition, first, values, block, False,
            plan.options.largest_plant_t_per_day,
        )  # fmt: skip


@dataclass(frozen=True)
class Screening:
    """What a finished screening found, the best city of each scenario first."""

    plan: Plan
    folder: Path
    cities: tuple[CitySummary, ...]
    resumed_blocks: int


def screen(
    table: Path,
    study: Study,
    folder: Path,
    options: Options | None = None,
    *,
    workers: int = 1,
    dask: str | None = None,
    resume: bool = False,
    rank_by: str = "required_tipping_fee_usd_per_t",
    profiles: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Screening:
    """Run many cities on one study, block by block, and rank them.

    Parameters
    ----------
    table
        CSV of cities.
    study
        Holds for whatever a city does not say.
    folder
        For the manifest, the parts and the ranking; a run that was stopped there is continued.
    options
        Simulations, seed, scenarios, block.
    workers, dask
        As for `run_tasks`; results do not depend on them.
    resume
        Whether there must be a run to continue.
    rank_by
        Column of the summary.
    profiles
        Folder with country profiles of your own.
    progress
        Called with the blocks done and all blocks.

    Returns
    -------
    Screening
        After ranking.csv and ranking.parquet are written.

    Raises
    ------
    DocumentError
        With every fault of table and study, before anything is written; for a folder that holds
        another run.
    """
    parquet()
    chosen = options or Options()
    plan = made_plan(table, study, chosen, profiles)
    for task in _probes(plan):
        run_task(task)
    store = Store(folder)
    head = {
        "cities_file": table.name,
        "cities_sha256": hashlib.sha256(table.read_bytes()).hexdigest(),
        "study": study.definition.name,
        "study_sha256": study.input_hash,
        "cities": len(plan.cities),
        "draws": chosen.draws,
        "seed": chosen.seed,
        "block": chosen.block,
        "largest_plant_t_per_day": chosen.largest_plant_t_per_day,
        "scenarios": list(dict.fromkeys(group.scenario for group in plan.groups)),
    }
    done = store.begin(plan, head, resume=resume)
    total, count = plan.blocks, len(done)
    say = progress or (lambda some, all_: None)
    say(count, total)
    tasks = (task for task in plan.tasks if task.index not in done)
    for task, rows in run_tasks(run_task, tasks, workers=workers, dask=dask):
        store.keep(task.index, rows, plan, task.scenario)
        count += 1
        say(count, total)
    cities = ranked(summaries(store, plan), rank_by)
    csv, as_parquet = summary_csv(cities)
    write_folder(folder, {"ranking.csv": csv, "ranking.parquet": as_parquet})
    return Screening(plan, folder, cities, len(done))
