"""beadwork: an issue tracker for people and coding agents, versioned in Dolt.

`beadwork.open()` is the way in for programs; see `beadwork.tracker`.
"""

# A command pays for each module that is loaded here: `typing` would cost it 3 to 8 ms, and
# `__future__` a file.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from beadwork import aio
    from beadwork.tracker import Tracker, open

__version__ = "1.0.0"

__all__ = ["Tracker", "__version__", "aio", "open"]


def __getattr__(name: str) -> object:
    """Load the tracker when it is asked for: a command that needs none of it should not pay
    for it.
    """
    if name in ("Tracker", "open"):
        from beadwork import tracker

        return getattr(tracker, name)
    if name == "aio":
        import beadwork.aio

        return beadwork.aio
    raise AttributeError(f"module 'beadwork' has no attribute {name!r}")
