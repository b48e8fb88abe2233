"""A stranger's repository, and a person with secrets who has cloned it."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from harness import Person
from stranger import SECRET, Stranger


@pytest.fixture
def stranger(person: Person, tmp_path: Path) -> Stranger:
    return Stranger(person, tmp_path)


@pytest.fixture
def secret(person: Person) -> Path:
    """A file that the person can read, and nobody else should."""
    path = person.home / ".secret"
    path.write_text(SECRET)
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def own_ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the stranger's CA, `ca.pem`, and a certificate that it signed for this
    machine.
    """
    directory = tmp_path_factory.mktemp("ca")
    (directory / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1")
    for words in (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj /CN=stranger",
        "req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=localhost",
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out cert.pem "
        "-extfile names",
    ):
        subprocess.run(["openssl", *words.split()], cwd=directory, check=True, capture_output=True)
    return directory


@pytest.fixture(scope="session")
def own_tls(own_ca: Path) -> ssl.SSLContext:
    """The stranger's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_ca / "cert.pem", own_ca / "key.pem")
    return context
