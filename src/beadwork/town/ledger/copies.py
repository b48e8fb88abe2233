"""Copies of ledgers that others publish: cloned beside the servers, looked at, and then read.

    <control>/ledgers/<digest of the URL>/copy.json    when, and how far it went then
                                         /data/        the clone, which no server ever opens

A copy takes the place of the one before only if its tables are a ledger's, its chain is whole, and
it continues the one before. So what was seen once cannot be taken back.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork import errors
from beadwork.actions.ledger import verify
from beadwork.actions.ledger.verify import Ledger, Verified
from beadwork.actions.remotes import failures
from beadwork.dolt.databases import fingerprint, offline
from beadwork.dolt.databases.offline import Dolt
from beadwork.dolt.server.files import credential_store
from beadwork.files.atomic import replace
from beadwork.model.ledger.additions import Tip
from beadwork.model.ledger.entry import BRANCH
from beadwork.model.remotes.endpoint import parse
from beadwork.model.settings_table import float_setting
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare
from beadwork.town import json_files
from beadwork.town.layout import Town

RECORD = "copy.json"
DATA = "data"
FETCH_SECONDS = float_setting("ledger.fetch-timeout")


class Copy(NamedTuple):
    """A copy of a ledger that proves itself."""

    url: str
    ledger: Ledger
    fetched_at: str
    """When it was fetched, in RFC 3339."""
    trouble: str = ""
    """Why it could not be fetched again just now; empty where it is fresh."""


def endpoint(town: Town, url: str) -> str:
    """Return a URL that a person typed, as Dolt takes it and without a password."""
    return parse(credential_store.take_out(url, lambda line: None), str(town.root)).url


def fetch(town: Town, url: str, say: Callable[[str], None]) -> Copy:
    """Return the ledger of a remote, fetched now; the copy from before where the remote cannot be
    reached.

    Raises:
        BeadworkError: it cannot be reached, and there is no copy.
        ForeignSchema, BranchRefused: what it has is no ledger, or was altered; the copy from before
            stays.
    """
    where = endpoint(town, url)
    try:
        return _fetch(town, where, say)
    except errors.RemoteFailed as error:
        kept = _kept(town, where, say)
        if kept is None:
            raise
        return kept._replace(trouble=error.message)


def check(town: Town, url: str, say: Callable[[str], None]) -> Verified:
    """Return what a verification of a remote's ledger finds; nothing of it is kept.

    Raises:
        BeadworkError: it cannot be reached.
        ForeignSchema: it is no ledger.
    """
    where = endpoint(town, url)
    place = _place(town, where)
    return _cloned(town, where, place, _seen(place), say)[0]


def _fetch(town: Town, where: str, say: Callable[[str], None]) -> Copy:
    place = _place(town, where)
    verified, clone = _cloned(town, where, place, _seen(place), say, keep=True)
    if verified.faults:
        shutil.rmtree(clone, ignore_errors=True)
        raise errors.BranchRefused(
            f"the ledger of {bare(where)} was altered: {verified.faults[0]}",
            hint=f"gt ledger verify --from {bare(where)}",
        )
    tip = verified.ledger.tip
    now = format_timestamp(datetime.now(UTC).replace(tzinfo=None))
    shutil.rmtree(place / DATA, ignore_errors=True)
    clone.rename(place / DATA)
    record = {"url": where, "fetched_at": now, "entries": tip.number, "head": tip.digest}
    replace(str(place / RECORD), json.dumps(record, indent=2) + "\n", mode=0o600)
    return Copy(where, verified.ledger, now)


def _cloned(
    town: Town,
    where: str,
    place: Path,
    seen: Tip,
    say: Callable[[str], None],
    *,
    keep: bool = False,
) -> tuple[Verified, Path]:
    """Clone a ledger, and verify it. The clone is removed unless it is to be kept.

    Raises:
        RemoteFailed, ForeignSchema: nothing was cloned.
    """
    dolt = offline.dolt_of(town.server, say)
    for directory in (place.parent, place):
        directory.mkdir(mode=0o700, exist_ok=True)
    clone = place / f"{DATA}.partial"
    shutil.rmtree(clone, ignore_errors=True)
    is_kept = False
    try:
        _clone(dolt, where, clone)
        found = verify.read_copy(fingerprint.copy_query(dolt, clone), bare(where))
        is_kept = keep
        return verify.by_itself(found, seen), clone
    finally:
        if not is_kept:
            shutil.rmtree(clone, ignore_errors=True)


def _clone(dolt: Dolt, where: str, clone: Path) -> None:
    words = ("clone", "--branch", BRANCH, "--single-branch", "--", where, clone.name)
    try:
        done = dolt.run(clone.parent, *words, seconds=FETCH_SECONDS)
        why = _reason(done) if done.returncode else ""
    except errors.StorageFailure as error:  # it did not end
        why = error.message
    if why:
        raise errors.RemoteFailed(
            f"no ledger could be fetched from {bare(where)}: {why}",
            hint=f"git ls-remote {bare(where).removeprefix('git+')}",
        )


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """Return the line of git's or Dolt's words that says why a clone failed."""
    if "fatal:" in done.stderr:
        return failures.reason(done.stderr)
    return offline.failure_reason(done)


def _kept(town: Town, where: str, say: Callable[[str], None]) -> Copy | None:
    """Return the copy that was fetched before, None where there is none."""
    place = _place(town, where)
    if not (place / DATA).is_dir() or not (place / RECORD).exists():
        return None
    ask = fingerprint.copy_query(offline.dolt_of(town.server, say), place / DATA)
    found = verify.read_copy(ask, bare(where))
    return Copy(where, found, str(json_files.read(place / RECORD).get("fetched_at", "")))


def _place(town: Town, where: str) -> Path:
    name = hashlib.sha256(where.encode()).hexdigest()[:16]
    return Path(town.server.control) / "ledgers" / name


def _seen(place: Path) -> Tip:
    """Return how far the ledger went when it was fetched before."""
    if not (place / RECORD).exists():
        return Tip()
    record = json_files.read(place / RECORD)
    number, digest = record.get("entries"), record.get("head")
    return Tip(number, digest) if type(number) is int and type(digest) is str else Tip()
