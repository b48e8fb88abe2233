"""Templates of issues, one for each type: `.beads/templates/TYPE.md`.

They come from the repository, and so are text and nothing else: the type is checked before it is a
name of a file, links out of `.beads` are not followed, and a template sets no field that says who
does what or how far it is.
"""

from __future__ import annotations

import os
import re
from typing import Any

from beadwork.bd.editing import drafts
from beadwork.console.console import Console
from beadwork.errors import BadFile, Invalid, NotFound
from beadwork.files import bounded, symlinks
from beadwork.model.issues import issue_file
from beadwork.model.issues.field_table import LONG_TEXTS
from beadwork.workspace import locate

FOLDER = "templates"
ALLOWED = frozenset({"priority", "labels", "estimated_minutes", *LONG_TEXTS})
_WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def fields(console: Console, issue_type: str) -> dict[str, Any]:
    """Return what the template of a type says, as arguments of `create`.

    Raises:
        NotFound: the type has no template.
        BadFile, Invalid: it cannot be read, or says what no template may.
        NoWorkspace, BadWorkspace: there is no usable workspace.
    """
    said = issue_file.parse(_text(locate.find(console.directory).beads, issue_type))
    for column, line in said.lines.items():
        if column not in ALLOWED and said.texts[column]:
            raise Invalid(
                f"{issue_type}.md, line {line}: a template does not set {column}",
                hint="fields of a template are priority, labels, estimate and the texts",
            )
    found = drafts.values({column: text for column, text in said.texts.items() if text})
    if "set_labels" in found:
        found["labels"] = found.pop("set_labels")
    return found


def _text(beads: str, issue_type: str) -> str:
    path = os.path.join(beads, FOLDER, f"{issue_type}.md")
    if not _WORD.fullmatch(issue_type) or not os.path.lexists(path):
        raise NotFound(
            f"no template for {issue_type}: .beads/{FOLDER}/{issue_type}.md is not there",
            hint="bd create TITLE, without --template",
        )
    if not symlinks.is_within(os.path.realpath(path), os.path.realpath(beads)):
        raise BadFile(f"{path} leads out of .beads", hint="keep the template itself there")
    try:
        return bounded.read(path, bounded.TEXT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not UTF-8 text") from None
