"""The table `channels`: names for several inboxes, with the members in the JSON of `config`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row
from beadwork.model.mail import Channel
from beadwork.store import json_columns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = ", ".join(Channel._fields)
ALL = f"SELECT {COLUMNS} FROM channels ORDER BY name, id"
NAMED = f"SELECT {COLUMNS} FROM channels WHERE name IN %s ORDER BY name, id"
INSERT = f"INSERT INTO channels ({COLUMNS}) VALUES (%s, %s, %s, %s, %s)"
SET_CONFIG = "UPDATE channels SET config = %s WHERE id = %s"
DELETE = "DELETE FROM channels WHERE id = %s"


def every(reader: Reader) -> list[Channel]:
    """Return all channels in order of name."""
    return [from_row(row) for row in reader.rows(ALL)]


def named(reader: Reader, names: Sequence[str]) -> dict[str, Channel]:
    """Return the channels of these names, by name. A channel that does not exist is left out."""
    return {row[1]: from_row(row) for row in reader.rows(NAMED, tuple(names))} if names else {}


def add(tx: Transaction, channel: Channel) -> None:
    """Insert a channel."""
    tx.write(INSERT, *channel._replace(config=_json(channel)))  # type: ignore[arg-type]


def save(tx: Transaction, channel: Channel) -> None:
    """Write the channel's configuration."""
    tx.write(SET_CONFIG, _json(channel), channel.id)


def delete(tx: Transaction, channel: Channel) -> None:
    """Delete a channel."""
    tx.write(DELETE, channel.id)


def from_row(row: Row) -> Channel:
    """Return the channel of a row in the order of COLUMNS."""
    return Channel._make(row)._replace(config=json_columns.mapping(row[3]) or {})


def _json(channel: Channel) -> str:
    return json.dumps(channel.config, ensure_ascii=False, sort_keys=True)
