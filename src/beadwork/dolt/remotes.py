"""The remotes that a database knows."""

from __future__ import annotations

ALL = "SELECT name, url FROM dolt_remotes ORDER BY name"
