"""The private server, with a cluster of its own (about a second to make)."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg2
import pytest

from povertyplan import local_postgres
from povertyplan.local_postgres import APP, OWNER, CannotRun, Cluster, processes_in

ROOT = Path(__file__).resolve().parent.parent.parent
USE = """
import pathlib, sys, time
from povertyplan.local_postgres import Cluster
with Cluster(pathlib.Path(sys.argv[1])).running():
    print("up", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("local"))
    yield cluster
    shutil.rmtree(cluster.home, ignore_errors=True)


@contextmanager
def user_process(cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", USE, str(cluster.local)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        yield process
        process.kill()


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def is_gone(cluster: Cluster) -> Callable[[], bool]:
    return lambda: not processes_in(cluster.home)


def server_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def keeper_pid(cluster: Cluster) -> int:
    status = Path(f"/proc/{server_pid(cluster)}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))


def test_server_stops_with_its_only_user(cluster: Cluster) -> None:
    with cluster.running():
        assert cluster.execute("SELECT 1") == [(1,)]
    assert eventually(is_gone(cluster))


def test_server_outlives_the_killed_user_that_started_it(cluster: Cluster) -> None:
    with user_process(cluster) as first, cluster.running():
        pid = server_pid(cluster)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        time.sleep(0.2)
        assert cluster.execute("SELECT 1") == [(1,)]
        assert server_pid(cluster) == pid
    assert eventually(is_gone(cluster))


def test_nothing_is_left_when_every_user_was_killed(cluster: Cluster) -> None:
    with user_process(cluster) as first, user_process(cluster) as second:
        for process in (first, second):
            os.kill(process.pid, signal.SIGKILL)
    assert eventually(is_gone(cluster))


def test_server_stops_with_its_killed_keeper_and_starts_again(cluster: Cluster) -> None:
    with user_process(cluster):
        os.kill(keeper_pid(cluster), signal.SIGKILL)
        with cluster.running():
            assert cluster.execute("SELECT 1") == [(1,)]
    assert eventually(is_gone(cluster))


def test_start_after_a_killed_server_whose_number_went_to_another_process(cluster: Cluster) -> None:
    with user_process(cluster):
        os.kill(server_pid(cluster), signal.SIGKILL)
        assert eventually(is_gone(cluster))
    pid_file = cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    with cluster.running():
        assert cluster.execute("SELECT 1") == [(1,)]


def test_application_role_owns_nothing_and_owner_is_no_superuser(cluster: Cluster) -> None:
    with cluster.running():
        cluster.make_database("fresh")
        cluster.make_database("fresh")
        assert "fresh" in cluster.databases()
        rows = cluster.execute(
            "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname IN %s ORDER BY 1",
            ((OWNER, APP),),
        )
        assert rows == [(APP, False, False), (OWNER, False, True)]
        connection = psycopg2.connect(host=str(cluster.socket), dbname="fresh", user=APP)
        with connection, connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("CREATE TABLE mine (id int)")
        connection.close()


def test_comment_goes_with_the_database(cluster: Cluster) -> None:
    with cluster.running():
        cluster.make_database("marked")
        cluster.comment("marked", "it's \u597d")
        assert cluster.databases()["marked"] == "it's \u597d"
        cluster.drop_database("marked")
        cluster.make_database("marked")
        assert cluster.databases()["marked"] == ""


def test_data_of_a_deleted_folder_are_not_found_again(cluster: Cluster) -> None:
    with cluster.running():
        cluster.make_database("old")
    (cluster.local / "clone").unlink()
    with cluster.running():
        assert cluster.databases() == {}


def test_socket_path_that_is_long_or_needs_quoting_moves(tmp_path: Path) -> None:
    plain = Path("/srv/povertyplan/.local/pg/socket")
    assert local_postgres.socket_folder(plain) == plain
    for awkward in (Path("/srv") / ("x" * 90) / "socket", Path("/srv/扶贫/socket"), Path("/srv/a b/socket")):
        moved = local_postgres.socket_folder(awkward)
        assert len(str(moved / ".s.PGSQL.5432")) <= 107
        assert str(moved).isascii()


def test_newest_binaries_are_chosen_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for program in ("postgres", "initdb"):
            (folder / program).touch()
    (tmp_path / "18" / "bin").mkdir(parents=True)
    assert local_postgres.newest_binaries(tmp_path) == tmp_path / "17" / "bin"


def test_missing_server_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    with pytest.raises(CannotRun, match="postgresql"):
        local_postgres.newest_binaries(tmp_path)


def test_url_is_read_by_the_settings_as_the_socket(cluster: Cluster) -> None:
    read = environ.Env.db_url_config(cluster.url("fresh", APP, "-c synchronous_commit=off"))
    assert (read["HOST"], read["NAME"], read["USER"]) == (str(cluster.socket), "fresh", APP)
    assert read["OPTIONS"] == {"options": "-c synchronous_commit=off"}
