"""Remember a text for every later session.

    bd remember "Tests need dolt on the PATH"
    bd remember "Release on Tuesdays only" --key release-day
    bd remember --key release-day "Release on Wednesdays" --json

Without --key the key is made of the first words. A key that exists gets the new text; history keeps
the old one. `bd memories` lists all memories, `bd recall KEY` prints one, and `bd forget KEY`
removes one.
"""

from __future__ import annotations

import argparse

from beadwork.actions import remember as action
from beadwork.bd.long_texts import text_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the text (- for standard input)")
    parser.add_argument("--key", metavar="KEY", help="the key (else made of the first words)")


def run(console: Console, options: argparse.Namespace) -> None:
    text, key = action.check(text_of(console, " ".join(options.text)) or "", options.key)
    with open_tracker(console) as tracker:
        kept = tracker.remember(text, key)
    words = {"created": "Remembered", "updated": "Remembered anew", "unchanged": "Known already"}
    console.result(
        kept._asdict(), lambda: f"{words[kept.action]}: {console.style(kept.key, 'bold')}"
    )
