"""The bank's file from the shell: looked at first, written with --commit by somebody."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from funds.models import BankLine
from office.demo.funding import keeper, make_fund

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parents[1] / "data" / "bank-statement.csv"


def told(*words: str) -> dict[str, object]:
    out = StringIO()
    call_command("import_bank_statement", *words, "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_file_is_looked_at_written_and_not_written_twice() -> None:
    fund, by = make_fund(), keeper()
    code, path = fund.village.code, str(FILE)
    assert told(code, path) == {
        "fund": code,
        "lines": 60,
        "new": 60,
        "opening": 0,
        "closing": 60_370_250,
        "committed": False,
    }
    assert not BankLine.objects.exists()
    assert told(code, path, "--commit", "--by", by.username)["new"] == 60
    assert told(code, path, "--commit", "--by", by.username)["new"] == 0
    assert BankLine.objects.count() == 60


def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path) -> None:
    code = make_fund().village.code
    bad = tmp_path / "x.csv"
    bad.write_text("hello")
    for words, said in (
        (("000000000000", str(FILE)), "没有基金"),
        ((code, str(bad)), "找不到表头"),
        ((code, str(tmp_path / "none.csv")), "文件打不开"),
        ((code, str(FILE), "--commit"), "--by"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("import_bank_statement", *words)
