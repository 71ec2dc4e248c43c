"""What a plain ``python -m pytest`` needs to know; at the top, so that it covers the notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

KIT = Path(__file__).parent
OFFLINE = KIT / "tests" / "offline"
EXERCISES = KIT / "exercises"
PROGRESS = "CHIPCLAIMS_PROGRESS"  # names the file in which chipclaims.practice notes what is solved
TAKE_MINUTES = ("browser", "classroom")  # markers
PROGRESS_FOLDER = pytest.StashKey[Path]()

# A run starts some sixty Pythons. Where none may keep bytecode, each compiles pandas and
# matplotlib anew, which takes longer than all that a notebook does with them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Set what would be in the way if it stood in pyproject.toml, unless the user has set it."""
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(KIT / "tests" / "nbval_sanitize.cfg")
    if wants_two_workers(config):
        config.option.numprocesses = 2
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        # The cells of a notebook share one kernel, so a notebook stays with one worker.
        config.option.dist = "loadfile"
        # Or it would begin with the files of the most tests, which are not the longest.
        config.option.loadscopereorder = False


def wants_two_workers(config: pytest.Config) -> bool:
    """Two workers pay as soon as there are two files, and only if the user chose nothing else."""
    is_worker = hasattr(config, "workerinput")
    has_xdist = config.pluginmanager.hasplugin("xdist")
    if is_worker or not has_xdist or config.option.usepdb:
        return False
    one_file = len(config.args) == 1 and Path(config.args[0].split("::")[0]).is_file()
    return config.option.numprocesses is None and not one_file


def pytest_configure(config: pytest.Config) -> None:
    """Keep the progress of a test run apart from the learner's own, in all that it starts."""
    folder = TemporaryDirectory(prefix="chipclaims-progress-")
    config.add_cleanup(folder.cleanup)
    config.stash[PROGRESS_FOLDER] = Path(folder.name)
    change = environment(**{PROGRESS: str(Path(folder.name) / "progress.json")})
    change.__enter__()
    config.add_cleanup(lambda: change.__exit__(None, None, None))


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path,
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Let an exercise fail by an exception only: what its cells show is the learner's affair."""
    found = yield
    for notebook in found:
        if isinstance(notebook, IPyNbFile) and EXERCISES in file_path.parents:
            notebook.compare_outputs = False
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that two workers end at the same time."""
    long = {item.path for item in items if any(map(item.get_closest_marker, TAKE_MINUTES))}

    def turn(item: pytest.Item) -> int:
        if item.path in long:
            return 0
        return 1 if isinstance(item, IPyNbCell) else 2

    items.sort(key=turn)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Start the kernels of notebooks, and nothing else, without a network and without progress."""
    if not isinstance(item, IPyNbCell):
        return (yield)
    progress = item.config.stash[PROGRESS_FOLDER] / f"{item.path.parent.name}-{item.path.stem}.json"
    path = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))
    with environment(**{"PYTHONPATH": path, PROGRESS: str(progress)}):
        return (yield)


@contextmanager
def environment(**changes: str) -> Iterator[None]:
    """Let every program that starts in here see these variables of the environment."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
