"""`crash`: kill -9 of Postgres' processes and of a writing worker under load; nothing acknowledged is lost (P7).

On a cluster of its own, made and removed here; CRASHES says how often (20).
"""

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from benchmarks.ledger import answer, worker
from benchmarks.results import Result
from povertyplan.local import Runner
from povertyplan.local_postgres import APP

CRASHES = int(os.environ.get("CRASHES", "20"))
WORKERS, FUNDS = 2, 3
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Scratch(Runner):
    """A runner whose state lies in a folder of its own."""

    folder: Path = Path()

    @property
    def local(self) -> Path:
        return self.folder


@dataclass
class Writers:
    """Worker processes, and what they said was written."""

    environment: dict[str, str]
    world: dict[str, object]
    acknowledged: list[str] = field(default_factory=list)
    processes: "list[subprocess.Popen[str]]" = field(default_factory=list)

    def add(self) -> None:
        process = worker(self.environment, "write", **self.world)
        self.processes.append(process)
        threading.Thread(target=self._listen, args=[process], daemon=True).start()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        for line in process.stdout or ():
            with suppress(ValueError):  # a line that the kill cut in two was not said
                self.acknowledged.append(json.loads(line)["idem"])

    def kill(self, process: "subprocess.Popen[str]") -> None:
        process.kill()
        process.wait()
        self.processes.remove(process)


def run() -> list[Result]:
    dice = random.Random(20171116)
    folder = Path(tempfile.mkdtemp(prefix="crash-"))
    runner = Scratch(ROOT, "crash", folder)
    try:
        with runner.cluster.running():
            runner.migrate()
            environment = runner.environment(APP)
            world = answer(worker(environment, "plan", funds=FUNDS))
            writers = Writers(environment, world)
            killed = [_crash(runner, writers, number, dice) for number in range(CRASHES)]
            time.sleep(2)
            for process in list(writers.processes):
                writers.kill(process)
            time.sleep(1)
            told = answer(worker(environment, "check", idems=writers.acknowledged))
    finally:
        shutil.rmtree(runner.cluster.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    words = ", ".join(f"{killed.count(what)} x {what}" for what in sorted(set(killed)))
    sound = not (told["troubles"] or any(told["gaps"]) or told["without_entry"])
    many = len(writers.acknowledged)
    return [
        Result("crash_lost", f"{told['lost']} of {many:,} acknowledged ({words})", "0", told["lost"] == 0 and many > 0),
        Result(
            "crash_chain",
            f"{told['entries']:,} entries, {'intact' if sound else told['troubles'] or 'gaps'}",
            "intact",
            sound,
        ),
    ]


def _crash(runner: Scratch, writers: Writers, number: int, dice: random.Random) -> str:
    """Waits until the writers are at work, then kills; what was killed."""
    while len(writers.processes) < WORKERS:
        writers.add()
    before, deadline = len(writers.acknowledged), time.monotonic() + 60
    while len(writers.acknowledged) < before + 10 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(dice.random() / 2)
    if number % 3 == 2:
        writers.kill(writers.processes[0])
        return "worker"
    found = _backends(runner)
    kind, pid = found[dice.randrange(len(found))]
    os.kill(pid, signal.SIGKILL)
    return kind


def _backends(runner: Scratch) -> list[tuple[str, int]]:
    """Those that write: clients', the one of the log, the one of checkpoints; of this cluster alone."""
    deadline = time.monotonic() + 30
    while True:
        try:
            rows = runner.cluster.execute(
                "SELECT backend_type, pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (datname = 'crash'"
                " AND backend_type = 'client backend' OR backend_type IN ('walwriter', 'checkpointer'))"
            )
            return [(kind, pid) for kind, pid in rows]
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
