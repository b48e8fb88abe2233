"""Push or pull the databases of a town at once, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from beadwork.errors import NotFound
from beadwork.model.settings_table import int_setting
from beadwork.town import configuration
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, exchange, places
from beadwork.town.remotes.exchange import Exchanged

AT_ONCE = int_setting("remotes.at-once")


def push(town: Town, names: Sequence[str], actor: str, *, merge: bool) -> list[Exchanged]:
    """Push these databases, or all that have a remote. One that fails does not stop the others.

    Raises:
        NotFound: the town has no such database, or none of them has a remote.
    """
    return _each(town, names, actor, push=True, merge=merge)


def pull(town: Town, names: Sequence[str], actor: str) -> list[Exchanged]:
    """Pull these databases, or all that have a remote; raises as `push`."""
    return _each(town, names, actor, push=False, merge=True)


def _each(
    town: Town, names: Sequence[str], actor: str, *, push: bool, merge: bool
) -> list[Exchanged]:
    remotes = configuration.read(town).remotes
    for name in names:
        places.place(town, name)

    def one(name: str) -> Exchanged:
        wanted = configured.by_hand(town, remotes, name, push=push, pull=not push)
        return exchange.exchange(town, wanted, merge=merge, actor=actor)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        done = list(threads.map(one, names or places.names(town)))
    if names:
        return done
    with_remote = [exchanged for exchanged in done if exchanged.has_remote]
    if not with_remote:
        raise NotFound("no database of the town has a remote", hint="gt dolt remote add hq URL")
    return with_remote
