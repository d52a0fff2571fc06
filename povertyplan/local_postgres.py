"""A private Postgres for demo, tests and benchmarks, shared by every `./run` of this clone.

Every `./run` holds a shared lock on `.local/users.lock`. A keeper process, started by the first of them,
runs the server as its direct child and waits for the exclusive lock. It gets it when the last `./run` has
ended, however it ended, and stops the server. A kill -9 therefore leaves nothing behind: the kernel drops the
lock of a killed runner, and sends the server of a killed keeper the signal for a fast shutdown.

Postgres refuses to run as root. Then it runs as the account `postgres` (else `nobody`) and its data lie
outside the clone, which that account may not be able to enter.
"""

import ctypes
import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg2
from psycopg2 import errors, sql

OWNER = "povertyplan_owner"
APP = "povertyplan_app"
ROLES = {OWNER: "LOGIN CREATEDB CREATEROLE", APP: "LOGIN"}

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 107
START_SECONDS = 60
ANOTHER_KEEPER = 3
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class CannotRun(Exception):
    """What the machine or the caller must change, in one sentence."""


def die_with_parent(sig: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`, which runs after a change of user: that change would clear the setting."""
    parent = os.getpid()

    def arm() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(sig), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arm


@contextmanager
def locked(path: Path, mode: int = fcntl.LOCK_EX) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, mode)
        yield


def is_free(path: Path, mode: int) -> bool:
    try:
        with locked(path, mode | fcntl.LOCK_NB):
            return True
    except BlockingIOError:
        return False


def newest_binaries(root: Path = Path("/usr/lib/postgresql")) -> Path:
    chosen = os.environ.get("PG_BIN")
    found = [Path(chosen)] if chosen else sorted(root.glob("*/bin"), key=_version_of, reverse=True)
    for folder in found:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise CannotRun("No Postgres server was found; install the package postgresql or set PG_BIN.")


def _version_of(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", folder.parent.name))


def socket_folder(preferred: Path) -> Path:
    """`preferred`, unless the address would be too long or need quoting in a URL or in Postgres' settings."""
    address = str(preferred / SOCKET_NAME)
    if len(address.encode()) <= SOCKET_PATH_MAX and re.fullmatch(r"[\w./+-]+", address, re.ASCII):
        return preferred
    return Path("/tmp") / f"povertyplan-{os.getuid()}-{_short_hash(preferred)}"  # noqa: S108 - 0700, owner checked


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


@dataclass
class Cluster:
    """The private server of one clone; `local` is its `.local` folder."""

    local: Path
    keepers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @cached_property
    def binaries(self) -> Path:
        return newest_binaries()

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """Who runs the server, when that is not the caller."""
        if os.getuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                return pwd.getpwnam(name)
        raise CannotRun("Postgres does not run as root, and there is no account postgres or nobody.")

    @cached_property
    def home(self) -> Path:
        if self.account:
            return Path("/var/lib") / f"povertyplan-{_short_hash(self.local)}"
        return self.local / "pg"

    @cached_property
    def data(self) -> Path:
        version = self._output("postgres", "--version")
        found = re.search(r"\d+", version)
        return self.home / f"data-{found.group() if found else 'unknown'}"

    @cached_property
    def socket(self) -> Path:
        return socket_folder(self.home / "socket")

    # -- life ---------------------------------------------------------------------------------------------

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server is up inside this block; the last block of all processes to end stops it."""
        self.local.mkdir(mode=0o700, exist_ok=True)
        users = self.local / "users.lock"
        try:
            with self._used(users):
                yield
        finally:
            self._wait_for_stop(users)

    @contextmanager
    def _used(self, users: Path) -> Iterator[None]:
        with users.open("a") as file:
            with locked(self.local / "start.lock"):
                # Waits here while a keeper, which holds the exclusive lock then, is stopping the server.
                fcntl.flock(file, fcntl.LOCK_SH)
                self._make_folders()
                self._initialise()
                self._start()
                self._make_roles()
            yield

    def _wait_for_stop(self, users: Path) -> None:
        """Return when the keeper has stopped the server and ended, or at once if somebody else is using it."""
        deadline = time.monotonic() + 10
        while not is_free(self.local / "keeper.lock", fcntl.LOCK_SH) and time.monotonic() < deadline:
            if is_free(users, fcntl.LOCK_SH) and not is_free(users, fcntl.LOCK_EX):
                return
            time.sleep(0.05)
        for keeper in self.keepers:
            with suppress(subprocess.TimeoutExpired):
                keeper.wait(5)

    def _make_folders(self) -> None:
        """`.local` is the whole state: data which an earlier, deleted `.local` left elsewhere are removed."""
        token = self.local / "clone"
        if not token.exists():
            token.write_text(secrets.token_hex(16))
        mark = self.home / "clone"
        if self.home.exists() and (not mark.exists() or mark.read_text() != token.read_text()):
            self._wait_for_left_over(seconds=0)
            shutil.rmtree(self.home)
        for folder in (self.home, self.socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._own(folder)
        mark.write_text(token.read_text())

    def _own(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        elif folder.lstat().st_uid != os.getuid():
            raise CannotRun(f"{folder} belongs to somebody else.")

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        unfinished = self.home / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        with self._spawn(
            self.binaries / "initdb",
            "-D",
            unfinished,
            *options,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            output = process.communicate()[0]
        if process.returncode:
            raise CannotRun(f"initdb failed: {output.decode(errors='replace')}")
        unfinished.rename(self.data)

    def _start(self) -> None:
        keeper: subprocess.Popen[bytes] | None = None
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if keeper is None or keeper.poll() == ANOTHER_KEEPER:
                keeper = self._spawn_keeper()
                self.keepers.append(keeper)
            elif keeper.poll() is not None or time.monotonic() > deadline:
                raise CannotRun(f"Postgres did not start. Its log ends:\n{self._log_end()}")
            time.sleep(0.05)

    def _spawn_keeper(self) -> subprocess.Popen[bytes]:
        with self._log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", __name__, str(self.local)],
                cwd=Path(__file__).resolve().parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is not meant for the keeper
            )

    def _is_ready(self) -> bool:
        """`pg_ctl status` would take a zombie for a running server."""
        address = ["--host", str(self.socket), "--port", "5432", "--username", "postgres", "--dbname", "postgres"]
        return subprocess.run([self.binaries / "pg_isready", "--quiet", *address], check=False).returncode == 0

    @property
    def _log(self) -> Path:
        return self.local / "postgres.log"

    def _log_end(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])

    def _spawn(self, *command: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        """A child without root's rights, told to shut down fast (SIGINT) when this process dies."""
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
        return subprocess.Popen(
            command,
            cwd="/",
            env=environment | {"LC_ALL": "C.UTF-8"},
            preexec_fn=die_with_parent(signal.SIGINT),
            **options,
        )

    def _output(self, program: str, *arguments: str) -> str:
        return subprocess.run([self.binaries / program, *arguments], check=True, capture_output=True, text=True).stdout

    # -- the keeper process -------------------------------------------------------------------------------

    def keep(self) -> int:
        """Run the server until nobody uses it."""
        for sig in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(sig, lambda *_: sys.exit(1))
        with (self.local / "keeper.lock").open("a") as mine:
            try:
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return ANOTHER_KEEPER
            self._log.write_text("")
            self._wait_for_left_over()
            self._remove_stale_pid()
            with self._log.open("a") as log:
                server = self._spawn_server(log)
            return self._serve_until_unused(server)

    def _spawn_server(self, log: IO[str]) -> subprocess.Popen[bytes]:
        settings = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            # A refused row would stand in the log whole, names and telephone numbers included.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return self._spawn(
            self.binaries / "postgres",
            "-D",
            self.data,
            *options,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )

    def _serve_until_unused(self, server: subprocess.Popen[bytes]) -> int:
        with (self.local / "users.lock").open("a") as users:
            try:
                signal.signal(signal.SIGCHLD, lambda *_: sys.exit(1))
                if server.poll() is None:
                    fcntl.flock(users, fcntl.LOCK_EX)
            finally:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _stop(server)
            return 0

    def _wait_for_left_over(self, seconds: float = 30) -> None:
        """A server whose keeper was killed has been told to stop; wait for it and its children."""
        deadline = time.monotonic() + seconds
        while left_over := processes_in(self.home):
            if time.monotonic() > deadline:
                for pid in left_over:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGQUIT)
            time.sleep(0.1)

    def _remove_stale_pid(self) -> None:
        """After a kill -9 the number may belong to another process by now: Postgres would refuse to start."""
        file = self.data / "postmaster.pid"
        with suppress(FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            pid = int(file.read_text().splitlines()[0])
            with suppress(PermissionError):
                os.kill(pid, 0)
            file.unlink()

    # -- roles and databases ------------------------------------------------------------------------------

    def url(self, database: str, role: str, options: str = "") -> str:
        query = f"?options={quote(options)}" if options else ""
        return f"postgres://{role}@/{quote(str(self.socket))}/{database}{query}"

    def execute(self, statement: str | sql.Composed, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(host=str(self.socket), port=5432, user="postgres", dbname="postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _make_roles(self) -> None:
        present = {name for (name,) in self.execute("SELECT rolname FROM pg_roles")}
        for name, rights in ROLES.items():
            if name not in present:
                self.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(name)))
        if not ROLES.keys() <= present:
            # So that a test of the owner may SET ROLE to the application's.
            self.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))

    def databases(self) -> dict[str, str]:
        """Comment by name of every database that belongs to the owner role."""
        rows = self.execute(
            "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE pg_get_userbyid(datdba) = %s",
            (OWNER,),
        )
        return dict(rows)

    def make_database(self, name: str, template: str = "template1") -> None:
        """Nothing happens if it exists. Nobody may be connected to the template."""
        if name in self.databases():
            return
        database, owner, source = map(sql.Identifier, (name, OWNER, template))
        with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
            self.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, source))
            self.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
            self.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(APP)))

    def drop_database(self, name: str) -> None:
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def comment(self, name: str, text: str) -> None:
        """A mark that lives and dies with the database."""
        self.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(text)))


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown, immediate if that takes too long."""
    for sig, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        server.send_signal(sig)
        with suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return


def processes_in(folder: Path) -> list[int]:
    """Postgres processes that stand in `folder` or, where the system hides that from root, name it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if (process / "comm").read_text().strip() not in ("postgres", "initdb"):
                continue
            try:
                belongs = (process / "cwd").readlink().is_relative_to(folder)
            except PermissionError:
                belongs = False
            words = (process / "cmdline").read_bytes().split(b"\0")
            if belongs or any(word.startswith(bytes(folder)) for word in words):
                found.append(int(process.name))
    return found


if __name__ == "__main__":
    sys.exit(Cluster(Path(sys.argv[1])).keep())
