"""The one door of the Chip Claims kit: makes what it needs, then opens it.

    python3 kit.py lab       open JupyterLab on the first lesson
    python3 kit.py test      run every notebook and every test
    python3 kit.py install   only make the environment, for later work without a network
    python3 kit.py pack      make a zip for a class without a network; pack --help says more
    python3 kit.py build     regenerate everything derived (for contributors)

Further arguments go to JupyterLab, pytest, the packer or the build; for test and build, paths
start at the kit's folder.

Everything lives in `.venv` beside this file. A stamp, written last, says what it was made from;
when stamp and folder disagree, the next run mends the environment and says why.
Standard library only. The syntax stays within Python 3.6, so that an old Python reads far enough
to be told that it is too old.
"""

import collections
import contextlib
import difflib
import errno
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path

OLDEST, NEWEST_TESTED = (3, 11), (3, 13)


def dotted(version):
    return ".".join(str(part) for part in version)


def python_too_old(version):
    """One line for a Python that cannot run the kit, or "" for one that can."""
    if version[:2] >= OLDEST:
        return ""
    return (
        f"kit.py: the kit needs Python {dotted(OLDEST)} or newer, and this is Python "
        f"{dotted(version[:3])}. Install a newer one and start the kit with it, "
        f"for example: python{dotted(NEWEST_TESTED)} kit.py lab"
    )


if python_too_old(sys.version_info):
    sys.exit(python_too_old(sys.version_info))

# Only below this line may type hints use what Python 3.6 cannot evaluate.
from collections.abc import Iterator  # noqa: E402
from typing import IO, Any, NamedTuple  # noqa: E402

KIT = Path(__file__).resolve().parent
VENV = KIT / ".venv"
STAMP = VENV / "kit-stamp.json"
LOCK = VENV / "kit.lock"  # also the sign that .venv is the kit's own, to empty and fill
LOG = VENV / "install.log"
FIRST_LESSON = "notebooks/00_start_here.ipynb"
LOCKED = {"lab": "requirements.txt", "test": "requirements-test.txt"}
LOCKED_UV = "requirements-uv.txt"  # its own file: pip fetches uv before uv fetches the rest
WHEELS = KIT / "wheels"  # `pack` fills it; where it is there, no network is needed and none tried
CONTENTS = WHEELS / "contents.json"
COMPUTERS = {
    "linux": "linux-x86_64",
    "linux-arm": "linux-aarch64",
    "macos": "macosx-arm64",
    "windows": "win-amd64",
}

SIGN_OF_LIFE_SECONDS = 10
LONGEST_STEP_SECONDS = 30 * 60
LONGEST_WAIT_SECONDS = 15 * 60
# The deepest file of JupyterLab stands 171 characters below the kit's folder, as measured.
LONGEST_WINDOWS_FOLDER = 259 - 171
STARTED = time.monotonic()


class KitError(Exception):
    """What the person at the keyboard can mend: one line that says how."""


class StepFailed(Exception):
    """A program of the install ended badly; carries the last lines it printed."""

    def __init__(self, doing: str, output: str) -> None:
        super().__init__(doing)
        self.doing, self.output = doing, output


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:3.0f} s] {text}", flush=True)


# ------------------------------------------------------------------ what can go wrong, in words

AGAIN = "then run the same command again"
ADVICE = {
    "disk": f"The disk is full, and the kit needs about 1 GB: make room, {AGAIN}.",
    "hash": "A downloaded package is not the one that was locked, so it was refused. Try again; "
    "if that does not help, a proxy or mirror alters downloads: use another network.",
    "proxy": f"The proxy refuses the connection: correct HTTPS_PROXY or unset it, {AGAIN}.",
    "certificate": "The secure connection is not trusted. Check the computer's date; behind an "
    f"organisation's proxy, let PIP_CERT and SSL_CERT_FILE name its certificate file, {AGAIN}.",
    "network": "The packages cannot be fetched: no network, or a very slow one. "
    f"Check the connection (Wi-Fi, VPN), {AGAIN}.",
    "in use": f"A file in .venv is in use: stop the JupyterLab of this folder, {AGAIN}.",
    "permission": f"Cannot write in {KIT}: copy the kit to a folder of your own, {AGAIN}.",
    "no wheel": "A package has no ready-made build for this Python on this computer: start the "
    f"kit with a Python from {dotted(OLDEST)} to {dotted(NEWEST_TESTED)}.",
}
# What pip, uv and venv print. The first pattern found decides, so the surest signs come first.
SIGNS = {
    "disk": r"no space left on device|not enough space on the disk|quota exceeded"
    r"|os error (28|112|122)\b",
    "hash": r"hash mismatch|do not match the hashes",
    "proxy": r"proxyerror|tunnel connection failed|proxy authentication|unsuccessful tunnel",
    "certificate": r"certificate.?verify.?failed|invalid peer certificate|unknownissuer|sslerror",
    "network": r"name resolution|nameresolution|getaddrinfo failed|name or service not known"
    r"|nodename nor servname|no address associated|dns error|failed to lookup address"
    r"|connection (refused|reset|aborted)|network is unreachable|no route to host"
    r"|newconnectionerror|connecttimeout|timed? ?out|remotedisconnected|incompleteread"
    r"|error sending request|failed to (fetch|download)|connect error",
    "in use": r"winerror (5|32)\b|access is denied|by another process|os error (5|32)\b",
    "permission": r"permission denied|read-only file system|os error (13|30)\b",
    "no wheel": r"failed to build|failed building|microsoft visual c\+\+|failed to compile",
}


NOT_THERE = re.compile(r"no matching distribution|no solution found", re.IGNORECASE)
WITH_A_NETWORK = f"With a network, another way: delete the folder wheels, {AGAIN}."


def kind_of_failure(output: str) -> str:
    """The first kind whose sign stands in a program's output, or "" for none."""
    found = (kind for kind, sign in SIGNS.items() if re.search(sign, output, re.IGNORECASE))
    return next(found, "")


def advice(failed: StepFailed) -> str:
    kind = kind_of_failure(failed.output)
    if kind:
        return ADVICE[kind]
    if WHEELS.is_dir() and NOT_THERE.search(failed.output):
        lacks_one = "The folder wheels lacks a package, or this system is too old for one of them"
        return f"{lacks_one}: unpack the zip again into a new folder. {WITH_A_NETWORK}"
    last = (failed.output.strip().splitlines() or ["nothing"])[-1].strip()
    return f"{failed.doing} failed and said: {last[:160]} (all it said: {LOG})"


def advice_on_refusal(error: OSError) -> str:
    """The same for what the operating system refuses to kit.py itself."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return ADVICE["disk"]
    if getattr(error, "winerror", None) in (5, 32):
        return ADVICE["in use"]
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ADVICE["permission"]
    return f"The computer refused: {error}. Put that right, {AGAIN}."


# ------------------------------------------------------------------ the state of .venv


class Stale(NamedTuple):
    """Why .venv cannot be used as it is ("": it can), and whether to begin from nothing."""

    why: str = ""
    rebuild: bool = False


def inside(kind: str) -> Path:
    """A folder of the environment, by sysconfig's name for it: "scripts" or "purelib"."""
    return Path(sysconfig.get_path(kind, "venv", {"base": str(VENV), "platbase": str(VENV)}))


def venv_python() -> Path:
    return inside("scripts") / ("python.exe" if os.name == "nt" else "python")


def this_python() -> str:
    return dotted(sys.version_info[:2])


def digest(name: str) -> str:
    if not (KIT / name).is_file():
        raise KitError(f"{name} is missing from {KIT}: get the whole kit again.")
    return hashlib.sha256((KIT / name).read_bytes()).hexdigest()


def landmarks() -> list[str]:
    """Names at the top of the folders that an install fills: enough to see that one is gone.

    Versions do not count, so that a learner's own upgrade is no damage.
    """
    shared = VENV / "share" / "jupyter"
    folders = [inside("purelib"), inside("scripts"), shared, shared / "lab"]
    names = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    kept = [path for path in names if path.suffix != ".dist-info" and path.name != "__pycache__"]
    return sorted(path.relative_to(VENV).as_posix() for path in kept)


def read_json(path: Path) -> dict[str, Any]:
    """What a file of ours says; nothing at all if it is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_stamp(level: str) -> None:
    """Put the stamp in place in one move, so that half a stamp never exists."""
    files = [LOCKED["lab"]] if level == "lab" else list(LOCKED.values())
    stamp = {
        "level": level,
        "folder": str(KIT),
        "python": this_python(),
        "requirements": {name: digest(name) for name in files},
        "landmarks": landmarks(),
    }
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(draft, STAMP)


def why_stale(level: str) -> Stale:
    """Compare the stamp with what is there now; costs some twenty milliseconds."""
    stamp = read_json(STAMP)
    if not VENV.is_dir() or not any(VENV.iterdir()):
        return Stale("first start: this takes about half a minute", rebuild=True)
    if not stamp:
        return Stale("the last install did not finish, so it starts afresh", rebuild=True)
    if stamp.get("folder") != str(KIT):
        return Stale("the folder was moved or copied, so .venv is made again", rebuild=True)
    if stamp.get("python") != this_python() or not runs(venv_python()):
        was = stamp.get("python")
        why = f"made with a Python {was} that is not this one ({this_python()}), so again"
        return Stale(why, rebuild=True)
    gone = sorted(set(stamp.get("landmarks", ["its list"])) - set(landmarks()))
    if gone:
        return Stale(f"{gone[0]} is gone from .venv, so it is made again", rebuild=True)
    return lacks(stamp.get("requirements", {}), level)


def lacks(locked: dict[str, str], level: str) -> Stale:
    """What can be mended in place."""
    name = LOCKED[level]
    wanted = digest(name)
    if name not in locked:
        return Stale("adding what the tests need")
    if locked[name] != wanted:
        return Stale(f"{name} has changed, so the packages are brought up to date")
    return Stale()


def runs(python: Path) -> bool:
    """Whether the environment's Python starts and has the version of the one running now."""
    ask = [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.strip() == this_python()


# ------------------------------------------------------------------ installing

# Each of these, when set for other work, would lead pip, uv or Jupyter away from .venv.
LEADS_ASTRAY = re.compile(
    r"PYTHON(HOME|PATH|STARTUP|DONTWRITEBYTECODE)|__PYVENV_LAUNCHER__|CONDA_PREFIX"
    r"|PIP_(TARGET|PREFIX|ROOT|CONSTRAINT|REQUIREMENT|REQUIRE_VIRTUALENV|PYTHON|NO_DEPS)"
    r"|UV_(SYSTEM_PYTHON|PYTHON|TARGET|PREFIX|CONSTRAINT|OVERRIDE|EXCLUDE_NEWER|NO_BINARY)"
)


def variables() -> dict[str, str]:
    """The environment variables for programs that work in .venv."""
    kept = {name: value for name, value in os.environ.items() if not LEADS_ASTRAY.match(name)}
    kept.update(VIRTUAL_ENV=str(VENV), PIP_USER="0", UV_PYTHON_DOWNLOADS="never")
    kept["PATH"] = os.pathsep.join([str(inside("scripts")), kept.get("PATH", os.defpath)])
    # A dead connection is given up after about a minute.
    kept.update(UV_HTTP_TIMEOUT="20", UV_HTTP_CONNECT_TIMEOUT="10", UV_HTTP_RETRIES="2")
    # An organisation's own certificates stand in the system's store.
    kept.setdefault("UV_SYSTEM_CERTS", "1")
    # The articles are Chinese: no Windows code page may decide how a file is read.
    kept.setdefault("PYTHONUTF8", "1")
    return kept


def ensure(level: str) -> None:
    """Make .venv what the lock says, at this level or above it; at once if it is so already."""
    stale = why_stale(level)
    if not stale.why:
        return
    check_before_installing()
    check_wheels(level)
    with the_only_installer() as lock:
        if why_stale(level).why:
            install(level, stale, lock)


def check_before_installing() -> None:
    """Find what would stop an install half-way before anything is touched."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise KitError(
            f"This Python cannot make environments: install its venv module, {AGAIN}. "
            "On Debian and Ubuntu: sudo apt install python3-venv"
        )
    if VENV.exists() and not VENV.is_dir():
        raise KitError(f"{VENV} is a file where the kit needs a folder: rename it, {AGAIN}.")
    if VENV.is_dir() and any(VENV.iterdir()) and not LOCK.exists():
        raise KitError(f"{VENV} is not of the kit's making: rename or delete it, {AGAIN}.")
    if os.name == "nt" and too_long(str(KIT), windows_allows_long_paths()):
        raise KitError(
            f"The kit's folder has a path of {len(str(KIT))} characters, too long for Windows: "
            f"move it, for example to C:\\chips, {AGAIN}."
        )


def check_wheels(level: str) -> None:
    """Say at once that a pack was made for something else: in class, nobody can fetch the rest."""
    if not WHEELS.is_dir():
        return
    has = read_json(CONTENTS)
    pythons, computer, levels = (has.get(key, []) for key in ("pythons", "platform", "levels"))
    if not (pythons and computer and levels):
        again = "The folder wheels is not complete: unpack the zip again into a new folder."
        raise KitError(f"{again} {WITH_A_NETWORK}")
    if computer != this_computer():
        here = this_computer()
        other = f"This kit was packed for {computer}, and this Python is one for {here}"
        take = f"take the zip for {here}" if here in COMPUTERS else "no zip can be made for that"
        raise KitError(f"{other}: {take}. {WITH_A_NETWORK}")
    if this_python() not in pythons:
        its, here = " or ".join(pythons), this_python()
        other = f"This kit was packed for Python {its}, and this is {here}"
        start = f"py -{pythons[-1]}" if os.name == "nt" else f"python{pythons[-1]}"
        raise KitError(f"{other}: start it with that one: {start} kit.py lab. {WITH_A_NETWORK}")
    if level not in levels:
        only = "This kit was packed with what the lessons need, which is not enough for the tests"
        raise KitError(f"{only}: python3 kit.py pack --with-tests packs both. {WITH_A_NETWORK}")


def this_computer() -> str:
    """What wheels for this Python are called in COMPUTERS, or else by the system itself."""
    kind = sysconfig.get_platform()  # of the Python: on Windows that may have half the bits
    kind = f"macosx-{platform.machine()}" if kind.startswith("macosx") else kind
    return next((name for name, its_kind in COMPUTERS.items() if its_kind == kind), kind)


def too_long(folder: str, long_paths_allowed: bool) -> bool:
    return not long_paths_allowed and len(folder) > LONGEST_WINDOWS_FOLDER


def windows_allows_long_paths() -> bool:
    import winreg

    place = r"SYSTEM\CurrentControlSet\Control\FileSystem"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def install(level: str, stale: Stale, lock: IO[bytes]) -> None:
    """Bring .venv to a level. The stamp goes first and comes back last."""
    STAMP.unlink(missing_ok=True)
    say(stale.why)
    if stale.rebuild:
        empty_venv()
        making = f"making .venv with Python {dotted(sys.version_info[:3])}"
        run_step(making, [base_python(), "-m", "venv", str(VENV)], lock)
    install_packages(LOCKED[level], lock)
    set_up_jupyter()
    write_stamp(level)
    say("ready")


def base_python() -> str:
    """The Python outside any virtual environment, which .venv may safely rest on."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def empty_venv() -> None:
    """Remove what an earlier install left, except the lock that this run holds."""
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != LOCK:
            path.unlink()


FROM_WHEELS = ["--no-index", "--find-links", str(WHEELS)]
# Otherwise a setting of the user's could name one more place to look, and wait for its answer.
NO_OTHER_PLACE = {"PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1"}


def install_packages(requirements: str, lock: IO[bytes]) -> None:
    """Install a lock and the kit itself: with uv in seconds, or else with plain pip."""
    count = len(re.findall("^[a-z0-9]", (KIT / requirements).read_text("utf-8"), re.MULTILINE))
    pip = [str(venv_python()), "-I", "-m", "pip", "install", "--retries=2", "--timeout=15"]
    pip += ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    uv = [str(inside("scripts") / "uv"), "pip", "install", "--no-progress"]
    uv += ["--python", str(venv_python())]
    packages = ["--require-hashes", "-r", requirements]
    if WHEELS.is_dir():
        say("the packages come from the folder wheels; no network is needed")
        pip, uv = [*pip, "--isolated", *FROM_WHEELS], [*uv, "--offline", *FROM_WHEELS]
    kit_itself = ["--no-build-isolation", "--no-deps", "-e", str(KIT)]
    if can_fetch_uv([*pip, "--require-hashes", "-r", LOCKED_UV], lock):
        try:
            run_step(f"installing {count} packages", [*uv, *packages], lock)
            run_step("installing the kit itself", [*uv, *kit_itself], lock)
            return
        except StepFailed as failed:
            if kind_of_failure(failed.output) in ("disk", "hash"):
                raise
    # Mirrors, proxies and certificates that only pip is set up for are one more reason for this.
    say("uv does not work here; pip does the same in about a minute")
    run_step(f"installing {count} packages with pip", [*pip, *packages], lock)
    run_step("installing the kit itself", [*pip, *kit_itself], lock)


def can_fetch_uv(fetch: list[str], lock: IO[bytes]) -> bool:
    """False where there is no uv for this computer; pip's own troubles would stop pip too."""
    try:
        run_step("fetching uv, which installs fast", fetch, lock)
    except StepFailed as failed:
        if kind_of_failure(failed.output):
            raise
        return False
    return True


def set_up_jupyter() -> None:
    """Settings that stand in .venv, so that the user's own arguments win over them."""
    server = {"ip": "127.0.0.1", "root_dir": str(KIT), "allow_root": True, "answer_yes": True}
    first_page = {"default_url": f"/lab/tree/{FIRST_LESSON}"}
    config = {"ServerApp": server, "LabApp": first_page}
    write_json("etc/jupyter/jupyter_server_config.json", config)
    # The kit works without a network, so JupyterLab is not to look for news or updates.
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    overrides = {"@jupyterlab/apputils-extension:notification": quiet}
    write_json("share/jupyter/lab/settings/overrides.json", overrides)


def write_json(place: str, content: dict[str, Any]) -> None:
    path = VENV / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def run_step(doing: str, command: list[str], lock: IO[bytes]) -> None:
    """Run one program of the install: what it does on the screen, what it prints in the log."""
    say(doing)
    # The child holds the lock as well: should kit.py be killed, the next one waits for the child.
    held = (lock.fileno(),) if os.name == "posix" else ()
    pipe, nothing, together = subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT
    seen = {**variables(), **(NO_OTHER_PLACE if "--no-index" in command else {})}
    streams = {"stdin": nothing, "stdout": pipe, "stderr": together, "pass_fds": held}
    try:
        process = subprocess.Popen(command, cwd=KIT, env=seen, **streams)
    except OSError as error:
        raise StepFailed(doing, str(error)) from error
    lines: collections.deque[str] = collections.deque(maxlen=200)
    reader = threading.Thread(target=keep_output, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        wait_with_signs_of_life(process, doing)
    finally:
        process.kill()
        reader.join(timeout=5)
    if process.returncode != 0:
        raise StepFailed(doing, "\n".join(lines))


def keep_output(stream: IO[bytes], lines: collections.deque[str]) -> None:
    """Keep the last lines in memory, since a full disk keeps no log, and tell of retries."""
    for raw in stream:
        line = raw.decode("utf-8", "replace").rstrip()
        lines.append(line)
        with contextlib.suppress(OSError), LOG.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        if "Retrying" in line:
            say("the network does not answer; trying again")


def wait_with_signs_of_life(process: subprocess.Popen, doing: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_STEP_SECONDS:
        try:
            process.wait(SIGN_OF_LIFE_SECONDS)
            return
        except subprocess.TimeoutExpired:
            say(f"still {doing}")
    raise KitError(f"{doing} took longer than half an hour. {ADVICE['network']}")


# ------------------------------------------------------------------ one install at a time


@contextlib.contextmanager
def the_only_installer() -> Iterator[IO[bytes]]:
    """Hold the lock of .venv; the system frees it when its holder ends, however it ends."""
    VENV.mkdir(exist_ok=True)
    with LOCK.open("ab") as handle:
        for seconds in range(0, LONGEST_WAIT_SECONDS, 1):
            if taken(handle):
                break
            if seconds % SIGN_OF_LIFE_SECONDS == 0:
                say("another kit.py is installing here; waiting for it")
            time.sleep(1)
        else:
            raise KitError(f"Another kit.py is still installing here: stop it, {AGAIN}.")
        yield handle


def taken(handle: IO[bytes]) -> bool:
    """Try to take the lock; where files cannot be locked (some network drives), go without."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


# ------------------------------------------------------------------ the commands


def lab(arguments: list[str]) -> int:
    if not (KIT / FIRST_LESSON).is_file():
        raise KitError(f"{FIRST_LESSON} is missing from {KIT}: get the whole kit again.")
    ensure("lab")
    say("opening JupyterLab; Ctrl-C in this window stops it")
    return hand_over(["-P", "-m", "jupyterlab", *arguments], Path.cwd())


def test(arguments: list[str]) -> int:
    ensure("test")
    return hand_over(["-m", "pytest", *arguments], KIT)


def build(arguments: list[str]) -> int:
    ensure("test")
    return hand_over(["-m", "chipclaims.making", *arguments], KIT)


def pack(arguments: list[str]) -> int:
    ensure("lab")
    return hand_over(["-P", "-m", "chipclaims.making.pack", *arguments], Path.cwd())


def just_install(arguments: list[str]) -> int:
    if arguments:
        raise KitError(f"install takes no further arguments, and got {' '.join(arguments)}.")
    ensure("lab")
    say(f"all is in place; to open the lessons: {Path(sys.executable).name} kit.py lab")
    return 0


COMMANDS = {"lab": lab, "test": test, "install": just_install, "pack": pack, "build": build}


def hand_over(arguments: list[str], folder: Path) -> int:
    """Let the environment's Python take the place of this one; its exit code is ours."""
    command = [str(venv_python()), *arguments]
    seen = variables()
    # The kernel and settings of .venv come first, whatever else is installed or configured.
    kernels = [str(VENV / "share" / "jupyter"), seen.get("JUPYTER_PATH", "")]
    seen.update(JUPYTER_PATH=os.pathsep.join(filter(None, kernels)), JUPYTER_PREFER_ENV_PATH="1")
    if os.access(VENV, os.W_OK):
        # Otherwise JupyterLab would open the tabs of other projects beside the first lesson.
        seen["JUPYTERLAB_WORKSPACES_DIR"] = str(VENV / "workspaces")
    sys.stdout.flush()
    if os.name == "posix":
        os.chdir(folder)
        os.execve(command[0], command, seen)
    process = subprocess.Popen(command, env=seen, cwd=folder)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the program got it too, and ends
            return process.wait()


def run_command(name: str, arguments: list[str]) -> int:
    if name not in COMMANDS:
        guess = "".join(f", did you mean {it}?" for it in difflib.get_close_matches(name, COMMANDS))
        known = ", ".join(COMMANDS)
        print(f"kit.py: there is no command {name!r}{guess} (known: {known})", file=sys.stderr)
        return 2
    if sys.version_info[:2] > NEWEST_TESTED:
        print(
            f"Note: Python {this_python()} is newer than the kit was tested with "
            f"({dotted(OLDEST)} to {dotted(NEWEST_TESTED)}); going on.",
            file=sys.stderr,
        )
    return COMMANDS[name](arguments)


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a folder's name may not fit the console
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.split("\n\nEverything")[0])
        return 0
    try:
        return run_command(arguments[0], arguments[1:])
    except StepFailed as failed:
        problem = advice(failed)
    except KitError as error:
        problem = str(error)
    except OSError as error:
        problem = advice_on_refusal(error)
    except KeyboardInterrupt:
        problem = "Stopped. Nothing is lost: the same command goes on from here."
    print(f"kit.py: {problem}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
