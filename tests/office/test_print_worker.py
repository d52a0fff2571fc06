"""The worker on a database that commits: killed in the middle nothing is marked, and the next one finishes."""

import io
import multiprocessing
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone
from pypdf import PdfReader

from households.actions.bag_jobs import cancel_parts, request_job
from households.codes import PovertyStatus
from households.models import BagContent, BagEdition, BagJob, BagPart, BagPartEdition, Helper, Household
from households.models.bag import JobScope, PartState
from office.bags.staleness import stale_households
from office.demo.builders import assign, make_helper, make_household, make_measure, make_village
from office.printing import press, worker
from office.printing.worker import Worker, free_parts, held, make, path_of
from villages.models import Village

pytestmark = pytest.mark.django_db(transaction=True)
LIFTED = date(2016, 12, 31)


@pytest.fixture
def started() -> Iterator[list[BaseProcess]]:
    """Processes that end with the test, whatever it found."""
    found: list[BaseProcess] = []
    yield found
    for process in found:
        process.kill()
        process.join()


def wished(village: Village, bags: int) -> BagPart:
    rows = [make_household(village) for _ in range(bags)]
    return request_job(JobScope.CHOSEN, [row.pk for row in rows], by=None).parts.get()


def served(started: list[BaseProcess]) -> BaseProcess:
    """The command's own loop in a process of its own."""

    def serve() -> None:
        parent = Worker(processes=1)
        signal.signal(signal.SIGTERM, parent.end)
        parent.serve()

    worker.warm_up()
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=serve)
    process.start()
    started.append(process)
    return process


def until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)


def state(part: BagPart) -> tuple[str, int]:
    part.refresh_from_db()
    return part.state, part.attempts


def begun(part: BagPart) -> bool:
    part.refresh_from_db()
    return part.made >= 1


def nothing_is_marked() -> bool:
    return not BagEdition.objects.exists() and not BagPartEdition.objects.exists()


def test_a_part_comes_out_with_its_editions_and_its_file() -> None:
    part = wished(make_village(name="柳河村"), 2)
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.DONE, 1)
    assert part.made == 2
    file = PdfReader(path_of(part.file))
    assert part.pages == len(file.pages)
    first, second = part.printed.all()
    starts = [(file.get_destination_page_number(mark) or 0) for mark in file.outline if not isinstance(mark, list)]
    assert starts[2] - starts[1] == first.pages + first.pages % 2
    assert (first.place, second.place) == (1, 2)
    assert not list(path_of("bags").rglob("*.part"))


def test_a_child_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 6)
    child = worker.start(part.pk)
    started.append(child)
    until(lambda: begun(part))
    assert free_parts(BagPart.objects.all()) == []
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    assert state(part) == (PartState.RUNNING, 1)
    assert nothing_is_marked()
    until(lambda: free_parts(BagPart.objects.all()) == [part.pk])
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.DONE, 2)
    assert BagEdition.objects.count() == part.printed.count() == 6


def test_a_child_killed_between_its_file_and_its_marks_leaves_nothing(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 1)
    file = path_of(f"bags/{part.job_id}/{part.village.code}.pdf")
    child = worker.start(part.pk)
    started.append(child)
    with transaction.atomic():
        list(Household.objects.select_for_update())  # the child waits for this when its file is there
        until(file.exists)
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
    until(lambda: free_parts(BagPart.objects.all()) == [part.pk])
    assert nothing_is_marked()
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.DONE, 2)
    assert part.printed.count() == 1


def test_a_parent_killed_in_the_middle_ends_its_child_too(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 12)
    parent = served(started)
    until(lambda: begun(part))
    os.kill(parent.pid or 0, signal.SIGKILL)
    until(lambda: free_parts(BagPart.objects.all()) == [part.pk])
    assert nothing_is_marked()
    assert state(part) == (PartState.WAITING, 0)
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.DONE, 1)


def test_a_worker_that_is_told_to_end_puts_its_part_back(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 12)
    parent = served(started)
    until(lambda: begun(part))
    parent.terminate()
    parent.join(15)
    assert parent.exitcode == 0
    assert state(part) == (PartState.WAITING, 0)
    assert nothing_is_marked()


def test_two_workers_never_make_one_part_twice(started: list[BaseProcess]) -> None:
    parts = [wished(make_village(), 2) for _ in range(3)]
    for _ in range(2):
        served(started)
    until(lambda: not BagPart.objects.open().exists())
    assert [state(part) for part in parts] == [(PartState.DONE, 1)] * 3
    assert BagEdition.objects.count() == BagPartEdition.objects.count() == 6


def test_a_part_whose_lock_is_held_elsewhere_is_left_alone(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 6)
    started.append(worker.start(part.pk))
    until(lambda: begun(part))
    with held(part.pk) as is_held:
        assert not is_held
    make(part.pk)
    assert state(part) == (PartState.RUNNING, 1)


def test_a_job_cancelled_in_the_middle_keeps_nothing_and_leaves_no_file(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 8)
    child = worker.start(part.pk)
    started.append(child)
    until(lambda: begun(part))
    cancel_parts(part.job.parts.all(), by=None)
    child.join(20)
    assert child.exitcode == 0
    assert state(part) == (PartState.CANCELLED, 1)
    assert part.made < 8
    assert nothing_is_marked()
    assert not list(path_of("bags").rglob("*"))


def test_a_single_bag_printed_meanwhile_makes_the_part_anew(started: list[BaseProcess]) -> None:
    part = wished(make_village(), 5)
    household = Household.objects.get(pk=part.households[-1])
    child = worker.start(part.pk)
    started.append(child)
    until(lambda: begun(part))
    press.press_household(household, on=timezone.localdate(), by=None)
    child.join(60)
    assert state(part) == (PartState.DONE, 1)
    single = BagEdition.objects.get(household=household)
    assert single.number == 1
    assert {row.edition_id: row.is_new for row in part.printed.all()}[single.pk] is False
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(path_of(part.file)).pages)
    assert f"查验码{single.token}" in text


def test_what_cannot_be_printed_says_why() -> None:
    part = wished(make_village(), 1)
    helper = make_helper(name="何芳")
    Helper.objects.filter(pk=helper.pk).update(photo="helpers/gone.jpg")
    assign(Household.objects.get(), helper, since=date(2017, 1, 1))
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.FAILED, 1)
    assert "责任人照片读不出来" in part.trouble
    assert nothing_is_marked()


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    part = wished(make_village(), 1)
    path_of("bags").parent.mkdir()
    path_of("bags").write_text("in the way")
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.FAILED, 1)
    assert "文件写不进去" in part.trouble
    assert nothing_is_marked()


def test_a_part_that_kills_its_workers_is_given_up() -> None:
    part = wished(make_village(), 1)
    BagPart.objects.update(state=PartState.RUNNING, attempts=3)
    Worker().work_off(BagPart.objects.all)
    assert state(part) == (PartState.FAILED, 3)
    assert "试了 3 次" in part.trouble


def test_files_are_removed_after_thirty_days() -> None:
    old, young = (path_of(f"bags/{n}/420399001001.pdf") for n in (1, 2))
    for path in (old, young):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF")
    then = time.time() - (worker.KEPT_DAYS + 1) * 24 * 3600
    os.utime(old, (then, then))
    worker.remove_old_files()
    assert young.exists()
    assert not old.parent.exists()


def outlines(path: Path) -> list[str]:
    """Bookmarks of the first level."""
    return [str(entry.title) for entry in PdfReader(path).outline if not isinstance(entry, list)]


def printed(out: Path, **options: Any) -> str:
    said = io.StringIO()
    call_command("print_bags", out=out, stdout=said, **options)
    return said.getvalue()


def test_the_command_prints_one_village_as_a_file_or_into_a_folder(tmp_path: Path) -> None:
    household = make_household(make_village(name="柳河村"))
    said = printed(tmp_path / "a" / "v.pdf", village=household.village.code)
    assert re.match(r"柳河村 1 户 \d+ 页\n1 个村 1 户", said)
    assert len(outlines(tmp_path / "a" / "v.pdf")) == 2
    printed(tmp_path / "folder", village=household.village.code, large=True)
    assert [path.name for path in (tmp_path / "folder").iterdir()] == [f"{household.village.code}-柳河村.pdf"]
    assert BagEdition.objects.count() == 1


def test_the_command_prints_all_villages_into_one_file_or_one_each(tmp_path: Path) -> None:
    rows = [make_household(make_village(name=name)) for name in ("柳河村", "石门村")]
    out = make_household(rows[0].village, status=PovertyStatus.LIFTED, status_since=LIFTED, lifted_year=2016)
    printed(tmp_path / "villages", all=True)
    assert sorted(path.name for path in (tmp_path / "villages").iterdir()) == sorted(
        f"{row.village.code}-{row.village}.pdf" for row in rows
    )
    assert not BagEdition.objects.filter(household=out).exists()
    printed(tmp_path / "all.pdf", all=True, with_lifted=True)
    assert sorted(outlines(tmp_path / "all.pdf")) == ["柳河村", "石门村"]
    assert BagEdition.objects.filter(household=out).exists()
    assert {path.name for path in tmp_path.iterdir()} == {"media", "villages", "all.pdf"}


def test_the_command_prints_exactly_the_reprint_list(tmp_path: Path) -> None:
    rows = [make_household(make_village(name=name)) for name in ("柳河村", "石门村", "黄土岭")]
    printed(tmp_path / "all.pdf", all=True)
    for row in rows[:2]:
        make_measure(row)
    make_household(rows[2].village)  # never printed, so it is not on the list
    assert stale_households(on=timezone.localdate()) == [row.pk for row in rows[:2]]
    printed(tmp_path / "stale", stale=True)
    job = BagJob.objects.get(scope=JobScope.STALE)
    editions = BagEdition.objects.filter(printings__part__job=job)
    assert set(editions.values_list("household", "number")) == {(row.pk, 2) for row in rows[:2]}
    with pytest.raises(CommandError, match="没有要重印的"):
        printed(tmp_path / "again", stale=True)


def test_the_command_delivers_what_came_out_and_names_the_rest(tmp_path: Path) -> None:
    good, bad = (make_household(make_village(name=name)) for name in ("柳河村", "石门村"))
    helper = make_helper()
    Helper.objects.filter(pk=helper.pk).update(photo="helpers/gone.jpg")
    assign(bad, helper, since=date(2017, 1, 1))
    with pytest.raises(CommandError, match="1 个村没印出来"):
        printed(tmp_path / "out", all=True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{good.village.code}-柳河村.pdf"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"household": "NO-SUCH"}, "没有户编号 NO-SUCH"),
        ({"village": "000000000000"}, "没有村代码 000000000000"),
        ({"all": True}, "没有该发明白袋的户"),
        ({"stale": True}, "没有要重印的"),
        ({"all": True, "by": "nobody"}, "没有账号 nobody"),
    ],
)
def test_the_command_refuses_in_one_sentence(options: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=sentence):
        printed(tmp_path / "x.pdf", **options)
    assert not (tmp_path / "x.pdf").exists()


def test_an_interrupted_command_leaves_no_village_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_household(make_village())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Worker, "work_off", interrupted)
    with pytest.raises(KeyboardInterrupt):
        printed(tmp_path / "x.pdf", all=True)
    assert BagPart.objects.get().state == PartState.CANCELLED


def test_the_worker_command_works_the_queue_off_once() -> None:
    part = wished(make_village(), 1)
    call_command("print_worker", once=True)
    assert state(part) == (PartState.DONE, 1)


def test_an_idle_worker_keeps_the_contents_up_to_date(village: Village) -> None:
    household = make_household(village)
    Worker()._read_on()
    assert BagContent.objects.filter(household=household).exists()
