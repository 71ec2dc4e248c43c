"""A copy of the kit, a JupyterLab over it on loopback, and Debian's chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, Request, sync_playwright

KIT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
REQUIRED = os.environ.get("CHIPCLAIMS_REQUIRE_BROWSER") == "1"
# Screenshots stay here so that a person can look at them; git leaves the folder out.
ARTEFACTS = KIT / "tests" / "artefacts"
LEAVE_OUT = shutil.ignore_patterns(
    ".venv*", ".git", "__pycache__", "artefacts", ".pytest_cache", ".ruff_cache", ".hypothesis"
)
READY, RUN, QUIET = 60, 90_000, 1_500
# The stored counts are cleared first: a cell that has one afterwards has run in this browser.
CLEAR_AND_RUN = """async () => {
    const commands = window.jupyterapp.commands;
    await commands.execute('notebook:clear-all-cell-outputs');
    commands.execute('notebook:run-all-cells');
}"""
ALL_HAVE_RUN = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].every(
    cell => cell.type !== 'code' || !cell.sharedModel.source.trim() || cell.executionCount
)"""
# Asked of the model: the page draws only the cells in view.
ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].flatMap(
    cell => cell.type === 'code' ? cell.outputs.toJSON() : []
).filter(output => output.output_type === 'error').map(output => output.ename)"""
GO_TO_WIDGET = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const cells = [...notebook.model.cells];
    const at = cells.findIndex(cell => cell.type === 'code' && cell.outputs.toJSON().some(
        output => output.data && output.data['application/vnd.jupyter.widget-view+json']));
    notebook.activeCellIndex = at;
    return notebook.scrollToItem(at);
}"""
GO_TO_CODE = """words => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const cells = [...notebook.model.cells];
    const at = cells.findIndex(
        cell => cell.type === 'code' && cell.sharedModel.source.includes(words));
    notebook.activeCellIndex = at;
    notebook.mode = 'command';
    notebook.activate();
    return notebook.scrollToItem(at);
}"""
OUTPUT_OF_CODE = """words => {
    const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
    const cell = cells.find(
        cell => cell.type === 'code' && cell.sharedModel.source.includes(words));
    return cell.outputs.toJSON().map(output => output.data['text/plain']).join('');
}"""
KERNEL = "window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel"


@dataclass
class Lab:
    """An open JupyterLab page: it opens and runs lessons, and notes what leaves the machine."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a notebook of the copy and wait until its kernel has started."""
        self.page.goto(f"{self.address}/lab/tree/{path}?token=test&reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=RUN)
        self.page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=RUN)
        self.page.keyboard.press("Control+b")

    def run_all(self) -> None:
        """Run every cell; returns when the last one has run."""
        self.page.evaluate(CLEAR_AND_RUN)
        self.page.wait_for_function(ALL_HAVE_RUN, timeout=RUN)
        self.page.wait_for_timeout(QUIET)

    def errors(self) -> list[str]:
        """The errors among the outputs, by name, in the order of the cells."""
        return self.page.evaluate(ERRORS)

    def type_into(self, words: str, lines: str) -> str:
        """Type other code into the cell that holds some words, run it, and give what it shows."""
        self.page.evaluate(GO_TO_CODE, words)
        self.page.wait_for_timeout(300)
        for key in ("Enter", "Control+a"):
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(lines)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(QUIET)
        return self.page.evaluate(OUTPUT_OF_CODE, lines)

    def run_cell(self, words: str) -> str:
        """Run the cell that holds some words with keys, and give what it shows as text."""
        self.page.evaluate(GO_TO_CODE, words)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(QUIET)
        return self.page.evaluate(OUTPUT_OF_CODE, words)

    def show_widget(self) -> Locator:
        """Scroll to the cell that shows a widget, and give the widget."""
        self.page.evaluate(GO_TO_WIDGET)
        widget = self.page.locator(".jp-OutputArea-output .jupyter-widgets").first
        widget.wait_for(timeout=RUN)
        self.page.wait_for_timeout(QUIET)
        return widget

    def screenshots(self, stem: str) -> int:
        """Photograph the notebook from top to bottom; how many pictures that took."""
        folder = ARTEFACTS / stem
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        panel = self.page.locator(".jp-WindowedPanel-outer").first
        panel.evaluate("e => e.scrollTo(0, 0)")
        last = -1
        for number in range(80):
            self.page.wait_for_timeout(250)
            self.page.screenshot(path=folder / f"{number:02d}.png")
            top = panel.evaluate("e => { e.scrollBy(0, 850); return e.scrollTop; }")
            if top == last:
                return number + 1
            last = top
        return 80


@contextmanager
def open_lab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab over a copy of the kit in ``folder``; stop it by its process id."""
    copy = folder / "kit"
    shutil.copytree(KIT, copy, ignore=LEAVE_OUT)
    port = _free_port()
    with (folder / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen(_command(copy, port), cwd=copy, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            lab = Lab(page, address)
            page.on("request", lambda request: _note_outside(lab, request))
            yield lab
            browser.close()
    finally:
        server.terminate()
        server.wait(60)


def _note_outside(lab: Lab, request: Request) -> None:
    if not request.url.startswith(
        (lab.address, "data:", "blob:", lab.address.replace("http", "ws"))
    ):
        lab.outside.append(request.url)


def _command(copy: Path, port: int) -> list[str]:
    settings = copy / ".lab"
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={copy}", "--IdentityProvider.token=test"),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"),
        *(f"--LabApp.workspaces_dir={settings}", f"--LabApp.user_settings_dir={settings}"),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(2 * READY):
        if server.poll() is not None:
            raise RuntimeError("JupyterLab stopped before it answered")
        try:
            urllib.request.urlopen(f"{address}/api?token=test", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"JupyterLab did not answer within {READY} seconds")
