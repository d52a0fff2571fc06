"""python -m benchmarks [NAME …]: all modules of this folder that offer run(), or those whose name begins with NAME."""

import importlib
import pkgutil
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).parent


def modules() -> list[str]:
    """Every module with a `run`, found by its text so that one that is not asked for is not loaded."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)]))
    return [name for name in names if "\ndef run(" in (FOLDER / f"{name}.py").read_text()]


def wanted(asked: list[str]) -> list[str]:
    found = [name for name in modules() if not asked or any(name.startswith(word) for word in asked)]
    if not found:
        sys.exit(f"no such benchmark: {' '.join(asked)}; there are {', '.join(modules())}")
    return found


def main() -> None:
    django.setup()
    short = 0
    for name in wanted(sys.argv[1:]):
        for line, value, target, ok in importlib.import_module(f"benchmarks.{name}").run():
            verdict = "" if ok is None else "ok" if ok else "SHORT"
            short += ok is False
            print(f"{line:<28}{value:<48}{target:<14}{verdict}", flush=True)
    print(f"{short} short of the target" if short else "all targets reached")


if __name__ == "__main__":
    main()
