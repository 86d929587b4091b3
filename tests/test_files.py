"""Files are whole or not there, with one writer at a time; what a killed command left goes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.files import HERE, one_writer, write_atomically

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")

HOLDS = """
import sys, time, pathlib
from wte_ppp.files import one_writer
with one_writer(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
# Stops for good between writing a part and giving it its name.
HALF = """
import os, sys, time, pathlib
from wte_ppp.files import write_atomically
os.replace = lambda *_: (print("part", flush=True), time.sleep(60))
write_atomically(pathlib.Path(sys.argv[1]), "half")
"""
POOL = """
import os, sys, time
from wte_ppp.risk.execute import run_tasks

def task(number):
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    list(run_tasks(task, range(2), workers=2))
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_writers_are_refused_and_the_first_frees_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ledger.yaml"
    with one_writer(file), pytest.raises(DocumentError, match="another command"), one_writer(file):
        pass
    with one_writer(file):
        pass


@needs_kill
def test_a_killed_writer_holds_no_lock(tmp_path: Path) -> None:
    file = tmp_path / "ledger.yaml"
    process = started(HOLDS, str(file))
    assert line_of(process) == "held"
    with pytest.raises(DocumentError, match="another command"), one_writer(file):
        pass
    process.kill()
    process.wait()
    with one_writer(file):
        pass


@needs_kill
def test_parts_of_a_killed_command_go_at_the_next_write(tmp_path: Path) -> None:
    process = started(HALF, str(tmp_path / "study.json"))
    assert line_of(process) == "part"
    (part,) = tmp_path.glob(".wte-ppp-*")
    write_atomically(tmp_path / "other.json", "whole")
    assert part.exists(), "its writer is alive"
    process.kill()
    process.wait()
    write_atomically(tmp_path / "other.json", "whole")
    assert [file.name for file in tmp_path.iterdir()] == ["other.json"]


def test_parts_of_another_machine_stay_for_an_hour(tmp_path: Path) -> None:
    theirs = tmp_path / f".wte-ppp-{'0' * 8 if HERE != '0' * 8 else '1' * 8}-1-x.part"
    theirs.touch()
    write_atomically(tmp_path / "a", "a")
    assert theirs.exists()
    an_hour_ago = time.time() - 3601
    os.utime(theirs, (an_hour_ago, an_hour_ago))
    write_atomically(tmp_path / "a", "a")
    assert not theirs.exists()


@needs_kill
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(POOL)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    workers = [psutil.Process(int(line_of(parent))) for _ in range(2)]
    children = psutil.Process(parent.pid).children(recursive=True)
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
    assert all(worker in children for worker in workers)
