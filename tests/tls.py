"""A small HTTPS server on loopback: its certificate, which only the tests trust, and the way there from any name."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult


def make_certificate(folder: Path, hosts: Iterable[str]) -> tuple[Path, Path]:
    """A certificate for these names, and its key; skips the test where there is no openssl."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("makes a certificate with openssl, which is not installed")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    make = (openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    names = ",".join(f"DNS:{host}" for host in hosts)
    named = ("-days", "2", "-subj", "/CN=loopback", "-addext", f"subjectAltName={names}")
    subprocess.run([*make, "-keyout", key, "-out", certificate, *named], check=True, capture_output=True)
    return certificate, key


class Loopback(AbstractResolver):
    """Leads every name to one port of this machine, and remembers which were asked for."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": self._port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
        ]

    async def close(self) -> None:
        """Nothing to close."""
