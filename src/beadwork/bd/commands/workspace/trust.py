"""Trust a server, a redirect or a town that only this repository names.

    bd trust db.example.org:3306
    bd trust db.example.org:3306 --user me --password-file ~/.secrets/db --ca ~/ca.pem
    bd trust --redirect ../plans/.beads
    bd trust --town ~/gt
    bd trust --list
    bd trust --remove db.example.org:3306

A repository of somebody else may name any server. Commands contact that server only after you have
trusted it, once for each project. A server that you name yourself (`bd init --server-host`, `bd
dolt set host`, BEADS_DOLT_SERVER_HOST) needs no trust. User, password and CA that are given with a
server are sent to that server only. The list is `trust.json` in your own directory, ~/.beads or
BEADWORK_HOME.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import BadWorkspace, NotFound, ReadOnly, Usage
from beadwork.workspace import locate, town
from beadwork.workspace.trust import places, servers, trust_file
from beadwork.workspace.trust.servers import Server


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "server", nargs="?", default="", metavar="HOST:PORT", help="the server, or its socket"
    )
    parser.add_argument("--user", default="", metavar="USER", help="the user to log in as")
    parser.add_argument(
        "--password-file", default="", metavar="FILE", help="your own file with the password"
    )
    parser.add_argument(
        "--ca", default="", metavar="FILE", help="your own file with the server's CA"
    )
    parser.add_argument("--tls", action="store_true", help="require TLS")
    parser.add_argument(
        "--project", default="", metavar="ID", help="for this project (else the one here)"
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--redirect", default="", metavar="PATH", help="trust the .beads that a redirect leads to"
    )
    kinds.add_argument(
        "--town", default="", metavar="PATH", help="trust a town that was made elsewhere"
    )
    kinds.add_argument("--list", action="store_true", help="list what is trusted")
    kinds.add_argument("--remove", default="", metavar="WHAT", help="no longer trust it")


def run(console: Console, options: argparse.Namespace) -> None:
    """Trust a server, a redirect or a town, remove an entry, or show all entries."""
    chosen = [options.server, options.redirect, options.town, options.list, options.remove]
    if sum(map(bool, chosen)) != 1:
        raise Usage("trust takes one server, or one of its flags", hint="bd trust HOST:PORT")
    if options.list:
        _show(console)
        return
    if console.readonly:
        raise ReadOnly("trust writes, and --readonly is given")
    if options.remove:
        _remove(console, options.remove)
    elif options.redirect:
        _trust_redirect(console, options.redirect)
    elif options.town:
        _trust_town(console, options.town)
    else:
        _trust_server(console, options)


def _trust_server(console: Console, options: argparse.Namespace) -> None:
    workspace = None if options.project else locate.find(console.directory)
    server = Server(
        servers.read_name(options.server),
        workspace.project_id if workspace else options.project,
        user=options.user,
        ca=_file(options.ca),
        password_file=_file(options.password_file),
        tls=True if options.tls or options.ca else None,
    )
    servers.trust(server, workspace.beads if workspace else "")
    value = {"server": server.name, "project_id": server.project_id}
    console.result(value, lambda: f"Trusted {server.name} for project {server.project_id}")


def _file(path: str) -> str:
    if not path:
        return ""
    found = os.path.abspath(os.path.expanduser(path))
    if not os.path.isfile(found):
        raise NotFound(f"no file {found}")
    return found


def _trust_redirect(console: Console, path: str) -> None:
    target = os.path.realpath(os.path.expanduser(os.path.join(console.directory, path)))
    source = _leading(console.directory, target)
    places.trust_redirect(source, target)
    value = {"from": source, "to": target}
    console.result(value, lambda: f"Trusted that {source} leads to {target}")


def _leading(start: str, target: str) -> str:
    """Return the nearest `.beads`, from a directory upwards, that redirects to another one.

    Raises:
        BadWorkspace: there is none.
    """
    for directory in locate.upwards(os.path.abspath(start)):
        beads = os.path.join(directory, ".beads")
        if locate.leads_to(beads) == target:
            return beads
    raise BadWorkspace(f"nothing above {os.path.abspath(start)} leads to {target}", hint="bd where")


def _trust_town(console: Console, path: str) -> None:
    root = os.path.realpath(os.path.expanduser(os.path.join(console.directory, path)))
    if town.marked_above(root) != root:
        raise NotFound(f"{root} has no {town.MARK}", hint="gt install")
    places.trust_town(root)
    console.result({"town": root}, lambda: f"Trusted the town {root}")


def _remove(console: Console, what: str) -> None:
    taken = trust_file.forget(what)
    if not taken:
        raise NotFound(f"{what} is not trusted", hint="bd trust --list")
    console.result({"removed": taken}, lambda: f"{what} is no longer trusted")


def _show(console: Console) -> None:
    found = trust_file.read()
    console.result(
        found, lambda: _lines(found) or ["Nothing is trusted but what you name yourself"]
    )


def _lines(trusted: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [
        *(f"server    {entry['server']}  {_given(entry)}" for entry in trusted["servers"]),
        *(f"redirect  {entry['from']} → {entry['to']}" for entry in trusted["redirects"]),
        *(f"town      {entry['path']}" for entry in trusted["towns"]),
    ]


def _given(entry: dict[str, Any]) -> str:
    facts = [f"project {entry.get('project_id') or '(none)'}"]
    facts += [f"{key} {entry[key]}" for key in ("user", "ca", "password_file") if entry.get(key)]
    facts += ["with TLS"] if entry.get("tls") else []
    return ", ".join(facts)
