"""Save a learner's own work as one zip, and put it back where the kit was started afresh.

What is the learner's is known without git: ``shipped.tsv`` holds a fingerprint of every file that
the kit brings in ``notebooks/`` and ``exercises/``. A notebook counts as changed when its cells
are; results alone can be made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from chipclaims.articles import find_kit_folder

ZIP_NAME = "my_chip_claims.zip"
SHIPPED_FOLDERS = ("notebooks", "exercises")
MY_REPORTS = "my_reports"
# The last is where the command `report` writes when no folder is named.
FOLDERS = (*SHIPPED_FOLDERS, MY_REPORTS, "reports")
NOTEBOOK = ".ipynb"
TABLE = Path(__file__).parent / "shipped.tsv"
LIST = "my_chip_claims.json"
KIND = "chip claims: work of a learner"
MOST_BYTES, MOST_BYTES_OF_LIST = 500_000_000, 5_000_000
NOTHING_YET = "nothing of yours to save yet"


class SavingError(ValueError):
    """Work that cannot be saved or restored, in one line that says what to do."""


class Restored(NamedTuple):
    """What :func:`restore_work` did: the files it wrote, and how many were there already."""

    written: list[Path]
    there_already: int


# ---------------------------------------------------------------- whose file it is


def fingerprint(path: Path) -> str:
    """What makes a file what it is: a notebook's cells, or else its bytes (line ends aside)."""
    return _fingerprint(path.read_bytes(), path.suffix)


def _fingerprint(data: bytes, suffix: str) -> str:
    if suffix == NOTEBOOK:
        # A notebook that cannot be read is somebody's work all the same: its bytes decide.
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            data = _cells(data)
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _cells(notebook: bytes) -> bytes:
    """What somebody typed: JupyterLab changes results, counts and metadata by itself."""
    cells = json.loads(notebook.decode("utf-8"))["cells"]
    kept = [(c["cell_type"], "".join(c["source"]), c.get("attachments") or {}) for c in cells]
    return json.dumps(kept, sort_keys=True).encode()


def files_below(kit: Path, folder: str) -> Iterator[str]:
    """Every file below a folder of the kit, as a path with slashes; nothing hidden, no links."""
    for place, folders, names in os.walk(kit / folder):
        folders[:] = sorted(name for name in folders if not _is_left_out(name))
        for name in sorted(names):
            path = Path(place, name)
            if not _is_left_out(name) and path.is_file() and not path.is_symlink():
                yield path.relative_to(kit).as_posix()


def _is_left_out(name: str) -> bool:
    is_saved_zip = name.startswith(Path(ZIP_NAME).stem) and name.endswith(".zip")
    return name.startswith(".") or name == "__pycache__" or is_saved_zip


def shipped() -> dict[str, str]:
    """Path and fingerprint of each file that the kit brings. Raises ``SavingError``."""
    try:
        lines = TABLE.read_text(encoding="utf-8").splitlines()
        return dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    except (OSError, ValueError):
        raise SavingError(f"{TABLE.name} of the kit is damaged: get the kit again") from None


def my_work() -> list[str]:
    """The learner's own files: new ones, and those of the kit that were changed.

    Paths are relative to the kit's folder. Hidden files and symbolic links are no part of it.
    Raises ``ArticleError`` where there is no kit and ``SavingError`` for a file that cannot be
    read.
    """
    kit, known = find_kit_folder(), shipped()
    names = [name for folder in FOLDERS for name in files_below(kit, folder)]
    names += sorted(path.name for path in kit.glob(f"[!.]*{NOTEBOOK}") if path.is_file())
    try:
        return [name for name in names if known.get(name) != fingerprint(kit / name)]
    except OSError as error:
        raise SavingError(f"a file cannot be read: {_reason(error)}") from None


# ---------------------------------------------------------------- saving


def save_work(folder: str | os.PathLike[str] | None = None) -> Path | None:
    """Put all of :func:`my_work` into ``my_chip_claims.zip``; ``None`` if there is nothing yet.

    The zip stands at the top of the kit, or in ``folder``, which is made if it is missing. An
    older zip of that name is replaced only if the new one holds everything that it holds;
    otherwise it is kept as ``my_chip_claims (older).zip``. Raises ``SavingError``.
    """
    kit, names = find_kit_folder(), my_work()
    if not names:
        return None
    target = (kit if folder is None else Path(folder)) / ZIP_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_zip(kit, names, target)
    except (OSError, ValueError) as error:
        where = _shown(target.parent.name) or "that folder"
        raise SavingError(f"{ZIP_NAME} cannot be written in {where}: {_reason(error)}") from None
    return target


def _write_zip(kit: Path, names: list[str], target: Path) -> None:
    """Write beside the target first: a full disk must not cost the older zip."""
    handle, made = tempfile.mkstemp(prefix=".", suffix=".zip", dir=target.parent)
    new = Path(made)
    try:
        with os.fdopen(handle, "wb") as file, _new_zip(file) as archive:
            archive.writestr(LIST, json.dumps({"kind": KIND, "files": names}, indent=1))
            for name in names:
                archive.write(kit / name, name)
        if os.path.lexists(target) and not _holds_all(new, target):
            target.rename(_free_name(target, "older"))
        new.replace(target)
        target.chmod(0o644)  # mkstemp makes a file for one pair of eyes
    finally:
        new.unlink(missing_ok=True)


def _new_zip(file) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False)


def _holds_all(new: Path, older: Path) -> bool:
    """Whether the new zip has every file of the older one, byte for byte."""
    try:
        with zipfile.ZipFile(older) as before, zipfile.ZipFile(new) as after:
            contents = [
                {(i.filename, i.CRC, i.file_size) for i in each.infolist() if i.filename != LIST}
                for each in (before, after)
            ]
            return LIST in before.namelist() and contents[0] <= contents[1]
    except (OSError, zipfile.BadZipFile):
        return False


def saved_in_words(path: Path | None) -> str:
    """What :func:`save_work` did, without a path of the machine."""
    if path is None:
        return NOTHING_YET
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name != LIST]
    return "\n".join([f"{path.name} now holds {_files(len(names))} of yours:", *_indented(names)])


# ---------------------------------------------------------------- restoring


def restore_work(zip_file: str | os.PathLike[str] = ZIP_NAME) -> Restored:
    """Put the files of a zip of :func:`save_work` back to their places in the kit.

    Nothing is overwritten: where another file of the same name stands, the restored one gets
    ``(restored)`` in its name; a file that is there already is not written twice. A bare name is
    looked for in the current folder, beside the lessons and at the top of the kit.

    Raises ``SavingError`` for a zip that is missing, damaged, not made by :func:`save_work`, too
    large, or that holds a path outside the learner's places in the kit; then nothing is written.
    """
    kit = find_kit_folder()
    path = _found_zip(kit, Path(zip_file))
    contents = _read_zip(path, _shown(path.name))
    places = {name: _place(kit, name, _shown(path.name)) for name in contents}
    written: list[Path] = []
    try:
        for name, data in contents.items():
            new = _written(places[name], data)
            written += [new] if new else []
    except (OSError, ValueError) as error:
        done = f"; {_files(len(written))} before it came back" if written else ""
        raise SavingError(f"{_shown(name)} cannot be written: {_reason(error)}{done}") from None
    return Restored(written, len(contents) - len(written))


def restored_in_words(restored: Restored) -> str:
    """What :func:`restore_work` did, without a path of the machine."""
    kit = find_kit_folder().resolve()
    names = [path.resolve().relative_to(kit).as_posix() for path in restored.written]
    there = f"{_files(restored.there_already)} of the zip there already"
    return "\n".join([f"{_files(len(names))} put back, {there}", *_indented(names)])


def _found_zip(kit: Path, wanted: Path) -> Path:
    places = [wanted]
    if wanted.name == str(wanted):
        # Last the top, where save_work writes: an upload comes before what this kit saved.
        places += [kit / folder / wanted for folder in (*SHIPPED_FOLDERS, ".")]
    with suppress(OSError, ValueError):
        for place in places:
            if place.is_file():
                return place
    name = _shown(wanted.name)
    raise SavingError(f"there is no file {name}: drag it into the list of files on the left first")


def _read_zip(path: Path, shown: str) -> dict[str, bytes]:
    """Everything in the zip but its list, read and proven before anything is written."""
    damaged = SavingError(f"{shown} is damaged: upload it again, or take an older one")
    try:
        with zipfile.ZipFile(path) as archive:
            names = _listed(archive, shown)
            size = sum(archive.getinfo(name).file_size for name in names)
            if size > MOST_BYTES:
                raise SavingError(
                    f"{shown} is too large ({size / 1e6:,.0f} MB unpacked, "
                    f"up to {MOST_BYTES / 1e6:.0f} MB): unpack it by hand"
                )
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError):
        raise damaged from None
    except (RuntimeError, NotImplementedError):
        # A password, or a method of packing that save_work does not use.
        raise SavingError(f"{shown} was packed by another program: {_TAKE_OURS}") from None
    except OSError as error:
        raise SavingError(f"{shown} cannot be read: {_reason(error)}") from None


_TAKE_OURS = f"choose the {ZIP_NAME} that the kit made"


def _listed(archive: zipfile.ZipFile, shown: str) -> list[str]:
    """The files of the list; what save_work did not put in is not taken out."""
    foreign = SavingError(f"{shown} was not made by this kit: {_TAKE_OURS}")
    names = archive.namelist()
    if LIST not in names or archive.getinfo(LIST).file_size > MOST_BYTES_OF_LIST:
        raise foreign
    try:
        told = json.loads(archive.read(LIST).decode("utf-8"))
        if told["kind"] != KIND or sorted([LIST, *told["files"]]) != sorted(names):
            raise foreign
    except (ValueError, TypeError, KeyError):
        raise foreign from None
    return [name for name in names if name != LIST]


def _place(kit: Path, name: str, shown: str) -> Path:
    """Where a file of the zip belongs. Raises ``SavingError`` outside the learner's places."""
    parts = PurePosixPath(name).parts
    is_plain = name == "/".join(parts) and not any(sign in name for sign in "\\:\0")
    is_ours = is_plain and ".." not in parts and not any(map(_is_left_out, parts))
    is_placed = parts[:1] in [(folder,) for folder in FOLDERS] and len(parts) > 1
    is_notebook = len(parts) == 1 and name.endswith(NOTEBOOK)
    place = kit.joinpath(*parts) if is_ours else kit
    # A link in the kit may lead out of it.
    inside = place.parent.resolve().is_relative_to(kit.resolve())
    if not (is_ours and inside and (is_placed or is_notebook)):
        raise SavingError(
            f"{shown} wants to write {_shown(name)[:80]!r}, which is no place for your work: "
            "nothing was restored"
        )
    return place


def _written(place: Path, data: bytes) -> Path | None:
    """Write under the first name that is free; nothing if the same stands there already."""
    place.parent.mkdir(parents=True, exist_ok=True)
    for candidate in chain([place], _other_names(place, "restored")):
        try:
            with candidate.open("xb") as file:
                file.write(data)
            return candidate
        except FileExistsError:
            if candidate.is_file() and _is_same(candidate, data):
                return None
    raise AssertionError("names never run out")


def _is_same(path: Path, data: bytes) -> bool:
    return fingerprint(path) == _fingerprint(data, path.suffix)


# ---------------------------------------------------------------- words and names


def _other_names(path: Path, word: str) -> Iterator[Path]:
    number = 1
    while True:
        label = word if number == 1 else f"{word} {number}"
        yield path.with_name(f"{path.stem} ({label}){path.suffix}")
        number += 1


def _free_name(path: Path, word: str) -> Path:
    return next(name for name in _other_names(path, word) if not os.path.lexists(name))


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"


def _indented(names: Iterable[str]) -> list[str]:
    return [f"    {_shown(name)}" for name in names]


def _shown(name: str) -> str:
    """A name on one line; what cannot be seen is written out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "its name is not usable here"
