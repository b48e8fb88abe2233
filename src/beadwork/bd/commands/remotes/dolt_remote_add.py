"""Add a remote: a place to which the tracker is pushed, and from which it is pulled.

bd dolt remote add origin git@github.com:team/api.git
bd dolt remote add origin ../backup.git
bd dolt remote add team http://db.example.org:50051/api --user alice --password-file ~/alice.pw
bd dolt remote add mirror https://example.org/team/api.git --ref refs/heads/beadwork

The URL is that of a git repository, or has a form of Dolt:
    git@host:path ssh://… https://… git+file:///… ../path
        a git repository. It needs a branch; the tracker lies in refs/dolt/data beside the branches.
    dolthub://org/repo http://host:port/database file:///directory s3://… gs://…
        another server, a directory, or an object store
`origin` is the remote that other commands use by default. The remote is not contacted now. A
password in the URL is taken out and kept in your own directory. --ref is for git hosts that take
only branches. --user and --password-file are for a remotes API, and for git by https:// (`bd dolt
remote login` stores them later).
"""

from __future__ import annotations

import argparse
import os

from beadwork.bd import password_file
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt.relays import remote_password
from beadwork.dolt.server.files import credential_store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="such as origin")
    parser.add_argument("url", metavar="URL")
    parser.add_argument(
        "--ref", default="", metavar="REF", help="git reference for the data (else refs/dolt/data)"
    )
    password_file.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    url = credential_store.take_out(options.url, console.note)
    password = password_file.read(options.password_file, console)
    if options.user or password:
        remote_password.check(options.user, password)
    with open_tracker(console) as tracker:
        added = tracker.add_remote(
            options.name, url, options.ref, directory=os.path.abspath(console.directory)
        )
        if options.user or password:
            where = tracker.login_remote(options.name, options.user, password)
            console.note(f"the password of {options.user} is stored in {where}")
    console.result(
        {"name": added.name, "url": added.url},
        lambda: [f"Added the remote {added.name}: {added.url}", f"Next: bd dolt push {added.name}"],
    )
