"""Run the steps that make derived files: ``python -m chipclaims.making [step ...]``."""

from __future__ import annotations

import argparse
import sys
import time

from chipclaims.making import STEPS, MakingError, Step
from chipclaims.making.lock import locked_files


def chosen(names: list[str]) -> list[Step]:
    """The steps of these names in the order of the registry; without names, the usual ones."""
    unknown = sorted(set(names) - {step.name for step in STEPS})
    if unknown:
        known = ", ".join(step.name for step in STEPS)
        raise MakingError(f"there is no step {unknown[0]!r} (known: {known})")
    return [step for step in STEPS if step.name in names or (not names and step.by_default)]


def run(steps: list[Step]) -> None:
    """Run the steps; stop after one that changed what the packages of later ones should be."""
    for done, step in enumerate(steps, start=1):
        before, began = locked_files(), time.monotonic()
        step.load()()
        print(f"build: {step.name} ({time.monotonic() - began:.1f} s)", flush=True)
        left = " ".join(step.name for step in steps[done:])
        if left and locked_files() != before:
            raise MakingError(f"the lock has changed; to go on with it: kit.py build {left}")


def main(arguments: list[str]) -> int:
    """Return 0 when all is made, 1 when a step could not be."""
    steps = "\n".join(f"  {step.name:10} {step.makes}" for step in STEPS)
    parser = argparse.ArgumentParser(
        prog="kit.py build",
        description="Make again what is derived.",
        epilog=f"steps:\n{steps}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", nargs="*", help="only these (default: the usual ones)")
    try:
        run(chosen(parser.parse_args(arguments).step))
    except MakingError as error:
        print(f"kit.py build: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
