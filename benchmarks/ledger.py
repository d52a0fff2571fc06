"""`ledger_post`, `ledger_verify`: the fund's books with all their rules, beside bare rows in the same minutes.

On a scratch copy of the bench database that is dropped afterwards: what is committed to the books is never taken away.
fsync is on, as Postgres comes.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import connection
from psycopg2 import sql

from benchmarks.results import Result, fastest
from funds.models import Fund
from funds.verification import verify
from povertyplan.local_postgres import APP, OWNER

SCRATCH = "bench_ledger"
WORKER = "import django; django.setup(); from benchmarks.ledger_worker import main; main()"
SECONDS = float(os.environ.get("LEDGER_SECONDS", "4"))
CLIENTS = 2
VERIFIED = int(os.environ.get("LEDGER_ENTRIES", "20000"))
# As an approved voucher leaves its entry, sealed when the statement ends; through the real triggers.
FILL = """
WITH v AS (
  INSERT INTO funds_voucher (fund_id, idem, kind, paper_no, day, amount, account_id, use, counterparty, bank_ref, memo,
    state, made_by_id, made_at, answer)
  SELECT %(fund)s, gen_random_uuid(), 'receipt', '', '2017-09-21', 100, %(account)s, '', '', '', '补助 ' || n,
    'submitted', %(maker)s, now(), '' FROM generate_series(1, %(many)s) n RETURNING id)
SELECT count(*) FROM v
"""
POST_ALL = """
UPDATE funds_voucher SET state = 'approved', approved_by_id = %(judge)s, answered_on = day WHERE state = 'submitted';
INSERT INTO funds_entry (fund_id, voucher_id, idem, day, kind, use, memo, made_by_id, approved_by_id, posted_at)
SELECT fund_id, id, idem, day, kind, use, memo, made_by_id, approved_by_id, now() FROM funds_voucher v
 WHERE v.state = 'approved' AND NOT EXISTS (SELECT FROM funds_entry e WHERE e.voucher_id = v.id) ORDER BY id;
INSERT INTO funds_posting (entry_id, account_id, amount)
SELECT e.id, a.id, CASE a.kind WHEN 'bank' THEN 100 ELSE -100 END FROM funds_entry e
  JOIN funds_voucher v ON v.id = e.voucher_id JOIN funds_account a ON a.id = v.account_id OR a.fund_id = e.fund_id
   AND a.kind = 'bank' WHERE NOT EXISTS (SELECT FROM funds_posting p WHERE p.entry_id = e.id) ORDER BY e.id, a.kind;
"""


def run() -> list[Result]:
    with scratch() as environment:
        # One process makes all of them: each begins its invented villages anew.
        world = answer(worker(environment, "plan", funds=17))
        funds = world["funds"]
        one, one_bare = posted(environment, world | {"funds": funds[:1]})
        many, many_bare = posted(environment, world | {"funds": funds[1:16]})
        verified, scan, entries = verify_speed(world | {"funds": funds[16:]})
    return [
        _post("ledger_post", one, one_bare, "one fund"),
        _post("ledger_post_15", many, many_bare, "15 funds"),
        Result(
            "ledger_verify",
            f"{entries / verified:,.0f} entries/s of {entries:,}, {verified / scan:.0f} x a scan",
            ">= 30,000/s",
            entries / verified >= 30_000,
        ),
    ]


def _post(name: str, ours: float, bare: float, what: str) -> Result:
    words = f"{ours / bare:.2f} x ({ours:.0f}/s against {bare:.0f}/s, {CLIENTS} clients, {what})"
    return Result(name, words, ">= 0.6 x", ours / bare >= 0.6)


@contextmanager
def scratch() -> Iterator[dict[str, str]]:
    """The environment of a copy of the bench database, as the app role."""
    url = os.environ["DATABASE_URL"]
    source = str(connection.settings_dict["NAME"])
    connection.close()
    _on_server(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)", f"CREATE DATABASE {SCRATCH} TEMPLATE {source}")
    try:
        yield os.environ | {"DATABASE_URL": url.replace(f"/{source}", f"/{SCRATCH}").replace(OWNER, APP)}
    finally:
        _on_server(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")


def _on_server(*statements: str) -> None:
    server = psycopg2.connect(**_address("postgres"))
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            for statement in statements:
                cursor.execute(sql.SQL(statement))
    finally:
        server.close()


def _address(database: str) -> dict[str, Any]:
    known = connection.settings_dict
    return {"host": known["HOST"], "port": known["PORT"] or 5432, "user": known["USER"], "dbname": database}


def worker(environment: dict[str, str], command: str, **facts: Any) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", WORKER, command, json.dumps(facts)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)


def answer(process: "subprocess.Popen[str]") -> dict[str, Any]:
    output, _ = process.communicate()
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def posted(environment: dict[str, str], world: dict[str, Any]) -> tuple[float, float]:
    """Entries and bare transactions a second, the clients together; in turns, the better of two rounds each."""
    _owner("CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, a int, b int)")
    ours, bare = [], []
    for _ in range(2):
        bare.append(_together(environment, "bare", seconds=SECONDS))
        ours.append(_together(environment, "post", seconds=SECONDS, **world))
    return max(ours), max(bare)


def _together(environment: dict[str, str], command: str, **facts: Any) -> float:
    told = [answer(process) for process in [worker(environment, command, **facts) for _ in range(CLIENTS)]]
    return sum(one["done"] / one["seconds"] for one in told)


def _owner(*statements: str, **values: Any) -> None:
    server = psycopg2.connect(**_address(SCRATCH))
    try:
        with server, server.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values or None)
    finally:
        server.close()


def verify_speed(world: dict[str, Any]) -> tuple[float, float, int]:
    """Seconds of going through a fund's chain, of one scan of its entries and legs, and how many entries it has."""
    fund, account = world["funds"][0]
    facts = {"fund": fund, "account": account, "maker": world["maker"], "judge": world["judge"]}
    _owner("DELETE FROM funds_voucher WHERE state = 'submitted'")
    for _ in range(VERIFIED // 1000):
        _owner(FILL, POST_ALL, many=1000, **facts)
    _owner("ANALYZE")
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = SCRATCH
    try:
        subject = Fund.objects.get(pk=fund)
        start = time.perf_counter()
        verdict = verify(subject)
        taken = time.perf_counter() - start
        if verdict.trouble:
            sys.exit(verdict.trouble.words)
        scan = fastest(lambda: _scan(fund), rounds=3)
        return taken, scan, verdict.entries
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def _scan(fund: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(memo) FROM funds_entry WHERE fund_id = %s", [fund])
        cursor.fetchall()
        cursor.execute("SELECT sum(amount) FROM funds_posting")
        cursor.fetchall()
