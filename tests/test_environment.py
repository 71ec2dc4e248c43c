"""The lock, environment.yml and pyproject.toml say the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import kit
from chipclaims.making import lock as lock_step
from chipclaims.making.environment import environment_text, named_packages, package_name, pins

KIT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-uv.txt")
PYPROJECT = (KIT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)


def text(name: str) -> str:
    return (KIT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def environment() -> dict[str, Any]:
    return yaml.safe_load(text("environment.yml"))


@pytest.fixture(scope="module")
def installed_by_pip(environment: dict[str, Any]) -> list[str]:
    (section,) = [each["pip"] for each in environment["dependencies"] if isinstance(each, dict)]
    return section


def test_environment_holds_every_pin_of_the_lock_and_the_kit_and_nothing_else(
    installed_by_pip: list[str],
) -> None:
    # Read here without the code that writes environment.yml.
    locked = re.findall(r"^(\S+==[^\\\n]*[^\\\s])", text("requirements.txt"), re.MULTILINE)
    assert len(locked) > len(PROJECT["project"]["dependencies"])
    assert sorted(installed_by_pip) == sorted([*locked, "-e ."])


def test_environment_is_what_the_build_would_write_now() -> None:
    assert text("environment.yml") == environment_text(text("requirements.txt"), PYPROJECT)


def test_environment_says_that_it_is_generated() -> None:
    assert "Generated" in text("environment.yml").splitlines()[0]


def test_python_of_the_environment_is_one_that_the_kit_supports_and_is_tested_with(
    environment: dict[str, Any],
) -> None:
    (pinned,) = [each for each in environment["dependencies"] if str(each).startswith("python=")]
    version = tuple(int(part) for part in pinned.removeprefix("python=").split("."))
    assert PROJECT["project"]["requires-python"] == f">={kit.dotted(kit.OLDEST)}"
    assert kit.OLDEST <= version <= kit.NEWEST_TESTED


def test_every_package_the_project_names_is_locked() -> None:
    locked = {package_name(pin) for pin in pins(text("requirements.txt"))}
    assert set(named_packages(PYPROJECT)) <= locked
    wanted_by_tests = {package_name(each) for each in PROJECT["dependency-groups"]["test"]}
    assert wanted_by_tests <= {package_name(pin) for pin in pins(text("requirements-test.txt"))}


def test_what_builds_the_kit_is_locked_so_that_installing_it_fetches_nothing() -> None:
    builders = {package_name(each) for each in PROJECT["build-system"]["requires"]}
    assert builders <= {package_name(pin) for pin in pins(text("requirements.txt"))}


def test_the_lock_of_the_tests_holds_the_whole_lock_of_the_lessons() -> None:
    assert set(pins(text("requirements.txt"))) < set(pins(text("requirements-test.txt")))


def test_one_version_of_uv_fetches_and_locks() -> None:
    (fetched,) = pins(text("requirements-uv.txt"))
    assert fetched in pins(text("requirements-test.txt"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_pinned_exactly_and_has_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", text(name).strip())
    assert entries
    assert [each for each in entries if "==" not in each or "--hash=sha256:" not in each] == []


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
def test_no_address_stands_in_what_is_installed_from(name: str) -> None:
    assert "://" not in text(name)


def test_an_address_in_a_new_lock_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_step, "KIT", tmp_path)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    locks = {name: text(name) for name in LOCKS}
    locks["requirements-uv.txt"] += "# from https://index.example/simple\n"
    with pytest.raises(lock_step.MakingError, match=r"address.*requirements-uv\.txt"):
        lock_step.write_files(locks)
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_the_lock_step_without_a_network_says_so_in_a_line_and_leaves_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*LOCKS, "pyproject.toml", "environment.yml"):
        shutil.copy(KIT / name, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(lock_step, "KIT", tmp_path)
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path.parent / "empty cache"))
    with pytest.raises(lock_step.MakingError, match="cannot be reached") as raised:
        lock_step.write_lock()
    assert "\n" not in str(raised.value)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="repo2docker works on Linux only")
def test_binder_makes_its_image_from_environment_yml(tmp_path: Path) -> None:
    for name in ("environment.yml", "pyproject.toml", *LOCKS):
        shutil.copy(KIT / name, tmp_path)
    done = render(tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r'env update .*--file "environment\.yml"', done.stdout + done.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="repo2docker works on Linux only")
def test_binder_refuses_a_broken_environment_yml(tmp_path: Path) -> None:
    (tmp_path / "environment.yml").write_text("dependencies: [python=3.12", encoding="utf-8")
    assert render(tmp_path).returncode != 0


def render(folder: Path) -> subprocess.CompletedProcess[str]:
    """The Dockerfile that repo2docker, which is what Binder runs, would build from."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
