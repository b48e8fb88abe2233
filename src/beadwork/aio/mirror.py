"""Methods of a tracker, as methods to await: made from `Tracker` itself, so that no name, argument
or promise can differ.

A method that returns an iterator becomes one for `async for`, and a feed one that is awaited; a
property becomes a method.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial, wraps
from typing import Any

from beadwork.aio.core import AsyncCore
from beadwork.aio.feed import AsyncChangeFeed
from beadwork.tracker import Tracker

Method = Callable[..., Any]


def methods() -> Iterator[tuple[str, Method]]:
    """Yield the name of each public method of `Tracker` that `AsyncCore` has not, and the method to
    await.
    """
    for name, member in inspect.getmembers_static(Tracker):
        if not name.startswith("_") and not hasattr(AsyncCore, name):
            yield name, _property(name, member) if isinstance(member, property) else _of(member)


def _of(method: Method) -> Method:
    returned = str(method.__annotations__.get("return", ""))
    if returned.endswith("ChangeFeed"):
        return _feeding(method)
    return _iterating(method) if returned.startswith("Iterator[") else _awaited(method)


def _awaited(method: Method) -> Method:
    @wraps(method)
    async def call(self: AsyncCore, *values: Any, **named: Any) -> Any:
        return await self._call(method.__name__, partial(_run, method, values, named))

    return call


def _feeding(method: Method) -> Method:
    @wraps(method)
    async def call(self: AsyncCore, *values: Any, **named: Any) -> AsyncChangeFeed:
        feed = await self._call(method.__name__, partial(_run, method, values, named))
        return AsyncChangeFeed(self._pool, feed)

    return call


def _iterating(method: Method) -> Method:
    @wraps(method)
    def call(self: AsyncCore, *values: Any, **named: Any) -> AsyncIterator[Any]:
        return self._each(method.__name__, partial(_run, method, values, named))

    return call


def _property(name: str, member: property) -> Method:
    async def call(self: AsyncCore) -> Any:
        return await self._call(name, lambda tracker: getattr(tracker, name))

    call.__name__, call.__doc__ = name, member.__doc__
    return call


def _run(method: Method, values: tuple[Any, ...], named: dict[str, Any], tracker: Tracker) -> Any:
    return method(tracker, *values, **named)
