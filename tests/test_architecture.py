"""The house: its floors, who may write rows, who may open a sealed number."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("office", "funds", "enterprises", "households", "villages", "povertyplan")
EMPTY_NAMES = {"utils", "helpers", "common", "services", "managers", "signals", "mixins", "misc", "tools"}
# The noun 帮扶责任人 is Helper: modules about such people carry its plural by right.
HELPERS_THE_PEOPLE = {
    "households/actions/helpers.py",
    "households/forms/helpers.py",
    "households/views/helpers.py",
    "households/imports/helpers.py",
}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update"}
WRITERS = ("actions", "demo", "migrations")
OPENERS = {
    "households/models/member.py",
    "households/actions/members.py",
    "households/imports/compare.py",
    "office/health/numbers.py",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def writes_rows(call: ast.Call, method: ast.Attribute) -> bool:
    """`.update(a=1)`, `.save()`, `.objects.create(…)`; not hash.update(data), image.save(file), dict.update(other)."""
    if method.attr not in WRITES:
        return False
    if method.attr in ("save", "update", "delete"):
        return not call.args
    return True


def test_imports_only_run_down(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


def test_contract_names_every_floor_that_stands() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = {layer.strip("()").split(".")[0] for layer in contracts[0]["layers"]}
    assert {floor for floor in FLOORS if (ROOT / floor).is_dir()} <= named


def test_rows_change_only_through_actions() -> None:
    found = [
        f"{name}:{call.lineno} .{method.attr}()"
        for name, tree in modules()
        if not any(part.removesuffix(".py") in WRITERS for part in Path(name).parts)
        for call, method in calls(tree)
        if writes_rows(call, method)
    ]
    assert found == []


def test_whole_id_numbers_are_opened_in_named_rooms_only() -> None:
    found = {
        name for name, tree in modules() for _, method in calls(tree) if method.attr in ("open_id_number", "unseal")
    }
    assert found <= OPENERS


def test_every_file_is_named_by_a_noun() -> None:
    empty = {
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*")
        if path.stem in EMPTY_NAMES and "__pycache__" not in path.parts
    }
    assert empty - HELPERS_THE_PEOPLE == set()


def test_clock_is_read_at_the_edge_only() -> None:
    """Rules are given their day, so that a test, or a map of a past day, can stand on any (decision 8)."""
    found = [
        name
        for name, tree in modules()
        if Path(name).name
        in ("periods.py", "identity.py", "lamps.py", "pace.py", "battle_map.py", "bag.py", "poster.py")
        and "views" not in Path(name).parts
        for _, method in calls(tree)
        if method.attr in ("now", "today", "localdate", "localtime") and Path(name).parts[-2] != "actions"
    ]
    assert found == []
