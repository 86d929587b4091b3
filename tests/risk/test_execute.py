"""Tasks here, in processes and on Dask: the same results, and a killed worker loses nothing."""

import os
import signal
import time
from pathlib import Path

import pytest

from wte_ppp.risk.execute import run_tasks

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")


def square(number: int) -> int:
    return number * number


def fragile(task: tuple[int, str]) -> int:
    """Die the first time at 3: a file says that it happened."""
    number, flag = task
    if number == 3 and not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def slow(task: tuple[int, str]) -> int:
    number, folder = task
    Path(folder, f"{os.getpid()}").touch()
    time.sleep(0.2)
    return number * number


def test_results_do_not_depend_on_workers() -> None:
    alone = dict(run_tasks(square, range(20)))
    assert dict(run_tasks(square, range(20), workers=2)) == alone == {n: n * n for n in range(20)}


def test_few_tasks_are_read_ahead() -> None:
    read: list[int] = []

    def tasks():
        for number in range(50):
            read.append(number)
            yield number

    running = run_tasks(square, tasks(), workers=2)
    next(running)
    assert len(read) <= 5
    assert len(list(running)) == 49


@needs_kill
def test_killed_process_loses_nothing(tmp_path) -> None:
    tasks = [(number, str(tmp_path / "died")) for number in range(10)]
    found = sorted(result for _, result in run_tasks(fragile, tasks, workers=2))
    assert (tmp_path / "died").exists()
    assert found == [number * number for number in range(10)]


def test_fault_of_a_task_is_raised() -> None:
    with pytest.raises(TypeError):
        list(run_tasks(square, ["x"], workers=2))


@needs_kill
def test_killed_dask_worker_loses_nothing(tmp_path) -> None:
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    )
    try:
        tasks = [(number, str(tmp_path)) for number in range(12)]
        running = run_tasks(slow, tasks, dask=cluster.scheduler_address)
        found = [next(running)[1]]
        victim = int(next(iter(sorted(tmp_path.iterdir()))).name)
        os.kill(victim, signal.SIGKILL)
        found += [result for _, result in running]
        assert sorted(found) == [number * number for number in range(12)]
    finally:
        cluster.close()
