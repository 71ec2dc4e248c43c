"""Write the lock: the exact packages, with hashes, that the kit is installed from.

uv works it out in a folder of its own, so that its ``uv.lock``, which is full of addresses, never
lands in the kit. Needs the network; without it, nothing is changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from chipclaims.making import MakingError
from chipclaims.making.environment import KIT, environment_text, pins

# uv has a file of its own: kit.py reads it with pip, before there is a uv to read the others.
# nbgrader has one because it changes what JupyterLab shows: learners and tests go without it.
GROUPS = {
    "requirements.txt": ["--group", "install"],
    "requirements-test.txt": ["--group", "install", "--group", "test"],
    "requirements-uv.txt": ["--only-group", "uv"],
    "requirements-grading.txt": ["--group", "install", "--extra", "grading"],
}
EXPORT = (
    *("export", "--locked", "--quiet", "--format", "requirements.txt", "--no-default-groups"),
    *("--no-emit-project", "--no-header", "--no-annotate"),
)

SIGNS_OF_NO_NETWORK = (
    *("error sending request", "Failed to fetch", "network was disabled", "network is disabled"),
    *("dns error", "timed out"),
)


def locked_files() -> dict[str, bytes]:
    """The lock as it stands in the kit; files not made yet are left out."""
    return {name: (KIT / name).read_bytes() for name in GROUPS if (KIT / name).is_file()}


def write_lock() -> None:
    """Lock what pyproject.toml asks for, and move no package that is locked already."""
    locked = "\n".join(content.decode() for content in locked_files().values())
    write_files(solved(sorted(set(pins(locked)))))


def write_newest_lock() -> None:
    """Lock the newest version of every package that pyproject.toml allows."""
    write_files(solved([]))


def solved(held: list[str]) -> dict[str, str]:
    """The text of every file of the lock, worked out by uv with these pins held."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "pyproject.toml").write_text(asking_for(held), encoding="utf-8")
        run_uv(folder, "lock", "--python", sys.executable)
        return {name: run_uv(folder, *EXPORT, *groups) for name, groups in GROUPS.items()}


def asking_for(held: list[str]) -> str:
    """The kit's pyproject.toml for uv: pins to hold, and a version that needs no build."""
    pyproject = (KIT / "pyproject.toml").read_text(encoding="utf-8")
    # A list of strings in JSON is one in TOML, too.
    hold = f"\n[tool.uv]\nconstraint-dependencies = {json.dumps(held)}\n"
    return pyproject.replace('dynamic = ["version"]', 'version = "0"') + hold


def run_uv(folder: Path, *arguments: str) -> str:
    """What the environment's uv prints when run in a folder."""
    try:
        from uv import find_uv_bin
    except ImportError:
        raise MakingError("the lock needs uv; start it as: python3 kit.py build lock") from None
    command = [find_uv_bin(), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MakingError(reason(done.stderr))
    return done.stdout


def reason(said: str) -> str:
    """One line for uv's many."""
    kept = "The lock stays as it was"
    if any(sign in said for sign in SIGNS_OF_NO_NETWORK):
        return f"{kept}: the package index cannot be reached; check the network and try again"
    if "No solution found" in said:
        return f"{kept}: the locked versions no longer fit; try: python3 kit.py build upgrade"
    last = (said.strip().splitlines() or ["no word why"])[-1].strip()
    return f"{kept}: uv could not work it out and said: {last[:200]}"


def write_files(locks: dict[str, str]) -> None:
    """Write the lock and what follows from it, all or nothing."""
    pyproject = (KIT / "pyproject.toml").read_text(encoding="utf-8")
    environment = environment_text(locks["requirements.txt"], pyproject)
    texts = {**locks, "environment.yml": environment}
    for name, text in texts.items():
        if "://" in text:
            raise MakingError(f"The lock stays as it was: an address would stand in {name}")
    drafts = {name: KIT / f".{name}.new" for name in texts}
    for name, draft in drafts.items():
        draft.write_text(texts[name], encoding="utf-8", newline="\n")
    for name, draft in drafts.items():
        draft.replace(KIT / name)
