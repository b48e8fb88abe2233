"""Print a script with which a shell completes the commands and flags of `bd`.

    bd completion bash > ~/.local/share/bash-completion/completions/bd
    bd completion zsh > ~/.zfunc/_bd
    bd completion fish > ~/.config/fish/completions/bd.fish

zsh needs `fpath+=~/.zfunc` before `compinit` in ~/.zshrc. Print the script again after an update of
bd.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console

SHELLS = ("bash", "zsh", "fish")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(console: Console, options: argparse.Namespace) -> None:
    import shtab

    from beadwork.bd.parser_tree import parser

    script = shtab.complete(parser(), shell=options.shell)
    console.result({"shell": options.shell, "script": script}, lambda: script.rstrip("\n"))
