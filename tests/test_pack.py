"""A class without a network: what `kit.py pack` puts into the zip, and what `kit.py` does with it.

Only the tests marked `classroom` fetch packages; in the others pip and uv are played.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from test_kit import KIT, Stage, copy_kit, free_port, load, posix_only

from chipclaims import saving
from chipclaims.making import MakingError, pack

HERE = load(KIT).this_computer()
PYTHON = f"3.{sys.version_info.minor}"
LESSON = "notebooks/05_h20_versus_h100.ipynb"
# The deepest wheel's name, and what kit.py leaves to a folder's path on Windows.
LONGEST_NAME = 259 - load(KIT).LONGEST_WINDOWS_FOLDER

PIP_LACKS = "ERROR: No matching distribution found for numpy==2.4.6"
UV_LACKS = "  cause: No solution found when resolving dependencies:"


# ------------------------------------------------- the class: kit.py beside a folder of wheels


class Classroom(Stage):
    """A stage with a folder of wheels, which remembers what pip and uv were told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.told: list[list[str]] = []
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        self.holds()

    def play(self, doing: str, command: list[str], lock: object) -> None:
        self.told.append(command)
        super().play(doing, command, lock)

    def holds(self, **changes: object) -> None:
        """Say what the wheels are for."""
        usual = {"platform": HERE, "pythons": [PYTHON], "levels": ["lab"]}
        content = json.dumps({**usual, **changes})
        (self.wheels / "contents.json").write_text(content, encoding="utf-8")


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    return Classroom(tmp_path / "chip claims 芯片")


@pytest.fixture
def problem(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """The one line on stderr with which a command gives up."""

    def only_line() -> str:
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("kit.py")
        return line

    return only_line


def installing(classroom: Classroom) -> list[list[str]]:
    commands = [command for command in classroom.told if "install" in command]
    assert len(commands) >= 3
    return commands


@pytest.mark.parametrize("uv_works", [True, False], ids=["uv", "pip"])
def test_beside_wheels_every_installer_is_told_to_ask_no_index(
    classroom: Classroom, capsys: Any, uv_works: bool
) -> None:
    classroom.fails = {} if uv_works else {"fetching .*": PIP_LACKS}
    assert classroom.run("install") == 0
    for command in installing(classroom):
        place = command.index("--no-index")
        assert command[place + 1 : place + 3] == ["--find-links", str(classroom.wheels)]
    assert "no network is needed" in capsys.readouterr().out


def test_the_hashes_of_the_lock_still_count_beside_wheels(classroom: Classroom) -> None:
    assert classroom.run("install") == 0
    locks = [command for command in installing(classroom) if "-r" in command]
    assert [command for command in locks if "--require-hashes" not in command] == []


def test_without_wheels_the_index_is_asked_as_ever(classroom: Classroom) -> None:
    shutil.rmtree(classroom.wheels)
    assert classroom.run("install") == 0
    assert [command for command in installing(classroom) if "--no-index" in command] == []


def test_settings_that_name_more_places_to_look_are_not_read_beside_wheels(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "a file of the school")
    classroom.kit.VENV.mkdir()
    real = load(classroom.folder)
    show = "import os; print(os.environ['PIP_CONFIG_FILE'], os.environ.get('UV_NO_CONFIG'))"
    with (classroom.folder / "lock").open("wb") as lock:
        real.run_step("asking", [sys.executable, "-c", show, "--no-index"], lock)
        real.run_step("asking", [sys.executable, "-c", show], lock)
    said = real.LOG.read_text(encoding="utf-8").splitlines()
    assert said == [f"{os.devnull} 1", "a file of the school None"]


@pytest.mark.parametrize(
    ("holds", "told"),
    [
        ({"platform": "amiga"}, rf"packed for amiga, .* {HERE}: take the zip for {HERE}\."),
        ({"pythons": ["3.98", "3.99"]}, rf"Python 3\.98 or 3\.99, and this is {PYTHON}: .*3\.99 "),
        ({"pythons": []}, "is not complete: unpack the zip again"),
        ({"levels": []}, "is not complete: unpack the zip again"),
    ],
)
def test_wheels_for_something_else_are_told_in_one_line_before_anything_is_made(
    classroom: Classroom, problem: Any, holds: dict[str, Any], told: str
) -> None:
    classroom.holds(**holds)
    assert classroom.run("lab") == 1
    line = problem()
    assert re.search(told, line)
    assert "With a network" in line
    assert classroom.steps == []
    assert not classroom.kit.VENV.exists()


def test_a_zip_half_unpacked_is_told_in_one_line(classroom: Classroom, problem: Any) -> None:
    (classroom.wheels / "contents.json").unlink()
    assert classroom.run("lab") == 1
    assert "is not complete: unpack the zip again" in problem()


def test_a_computer_that_no_zip_is_made_for_is_not_sent_to_look_for_one(
    classroom: Classroom, problem: Any
) -> None:
    classroom.kit.this_computer = lambda: "win32"
    assert classroom.run("lab") == 1
    assert "no zip can be made for that" in problem()


def test_the_tests_are_refused_beside_wheels_for_the_lessons(
    classroom: Classroom, problem: Any
) -> None:
    assert classroom.run("lab") == 0
    assert classroom.run("test") == 1
    assert "pack --with-tests" in problem()
    assert classroom.run("lab") == 0
    classroom.holds(levels=["lab", "test"])
    assert classroom.run("test") == 0


@pytest.mark.parametrize("output", [PIP_LACKS, UV_LACKS])
def test_a_wheel_that_is_gone_is_told_in_one_line(
    classroom: Classroom, problem: Any, output: str
) -> None:
    classroom.fails = {r"installing .*": output}
    assert classroom.run("lab") == 1
    assert "lacks a package" in problem()


def test_an_environment_made_from_wheels_needs_them_no_more(classroom: Classroom) -> None:
    assert classroom.run("install") == 0
    shutil.rmtree(classroom.wheels)
    assert classroom.run("lab") == 0
    assert classroom.steps == []


@pytest.mark.parametrize(
    ("kind", "machine", "name"),
    [
        ("linux-x86_64", "x86_64", "linux"),
        ("linux-aarch64", "aarch64", "linux-arm"),
        ("macosx-10.13-universal2", "arm64", "macos"),
        ("macosx-14.0-arm64", "arm64", "macos"),
        ("macosx-10.13-universal2", "x86_64", "macosx-x86_64"),
        ("win-amd64", "AMD64", "windows"),
        ("win32", "AMD64", "win32"),
        ("linux-riscv64", "riscv64", "linux-riscv64"),
    ],
)
def test_a_computer_is_known_by_what_its_python_is_made_for(
    monkeypatch: pytest.MonkeyPatch, kind: str, machine: str, name: str
) -> None:
    kit = load(KIT)
    monkeypatch.setattr(kit.sysconfig, "get_platform", lambda: kind)
    monkeypatch.setattr(kit.platform, "machine", lambda: machine)
    assert kit.this_computer() == name


def test_packer_and_kit_know_the_same_computers() -> None:
    assert list(pack.COMPUTERS) == list(pack.SYSTEMS) == list(load(KIT).COMPUTERS)


def test_pack_needs_no_more_than_the_lessons_and_starts_where_the_user_is(
    tmp_path: Path, capsys: Any
) -> None:
    stage = Stage(tmp_path / "kit")
    assert stage.run("pack", "--to", "usb") == 0
    assert stage.opened == ["-P", "-m", "chipclaims.making.pack", "--to", "usb"]
    assert json.loads(stage.kit.STAMP.read_text())["level"] == "lab"
    capsys.readouterr()
    stage.run("--help")
    assert "kit.py pack " in capsys.readouterr().out


# ------------------------------------------------- which packages


def lock_pins() -> list[pack.Pin]:
    return pack.read_pins((KIT / "requirements.txt").read_text(encoding="utf-8"))


def needed(platform: str, python: str) -> set[str]:
    found = pack.rounds(lock_pins(), pack.COMPUTERS[platform], python)
    return {pin.requirement.partition("==")[0] for _, pins in found for pin in pins}


def test_a_lock_is_read_with_every_hash_and_marker() -> None:
    lock = (KIT / "requirements.txt").read_text(encoding="utf-8")
    pins = lock_pins()
    assert len(pins) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE))
    assert sum(len(pin.hashes) for pin in pins) == lock.count("--hash=sha256:")
    assert len([pin for pin in pins if pin.marker]) == len(re.findall("== ?.* ; ", lock))
    assert [pin for pin in pins if not pin.hashes or not re.search(r"\S==\S", pin.line)] == []
    assert [pin.line for pin in pins if ";" in pin.line or "\\" in pin.line] == []


def test_markers_are_asked_of_the_other_computer_and_not_of_this_one() -> None:
    assert {"pywinpty", "colorama"} <= needed("windows", "3.12")
    assert not {"pexpect", "appnope"} & needed("windows", "3.12")
    assert {"appnope", "pexpect"} <= needed("macos", "3.12")
    assert not {"appnope", "pywinpty"} & needed("linux-arm", "3.12")
    assert "overrides" in needed("linux", "3.11")
    assert "overrides" not in needed("linux", "3.12")


LOCK = """\
early==1 ; python_full_version < '3.11.5' \\
    --hash=sha256:aa
early==2 ; python_full_version >= '3.11.5' \\
    --hash=sha256:bb
plain==1.0 \\
    --hash=sha256:cc \\
    --hash=sha256:dd
"""


def test_a_version_for_later_patches_of_a_python_is_asked_for_apart() -> None:
    def asked(python: str) -> list[tuple[str, list[str]]]:
        found = pack.rounds(pack.read_pins(LOCK), pack.COMPUTERS["linux"], python)
        return [(exact, [pin.requirement for pin in pins]) for exact, pins in found]

    assert asked("3.11") == [("3.11.0", ["early==1", "plain==1.0"]), ("3.11.99", ["early==2"])]
    assert asked("3.12") == [("3.12.0", ["early==2", "plain==1.0"]), ("3.12.99", [])]


@pytest.mark.parametrize("platform", pack.COMPUTERS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_no_package_is_asked_for_twice_at_once(platform: str, python: str) -> None:
    for _, pins in pack.rounds(lock_pins(), pack.COMPUTERS[platform], python):
        names = [pin.requirement.partition("==")[0] for pin in pins]
        assert len(names) == len(set(names))


def test_every_package_of_the_lock_is_for_some_computer_that_can_be_packed_for() -> None:
    pythons = pack.every_python(load(KIT))
    pairs = [(name, python) for name in pack.COMPUTERS for python in pythons]
    some = set().union(*(needed(name, python) for name, python in pairs))
    assert some == {pin.requirement.partition("==")[0] for pin in lock_pins()}


# ------------------------------------------------- fetching


class Door:
    """kit.py whose pip is played: it makes the wheels that it is asked for."""

    def __init__(self, kit: ModuleType) -> None:
        self.kit = kit
        self.commands: list[list[str]] = []
        self.asked: list[list[str]] = []
        self.fails = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.kit, name)

    def run_step(self, doing: str, command: list[str], lock: Any) -> None:
        lock.fileno()
        if self.fails:
            raise self.kit.StepFailed(doing, self.fails)
        options = dict(option.split("=", 1) for option in command if "=" in option)
        lines = Path(options["--requirement"]).read_text().splitlines()
        self.commands.append(command)
        self.asked.append([line.split()[0] for line in lines])
        for requirement in self.asked[-1]:
            name, version = requirement.split("==")
            tag = "py3-none-any" if name == "plain" else options["--python-version"]
            tag = tag if name == "plain" else f"cp{''.join(tag.split('.')[:2])}-none-win_amd64"
            Path(options["--dest"], f"{name}-{version}-{tag}.whl").write_text(requirement)


@pytest.fixture
def door() -> Door:
    return Door(load(KIT))


def test_pip_is_asked_for_ready_made_wheels_of_the_other_computer(
    door: Door, tmp_path: Path
) -> None:
    pack.fetch_all(door, pack.read_pins(LOCK), "windows", ["3.11"], tmp_path / "wheels")
    first = door.commands[0]
    wanted = {"--platform=win_amd64", "--python-version=3.11.0", "--implementation=cp"}
    wanted |= {"--no-deps", "--only-binary=:all:", "--require-hashes", "download"}
    assert wanted <= set(first)
    assert "--python-version=3.11.99" in door.commands[1]


def test_a_wheel_that_suits_every_python_is_fetched_once(door: Door, tmp_path: Path) -> None:
    pack.fetch_all(door, pack.read_pins(LOCK), "windows", ["3.11", "3.12"], tmp_path / "wheels")
    assert door.asked == [["early==1", "plain==1.0"], ["early==2"], ["early==2"]]


def test_old_systems_are_thought_of_first_and_none_newer_than_glibc_2_28() -> None:
    for name in ("linux", "linux-arm"):
        tags = [tag for tag in pack.COMPUTERS[name].tags if tag.startswith("manylinux_")]
        minors = [int(tag.split("_")[2]) for tag in tags]
        assert minors == sorted(minors)
        assert minors[-1] == 28


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (PIP_LACKS, "there is no wheel of numpy==2.4.6 for windows and Python 3.11"),
        ("ConnectionError: Connection refused\n" + PIP_LACKS, "no network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "was refused"),
    ],
)
def test_what_pip_cannot_fetch_is_told_in_one_line(
    door: Door, tmp_path: Path, output: str, told: str
) -> None:
    door.fails = output
    with pytest.raises(MakingError, match=re.escape(told)) as caught:
        pack.fetch_all(door, pack.read_pins(LOCK), "windows", ["3.11"], tmp_path / "wheels")
    assert "\n" not in str(caught.value)


# ------------------------------------------------- which files


def notebook(source: str) -> bytes:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))


class SmallKit:
    """A kit with one lesson and one exercise, used by somebody, in git or not."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = copy_kit(folder)
        self.lesson = "notebooks/00_start_here.ipynb"
        self.exercise = "exercises/03.ipynb"
        self.put(self.lesson, notebook("1"))
        self.put(self.exercise, notebook("answer = ..."))
        kept = (self.lesson, self.exercise)
        rows = [f"{name}\t{saving.fingerprint(folder / name)}\n" for name in kept]
        table = folder / "chipclaims" / "shipped.tsv"
        table.write_text("".join(rows), encoding="utf-8")
        monkeypatch.setattr(pack, "KIT", folder)
        monkeypatch.setattr(saving, "find_kit_folder", lambda: folder)
        monkeypatch.setattr(saving, "TABLE", table)
        self.brought = self.packed()

    def put(self, name: str, content: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def keep_in_git(self) -> None:
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "The kit"]):
            subprocess.run(["git", *command], cwd=self.folder, check=True)

    def use(self) -> None:
        """Leave behind what use leaves behind, and some things that are nobody's business."""
        self.put("notebooks/mine.ipynb", notebook("2"))
        self.put("exercises/my_progress.json", "{}")
        self.put("notebooks/my_reports/report.html", "<p>")
        self.put("my_reports/report.html", "<p>")
        self.put("notebooks/my_chip_claims.zip", "a zip")
        self.put("chip-claims-linux.zip", "a zip")
        self.put("wheels/six-1.0-py3-none-any.whl", "a wheel")
        self.put("START_HERE.txt", "read me")
        self.put("grades.csv", "Ada,A")
        self.put(".venv/bin/python", "")
        self.put("chipclaims/__pycache__/a.pyc", "")
        self.put("notebooks/.ipynb_checkpoints/a.ipynb", "")
        self.put("tests/artefacts/picture.png", "")

    def packed(self, with_my_work: bool = False) -> dict[str, bytes]:
        return {file.name: file.content for file in pack.files_of_the_kit(with_my_work)}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallKit:
    return SmallKit(tmp_path / "kit", monkeypatch)


@pytest.fixture(params=["git", "no git"])
def used(small: SmallKit, request: pytest.FixtureRequest) -> SmallKit:
    if request.param == "git":
        small.keep_in_git()
    small.use()
    return small


def test_the_kit_is_packed_whole(small: SmallKit) -> None:
    names = {"kit.py", "pyproject.toml", "chipclaims/__init__.py", "chipclaims/shipped.tsv"}
    names |= {"requirements.txt", "requirements-test.txt", "requirements-uv.txt"}
    assert set(small.brought) == names | {small.lesson, small.exercise}
    assert small.brought["kit.py"] == (KIT / "kit.py").read_bytes()


def test_nobodys_own_work_reports_or_leavings_are_packed(used: SmallKit) -> None:
    assert used.packed() == used.brought
    assert list(used.packed()) == sorted(used.packed())


def test_own_lessons_are_packed_when_asked_for_but_no_reports_and_no_progress(
    used: SmallKit,
) -> None:
    used.put(used.exercise, notebook("answer = 42"))
    packed = used.packed(with_my_work=True)
    assert set(packed) - set(used.brought) == {"notebooks/mine.ipynb"}
    assert b"answer = 42" in packed[used.exercise]


def test_a_changed_or_lost_lesson_is_packed_as_git_has_it(small: SmallKit, capsys: Any) -> None:
    small.keep_in_git()
    small.put(small.exercise, notebook("answer = 42"))
    (small.folder / small.lesson).unlink()
    assert small.packed() == small.brought
    assert f"{small.exercise} is packed as git has it" in capsys.readouterr().out


def test_a_changed_or_lost_lesson_stops_the_pack_where_nobody_has_it_any_more(
    small: SmallKit,
) -> None:
    small.put(small.exercise, notebook("answer = 42"))
    with pytest.raises(MakingError, match=r"exercises/03\.ipynb was changed.*--with-my-work"):
        small.packed()
    (small.folder / small.exercise).unlink()
    with pytest.raises(MakingError, match=r"exercises/03\.ipynb is missing"):
        small.packed()


def test_a_contributor_hears_of_a_new_module_that_git_does_not_know(
    small: SmallKit, capsys: Any
) -> None:
    small.keep_in_git()
    small.put("chipclaims/new.py", "")
    small.packed()
    assert "does not know it: chipclaims/new.py (1 in all)" in capsys.readouterr().out


def test_a_kit_inside_somebody_elses_repository_is_packed_as_if_without_git(
    small: SmallKit,
) -> None:
    outer = small.folder.parent
    (outer / "diary.txt").write_text("dear diary")
    for command in (["init", "-q"], ["add", "diary.txt"]):
        subprocess.run(["git", *command], cwd=outer, check=True)
    assert small.packed() == small.brought


@pytest.mark.skipif(not (KIT / ".git").exists(), reason="a copy without git")
def test_a_copy_without_git_is_packed_whole() -> None:
    tops = {name.split("/")[0] for name in pack.listed_by_git()}
    assert tops <= set(pack.TOP)


# ------------------------------------------------- the zip


CHOICE = {"python": ["3.11", "3.12"], "with_tests": False, "with_my_work": False}


def packed_by(door: Door, folder: Path, platform: str = "windows") -> Path:
    return pack.pack(door, platform, argparse.Namespace(to=folder, **CHOICE))


@pytest.fixture
def usb(tmp_path: Path, small: SmallKit, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to pack to, and a lock of three packages."""
    monkeypatch.setattr(pack, "all_pins", lambda locks: pack.read_pins(LOCK))
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def test_one_folder_holds_the_kit_its_wheels_and_at_the_end_their_list(
    door: Door, usb: Path, small: SmallKit
) -> None:
    zip_file = packed_by(door, usb)
    assert zip_file.name == "chip-claims-windows-py3.11-3.12.zip"
    with zipfile.ZipFile(zip_file) as archive:
        names = archive.namelist()
        listed = json.loads(archive.read(names[-1]))
        assert archive.testzip() is None
        assert archive.read("chip-claims/wheels/plain-1.0-py3-none-any.whl") == b"plain==1.0"
    assert {name.split("/")[0] for name in names} == {"chip-claims"}
    assert len([name for name in names if name.endswith(".whl")]) == 4
    assert {f"chip-claims/{name}" for name in small.brought} <= set(names)
    assert names[-1] == "chip-claims/wheels/contents.json"
    assert listed == {"platform": "windows", "pythons": ["3.11", "3.12"], "levels": ["lab"]}


def test_a_zip_for_every_python_has_the_shortest_name(door: Door) -> None:
    every = pack.every_python(load(KIT))
    assert every == ["3.11", "3.12", "3.13"]
    assert pack.zip_name("linux-arm", every, every) == "chip-claims-linux-arm.zip"


def test_the_same_kit_makes_the_same_zip(door: Door, usb: Path) -> None:
    first = packed_by(door, usb).read_bytes()
    assert packed_by(door, usb).read_bytes() == first


@pytest.mark.parametrize("seconds", [-86400.0, 0.0, 1e11])
def test_files_older_or_newer_than_a_zip_can_say_are_packed(seconds: float, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    files = [pack.File("kit.py", b"", 0o755, seconds)]
    pack.write_zip(tmp_path / "a.zip", files, {}, tmp_path / "wheels")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        (info,) = archive.infolist()
    assert 1980 <= info.date_time[0] <= 2107


@posix_only
def test_file_modes_come_along(door: Door, usb: Path, small: SmallKit) -> None:
    (small.folder / "kit.py").chmod(0o700)
    with zipfile.ZipFile(packed_by(door, usb)) as archive:
        modes = {info.filename[12:]: info.external_attr >> 16 for info in archive.infolist()}
    assert modes.pop("kit.py") == 0o100755
    assert set(modes.values()) == {0o100644}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), None])
def test_an_interrupted_pack_keeps_the_older_zip_and_leaves_nothing_behind(
    usb: Path, small: SmallKit, door: Door, monkeypatch: Any, problem: Any, error: OSError | None
) -> None:
    older = usb / f"chip-claims-{HERE}.zip"
    older.write_text("the older zip")

    def stop(*_: object) -> None:
        raise error or KeyboardInterrupt

    monkeypatch.setattr(pack, "load_door", lambda: door)
    monkeypatch.setattr(pack.shutil, "copyfileobj", stop)
    before = sorted(small.folder.rglob("*"))
    assert pack.main(["--platform", HERE, "--to", str(usb)]) == 1
    line = problem()
    assert "no zip was made" in line
    assert (("No space left" in line), ("stopped" in line)) == (error is not None, error is None)
    assert [*usb.iterdir()] == [older]
    assert older.read_text() == "the older zip"
    assert sorted(small.folder.rglob("*")) == before


@posix_only
def test_ctrl_c_while_pip_works_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chipclaims.making.pack", "--to", str(tmp_path)]
    command += ["--with-my-work"]  # whatever somebody is changing in this copy of the kit
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    dead = {**os.environ, **nowhere(tmp_path / "cache")}
    before = {*KIT.glob(".packing-*")}
    with subprocess.Popen(command, start_new_session=True, env=dead, **pipes) as process:
        for line in process.stdout:
            if "fetching" in line:
                os.killpg(process.pid, signal.SIGINT)
                break
        _, said = process.communicate(timeout=60)
    assert said.splitlines() == ["kit.py pack: stopped; no zip was made"]
    assert process.returncode == 1
    assert [path for path in tmp_path.iterdir() if path.suffix in (".zip", ".new")] == []
    assert {*KIT.glob(".packing-*")} == before


@pytest.mark.parametrize("platform", pack.COMPUTERS)
def test_the_first_page_says_commands_that_exist(platform: str) -> None:
    text = pack.start_here(platform, ["3.11", "3.12"], with_tests=True)
    said = re.findall(r"(py|python3) kit\.py (\w+)", text)
    assert {start for start, _ in said} == {"py" if platform == "windows" else "python3"}
    assert [word for _, word in said] == ["lab", "install", "pack", "test"]
    assert {word for _, word in said} <= set(load(KIT).COMMANDS)
    assert "3.11 or 3.12" in text
    assert max(map(len, text.splitlines())) <= 100
    assert "kit.py test" not in pack.start_here(platform, ["3.11"], with_tests=False)


# ------------------------------------------------- the command line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--platform", "windoes"], "'windoes', did you mean windows?"),
        (["--platform", "amiga"], "known: linux, linux-arm, macos, windows"),
        (["--python", "3.9"], "known: 3.11, 3.12, 3.13"),
        (["--platform"], "expected at least one argument"),
        (["--nope"], "unrecognized arguments: --nope"),
        (["--to", "no/such/folder"], "no folder"),
    ],
)
def test_what_cannot_be_packed_is_told_in_one_line(
    problem: Any, arguments: list[str], told: str
) -> None:
    assert pack.main(arguments) == 1
    assert told in problem()


def test_computers_and_pythons_are_taken_once_each_in_the_order_of_the_kit(door: Door) -> None:
    asked = ["--platform", "windows", "linux", "windows", "--python", "3.13", "3.11"]
    choice = pack.chosen(asked, door)
    assert (choice.platform, choice.python) == (["linux", "windows"], ["3.11", "3.13"])
    assert pack.chosen([], door).platform == [HERE]


# ------------------------------------------------- a real class (fetches packages)


def nowhere(cache: Path) -> dict[str, str]:
    """Variables with which every index, proxy and cache that pip and uv could use is dead."""
    dead = f"http://127.0.0.1:{free_port()}"
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    proxies = dict.fromkeys((*names, *map(str.lower, names)), dead)
    indexes = {"PIP_INDEX_URL": f"{dead}/simple", "UV_DEFAULT_INDEX": f"{dead}/simple"}
    alone = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    alone |= {"UV_CACHE_DIR": str(cache), "NO_PROXY": "", "no_proxy": ""}
    return {**proxies, **indexes, **alone}


@pytest.mark.classroom
def test_a_packed_kit_installs_and_runs_a_lesson_where_no_index_can_be_reached(
    tmp_path: Path,
) -> None:
    """pip and uv would find no package anywhere else, and a kernel that tries the network fails."""

    def run(*command: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        options = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 500}
        return subprocess.run([*map(str, command)], **options, **settings, check=False)

    # With the changes that somebody is making in this copy of the kit.
    options = ["--to", tmp_path, "--python", PYTHON, "--with-my-work"]
    made = run(sys.executable, "-m", "chipclaims.making.pack", *options)
    assert made.returncode == 0, made.stderr
    zip_file = tmp_path / f"chip-claims-{HERE}-py{PYTHON}.zip"
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(tmp_path / "a class 教室")
        longest = max(len(name.partition("/")[2]) for name in archive.namelist())
    assert longest < LONGEST_NAME
    print(made.stdout.splitlines()[-1])

    kit = tmp_path / "a class 教室" / "chip-claims"
    offline = {**os.environ, **nowhere(tmp_path / "cache"), "JUPYTER_PREFER_ENV_PATH": "1"}
    base = load(KIT).base_python()
    installed = run(base, kit / "kit.py", "install", env=offline)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "trying again" not in installed.stdout
    assert "uv does not work here" not in installed.stdout
    print(installed.stdout.splitlines()[-1])

    python = load(kit).venv_python()
    offline["PYTHONPATH"] = str(KIT / "tests" / "offline")
    into = ["--to", "notebook", "--execute", "--output-dir", tmp_path, kit / LESSON]
    ran = run(python, "-m", "nbconvert", *into, cwd=kit, env=offline)
    assert ran.returncode == 0, ran.stderr
    lesson = nbformat.read(tmp_path / Path(LESSON).name, as_version=4)
    code = [cell for cell in lesson.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    where = run(python, "-c", "import chipclaims; print(chipclaims.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(kit)


@pytest.mark.classroom
@pytest.mark.parametrize(
    ("platform", "triple"),
    [
        ("linux", "x86_64-manylinux_2_28"),
        ("linux-arm", "aarch64-manylinux_2_28"),
        ("macos", "aarch64-apple-darwin"),
        ("windows", "x86_64-pc-windows-msvc"),
    ],
)
@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_the_lock_has_a_wheel_of_every_package_for_every_computer(
    platform: str, triple: str, python: str, tmp_path: Path
) -> None:
    from uv import find_uv_bin

    command = [find_uv_bin(), "pip", "compile", "-q", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-header", "--no-annotate", "--python-platform", triple]
    command += ["--python-version", python, "requirements.txt", "requirements-uv.txt"]
    done = subprocess.run(command, cwd=KIT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = {line.partition("==")[0] for line in done.stdout.splitlines() if line[:1].isalnum()}
    assert found == needed(platform, python) | {"uv"}
