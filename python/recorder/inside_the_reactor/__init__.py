"""Records what the event loop of your own server does: who held the thread, at which line, and who waited.

    python -m inside_the_reactor record -- server.py args…
    python -m inside_the_reactor record -m twisted web --path .

or in code `inside_the_reactor.start("run.json")` … `inside_the_reactor.stop()`.
"""
import os
import sys

from . import helping
from .recorder import VERSION as __version__
from .recorder import Recorder, RecorderError
from .state import Options

__all__ = ["RecorderError", "start", "stop", "__version__"]

_current = None


def start(out="run.json", **options):
    """Begins to record this process. What `options` may be: `Options`.

    @raises RecorderError if it is being recorded already, or `out` cannot be written
    @raises ValueError for an option that is not allowed
    """
    global _current
    if sys.platform == "win32":
        raise RecorderError("Windows has no reactor that can be recorded; Linux and macOS have")
    if _current is not None and _current.state is not None and _current.state.running:
        raise RecorderError(f"this process is recorded already, to {_current.options.out}")
    recorder = Recorder(Options(os.path.abspath(out), **options))
    recorder.start()
    _current = recorder


def stop():
    """Ends the recording and writes it. @returns how many events it has; 0 if nothing was recorded."""
    return _current.finish() if _current is not None else 0


def is_recording():
    return _current is not None and _current.state is not None and _current.state.running


def _forked():
    helping.starting.release()
    if is_recording():
        _current.forked()


os.register_at_fork(before=helping.starting.acquire, after_in_parent=helping.starting.release, after_in_child=_forked)
