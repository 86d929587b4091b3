"""Independent tasks here, in local processes or on Dask; a killed worker loses nothing."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
RESTARTS = 3
WAITING_PER_WORKER = 2


def run_tasks(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    workers: int = 1,
    dask: str | None = None,
) -> Iterator[tuple[Task, Result]]:
    """Result of each task, as soon as it is there.

    Parameters
    ----------
    function
        Of a module, so that another process finds it; its result depends on the task alone.
    tasks
        Each with all that the function needs; read as they are needed.
    workers
        Local processes; 1 runs here.
    dask
        Address of a scheduler of Dask distributed, or "local" for a cluster of `workers`
        processes on this machine; left out: none.

    Yields
    ------
    tuple
        Task and result, in the order in which they are done. Few are under way at a time, so that
        memory does not grow with the number of tasks.

    Raises
    ------
    RuntimeError
        If workers keep dying.

    Examples
    --------
    >>> sorted(result for _, result in run_tasks(abs, [-2, 1]))
    [1, 2]
    """
    if dask is not None:
        yield from _on_dask(function, tasks, workers, dask)
    elif workers <= 1:
        for task in tasks:
            yield task, function(task)
    else:
        yield from _in_processes(function, tasks, workers)


def _in_processes(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result]]:
    """Local processes, started afresh so that they are the same on every system."""
    source = iter(tasks)
    again: list[Task] = []
    for _ in range(RESTARTS + 1):
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, context, initializer=_end_with_parent)
        under_way: dict[Future[Result], Task] = {}
        try:
            while True:
                room = WAITING_PER_WORKER * workers - len(under_way)
                for task in [*_taken(again, room), *islice(source, max(0, room - len(again)))]:
                    under_way[pool.submit(function, task)] = task
                if not under_way:
                    return
                done, _pending = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    yield under_way.pop(future), result
        except BrokenProcessPool:
            # A process was killed: what was under way is begun anew in fresh ones.
            again += under_way.values()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    raise RuntimeError(f"processes were killed {RESTARTS + 1} times; is there too little memory?")


def _end_with_parent() -> None:
    """Let a worker end when its parent is gone, even killed: nobody else would stop it."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _taken(items: list[Task], count: int) -> list[Task]:
    taken, items[:] = items[: max(0, count)], items[max(0, count) :]
    return taken


def _on_dask(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int, address: str
) -> Iterator[tuple[Task, Result]]:
    """Dask distributed; its scheduler gives a dead worker's tasks to another."""
    try:
        from distributed import Client, KilledWorker, LocalCluster, as_completed
    except ImportError as error:
        raise RuntimeError("Dask is not installed: pip install 'wte-ppp[dask]'") from error
    cluster: Any = None
    if address == "local":
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
        )
    client = Client(cluster if cluster is not None else address)
    try:
        source = iter(tasks)
        under_way: dict[Any, Task] = {}

        def submitted() -> list[Any]:
            """As many tasks as the cluster has room for now; it may have grown."""
            futures = []
            threads = sum(client.nthreads().values()) or 1
            for task in islice(source, max(0, WAITING_PER_WORKER * threads - len(under_way))):
                future = client.submit(function, task, pure=False, retries=RESTARTS)
                under_way[future.key] = task
                futures.append(future)
            return futures

        queue = as_completed(submitted())
        for future in queue:
            result = future.result()
            yield under_way.pop(future.key), result
            for new in submitted():
                queue.add(new)
    except KilledWorker as error:
        raise RuntimeError(f"Dask workers keep dying: {error}") from error
    finally:
        client.close()
        if cluster is not None:
            cluster.close()
