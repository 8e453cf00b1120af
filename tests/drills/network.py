"""A small network on this machine: a bridge and a name space for each host, with addresses that exist nowhere else. Needs root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

HOSTS = {
    "front": "10.77.0.2",
    "web1": "10.77.0.11",
    "web2": "10.77.0.12",
    "work": "10.77.0.13",
    "data": "10.77.0.20",
}
_BRIDGE = "portici-br"


def possible() -> bool:
    """Whether this machine lets us make name spaces."""
    return (
        shutil.which("ip") is not None
        and os.geteuid() == 0
        and subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
    )


def at(host: str) -> list[str]:
    """What is put before a command so that it runs on a host."""
    return ["ip", "netns", "exec", f"portici-{host}"]


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=not check)


@contextmanager
def laid() -> Iterator[None]:
    """The network, taken down at the end whatever happens."""
    _take_down()
    try:
        _ip("link", "add", _BRIDGE, "type", "bridge")
        _ip("link", "set", _BRIDGE, "up")
        for number, (host, address) in enumerate(HOSTS.items()):
            space, near, far = f"portici-{host}", f"pt-n{number}", f"pt-f{number}"
            _ip("netns", "add", space)
            _ip("link", "add", near, "type", "veth", "peer", "name", far)
            _ip("link", "set", far, "netns", space)
            _ip("link", "set", near, "master", _BRIDGE, "up")
            _ip("-n", space, "addr", "add", f"{address}/24", "dev", far)
            _ip("-n", space, "link", "set", far, "up")
            _ip("-n", space, "link", "set", "lo", "up")
        yield
    finally:
        _take_down()


def _take_down() -> None:
    for host in HOSTS:
        _ip("netns", "delete", f"portici-{host}", check=False)
    _ip("link", "delete", _BRIDGE, check=False)
