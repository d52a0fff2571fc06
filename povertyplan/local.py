"""The commands of `./run`: demo, test, check, e2e, bench, manage, drop. Production needs none of this."""

import hashlib
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from povertyplan.local_postgres import APP, OWNER, CannotRun, Cluster, die_with_parent, locked

ROOT = Path(__file__).resolve().parent.parent
APPS = ("office", "funds", "enterprises", "households", "villages", "povertyplan")
PYTHON = sys.executable
DEFAULT_DATABASE = {"check": "check", "e2e": "e2e", "bench": "bench"}

# Commands that change or describe tables. All others run as the application does, without owning a table.
OWNER_COMMANDS = {
    "flush",
    "makemigrations",
    "migrate",
    "pgtrigger",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
    "squashmigrations",
}
WITHOUT_TABLES = {"", "check", "collectstatic", "diffsettings", "findstatic", "help", "version", "--help"}

ACCOUNTS = "office leader keeper approver security auditor cadre01…cadre15 enterprise enterprise2，密码都是 demo"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Runner:
    root: Path
    database: str

    @property
    def local(self) -> Path:
        return self.root / ".local"

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.local)

    def environment(self, role: str = APP, options: str = "", **more: str) -> dict[str, str]:
        """What settings.py reads. The caller's DEBUG, HTTPS, … win, but never another database."""
        return (
            {"DEMO": "true", "DEBUG": "false", "HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1,localhost"}
            | os.environ
            | local_secrets(self.local / "secrets.env")
            | {
                "DATABASE_URL": self.cluster.url(self.database, role, options),
                "DJANGO_SETTINGS_MODULE": "povertyplan.settings",
                "STATIC_ROOT": str(self.local / "staticfiles"),
                "MEDIA_ROOT": str(self.local / "media" / self.database),
            }
            | more
        )

    def run(self, *command: str, role: str = APP, **more: str) -> int:
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment(role, **more),
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        return wait_for(process)

    def manage(self, *arguments: str, **more: str) -> int:
        name = arguments[0] if arguments else ""
        return self.run(PYTHON, "manage.py", *arguments, role=role_of(name), **more)

    def must_manage(self, *arguments: str, **more: str) -> None:
        if self.manage(*arguments, **more):
            raise CannotRun(f"manage.py {arguments[0]} failed on the database {self.database}.")

    # -- preparation: skipped when nothing has changed ------------------------------------------------------

    def migrate(self) -> None:
        self.cluster.make_database(self.database)
        current = schema_fingerprint(self.root)
        with locked(self.local / f"migrate-{self.database}.lock"):
            if self.cluster.databases()[self.database] != current:
                say(f"migrating the database {self.database}")
                if self.manage("migrate", "--no-input", "--verbosity", "0"):
                    raise CannotRun(
                        f"The database {self.database} could not be migrated. If migrations which it has had were"
                        f" rewritten, drop it: ./run --db {self.database} drop"
                    )
                self.cluster.comment(self.database, current)

    def seed(self) -> None:
        self.migrate()
        with locked(self.local / f"seed-{self.database}.lock"):
            self.must_manage("seed_demo")

    def collect_static(self) -> None:
        stamp = self.local / "static.sha256"
        current = fingerprint([self.root / "requirements.txt", *(self.root / "static").rglob("*")])
        with locked(self.local / "static.lock"):
            if not stamp.exists() or stamp.read_text() != current:
                self.must_manage("collectstatic", "--no-input", "--verbosity", "0", DEBUG="false")
                stamp.write_text(current)

    def make_test_databases(self, workers: list[str]) -> None:
        """One per worker, each a copy of one migrated database: no run sees what an earlier one left."""
        pristine = replace(self, database="pristine")
        with locked(self.local / "pristine.lock"):
            if self.cluster.databases().get(pristine.database) != schema_fingerprint(self.root):
                self.cluster.drop_database(pristine.database)
            pristine.migrate()
            self.drop_test_databases()
            for worker in workers:
                self.cluster.make_database(f"test_{self.database}{worker}", template=pristine.database)

    def drop_test_databases(self) -> None:
        pattern = re.compile(rf"test_{self.database}(_gw\d+)?")
        for name in filter(pattern.fullmatch, self.cluster.databases()):
            self.cluster.drop_database(name)

    @contextmanager
    def serving(self, listener: socket.socket, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """gunicorn on a socket that is bound already: no other process can take the port in between."""
        command = [PYTHON, "-m", "gunicorn", "povertyplan.wsgi:application", "--worker-class", "gthread"]
        command += ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
        command += ["--graceful-timeout", "5"]
        server = subprocess.Popen(
            [*command, "--bind", f"fd://{listener.fileno()}"],
            cwd=self.root,
            env=self.environment(**more),
            pass_fds=[listener.fileno()],
            start_new_session=True,  # a Ctrl-C beside the SIGTERM below can make a gunicorn worker hang
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        try:
            wait_for_answer(listener, server)
            yield server
        finally:
            end(server)
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)

    @contextmanager
    def printing(self) -> Iterator[None]:
        """The worker that makes what pages ask to print; it dies with the runner, like the server."""
        worker = subprocess.Popen(
            [PYTHON, "manage.py", "print_worker"],
            cwd=self.root,
            env=self.environment(),
            start_new_session=True,  # Ctrl-C comes as the SIGTERM below, once
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        try:
            yield
        finally:
            end(worker)

    # -- commands -------------------------------------------------------------------------------------------

    def demo(self, arguments: list[str]) -> int:
        self.collect_static()
        self.seed()
        listener = free_listener(int(os.environ.get("PORT", "8000")))
        with self.printing(), self.serving(listener) as server:
            say(f"\n  地址  {address(listener)}/\n  账号  {ACCOUNTS}\n  按 Ctrl-C 全部停止\n")
            return server.wait()

    def test(self, arguments: list[str]) -> int:
        with locked(self.local / f"test-{self.database}.lock"):
            (self.local / "staticfiles").mkdir(exist_ok=True)  # WhiteNoise warns without it
            self.cluster.make_database(self.database)
            words = pytest_arguments(arguments)
            # With a number of workers of the caller's, pytest makes the databases that it does not find.
            parallel = [f"_gw{n}" for n in range(os.cpu_count() or 1)]
            self.make_test_databases(parallel if "auto" in words else [""])
            return self.run(
                PYTHON, "-m", "pytest", *words, role=OWNER, options="-c synchronous_commit=off", DEMO="false"
            )

    def e2e(self, arguments: list[str]) -> int:
        with locked(self.local / f"e2e-{self.database}.lock"):
            self.cluster.drop_database(self.database)
            self.collect_static()
            self.seed()
            listener = free_listener(0)
            with self.printing(), self.serving(listener):
                paths = [] if any(word.startswith("tests/") for word in arguments) else ["tests/e2e"]
                url = {
                    "BASE_URL": address(listener),
                    "CHROMIUM": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                }
                return self.run(PYTHON, "-m", "pytest", *paths, *arguments, **url)

    def bench(self, arguments: list[str]) -> int:
        self.collect_static()
        self.migrate()
        # As the owner, for ANALYZE: a planner without statistics would measure something else.
        return self.run(PYTHON, "-m", "benchmarks", *arguments, role=OWNER)

    def call_manage(self, arguments: list[str]) -> int:
        name = arguments[0] if arguments else ""
        self.cluster.make_database(self.database)
        if name not in OWNER_COMMANDS | WITHOUT_TABLES:
            self.migrate()
        return self.manage(*arguments)

    def drop(self, arguments: list[str]) -> int:
        self.cluster.drop_database(self.database)
        self.drop_test_databases()
        return 0

    def check(self, arguments: list[str]) -> int:
        self.cluster.make_database(self.database)
        tools = Path(PYTHON).parent
        templates = [path.relative_to(self.root) for path in sorted(self.root.glob("templates/**/*.html"))]
        steps: dict[str, list[str | Path]] = {
            "ruff format": [tools / "ruff", "format", "--check", "--quiet", "."],
            "ruff check": [tools / "ruff", "check", "--quiet", "."],
            "djade": [tools / "djade", "--check", "--target-version", "5.2", *templates],
            "import contract": [PYTHON, tools / "lint-imports", "--no-logo"],
            "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
            "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        }
        environment = self.environment(OWNER, HTTPS="true", DEBUG="false", DEMO="false")
        with subprocess.Popen(
            [PYTHON, "-m", "mypy"],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM),
        ) as mypy:
            failed = []
            for name, step in steps.items():
                say(f"— {name}")
                if subprocess.run(step, cwd=self.root, env=environment, check=False).returncode:
                    failed.append(name)
            say("— mypy")
            sys.stdout.write(mypy.communicate()[0].decode())
        if mypy.returncode:
            failed.append("mypy")
        say(f"check failed: {', '.join(failed)}" if failed else "check: all clean")
        return bool(failed)


def role_of(command: str) -> str:
    return OWNER if command in OWNER_COMMANDS else APP


def local_secrets(path: Path) -> dict[str, str]:
    """Made once per clone: the encrypted fields of a kept demo database need the same keys again."""
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": f"k1={secrets.token_hex(32)}",
            "INDEX_KEY": secrets.token_hex(32),
        }
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{name}={value}\n" for name, value in made.items()))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def schema_fingerprint(root: Path) -> str:
    """Changes with every migration, our own or of a package, and with the SQL that they all run at their end."""
    migrations = [path for app in APPS for path in (root / app).glob("**/migrations/*.py")]
    sql = [root / "povertyplan" / name for name in ("history.py", "past.py", "data_version.py")]
    return fingerprint([root / "requirements.txt", *sql, *migrations])


def fingerprint(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def pytest_arguments(arguments: list[str]) -> list[str]:
    """All processors, unless the caller said how many or named single test files."""
    said = any(re.match(r"-n|--numprocesses|--dist|--pdb|-s$|--capture=no", word) for word in arguments)
    single = any(".py" in word for word in arguments)
    paths = [] if any(word.startswith("tests") for word in arguments) else ["tests"]
    workers = [] if said or single else ["-n", "auto"]
    return ["--reuse-db", "--ignore=tests/e2e", *workers, *paths, *arguments]


def free_listener(first: int) -> socket.socket:
    """A listening socket on the first free port from `first` on; 0 means any."""
    for port in range(first, first + 100):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    raise CannotRun(f"No port from {first} to {first + 99} is free.")


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def wait_for_answer(listener: socket.socket, server: subprocess.Popen[bytes]) -> None:
    """The kernel accepts connections from the start; the answer comes when a worker is ready."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=1)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        connection.close()
    raise CannotRun("The web server did not start.")


def wait_for(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except KeyboardInterrupt:
        # The terminal has sent Ctrl-C to the child as well: let it say its last words.
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        raise
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.terminate()
        process.wait(10)
    process.kill()
    process.wait()


COMMANDS: dict[str, Callable[[Runner, list[str]], int]] = {
    "demo": Runner.demo,
    "test": Runner.test,
    "check": Runner.check,
    "e2e": Runner.e2e,
    "bench": Runner.bench,
    "manage": Runner.call_manage,
    "drop": Runner.drop,
}


def parsed(arguments: list[str]) -> tuple[str, str, list[str]]:
    """Database, command and the command's own arguments."""
    words = list(arguments)
    database = None
    if words and words[0].startswith("--db="):
        database = words.pop(0).removeprefix("--db=")
    elif words and words[0] == "--db":
        database = words[1] if len(words) > 1 else ""
        words = words[2:]
    if not words or words[0] not in COMMANDS:
        raise CannotRun(f"./run [--db NAME] {' | '.join(COMMANDS)}")
    if database is None:
        database = DEFAULT_DATABASE.get(words[0], "povertyplan")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", database) or database in (
        "postgres",
        "template0",
        "template1",
    ):
        raise CannotRun(f"--db {database}: a name of small letters, digits and _ is needed, at most 40.")
    return database, words[0], words[1:]


def main(arguments: list[str]) -> int:
    for name in [name for name in os.environ if name.startswith("PG") and name != "PG_BIN"]:
        del os.environ[name]
    for sig in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, lambda number, _: sys.exit(128 + number))
    try:
        database, command, rest = parsed(arguments)
        runner = Runner(ROOT, database)
        with runner.cluster.running():
            return COMMANDS[command](runner, rest)
    except CannotRun as refusal:
        say(str(refusal))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
