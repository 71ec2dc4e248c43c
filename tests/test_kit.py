"""kit.py: what it does with good and bad circumstances, without a network; installs are slow tests.

Most tests load a copy of kit.py whose installing programs are played by `Stage`.
"""

from __future__ import annotations

import ast
import contextlib
import errno
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

KIT = Path(__file__).parents[1]
SOURCE = (KIT / "kit.py").read_text(encoding="utf-8")
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-uv.txt")
UV_STEP = r"installing \d+ packages"
posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and locks of POSIX")


class Stage:
    """A copy of the kit in a folder of its own, in which nothing is really installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_kit(folder)
        self.kit = load(folder)
        self.kit.run_step = self.play
        self.kit.hand_over = self.take_over
        self.steps: list[str] = []
        self.fails: dict[str, str] = {}
        self.opened: list[str] = []

    def play(self, doing: str, command: list[str], lock: object) -> None:
        """In place of a program of the install: succeed, or fail with what it would print."""
        self.steps.append(doing)
        for pattern, output in self.fails.items():
            if re.fullmatch(pattern, doing):
                raise self.kit.StepFailed(doing, output)
        if doing.startswith("making .venv"):
            bare = [sys.executable, "-m", "venv", "--without-pip", str(self.kit.VENV)]
            subprocess.run(bare, check=True)
        if doing.startswith("installing"):
            (self.kit.inside("purelib") / "pandas").mkdir(exist_ok=True)

    def take_over(self, arguments: list[str], folder: Path) -> int:
        self.opened = arguments
        return 0

    def run(self, *arguments: str) -> int:
        self.steps.clear()
        return self.kit.main(list(arguments))


def copy_kit(folder: Path) -> Path:
    """What an install needs, and a first lesson."""
    (folder / "chipclaims").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    for name in ("kit.py", "pyproject.toml", "chipclaims/__init__.py", *LOCKS):
        shutil.copy(KIT / name, folder / name)
    lesson = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "00_start_here.ipynb").write_text(json.dumps(lesson))
    return folder


def load(folder: Path) -> ModuleType:
    """The kit.py of a folder as a module of its own."""
    spec = importlib.util.spec_from_file_location("kit_on_stage", folder / "kit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "chip claims 芯片")


@pytest.fixture
def installed(stage: Stage, capsys: pytest.CaptureFixture[str]) -> Stage:
    """A stage on which `install` has been run."""
    assert stage.run("install") == 0
    stage.steps.clear()
    capsys.readouterr()
    return stage


@pytest.fixture
def problem(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """The one line that kit.py says on stderr when it gives up."""

    def only_line() -> str:
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("kit.py: ")
        return line

    return only_line


def run_kit(folder: Path, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "kit.py"), *arguments]
    options = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 300}
    return subprocess.run(command, **{**options, **settings}, check=False)


# ------------------------------------------------- Pythons


def test_an_old_python_is_told_which_one_it_needs() -> None:
    kit = load(KIT)
    assert kit.python_too_old((3, 11, 0, "final", 0)) == ""
    for old in ((3, 10, 13, "final", 0), (3, 6, 15, "final", 0), (2, 7, 18, "final", 0)):
        line = kit.python_too_old(old)
        assert "3.11 or newer" in line
        assert ".".join(map(str, old[:3])) in line
        assert "\n" not in line


def test_an_old_python_can_read_the_file_as_far_as_the_line_that_turns_it_away() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 7))
    (stop,) = [node for node in tree.body if "sys.exit(python_too_old" in ast.unparse(node)]
    for node in ast.walk(ast.Module(tree.body[: tree.body.index(stop)], [])):
        # An old Python evaluates hints at once, and knows no list[str].
        assert not isinstance(node, ast.AnnAssign)
        assert not (
            isinstance(node, ast.FunctionDef) and (node.returns or node.args.args[0].annotation)
        )


def old_pythons() -> list[str]:
    """Pythons too old for the kit, on the path or among pyenv's."""
    names = [f"python3.{minor}" for minor in range(6, 11)]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [str(path) for name in names for path in versions.glob(f"3.*/bin/{name}")]
    return found or [path for name in names if (path := shutil.which(name))]


@pytest.mark.skipif(not old_pythons(), reason="no Python older than 3.11 on this machine")
def test_real_old_pythons_give_one_line_and_no_traceback() -> None:
    for python in old_pythons():
        command = [python, str(KIT / "kit.py"), "lab"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 1
        assert "needs Python 3.11 or newer" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_newer_python_than_tested_is_warned_and_served(
    installed: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.kit.NEWEST_TESTED = (3, 10)
    assert installed.run("lab") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "newer than the kit was tested with" in line
    assert installed.opened


def test_only_the_standard_library_is_imported() -> None:
    imports = [n for n in ast.walk(ast.parse(SOURCE)) if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names if isinstance(node, ast.Import)}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


# ------------------------------------------------- the command line


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command_and_installs_nothing(arguments: tuple[str, ...]) -> None:
    done = run_kit(KIT, *arguments)
    assert done.returncode == 0
    assert done.stderr == ""
    assert [
        word for word in ("lab", "test", "install", "build") if f"kit.py {word} " not in done.stdout
    ] == []


def test_an_unknown_command_gets_a_guess_and_exit_code_2(tmp_path: Path) -> None:
    copy_kit(tmp_path / "kit")
    done = run_kit(tmp_path / "kit", "labb")
    assert done.returncode == 2
    assert "no command 'labb', did you mean lab?" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "kit" / ".venv").exists()


def test_install_refuses_arguments_that_it_would_ignore(stage: Stage, problem: Any) -> None:
    assert stage.run("install", "pandas") == 1
    assert "no further arguments" in problem()


def test_further_arguments_reach_the_programs_unchanged(stage: Stage) -> None:
    assert stage.run("lab", "--port=9999", "--ip=0.0.0.0") == 0
    assert stage.opened == ["-P", "-m", "jupyterlab", "--port=9999", "--ip=0.0.0.0"]
    assert stage.run("test", "-m", "slow", "-k", "a or b") == 0
    assert stage.opened == ["-m", "pytest", "-m", "slow", "-k", "a or b"]
    assert stage.run("build", "lock") == 0
    assert stage.opened == ["-m", "chipclaims.making", "lock"]


def test_a_kit_without_its_first_lesson_is_called_incomplete(stage: Stage, problem: Any) -> None:
    (stage.folder / "notebooks" / "00_start_here.ipynb").unlink()
    assert stage.run("lab") == 1
    assert "notebooks/00_start_here.ipynb is missing" in problem()
    assert stage.steps == []


def test_a_kit_without_its_lock_is_called_incomplete(stage: Stage, problem: Any) -> None:
    (stage.folder / "requirements-test.txt").unlink()
    assert stage.run("install") == 0
    assert stage.run("test") == 1
    assert "requirements-test.txt is missing" in problem()


# ------------------------------------------------- when it installs, and when not


def test_a_first_start_installs_and_says_so(stage: Stage, capsys: Any) -> None:
    assert stage.run("install") == 0
    assert "first start" in capsys.readouterr().out
    assert [step.split()[0] for step in stage.steps] == [
        "making",
        "fetching",
        "installing",
        "installing",
    ]


def test_a_second_start_installs_nothing(installed: Stage) -> None:
    assert installed.run("install") == 0
    assert installed.run("lab") == 0
    assert installed.steps == []


def test_the_tests_add_their_packages_once_and_the_lessons_need_no_more(installed: Stage) -> None:
    assert installed.run("test") == 0
    assert not any(step.startswith("making") for step in installed.steps)
    assert any(step.startswith("installing") for step in installed.steps)
    for command in ("test", "lab", "build"):
        assert installed.run(command) == 0
        assert installed.steps == []


def test_a_changed_lock_is_brought_up_to_date_in_place(installed: Stage, capsys: Any) -> None:
    with (installed.folder / "requirements.txt").open("a") as lock:
        lock.write("\n")
    assert installed.run("install") == 0
    assert "requirements.txt has changed" in capsys.readouterr().out
    assert installed.steps
    assert not any(step.startswith("making") for step in installed.steps)
    assert installed.run("install") == 0
    assert installed.steps == []


def test_a_mending_that_fails_leaves_no_stamp_behind(installed: Stage) -> None:
    with (installed.folder / "requirements.txt").open("a") as lock:
        lock.write("\n")
    installed.fails = {UV_STEP: UV_FULL}
    assert installed.run("install") == 1
    assert "did not finish" in installed.kit.why_stale("lab").why


def interrupt(stage: Stage) -> None:
    stage.kit.STAMP.unlink()


def half_write_the_stamp(stage: Stage) -> None:
    stage.kit.STAMP.write_text('{"folder": ', encoding="utf-8")


def lose_a_package(stage: Stage) -> None:
    shutil.rmtree(stage.kit.inside("purelib") / "pandas")


def lose_settings(stage: Stage) -> None:
    shutil.rmtree(stage.kit.VENV / "share" / "jupyter" / "lab" / "settings")


def lose_python(stage: Stage) -> None:
    stage.kit.venv_python().unlink()


def lose_the_base(stage: Stage) -> None:
    stage.kit.venv_python().unlink()
    stage.kit.venv_python().symlink_to("python-that-was-upgraded-away")


def change_python(stage: Stage) -> None:
    change_stamp(stage, python="3.99")


def belong_elsewhere(stage: Stage) -> None:
    change_stamp(stage, folder=str(stage.folder.parent / "where it was made"))


def change_stamp(stage: Stage, **changes: str) -> None:
    stamp = json.loads(stage.kit.STAMP.read_text(encoding="utf-8"))
    stage.kit.STAMP.write_text(json.dumps({**stamp, **changes}), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (interrupt, "did not finish"),
        (half_write_the_stamp, "did not finish"),
        (lose_a_package, "pandas is gone"),
        (lose_settings, "settings is gone"),
        (lose_python, "not this one"),
        pytest.param(lose_the_base, "not this one", marks=posix_only),
        (change_python, "Python 3.99 that is not this one"),
        (belong_elsewhere, "moved or copied"),
    ],
)
def test_a_harmed_environment_is_made_again_with_the_reason_said(
    installed: Stage, capsys: Any, harm: Callable[[Stage], None], told: str
) -> None:
    leftover = installed.kit.inside("purelib") / "half-installed"
    leftover.mkdir()
    harm(installed)
    assert installed.run("install") == 0
    assert told in capsys.readouterr().out.splitlines()[0]
    assert not leftover.exists()
    assert installed.run("install") == 0
    assert installed.steps == []


def test_a_copied_folder_gets_an_environment_of_its_own(installed: Stage, capsys: Any) -> None:
    shutil.copytree(installed.folder, installed.folder.parent / "copy", symlinks=True)
    copy = load(installed.folder.parent / "copy")
    assert "moved or copied" in copy.why_stale("lab").why


def test_a_learners_own_upgrade_of_a_package_is_left_alone(installed: Stage) -> None:
    packages = installed.kit.inside("purelib")
    (packages / "pandas-3.1.1.dist-info").mkdir()
    installed.kit.write_stamp("lab")
    (packages / "pandas-3.1.1.dist-info").rename(packages / "pandas-3.2.0.dist-info")
    assert installed.run("install") == 0
    assert installed.steps == []


# ------------------------------------------------- failures, each in one line


PIP_REFUSED = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(
: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/uv/
ERROR: No matching distribution found for uv==0.13.9"""
UV_REFUSED = """\
error: Request failed after 1 retry in 1.8s
  cause: error sending request for url (http://127.0.0.1:9/simple/flit-core/)
  cause: tcp connect error
  cause: Connection refused (os error 111)"""
PIP_CERTIFICATE = """\
SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed:
self-signed certificate (_ssl.c:1006)')): /simple/uv/"""
UV_CERTIFICATE = """\
error sending request for url
  cause: invalid peer certificate: UnknownIssuer"""
PIP_FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
UV_FULL = "failed to copy file to .venv/core/.tmpFb2hTE: No space left on device (os error 28)"
PIP_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
UV_HASH = "  cause: Hash mismatch for `pandas==3.1.1`"


UNDERSTOOD = [
    (PIP_REFUSED, "network"),
    (UV_REFUSED, "network"),
    ("[Errno -3] Temporary failure in name resolution", "network"),
    ("[Errno 11001] getaddrinfo failed", "network"),
    ("ReadTimeoutError: Read timed out. (read timeout=15)", "network"),
    ("cause: dns error\n  cause: failed to lookup address information", "network"),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407", "proxy"),
    (PIP_CERTIFICATE, "certificate"),
    (UV_CERTIFICATE, "certificate"),
    (PIP_FULL, "disk"),
    (UV_FULL, "disk"),
    ("There is not enough space on the disk. (os error 112)", "disk"),
    (PIP_HASH, "hash"),
    (UV_HASH, "hash"),
    ("PermissionError: [WinError 5] Access is denied: 'zmq.pyd'", "in use"),
    ("OSError: [Errno 30] Read-only file system: '.venv/lib'", "permission"),
    ("error: Microsoft Visual C++ 14.0 or greater is required", "no wheel"),
    ("Successfully installed uv-0.13.9", ""),
]


@pytest.mark.parametrize(("output", "kind"), UNDERSTOOD)
def test_what_the_installers_print_is_understood(output: str, kind: str) -> None:
    assert load(KIT).kind_of_failure(output) == kind


def test_every_kind_of_failure_has_one_line_of_advice() -> None:
    kit = load(KIT)
    assert list(kit.SIGNS) == list(kit.ADVICE)
    assert [advice for advice in kit.ADVICE.values() if "\n" in advice or len(advice) < 40] == []


@pytest.mark.parametrize(
    ("step", "output", "told"),
    [
        ("making .*", PIP_FULL, "disk is full"),
        ("fetching .*", PIP_REFUSED, "no network"),
        ("fetching .*", PIP_CERTIFICATE, "not trusted"),
        ("fetching .*", PIP_HASH, "was refused"),
        (UV_STEP, UV_FULL, "disk is full"),
        (UV_STEP, UV_HASH, "was refused"),
        ("making .*", "Segmentation fault\n", "said: Segmentation fault"),
        ("making .*", "", "said: nothing"),
    ],
)
def test_a_failed_install_ends_in_one_line_and_the_next_run_recovers(
    stage: Stage, problem: Any, step: str, output: str, told: str
) -> None:
    stage.fails = {step: output}
    assert stage.run("lab") == 1
    assert told in problem()
    assert stage.opened == []
    assert not any(doing.endswith("with pip") for doing in stage.steps)
    stage.fails = {}
    assert stage.run("lab") == 0
    assert stage.steps
    assert stage.opened


def test_pip_takes_over_where_there_is_no_uv(stage: Stage, capsys: Any) -> None:
    stage.fails = {"fetching .*": "ERROR: No matching distribution found for uv==0.13.9"}
    assert stage.run("lab") == 0
    assert "uv does not work here" in capsys.readouterr().out
    assert stage.steps[-2].endswith("packages with pip")


@pytest.mark.parametrize("output", [UV_REFUSED, UV_CERTIFICATE, "killed", ""])
def test_pip_takes_over_where_it_could_fetch_uv_but_uv_fails(stage: Stage, output: str) -> None:
    stage.fails = {UV_STEP: output}
    assert stage.run("lab") == 0
    assert stage.steps[-2].endswith("packages with pip")


def test_a_python_without_venv_is_told_what_to_install(
    stage: Stage, problem: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        stage.kit.importlib.util, "find_spec", lambda name: name != "ensurepip" or None
    )
    assert stage.run("lab") == 1
    assert "sudo apt install python3-venv" in problem()
    assert not stage.kit.VENV.exists()


def test_a_file_in_the_place_of_the_environment_is_kept(stage: Stage, problem: Any) -> None:
    stage.kit.VENV.write_text("mine")
    assert stage.run("lab") == 1
    assert "is a file" in problem()
    assert stage.kit.VENV.read_text() == "mine"


def test_an_environment_made_by_someone_else_is_kept(stage: Stage, problem: Any) -> None:
    (stage.kit.VENV / "lib").mkdir(parents=True)
    assert stage.run("lab") == 1
    assert "not of the kit's making" in problem()
    assert (stage.kit.VENV / "lib").is_dir()


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "Cannot write in"),
        (errno.EACCES, "Cannot write in"),
        (errno.EIO, "The computer refused"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    stage: Stage, problem: Any, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(stage.kit.VENV))

    monkeypatch.setattr(stage.kit.Path, "mkdir", refuse)
    assert stage.run("lab") == 1
    assert told in problem()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_line(stage: Stage) -> None:
    stage.folder.chmod(0o555)
    done = run_kit(stage.folder, "lab")
    stage.folder.chmod(0o755)
    assert done.returncode == 1
    assert "Cannot write in" in done.stderr


def test_only_windows_without_long_paths_minds_a_long_folder() -> None:
    kit = load(KIT)
    assert kit.too_long("C:\\" + "x" * 100, long_paths_allowed=False)
    assert not kit.too_long("C:\\" + "x" * 100, long_paths_allowed=True)
    assert not kit.too_long("C:\\Users\\ada\\chips", long_paths_allowed=False)


# ------------------------------------------------- what the programs in .venv get to see


def test_variables_set_for_other_work_do_not_lead_astray(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    astray = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_CONSTRAINT", "UV_PYTHON", "UV_TARGET"}
    for name in [*astray, "PIP_USER", "VIRTUAL_ENV"]:
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "a mirror")
    seen = stage.kit.variables()
    assert not astray & set(seen)
    assert seen["PIP_USER"] == "0"
    assert seen["VIRTUAL_ENV"] == str(stage.kit.VENV)
    assert seen["PATH"].split(os.pathsep)[0] == str(stage.kit.inside("scripts"))
    assert seen["PIP_INDEX_URL"] == "a mirror"


def test_jupyterlab_is_kept_to_this_machine_and_to_the_kit(installed: Stage) -> None:
    place = installed.kit.VENV / "etc" / "jupyter" / "jupyter_server_config.json"
    config = json.loads(place.read_text(encoding="utf-8"))
    assert config["ServerApp"]["ip"] == "127.0.0.1"
    assert config["ServerApp"]["root_dir"] == str(installed.folder)
    assert config["ServerApp"]["allow_root"] is True
    assert config["LabApp"]["default_url"] == "/lab/tree/notebooks/00_start_here.ipynb"
    # A token of the kit's own would be one that the whole world knows.
    assert "token" not in place.read_text(encoding="utf-8")


def test_jupyterlab_does_not_look_for_news(installed: Stage) -> None:
    place = installed.kit.VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    (quiet,) = json.loads(place.read_text(encoding="utf-8")).values()
    assert quiet == {"fetchNews": "false", "checkForUpdates": False}


# ------------------------------------------------- real processes


@posix_only
def test_ctrl_c_stops_an_install_with_one_line_and_the_next_run_knows(tmp_path: Path) -> None:
    copy_kit(tmp_path / "kit")
    command = [sys.executable, str(tmp_path / "kit" / "kit.py"), "install"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, start_new_session=True, **pipes) as process:
        for line in process.stdout:
            if "making .venv" in line:
                os.killpg(process.pid, signal.SIGINT)
                break
        _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.splitlines() == [
        "kit.py: Stopped. Nothing is lost: the same command goes on from here."
    ]
    assert "did not finish" in load(tmp_path / "kit").why_stale("lab").why


@posix_only
def test_a_second_kit_waits_for_the_first_and_then_need_not_install(installed: Stage) -> None:
    import fcntl

    stamp = installed.kit.STAMP.read_bytes()
    installed.kit.STAMP.unlink()
    command = [sys.executable, str(installed.folder / "kit.py"), "install"]
    with installed.kit.LOCK.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
            assert "another kit.py is installing here" in second.stdout.readline()
            installed.kit.STAMP.write_bytes(stamp)
            fcntl.flock(held, fcntl.LOCK_UN)
            rest = second.stdout.read()
    assert second.returncode == 0
    assert "making" not in rest


def with_pip_of_this_python(installed: Stage) -> None:
    """Let the staged environment use this environment's pip, and its lock be out of date."""
    config = installed.kit.VENV / "pyvenv.cfg"
    config.write_text(config.read_text().replace("packages = false", "packages = true"))
    pip = Path(importlib.util.find_spec("pip").submodule_search_locations[0])
    shutil.copytree(pip, installed.kit.inside("purelib") / "pip")
    (installed.folder / "requirements.txt").write_text("six==1.17.0 --hash=sha256:" + "0" * 64)


@pytest.fixture
def silent_server() -> Iterator[int]:
    """The port of a server on loopback that takes every call and never answers."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take_calls() -> None:
            with contextlib.suppress(OSError):
                while True:
                    calls.append(server.accept())

        threading.Thread(target=take_calls, daemon=True).start()
        yield server.getsockname()[1]
    for call, _ in calls:
        call.close()


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def without_index(port: int) -> dict[str, str]:
    """Variables that let pip and uv look for packages on a port of loopback, and nowhere else."""
    index = f"http://127.0.0.1:{port}/simple"
    alone = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    return {**os.environ, **alone, "PIP_INDEX_URL": index, "UV_DEFAULT_INDEX": index}


def test_no_network_is_told_while_it_is_tried_and_ends_in_one_line(installed: Stage) -> None:
    with_pip_of_this_python(installed)
    done = run_kit(installed.folder, "lab", env=without_index(free_port()))
    assert done.returncode == 1
    assert "the network does not answer; trying again" in done.stdout
    (line,) = done.stderr.splitlines()
    assert "no network" in line


@pytest.mark.slow
def test_a_network_that_never_answers_is_given_up_in_about_a_minute(
    installed: Stage, silent_server: int
) -> None:
    with_pip_of_this_python(installed)
    began = time.monotonic()
    done = run_kit(installed.folder, "lab", env=without_index(silent_server))
    assert done.returncode == 1
    assert "still fetching uv" in done.stdout
    assert "no network" in done.stderr
    assert time.monotonic() - began < 90


# ------------------------------------------------- real installs (slow, need the network)


def pythons() -> list[str]:
    """Every Python that the kit is tested with, on the path or among pyenv's."""
    names = [f"python3.{minor}" for minor in range(11, 14)]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    among = [
        [*map(str, versions.glob(f"3.*/bin/{name}"))] or [shutil.which(name)] for name in names
    ]
    return [found[0] for found in among if found[0]]


def settings_of_another_jupyter(folder: Path) -> dict[str, str]:
    """Variables of a user whose own Jupyter has a broken kernel and listens to the whole world."""
    kernel = folder / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True, exist_ok=True)
    kernel.write_text('{"argv": ["false"], "display_name": "Broken", "language": "python"}')
    config = {"ServerApp": {"ip": "0.0.0.0", "root_dir": str(folder)}}
    (folder / "jupyter_server_config.json").write_text(json.dumps(config))
    return {**os.environ, "JUPYTER_DATA_DIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder)}


class Lab:
    """A JupyterLab started through kit.py, stopped by its process id."""

    def __init__(self, python: str, folder: Path) -> None:
        self.began = time.monotonic()
        command = [python, str(folder / "kit.py"), "lab", "--no-browser", f"--port={free_port()}"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        settings = settings_of_another_jupyter(folder.parent / "another jupyter")
        self.process = subprocess.Popen(command, start_new_session=True, env=settings, **pipes)
        self.said: list[str] = []

    def answers(self) -> tuple[float, str]:
        """Seconds until the page that JupyterLab names is served, and its address."""
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/lab/tree/\S+token=\w+", line):
                assert b"JupyterLab" in page(found[0])
                return time.monotonic() - self.began, found[0]
        raise AssertionError("".join(self.said))

    def stop(self, how: int) -> int:
        os.kill(self.process.pid, how)
        self.said.append(self.process.communicate(timeout=30)[0])
        return self.process.returncode


def page(address: str) -> bytes:
    """What a server answers that says its address a moment before it listens."""
    for _ in range(200):
        with (
            contextlib.suppress(urllib.error.URLError),
            urllib.request.urlopen(address, timeout=20) as answer,
        ):
            return answer.read()
        time.sleep(0.05)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture
def start_lab() -> Iterator[Callable[[str, Path], Lab]]:
    labs: list[Lab] = []

    def start(python: str, folder: Path) -> Lab:
        labs.append(Lab(python, folder))
        return labs[-1]

    yield start
    for lab in labs:
        if lab.process.poll() is None:
            lab.stop(signal.SIGKILL)


@pytest.mark.slow
@posix_only
@pytest.mark.parametrize("python", pythons(), ids=lambda path: Path(path).name)
def test_an_empty_folder_becomes_an_answering_jupyterlab_in_time(
    python: str, tmp_path: Path, start_lab: Callable[[str, Path], Lab]
) -> None:
    folder = copy_kit(tmp_path / "chip claims 芯片")
    first = start_lab(python, folder)
    seconds, address = first.answers()
    print(f"{Path(python).name}: first start {seconds:.1f} s")
    assert "first start" in first.said[0]
    assert "/lab/tree/notebooks/00_start_here.ipynb?token=" in address
    assert seconds < 30
    assert first.stop(signal.SIGINT) == 0
    assert "Traceback" not in "".join(first.said)

    second = start_lab(python, folder)
    seconds, address = second.answers()
    print(f"{Path(python).name}: second start {seconds:.1f} s")
    assert not any("installing" in line for line in second.said)
    kernel = ask(address, "kernelspecs")["kernelspecs"]["python3"]["spec"]
    assert kernel["display_name"] == "Python 3 (ipykernel)"
    assert {"notebooks", "kit.py"} <= {each["name"] for each in ask(address, "contents")["content"]}
    assert seconds < 5
    assert second.stop(signal.SIGTERM) == 0


def ask(address: str, question: str) -> Any:
    """What the server at a page's address answers to a question of its interface."""
    base, token = re.match(r"(http://[^/]+)/.*(token=\w+)", address).groups()
    return json.loads(page(f"{base}/api/{question}?{token}"))


@pytest.mark.slow
@posix_only
def test_an_install_killed_half_way_is_taken_up_again(tmp_path: Path) -> None:
    folder = copy_kit(tmp_path / "kit")
    command = [sys.executable, str(folder / "kit.py"), "install"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "packages" in line:
                break
        time.sleep(0.3)
        process.kill()
    assert not (folder / ".venv" / "kit-stamp.json").exists()
    again = run_kit(folder, "install")
    assert again.returncode == 0, again.stderr
    assert "did not finish" in again.stdout
    python = load(folder).venv_python()
    imports = "import chipclaims, jupyterlab, pandas, matplotlib, opencc, ipywidgets, nbval"
    assert subprocess.run([python, "-c", imports], check=False).returncode == 0
    assert "installing" not in run_kit(folder, "install").stdout


@pytest.mark.slow
def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    folder = copy_kit(tmp_path / "kit")
    lock = folder / "requirements.txt"
    lock.write_text(re.sub("(?<=sha256:)..", "ff", lock.read_text()))
    done = run_kit(folder, "install")
    assert done.returncode == 1
    assert "was refused" in done.stderr
