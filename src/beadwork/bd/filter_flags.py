"""The filters of every list as flags, as `gt ready` has them too (console/filter_flags.py)."""

from __future__ import annotations

from beadwork.console.filter_flags import PAGE as PAGE
from beadwork.console.filter_flags import add as add
from beadwork.console.filter_flags import read as read
