"""Create a town: one Dolt server for all projects of this machine, and `hq` for the town itself.

    gt install
    gt install ~/work/town --name "Night shift" --owner me@example.org
    gt install --dolt-port 3310

PATH defaults to the town that you are in, or else ~/gt. The command can be run again: it creates
what is missing, and never overwrites a file.

A town that was copied from another one (`cp -a`) gets passwords, a server and project ids of its
own, so that neither town acts on the other. With --keep-projects its databases stay those of the
same projects: say it where the first town is no longer used.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable
from pathlib import Path

from beadwork.console.console import Console
from beadwork.errors import NoTown, ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.town import install as action
from beadwork.town import layout
from beadwork.town.install import Installed, TownOptions
from beadwork.workspace import town


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH", help="the town's directory")
    parser.add_argument(
        "--name",
        default="",
        metavar="NAME",
        help="name of the town (else its directory's name)",
    )
    parser.add_argument(
        "--owner", default="", metavar="WHO", help="owner of the town (else git's user.email)"
    )
    parser.add_argument(
        "--dolt-port",
        type=int,
        default=0,
        metavar="N",
        help="the server's port (3307, or the next free)",
    )
    parser.add_argument(
        "--keep-projects",
        action="store_true",
        help="in a copied town: keep the project ids of the first one",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("install writes, and --readonly is given")
    if not 0 <= options.dolt_port < 65536:
        raise Usage(f"--dolt-port cannot be {options.dolt_port}", hint="a number from 1 to 65535")
    root = Path(console.directory, options.path).expanduser() if options.path else _here(console)
    wanted = TownOptions(options.name, options.owner, options.dolt_port, options.keep_projects)
    found = action.install(root.absolute(), town_choice.author(console), wanted, console.note)
    value = {
        "path": str(found.town.root),
        "made": found.made,
        "port": found.server.port,
        "pid": found.server.pid,
        **({"identity": found.identity} if found.identity else {}),
    }
    console.result(value, lambda: _lines(console, found))


def _here(console: Console) -> Path:
    """Return the root of the town that is completed, else that of the new town.

    Raises:
        NoTown: the directory is in a town that was copied or moved here, and not taken up.
    """
    unmarked = town.lost_above(console.directory)
    if unmarked:  # not a second town beside it
        return Path(unmarked)
    try:
        return layout.find_copy_too(console.directory).root
    except NoTown:
        town.root_above(console.directory)
        return layout.default_root()


def _lines(console: Console, installed: Installed) -> Iterable[str]:
    if installed.made:
        yield f"{'Made' if installed.is_new else 'Completed'} the town {installed.town.root}:"
        yield from textwrap.wrap(
            ", ".join(installed.made),
            console.terminal.width,
            initial_indent="  ",
            subsequent_indent="  ",
        )
    else:
        yield f"The town {installed.town.root} is complete"
    yield from installed.identity
    yield f"Its server: pid {installed.server.pid}, port {installed.server.port}"
    yield "Next: gt rig add NAME GIT-URL"
