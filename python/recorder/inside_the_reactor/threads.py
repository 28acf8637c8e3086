"""Names of threads and functions, and the jobs that worker threads do."""
import functools
from threading import get_ident

from . import causes, state
from .causes import CAUSE, carried
from .state import now, tell


def label(function):
    """`Chat.tick`, `LoopingCall(Chat.tick)`: what people call a function."""
    inner = getattr(function, "f", None)
    if isinstance(function, functools.partial):
        function = function.func
    name = getattr(function, "__qualname__", None) or type(function).__name__
    name = name.replace(".<locals>", "")
    return f"{name}({label(inner)})" if callable(inner) and inner is not function else name


def thread_name():
    """None for the loop's thread; others are `worker-1` and so on, told when they are seen first."""
    s, thread = state.S, get_ident()
    if thread == s.thread or s.thread is None:
        return None
    name = s.threads.get(thread)
    if name is None:
        name = s.threads[thread] = f"worker-{len(s.threads) + 1}"
        tell((now(), "spawn", name))
    return name


def job(function):
    """The function, telling when a thread begins and ends with it."""
    name, cause, number = label(function), carried(), causes.number()

    def run(*args, **kwargs):
        CAUSE.set(cause)  # also of what is done with the result
        thread = thread_name() if state.S.running else None
        if thread is None:
            return function(*args, **kwargs)
        tell((now(), "job", thread, name, number))
        error = None
        try:
            return function(*args, **kwargs)
        except BaseException as raised:
            error = type(raised).__name__
            raise
        finally:
            tell((now(), "jobEnd", thread, name, error))
    return run
