import socket
import stat
from pathlib import Path

import pytest

from povertyplan import local
from povertyplan.local_postgres import APP, OWNER, CannotRun


def test_arguments_name_database_and_command() -> None:
    assert local.parsed(["--db", "try_1", "test", "-q", "--db"]) == ("try_1", "test", ["-q", "--db"])
    assert local.parsed(["--db=try_1", "demo"]) == ("try_1", "demo", [])


def test_commands_that_must_not_touch_the_demo_have_their_own_database() -> None:
    used = {name: local.parsed([name])[0] for name in local.COMMANDS}
    assert used["demo"] == used["manage"] == used["test"] == "povertyplan"
    assert len({used[name] for name in ("demo", "check", "e2e", "bench")}) == 4


@pytest.mark.parametrize("words", [[], ["serve"], ["--db"], ["--db", "try_1"]])
def test_unknown_command_is_refused(words: list[str]) -> None:
    with pytest.raises(CannotRun, match=r"\./run"):
        local.parsed(words)


@pytest.mark.parametrize("name", ["", "Try", "1st", "a-b", "a b", "postgres", "template1", "x" * 41])
def test_database_name_that_needs_quoting_or_is_postgres_own_is_refused(name: str) -> None:
    with pytest.raises(CannotRun, match="small letters"):
        local.parsed(["--db", name, "test"])


@pytest.mark.parametrize(
    ("command", "role"),
    [("migrate", OWNER), ("makemigrations", OWNER), ("pgtrigger", OWNER), ("seed_demo", APP), ("shell", APP)],
)
def test_only_commands_on_tables_run_as_owner(command: str, role: str) -> None:
    assert local.role_of(command) == role


def test_secrets_are_private_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    made = local.local_secrets(path)
    assert local.local_secrets(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.env"]


def test_pytest_uses_all_processors_unless_told_otherwise() -> None:
    everything = ["--reuse-db", "--ignore=tests/e2e", "-n", "auto", "tests"]
    assert local.pytest_arguments([]) == everything
    assert local.pytest_arguments(["-k", "name"]) == [*everything, "-k", "name"]


@pytest.mark.parametrize("words", [["-n0"], ["-n", "2"], ["--pdb"], ["tests/villages/test_periods.py::test_a"]])
def test_pytest_adds_no_workers_when_told_otherwise(words: list[str]) -> None:
    assert "auto" not in local.pytest_arguments(words)


def test_next_port_is_taken_when_the_first_is_in_use() -> None:
    with local.free_listener(0) as first:
        port = first.getsockname()[1]
        with local.free_listener(port) as second:
            assert port < second.getsockname()[1] <= port + 99


def test_listener_is_on_loopback_only() -> None:
    with local.free_listener(0) as listener:
        assert local.address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert listener.family == socket.AF_INET


def test_fingerprint_changes_with_a_migration_only(tmp_path: Path) -> None:
    folder = tmp_path / "villages" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_start.py").write_text("a")
    first = local.schema_fingerprint(tmp_path)
    (folder.parent / "models.py").write_text("b")
    assert local.schema_fingerprint(tmp_path) == first
    (folder / "0001_start.py").write_text("c")
    assert local.schema_fingerprint(tmp_path) != first
