"""What a plain ``python -m pytest`` needs to know; at the top, so that it covers the notebooks."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell

KIT = Path(__file__).parent
OFFLINE = KIT / "tests" / "offline"


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


def wants_two_workers(config: pytest.Config) -> bool:
    """Two workers pay as soon as there are two files, and only if the user chose nothing else."""
    is_worker = hasattr(config, "workerinput")
    has_xdist = config.pluginmanager.hasplugin("xdist")
    if is_worker or not has_xdist or config.option.usepdb:
        return False
    one_file = len(config.args) == 1 and Path(config.args[0].split("::")[0]).is_file()
    return config.option.numprocesses is None and not one_file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Start the kernels of notebooks, and nothing else, without a network."""
    if not isinstance(item, IPyNbCell):
        return (yield)
    with offline_python():
        return (yield)


@contextmanager
def offline_python() -> Iterator[None]:
    """Let every Python that starts in here be cut off from the network."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), before]))
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
