"""Two clones of a tracker, and a remote between them."""

from __future__ import annotations

from pathlib import Path

import pytest

import clones as support
from clones import Clones


@pytest.fixture
def clones(shared_workspace: Path, tmp_path: Path) -> Clones:
    """Two clones of a tracker with one issue, in sync with their remote `origin`."""
    return support.make(tmp_path)
