"""Handlers of asyncio: callbacks of transports, steps of tasks, jobs of thread pools."""
import asyncio
import contextvars
import sys
from asyncio import selector_events
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident

from . import state
from .causes import answering
from .sockets import head
from .state import now, tell
from .threads import job, label, thread_name

CONN = contextvars.ContextVar("inside_the_reactor", default=None)  # for which client a task works


def patch(patches):
    patches.wrap(asyncio.Handle, "_run", make_run)
    patches.wrap(ThreadPoolExecutor, "submit", make_submit)
    transport = selector_events._SelectorSocketTransport
    for name in ("write", "writelines") if sys.version_info >= (3, 12) else ("write",):
        patches.wrap(transport, name, make_writelines if name == "writelines" else make_write)


def make_run(old):
    def _run(self):
        s = state.S
        if s.twisted or get_ident() != s.thread:
            return old(self)
        begin(s, self)
        return old(self)
    return _run


def begin(s, handle):
    """Tells whose handler begins; it ends where the next one begins or the loop asks."""
    callback = handle._callback
    owner = getattr(callback, "__self__", None)
    sock = getattr(owner, "_sock", None)
    name = getattr(callback, "__name__", "")
    if sock is None and name == "connection_made" and handle._args:
        sock = handle._args[0].get_extra_info("socket")
        sock = getattr(sock, "_sock", sock)
    conn = s.conns.get(sock.fileno()) if sock is not None else None
    if conn is not None:
        if handle._context.get(CONN) is not conn.name:
            handle._context.run(CONN.set, conn.name)  # the tasks that it makes inherit it
        transport_handler(conn, owner, name)
    elif name == "_read_from_self":
        if s.waker is None:
            s.waker = owner._ssock.fileno()
            tell((now(), "waker", s.waker))
        tell((now(), "end"))
    elif owner is None or isinstance(owner, asyncio.AbstractEventLoop) or sock is not None:
        # Somebody's own function, or the loop's own work.
        is_own = owner is None and callable(callback) and (getattr(callback, "__module__", None) or "asyncio").split(".")[0] != "asyncio"
        tell((now(), "begin", handle._context.get(CONN), label(callback)) if is_own else (now(), "end"))
    elif isinstance(owner, asyncio.Future):
        coro = owner.get_coro() if isinstance(owner, asyncio.Task) else None
        tell((now(), "begin", handle._context.get(CONN), getattr(coro, "__qualname__", None) or label(callback)))
    else:
        tell((now(), "begin", handle._context.get(CONN), label(callback)))


def transport_handler(conn, owner, name):
    t = now()
    if name.startswith("_read_ready"):
        tell((t, "end"))  # the read tells the rest
    elif name == "connection_made":
        conn.what = delivery_of(owner)
        tell((t, "made", conn.name, f"{type(owner).__name__}.connection_made"))
    elif name == "_call_connection_lost":
        tell((t, "lost", conn.name, conn.what.split(".")[0] + ".connection_lost", "ConnectionDone"))
    elif name.startswith("_write_ready") or name == "_add_reader":
        tell((t, "end"))
    else:
        tell((t, "begin", conn.name, label(getattr(owner, name, owner))))


def delivery_of(protocol):
    """Which method of a protocol gets what is read: `Chat.data_received`."""
    return f"{type(protocol).__name__}.{'buffer_updated' if hasattr(protocol, 'buffer_updated') else 'data_received'}"


def make_write(old):
    def write(self, data):
        s = state.S
        conn = s.conns.get(self._sock.fileno()) if self._sock is not None else None
        if conn is not None and data and not s.twisted:
            conn.written += len(data)
            tell((now(), "write", conn.name, len(data), max(0, conn.written - conn.sent), head(data), thread_name(), answering(conn)))
        return old(self, data)
    return write


def make_writelines(old):
    def writelines(self, lines):
        s = state.S
        lines = list(lines)
        conn = s.conns.get(self._sock.fileno()) if self._sock is not None else None
        if conn is not None and not s.twisted:
            size = sum(map(len, lines))
            conn.written += size
            tell((now(), "write", conn.name, size, max(0, conn.written - conn.sent), head(b"".join(lines)), thread_name(), answering(conn)))
        return old(self, lines)
    return writelines


def make_submit(old):
    def submit(self, function, /, *args, **kwargs):
        s = state.S
        return old(self, function if s.twisted else job(function), *args, **kwargs)
    return submit
