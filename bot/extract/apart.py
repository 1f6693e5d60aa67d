"""Reading what somebody handed in, in a process of its own, with limits of time and memory.

Owns that process: however a text is made, it holds up nothing else, and it ends with whoever waits for it. Refuses to
read: see reader.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from bot.extract.article import NotAnArticle

_SECONDS: Final = 30
_MEGABYTES: Final = 1_024
_TOO_MUCH: Final = (
    f"it takes more than {_SECONDS} seconds or {_MEGABYTES:,} MB to read; hand in the words of one article"
)

P = ParamSpec("P")
T = TypeVar("T")


async def call_apart(function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """What a function of a module returns for these arguments, called in a new process, which ends with this task.

    Raises what the function raises, and NotAnArticle if it takes more time or memory than any article needs.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE, start_new_session=True
    )
    try:
        async with asyncio.timeout(_SECONDS):
            written, _ = await process.communicate(pickle.dumps((function, args, options)))
    except TimeoutError:
        raise NotAnArticle(_TOO_MUCH) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode is not None and process.returncode < 0:  # ended by a signal: by its limits
        raise NotAnArticle(_TOO_MUCH)
    if process.returncode:
        raise RuntimeError(f"the process that read it ended with code {process.returncode}")
    result, error = pickle.loads(written)
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return] # what a pickle holds has no type


def _limit() -> None:
    """Keep this process within its limits, where the system has them: https://docs.python.org/3/library/resource.html"""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEGABYTES * 2**20, _MEGABYTES * 2**20))


def _serve() -> None:
    """Call the function given on standard input, and write what came of it."""
    _limit()
    function, args, options = pickle.load(sys.stdin.buffer)
    try:
        done: tuple[object, Exception | None] = function(*args, **options), None
    except MemoryError:
        done = None, NotAnArticle(_TOO_MUCH)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where somebody waits for it
        done = None, error
    sys.stdout.buffer.write(pickle.dumps(done))


if __name__ == "__main__":
    _serve()
