"""Pack the kit and its wheels into one zip for a class without a network: ``kit.py pack``.

The wheels are those of the lock, proven by their hashes, for one kind of computer and for every
Python that the kit is tested with, or for those that are asked for. At the other end nothing but
Python is needed: ``kit.py`` finds the folder ``wheels`` beside it and installs from there.

A zip stands in its place only when it is whole: it is written beside and moved at the end.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, NoReturn

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

from chipclaims.making import MakingError
from chipclaims.making.environment import KIT
from chipclaims.saving import SavingError, my_work, shipped

FOLDER = "chip-claims"
START_HERE = "START_HERE.txt"
# What the dates of a zip can say.
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
# In a copy without git: what stands at the top of the kit, so that no file of a user's is packed.
TOP = (
    *(".ci", ".gitattributes", ".gitignore", "LICENSE", "LICENSES.md", "README.md", "chipclaims"),
    *("conftest.py", "data", "docs", "environment.yml", "exercises", "kit.py", "notebooks"),
    *(
        "pyproject.toml",
        "requirements-grading.txt",
        "requirements-test.txt",
        "requirements-uv.txt",
        "requirements.txt",
    ),
    *("seeds", "solutions", "tests"),
)
NEVER = re.compile(r"__pycache__$|artefacts$|\.|.*\.egg-info$|my_chip_claims.*\.zip$")
# With somebody's lessons, neither reports nor the record of what is solved.
LESSON = re.compile(r"(notebooks|exercises)/(?!.*\bmy_(reports|progress))")


class Computer(NamedTuple):
    """A kind of computer: the tags of its wheels, best first, and what the lock's markers ask."""

    tags: tuple[str, ...]
    sys_platform: str
    machine: str
    system: str

    def markers(self, python: str) -> dict[str, str]:
        """The values of every marker, for a Python such as ``3.12.0``."""
        return {
            "implementation_name": "cpython",
            "implementation_version": python,
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.system,
            "platform_version": "",
            "python_full_version": python,
            "python_version": ".".join(python.split(".")[:2]),
            "sys_platform": self.sys_platform,
        }


def glibc(machine: str) -> tuple[str, ...]:
    """The oldest first, so that the wheels run on as many systems as can be.

    Systems from 2019 on have 2.28, and whoever has Python 3.11 or newer has one of these.
    """
    named = (f"manylinux{name}_{machine}" for name in ("1", "2010", "2014"))
    numbered = (f"manylinux_2_{minor}_{machine}" for minor in range(5, 29))
    return (*named, *numbered)


MACOS = tuple(f"macosx_{major}_0_arm64" for major in range(11, 15))
COMPUTERS = {
    "linux": Computer(glibc("x86_64"), "linux", "x86_64", "Linux"),
    "linux-arm": Computer(glibc("aarch64"), "linux", "aarch64", "Linux"),
    "macos": Computer(MACOS, "darwin", "arm64", "Darwin"),
    "windows": Computer(("win_amd64",), "win32", "AMD64", "Windows"),
}

SYSTEMS = {
    "linux": "Linux (x86-64, from 2019 on)",
    "linux-arm": "Linux (ARM 64, from 2019 on)",
    "macos": "macOS 14 or newer (Apple silicon)",
    "windows": "Windows (64 bit)",
}


def load_door() -> ModuleType:
    """kit.py as a module: what it knows about computers and says about failures holds here, too."""
    spec = importlib.util.spec_from_file_location("kit", KIT / "kit.py")
    if not spec or not spec.loader:
        raise MakingError(f"kit.py is missing from {KIT}: get the whole kit again")
    door = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(door)
    return door


# ---------------------------------------------------------------- which packages


class Pin(NamedTuple):
    """One package of the lock: ``numpy==2.4.6``, when it is needed ("": always), its hashes."""

    requirement: str
    marker: str
    hashes: tuple[str, ...]

    def is_for(self, computer: Computer, python: str) -> bool:
        return not self.marker or Marker(self.marker).evaluate(computer.markers(python))

    @property
    def line(self) -> str:
        """The pin without its marker, which pip would ask of the computer that it runs on."""
        return " ".join([self.requirement, *self.hashes])


def read_pins(lock: str) -> list[Pin]:
    """The pins of a lock that uv wrote."""
    lines = lock.replace("\\\n", " ").splitlines()
    return [read_pin(line) for line in lines if re.match("[A-Za-z0-9]", line)]


def read_pin(line: str) -> Pin:
    start, *hashes = line.split(" --hash=")
    requirement, _, marker = start.partition(";")
    return Pin(
        requirement.strip(), marker.strip(), tuple(f"--hash={each.strip()}" for each in hashes)
    )


def rounds(pins: list[Pin], computer: Computer, python: str) -> Iterator[tuple[str, list[Pin]]]:
    """The pins that a Python such as ``3.12`` needs, whichever its third number is.

    A lock may name two versions of one package, one for ``3.11.0`` and one for later ones. They
    cannot be asked for together, so the second stands in a round of its own, after the Python
    that it is asked for.
    """
    first, last = f"{python}.0", f"{python}.99"
    always = [pin for pin in pins if pin.is_for(computer, first)]
    yield first, always
    yield last, [pin for pin in pins if pin.is_for(computer, last) and pin not in always]


def wheels_for_all(folder: Path) -> set[str]:
    """The requirements whose wheel in a folder runs on every computer and Python."""
    names = (path.name for path in folder.glob("*-none-any.whl"))
    return {requirement_of(name) for name in names}


def requirement_of(wheel: str) -> str:
    name, version, _, _ = parse_wheel_filename(wheel)
    return f"{canonicalize_name(name)}=={version}"


# ---------------------------------------------------------------- fetching them


def fetch_all(
    door: ModuleType, pins: list[Pin], platform: str, pythons: list[str], wheels: Path
) -> None:
    """Fill a folder with the wheels of all these Pythons. Raises ``MakingError``."""
    wheels.mkdir()
    for python in pythons:
        for exact, wanted in rounds(pins, COMPUTERS[platform], python):
            # Most wheels suit every Python, so the second one costs half the time.
            there = wheels_for_all(wheels)
            missing = [pin for pin in wanted if pin.requirement not in there]
            if missing:
                fetch(door, missing, platform, exact, wheels)


def fetch(door: ModuleType, pins: list[Pin], platform: str, python: str, wheels: Path) -> None:
    """Let pip fetch wheels for a computer that may not be this one."""
    asked = wheels.with_name("asked.txt")
    asked.write_text("".join(pin.line + "\n" for pin in pins), encoding="utf-8")
    tags = [f"--platform={tag}" for tag in COMPUTERS[platform].tags]
    command = [sys.executable, "-I", "-m", "pip", "download", "--retries=2", "--timeout=15"]
    command += ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", f"--requirement={asked}"]
    command += [f"--dest={wheels}", "--implementation=cp", f"--python-version={python}", *tags]
    python = python.rpartition(".")[0]
    packages = "package" if len(pins) == 1 else "packages"
    doing = f"fetching {len(pins)} {packages} for {platform} and Python {python}"
    try:
        with tempfile.TemporaryFile(dir=wheels.parent) as lock:
            door.run_step(doing, command, lock)
    except door.StepFailed as failed:
        raise MakingError(why_not_fetched(door, failed, platform, python)) from None
    except door.KitError as error:
        raise MakingError(str(error)) from None


def why_not_fetched(door: ModuleType, failed: Exception, platform: str, python: str) -> str:
    """One line for pip's many."""
    lacking = re.search(r"No matching distribution found for (\S+)", failed.output)
    if lacking and not door.kind_of_failure(failed.output):
        return f"there is no wheel of {lacking[1]} for {platform} and Python {python}"
    return door.advice(failed)


# ---------------------------------------------------------------- which files of the kit


class File(NamedTuple):
    """One file of the kit as it is packed."""

    name: str
    content: bytes
    mode: int
    changed: float


def files_of_the_kit(with_my_work: bool) -> list[File]:
    """Every file to pack, in the order of the paths.

    Nobody's own work is among them unless it is asked for: a changed lesson is packed as git has
    it. Raises ``MakingError`` where nobody has it any more.
    """
    try:
        mine, lessons = set(my_work()), set(shipped())
    except SavingError as error:
        raise MakingError(str(error)) from None
    names = set(known_to_git()) or set(all_but_leavings()) - mine
    if with_my_work:
        names |= {name for name in mine if LESSON.match(name)}
    tell_what_is_left_out(sorted(set(listed_by_git("--others", "--exclude-standard")) - names))
    changed = set() if with_my_work else lessons & mine
    kept = sorted(name for name in names | lessons if name in lessons or (KIT / name).is_file())
    return [as_packed(name, name in changed) for name in kept]


def known_to_git() -> list[str]:
    """The files that git has of this kit; none where there is no git, or the kit is not in it."""
    names = listed_by_git()
    return names if "kit.py" in names else []


def tell_what_is_left_out(names: list[str]) -> None:
    """A contributor's new module must not be missed first in the classroom."""
    if names:
        some = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
        print(f"not packed, since git does not know it: {some} ({len(names)} in all)", flush=True)


def listed_by_git(*options: str) -> list[str]:
    names = from_git("ls-files", "-z", *options).decode("utf-8", "surrogateescape")
    return [name for name in names.split("\0") if name]


def from_git(*arguments: str) -> bytes:
    """What git prints in the kit's folder, or nothing."""
    try:
        done = subprocess.run(["git", *arguments], cwd=KIT, capture_output=True, check=False)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def all_but_leavings() -> Iterator[str]:
    """In a copy without git: every file below what stands at the top of the kit."""
    yield from (top for top in TOP if (KIT / top).is_file())
    for place, folders, names in chain.from_iterable(os.walk(KIT / top) for top in TOP):
        folders[:] = [name for name in folders if not NEVER.match(name)]
        paths = [Path(place, name) for name in names if not NEVER.match(name)]
        yield from (path.relative_to(KIT).as_posix() for path in paths if not path.is_symlink())


def as_packed(name: str, is_own_work: bool) -> File:
    """A file as it stands here, or as the kit brought it if that is somebody's work or gone."""
    path = KIT / name
    if is_own_work or not path.is_file():
        return File(name, original(name), 0o644, 0)
    facts = path.stat()
    return File(name, path.read_bytes(), 0o755 if facts.st_mode & 0o100 else 0o644, facts.st_mtime)


def original(name: str) -> bytes:
    """A lesson as git has it. Raises ``MakingError`` where git has it not."""
    content = from_git("show", f":./{name}")
    if content:
        print(f"{name} is packed as git has it, without your changes", flush=True)
        return content
    if not (KIT / name).is_file():
        raise MakingError(f"{name} is missing: get the whole kit again")
    raise MakingError(
        f"{name} was changed, and git does not have it as it was: put the kit's own there, or "
        "pack yours with --with-my-work"
    )


# ---------------------------------------------------------------- writing the zip


def write_zip(target: Path, files: list[File], texts: dict[str, str], wheels: Path) -> None:
    """Write all into a new zip beside the target, then put it in place in one move.

    The list of what the wheels are for comes last: where it is, they are all there.
    """
    handle, made = tempfile.mkstemp(prefix=".chip-claims-", suffix=".new", dir=target.parent)
    new = Path(made)
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for file in files:
                put(archive, file.name, file.content, file.mode, file.changed)
            for wheel in sorted(wheels.iterdir()):
                put_wheel(archive, wheel)
            for name, text in texts.items():
                put(archive, name, text.encode())
        new.chmod(0o644)  # mkstemp makes a file for one pair of eyes
        os.replace(new, target)
    finally:
        new.unlink(missing_ok=True)


def put(
    archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644, changed: float = 0
) -> None:
    archive.writestr(entry(name, mode, changed), content, zipfile.ZIP_DEFLATED)


def put_wheel(archive: zipfile.ZipFile, wheel: Path) -> None:
    """A wheel is a zip already: it is copied as it is."""
    with wheel.open("rb") as source, archive.open(entry(f"wheels/{wheel.name}"), "w") as packed:
        shutil.copyfileobj(source, packed)


def entry(name: str, mode: int = 0o644, changed: float = 0) -> zipfile.ZipInfo:
    """The head of a file in the zip, the same on every system."""
    year_to_second = time.localtime(changed)[:6]
    known_to_zips = min(max(year_to_second, EARLIEST), LATEST)
    info = zipfile.ZipInfo(f"{FOLDER}/{name}", known_to_zips)
    info.create_system = 3  # POSIX, whose file modes these are
    info.external_attr = (0o100000 | mode) << 16
    return info


# ---------------------------------------------------------------- the whole pack


def pack(door: ModuleType, platform: str, choice: argparse.Namespace) -> Path:
    """Make the zip for one kind of computer. Raises ``MakingError`` and ``OSError``."""
    target = choice.to / zip_name(platform, choice.python, every_python(door))
    levels = ["lab", "test"] if choice.with_tests else ["lab"]
    contents = {"platform": platform, "pythons": choice.python, "levels": levels}
    texts = {
        START_HERE: start_here(platform, choice.python, choice.with_tests),
        "wheels/contents.json": json.dumps(contents, indent=1),
    }
    with tempfile.TemporaryDirectory(prefix=".packing-", dir=KIT) as place:
        folder = Path(place)
        files = files_of_the_kit(choice.with_my_work)
        locks = [door.LOCKED_UV, *(door.LOCKED[level] for level in levels)]
        fetch_all(door, all_pins(locks), platform, choice.python, folder / "wheels")
        door.say(f"writing {target.name}")
        write_zip(target, files, texts, folder / "wheels")
    return target


def all_pins(locks: list[str]) -> list[Pin]:
    """The pins of several files of the lock, each once."""
    read = (read_pins((KIT / name).read_text(encoding="utf-8")) for name in locks)
    return list(dict.fromkeys(chain.from_iterable(read)))


def zip_name(platform: str, pythons: list[str], every: list[str]) -> str:
    """Which Pythons it is for stands in the name only where it is not for all of them."""
    some = "" if pythons == every else f"-py{'-'.join(pythons)}"
    return f"{FOLDER}-{platform}{some}.zip"


def every_python(door: ModuleType) -> list[str]:
    """The Pythons that the kit is tested with, as kit.py says."""
    return [f"3.{minor}" for minor in range(door.OLDEST[1], door.NEWEST_TESTED[1] + 1)]


def start_here(platform: str, pythons: list[str], with_tests: bool) -> str:
    """What the first page in the zip says."""
    start = "py" if platform == "windows" else "python3"
    place = "a short path, such as C:\\chips" if platform == "windows" else "any folder"
    tests = f"    {start} kit.py test      runs every test\n" if with_tests else ""
    return f"""\
Chip Claims, for a class without a network
==========================================

Needed: {SYSTEMS[platform]}, with 1 GB of free disk space
        Python {" or ".join(pythons)}
No network is needed: all packages are in the folder wheels.

For the learner
    1. Unpack the whole zip into {place}.
    2. Open a terminal in the folder chip-claims and write

       {start} kit.py lab

    The first start takes about a minute, later ones a few seconds.

For the teacher
    Before the class, on one computer like those of the class, with its network switched off:

       {start} kit.py install

    says at once if something does not fit. A zip for other computers is made with a network:

       {start} kit.py pack --platform {" ".join(COMPUTERS)}

{tests}"""


# ---------------------------------------------------------------- the command line


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise MakingError(f"{message} (kit.py pack --help says more)")


def options(known: list[str]) -> OneLineParser:
    parser = OneLineParser(
        prog="kit.py pack",
        description="Make a zip of the kit and all its packages, for a class without a network.",
    )
    names = ", ".join(COMPUTERS)
    parser.add_argument(
        "--platform", nargs="+", metavar="NAME", help=f"of {names} (default: this one)"
    )
    parser.add_argument(
        "--python", nargs="+", metavar="3.N", help=f"of {', '.join(known)} (default: all)"
    )
    parser.add_argument("--to", type=Path, default=KIT, metavar="FOLDER", help="where the zip goes")
    parser.add_argument("--with-tests", action="store_true", help="and what `kit.py test` needs")
    parser.add_argument(
        "--with-my-work", action="store_true", help="and the lessons that you changed or wrote"
    )
    return parser


def chosen(arguments: list[str], door: ModuleType) -> argparse.Namespace:
    """The options, each checked before anything is fetched. Raises ``MakingError``."""
    known = every_python(door)
    choice = options(known).parse_args(arguments)
    asked = choice.platform or [door.this_computer()]
    choice.platform = checked(asked, list(COMPUTERS), "platform")
    choice.python = checked(choice.python or known, known, "Python")
    if not choice.to.is_dir():
        raise MakingError(f"there is no folder {choice.to}: make it first")
    return choice


def checked(asked: list[str], known: list[str], kind: str) -> list[str]:
    """What was asked for, in the order of what is known and each once."""
    for name in asked:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            guess = f", did you mean {close[0]}?" if close else ""
            raise MakingError(
                f"the kit cannot be packed for {kind} {name!r}{guess} (known: {', '.join(known)})"
            )
    return [name for name in known if name in asked]


def main(arguments: list[str]) -> int:
    """Return 0 when every zip is made; otherwise say why not in one line and return 1."""
    try:
        door = load_door()
        choice = chosen(arguments, door)
        for platform in choice.platform:
            made = pack(door, platform, choice)
            door.say(f"made {made.name} ({made.stat().st_size / 1e6:.0f} MB)")
        return 0
    except MakingError as error:
        problem = str(error)
    except OSError as error:
        problem = f"no zip was made: {error.strerror or error}"
    except KeyboardInterrupt:
        problem = "stopped; no zip was made"
    print(f"kit.py pack: {problem}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
