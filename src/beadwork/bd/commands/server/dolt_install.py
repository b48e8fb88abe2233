"""Install Dolt for yourself, unless this machine has one that is new enough.

    bd dolt install
    bd dolt install --url https://example.org/dolt-linux-amd64.tar.gz --sha256 c49d…

It tries the official release, then a build with Go. With --url it tries that archive only. `bd`
installs Dolt by itself when it starts a server for the first time. Run this command to prepare a
machine, or to install from another address.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--url", metavar="URL", help="install this archive (else the official release)"
    )
    parser.add_argument(
        "--sha256",
        metavar="HEX",
        help="its checksum (else the one published beside it)",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    from beadwork.dolt import install

    methods = (
        ("release",) if options.url else install.METHODS
    )  # with an archive that is named, no other Dolt is used
    installed = install.install(
        console.note, url=options.url, sha256=options.sha256, methods=methods
    )
    version = ".".join(map(str, installed.version))
    console.result(
        {"path": str(installed.path), "version": version},
        lambda: f"Dolt {version} is {installed.path}",
    )
