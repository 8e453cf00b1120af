"""nginx with the deployment's own files, told where things are here."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parents[2]
NAME = "portici.example.org"


def certificate(folder: Path, names: list[str]) -> None:
    """A certificate of this test's own for these names and addresses."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([_called(one) for one in (NAME, "localhost", *names)]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _called(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def configuration(
    folder: Path, *, hosts: list[str], plain: int, tls: int, names: list[str] | None = None
) -> Path:
    """The deployment's nginx files with this place's paths, ports and hosts; gives nginx' main file."""
    (folder / "logs").mkdir(exist_ok=True)
    certificate(folder, names or [])
    site = (ROOT / "deploy/nginx/portici.conf").read_text()
    servers = "\n".join(f"server {host} max_fails=5 fail_timeout=10s;" for host in hosts)
    for written, here in {
        "server 127.0.0.1:8000 max_fails=5 fail_timeout=10s;": servers,
        "listen [::]:80;\n": "",
        "listen [::]:443 ssl;\n": "",
        "listen 80;": f"listen {plain};",
        "listen 443 ssl;": f"listen {tls} ssl;",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "/var/log/nginx": str(folder / "logs"),
        "/opt/portici/build/static/": f"{ROOT / 'build/static'}/",
        "/etc/nginx/portici-proxy.conf": str(ROOT / "deploy/nginx/portici-proxy.conf"),
    }.items():
        assert written in site, f"deploy/nginx/portici.conf has no {written!r}"
        site = site.replace(written, here)
    (folder / "portici.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "\n".join(
        f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"{user}\nworker_processes 1;\npid {folder / 'nginx.pid'};\nevents {{ worker_connections 1024; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\n{temporary}\ninclude {folder / 'portici.conf'};\n}}\n"
    )
    return main


@contextmanager
def running(main: Path, within: list[str]) -> Iterator[None]:
    """nginx over its main file; `within` is put before the command (a network name space)."""
    command = [*within, "nginx", "-c", str(main), "-e", str(main.with_name("logs") / "start.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        deadline = time.monotonic() + 10
        while not main.with_name("nginx.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
