"""Store the user and the password for a remote, in a file that only you can read.

bd dolt remote login origin --user alice --password-file ~/alice.password
pass show team/tracker | bd dolt remote login origin --user alice --password-file -

The password is for another server's remotes API, or for a git repository by https://. It goes to
that host alone. A server that runs already uses it from now on. The file that you name is read
once; `-` is standard input. For one command alone, set DOLT_REMOTE_USER and DOLT_REMOTE_PASSWORD
(for a remotes API). Remotes by ssh use your keys: those of your agent, or in your files.
"""

from __future__ import annotations

import argparse

from beadwork.bd import password_file
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    password_file.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    password = password_file.read(options.password_file, console)
    with open_tracker(console) as tracker:
        path = tracker.login_remote(options.name, options.user, password)
    console.result(
        {"name": options.name, "user": options.user, "stored_in": path},
        lambda: f"Stored the password of {options.user} for {options.name} in {path}",
    )
