"""Where a phone on the same network reaches this laptop: every address it has, the likeliest first."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys

_ELSEWHERE = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")
_SIOCGIFADDR = 0x8915


def addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this laptop but its own loop, private ones first; empty where it is on no network. Nothing is sent anywhere."""
    found: dict[str, None] = {}
    for there in _ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((there, 9))  # chooses an interface; a datagram socket sends nothing by it
                found[asking.getsockname()[0]] = None
            except OSError:
                continue
    found |= dict.fromkeys(_of_interfaces())
    with contextlib.suppress(OSError):
        found |= dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    usable = [text for text in found if not (ip := ipaddress.ip_address(text)).is_loopback and not ip.is_unspecified]
    return tuple(sorted(usable, key=lambda text: not ipaddress.ip_address(text).is_private))


def _of_interfaces() -> list[str]:
    """The address of every interface, where the system tells (Linux)."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            try:
                packed = fcntl.ioctl(asking.fileno(), _SIOCGIFADDR, struct.pack("256s", name[:15].encode()))
            except OSError:
                continue
            found.append(socket.inet_ntoa(packed[20:24]))
    return found


def names() -> tuple[str, ...]:
    """The names under which this laptop may be asked besides its addresses."""
    host = socket.gethostname().casefold().split(".")[0]
    return ("localhost", "127.0.0.1", "[::1]", *((f"{host}.local",) if host else ()))
