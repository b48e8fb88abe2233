"""Install Dolt for yourself, where this machine has none that is new enough.

    bd dolt install
    bd dolt install --url https://example.org/dolt-linux-amd64.tar.gz --sha256 c49d…

Tries the official release, then a build with Go; with --url that archive only. `bd` does this by
itself at the first start of a server, so this is for a machine that is to be made ready, or one
that needs another address.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--url", metavar="URL", help="archive to install from (else the official release)"
    )
    parser.add_argument(
        "--sha256",
        metavar="HEX",
        help="its checksum; without one, what is published beside it counts",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    from beadwork.dolt import install

    methods = (
        ("release",) if options.url else install.METHODS
    )  # whoever names an archive wants that one or none
    installed = install.install(
        console.note, url=options.url, sha256=options.sha256, methods=methods
    )
    version = ".".join(map(str, installed.version))
    console.result(
        {"path": str(installed.path), "version": version},
        lambda: f"Dolt {version} is {installed.path}",
    )
