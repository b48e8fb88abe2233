"""Add a remote to a tracker, or remove one. A remote is not contacted on adding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server.files import credential_store
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.dolt.versions.remote_tracking import Remote
from beadwork.model.hints import command
from beadwork.model.remotes import endpoint
from beadwork.model.urls import bare

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
REF = re.compile(r"refs/[A-Za-z0-9][A-Za-z0-9_./-]{0,200}")
RESERVED = ("main", "master", "HEAD", "ledger", "commons")
"""Names of branches, and of remotes that beadwork itself makes for other planes."""


def add(
    root: Session, name: str, url: str, *, ref: str = "", directory: str = "/", table: str = ""
) -> Remote:
    """Add a remote. A relative path counts from `directory`; `table` is `federation.s3-table`.

    Raises:
        Exists: there is a remote of that name.
        Usage, Invalid: the name, the URL or the reference cannot be one of a remote.
    """
    check_name(name)
    if ref and (not REF.fullmatch(ref) or ".." in ref):
        raise errors.Usage(f'not a git reference: "{ref}"', hint="--ref refs/heads/beadwork")
    place = _place(url, directory, table)
    try:
        remotes.add(root, name, place, ref)
    except ServerError as error:
        if error.fault is Fault.ALREADY_EXISTS:
            raise errors.Exists(
                f'there is a remote "{name}" already', hint="bd dolt remote list"
            ) from error
        if error.fault is not Fault.OTHER:
            raise
        raise errors.Usage(
            f"{bare(url)} cannot be a remote: {failures.reason(error.text)}",
            hint="bd dolt remote add --help",
        ) from error
    return Remote(name, place, "")


def set_url(root: Session, name: str, url: str, *, directory: str = "/", table: str = "") -> Remote:
    """Make a remote lead to a URL, whether there was one of that name or not.

    Raises:
        Usage, Invalid: as `add`; the remote is as it was.
    """
    place = endpoint.parse(url, directory, table=table).url
    known = _find(root, name)
    if known is not None and known.url == place:
        return known
    if known is not None:
        remotes.remove(root, name)
    return add(root, name, place, directory=directory, table=table)


class Addition:
    """Adds a remote by `add`, and may be tried again after the connection broke: a remote of that
    name and URL is then the one that an earlier try has added.
    """

    def __init__(self, name: str, url: str, *, ref: str, directory: str, table: str) -> None:
        self.name, self.url = name, url
        self.how = {"ref": ref, "directory": directory, "table": table}
        self.is_tried = False

    def __call__(self, root: Session) -> Remote:
        """Add it; raises as `add`."""
        was_tried, self.is_tried = self.is_tried, True
        try:
            return add(root, self.name, self.url, **self.how)
        except errors.Exists:
            known = _find(root, self.name) if was_tried else None
            if known is None or known.url != _place(
                self.url, self.how["directory"], self.how["table"]
            ):
                raise
            return known


class Removal:
    """Removes a remote, and may be tried again after the connection broke."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: Remote | None = None

    def __call__(self, root: Session) -> Remote:
        """Remove it, and return it as it was.

        Raises:
            NotFound: there was no such remote.
        """
        known = _find(root, self.name)
        self.found = self.found or known
        if self.found is None:
            raise failures.no_remote(self.name)
        if known is not None:
            remotes.remove(root, self.name)
        return self.found


def _place(url: str, directory: str, table: str) -> str:
    clean = credential_store.take_out(url, lambda line: None)
    return endpoint.parse(clean, directory, table=table).url


def _find(root: Session, name: str) -> Remote | None:
    return next((known for known in remote_tracking.read(root) if known.name == name), None)


def check_name(name: str) -> None:
    """Check the name of a remote.

    Raises:
        Usage: the name is not valid, or is reserved.
    """
    if not NAME.fullmatch(name):
        raise errors.Usage(
            f'not a name of a remote: "{name}" (letters, digits, - and _; at most 64)',
            hint=command("bd", "dolt", "remote", "add", "origin", "URL"),
        )
    if name in RESERVED:
        raise errors.Usage(
            f'"{name}" is reserved: a remote cannot be called so',
            hint=command("bd", "dolt", "remote", "add", "origin", "URL"),
        )
