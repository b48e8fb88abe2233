"""A command server as a process of its own: `python -P -m beadwork.serve`."""

from __future__ import annotations

from beadwork.serve import control

if __name__ == "__main__":
    control.serve()
