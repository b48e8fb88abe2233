"""The SQL accounts of a managed server: one for each project, one that reads all of them, and root.

A trigger or a view that a fetched database brings runs with the rights of the account that sets it
off. So `bd` works with the account of the project, which reaches that database and no other.
Dependencies between the rigs of a town are looked up with the account that may only read. Root
makes databases and accounts, collects garbage, and talks to remotes.

Each account's password is random and lies in a file of its own beside root's. The first process
makes the file, and the account is made from the file: so processes that come at the same moment
make the same account.
"""

from __future__ import annotations

import os

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.driver import digest
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.private_files import SECRET_MODE, read_secret

READER = "bd_reader"
LONGEST_NAME = 32
"""Characters of an account's name, as MySQL's clients take them."""

CREATE = "CREATE USER IF NOT EXISTS %s@'localhost' IDENTIFIED BY %s"
ALTER = "ALTER USER %s@'localhost' IDENTIFIED BY %s"
GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, EXECUTE ON `{database}`.* TO %s@'localhost'"
"""CREATE is for `local_operation`, which every branch needs: Dolt grants it for a whole database
only. None of these rights makes a trigger, a view or a procedure, or changes a table.
"""
GRANT_READ = "GRANT SELECT ON `{database}`.* TO %s@'localhost'"


def name(database: str) -> str:
    """Return the name of a project's account."""
    plain = f"bd_{database}"
    if len(plain) <= LONGEST_NAME and plain != READER:
        return plain
    from hashlib import sha256

    return f"bd_{sha256(database.encode()).hexdigest()[: LONGEST_NAME - 3]}"


def of_project(home: Home, root: Address, database: str) -> Address | None:
    """Return the server's address with a project's account; None where it has not been made.

    Raises:
        AccessDenied: the file of its password is not ours alone.
    """
    return _entry(home, root, name(database))


def of_reader(home: Home, root: Address) -> Address | None:
    """Return the server's address with the account that reads every project; None where it has not
    been made.
    """
    return _entry(home, root, READER)


def are_kept(root: Address) -> bool:
    """Tell whether a server has these accounts: a managed server whose root has a password and
    whose uuid is known.
    """
    return root.managed and root.user == "root" and bool(root.password and root.uuid)


def make(home: Home, root: Address, database: str) -> Address:
    """Make the account of a project, let the reader read the project, and return the address with
    that account. May be done again at any time.

    The name stands in SQL, so `metadata.check_database` must have passed it.

    Raises:
        ServerError: the server does not answer, or does not let root in.
        OSError: the password cannot be kept.
    """
    user, project = name(database), _password(home, root, name(database))
    reader = _password(home, root, READER)
    quoted = database.replace("`", "``").replace("%", "%%")
    with Session(root, None) as session:
        session.pipeline(
            (CREATE, (user, project)),
            (ALTER, (user, project)),
            (GRANT.format(database=quoted), (user,)),
            (CREATE, (READER, reader)),
            (ALTER, (READER, reader)),
            (GRANT_READ.format(database=quoted), (READER,)),
        )
    return root._replace(user=user, password=project)


def _entry(home: Home, root: Address, user: str) -> Address | None:
    try:
        password = read_secret(_file(home, root, user)).strip()
    except OSError:
        return None
    return root._replace(user=user, password=password) if password else None


def _file(home: Home, root: Address, user: str) -> str:
    """Return the path of the file with an account's password.

    Its directory is named after the server's uuid and the place of Dolt's accounts: in another
    topology, a town has another server over the same data.
    """
    kept = f"{root.uuid}-{digest(home.accounts)[:8]}"
    return os.path.join(home.control, "passwords", kept, user)


def _password(home: Home, root: Address, user: str) -> str:
    """Return the password of an account, making one (256 bits) where there is none.

    Of several processes that make one at once the first wins: link(2) fails where the name exists.
    """
    import secrets

    path = _file(home, root, user)
    directory = os.path.dirname(path)
    for made in (os.path.dirname(directory), directory):
        os.makedirs(made, mode=0o700, exist_ok=True)
    from beadwork.files import atomic

    atomic.clear_drafts(path)
    try:
        return read_secret(path).strip()
    except FileNotFoundError:
        pass
    atomic.create(path, f"{secrets.token_urlsafe(32)}\n", mode=SECRET_MODE)
    return read_secret(path).strip()
