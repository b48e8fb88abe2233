"""A remote as a person types it: in a directory, and perhaps with a password."""

from __future__ import annotations

import os
from collections.abc import Callable

from beadwork.dolt.server.files import credential_store
from beadwork.model.remotes import endpoint
from beadwork.model.remotes.endpoint import Endpoint


def typed(text: str, directory: str, say: Callable[[str], None], *, table: str = "") -> Endpoint:
    """Return the remote. A relative path counts from `directory`; `table` is `federation.s3-table`.
    A password in the URL goes to the store of credentials, of which `say` gets a line.

    Raises:
        Usage: it is no remote.
    """
    clean = credential_store.take_out(text, say)
    return endpoint.parse(clean, os.path.abspath(directory), table=table)
