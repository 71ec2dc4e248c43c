"""Cuts a notebook's kernel off from the network while the tests run.

conftest.py puts this folder on PYTHONPATH; Python imports the module by its name at its start.
"""

import importlib.machinery
import importlib.util
import ipaddress
import sys
import warnings
from pathlib import Path

# Which of the arguments of an audited event holds the host or the address.
HOST_ARGUMENT = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "socket.getnameinfo": 0,
}


class NetworkBlockedError(RuntimeError):
    """Not an OSError: a lesson that expects network trouble must not get away with trying."""


def stays_on_this_machine(address: object) -> bool:
    """Whether a host or address is loopback, a Unix socket, or (None) one connected already."""
    host = address[0] if isinstance(address, tuple) else address
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost") or name.startswith(("/", "\0")):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def block(event: str, arguments: tuple) -> None:
    if event not in HOST_ARGUMENT:
        return
    address = arguments[HOST_ARGUMENT[event]]
    if not stays_on_this_machine(address):
        raise NetworkBlockedError(
            f"a notebook of the kit must run without a network, and this one asked for {address!r}"
        )


def run_the_next_sitecustomize() -> None:
    """Python imports only one: the one that this module hides still gets its turn."""
    here = Path(__file__).resolve().parent
    elsewhere = [place for place in sys.path if Path(place or ".").resolve() != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", elsewhere)
    if spec and spec.loader:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


sys.addaudithook(block)
# Otherwise Chinese drawn as empty boxes passes: pictures are never compared.
warnings.filterwarnings("error", message="Glyph .* missing from font")
run_the_next_sitecustomize()
