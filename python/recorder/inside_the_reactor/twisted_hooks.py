"""Handlers of Twisted: protocols, timers, calls from threads, jobs, writes.

A handler's end is not told: it ends where the next thing of the loop begins, some microseconds later.
"""
import sys
from threading import get_ident

from . import causes, state
from .causes import CAUSE, NOTHING, answering, carried
from .packed import WRITES, pack_write
from .sockets import head
from .state import now, tell
from .threads import job, label, thread_name

_write_told, _cause = WRITES.append, CAUSE.get
DELIVERS = ("lineReceived", "stringReceived", "messageReceived", "rawDataReceived")


def load():
    """Imports what `patch` needs: in the middle of a hold an import would let the GIL go, and the handler end."""
    from twisted.internet import abstract, base, protocol, tcp
    from twisted.python import threadpool
    return abstract, base, protocol, tcp, threadpool


def patch(patches):
    abstract, base, protocol, tcp, threadpool = load()
    patches.set(tcp.BaseClient, "doRead", make_read(tcp.Connection.doRead))
    patches.wrap(tcp.Connection, "connectionLost", make_lost)
    patches.wrap(abstract.FileDescriptor, "registerProducer", make_producer)
    patches.wrap(abstract.FileDescriptor, "write", make_write)
    patches.wrap(abstract.FileDescriptor, "writeSequence", make_write_sequence)
    patches.wrap(abstract.FileDescriptor, "loseConnection", make_close)
    patches.wrap(protocol.BaseProtocol, "makeConnection", make_connection)
    for owner in reactor_classes():
        patches.wrap(owner, "callLater", make_later)
        patches.wrap(owner, "callFromThread", make_from_thread)
    patches.wrap(base.DelayedCall, "cancel", make_cancel)
    patches.wrap(threadpool.ThreadPool, "callInThreadWithCallback",
                 lambda old: lambda self, on, function, *a, **k: old(self, on, job(function), *a, **k))
    patch_web(patches)


def reactor_classes():
    reactor = sys.modules.get("twisted.internet.reactor")
    return [c for c in type(reactor).__mro__ if c.__module__.startswith("twisted.")] if reactor is not None else []


def patch_web(patches):
    """The handler of a request is named by the resource that renders it."""
    server = sys.modules.get("twisted.web.server")
    if server is None:
        return

    def make(old):
        def render(self, resource):
            method = self.method.decode("latin-1")[:20]
            tell((now(), "named", f"{type(resource).__name__}.render_{method}"))
            return old(self, resource)
        return render
    patches.wrap(server.Request, "render", make)


def conn_of(transport):
    """The recorded connection under TLS and other wrappers, or None."""
    for _ in range(8):
        sock = getattr(transport, "socket", None)
        if sock is not None:
            return state.S.conns.get(sock.fileno())
        transport = getattr(transport, "transport", None) or getattr(transport, "_channel", None)
        if transport is None:
            return None
    return None


def delivery_of(protocol):
    """Which of its methods the reader wrote: `Chat.lineReceived`."""
    name = type(protocol).__name__
    for method in DELIVERS:
        own = getattr(type(protocol), method, None)
        if own is not None and not getattr(own, "__module__", "").startswith("twisted."):
            return f"{name}.{method}"
    return f"{name}.dataReceived"


def make_connection(old):
    def makeConnection(self, transport):
        conn = conn_of(transport)
        CAUSE.set(None if conn is None else NOTHING)
        if conn is not None:
            if not conn.made:
                conn.made = True
                tell((now(), "made", conn.name, f"{type(self).__name__}.connectionMade"))
            conn.what = delivery_of(self)
        return old(self, transport)
    return makeConnection


def make_read(old):
    """Of a connection that the server made; those that it accepted tell their reads themselves."""
    def doRead(self):
        CAUSE.set(None)  # nobody knows what led to it
        return old(self)
    return doRead


def make_producer(old):
    def registerProducer(self, producer, streaming):
        conn = conn_of(self)
        if conn is not None:
            conn.has_producer, conn.producing = True, carried()
        return old(self, producer, streaming)
    return registerProducer


def make_lost(old):
    def connectionLost(self, reason):
        conn = conn_of(self)
        CAUSE.set(None if conn is None else NOTHING)
        if conn is not None:
            name = conn.what.split(".")[0]
            tell((now(), "lost", conn.name, f"{name}.connectionLost", reason.type.__name__))
        return old(self, reason)
    return connectionLost


def wrote(s, conn, size, data):
    """@param data: what `head` has of it"""
    conn.written = written = conn.written + size
    left = written - conn.sent
    if left < 0:
        left = 0
    if get_ident() != s.thread or s.heads:
        tell((now(), "write", conn.name, size, left, data, thread_name(), answering(conn)))
        return
    # Mostly the answer to what the connection waits for; `answering` has the rest.
    cause, waiting = _cause(), conn.open
    if cause is not None and cause[1] is conn and waiting and waiting[0] == cause[0]:
        number = cause[0]
        del waiting[0]
    else:
        number = answering(conn)
    _write_told(pack_write(now(), conn.number, size, left, number))


def make_write(old):
    s = state.S
    conns = s.conns

    def write(self, data):
        sock = getattr(self, "socket", None)
        conn = conns.get(sock.fileno()) if sock is not None else None
        if conn is not None and data:
            wrote(s, conn, len(data), head(data) if s.heads else "")
        return old(self, data)
    return write


def make_write_sequence(old):
    s = state.S
    conns = s.conns

    def writeSequence(self, iovec):
        iovec = list(iovec)
        sock = getattr(self, "socket", None)
        conn = conns.get(sock.fileno()) if sock is not None else None
        if conn is not None:
            size = sum(map(len, iovec))
            if size:
                wrote(s, conn, size, head(b"".join(iovec)) if s.heads else "")
        return old(self, iovec)
    return writeSequence


def make_close(old):
    def loseConnection(self, *args, **kwargs):
        conn = conn_of(self)
        if conn is not None:
            tell((now(), "lose", conn.name, thread_name()))
        return old(self, *args, **kwargs)
    return loseConnection


def make_later(old):
    def callLater(self, delay, function, *args, **kwargs):
        s = state.S
        if hasattr(function, "recorded"):
            return old(self, delay, function, *args, **kwargs)
        number, name, cause, led = next(s.timers), label(function), carried(), causes.number()

        def fire(*args, **kwargs):
            CAUSE.set(cause)
            if s.running:
                tell((now(), "timer", number, name, led))
            return function(*args, **kwargs)
        fire.recorded, fire.__qualname__ = number, name
        tell((now(), "later", number, name, float(delay) * 1000, thread_name(), led))
        return old(self, delay, fire, *args, **kwargs)
    return callLater


def make_cancel(old):
    def cancel(self):
        number, name = getattr(self.func, "recorded", 0), getattr(self.func, "__qualname__", "")
        old(self)
        if number:
            tell((now(), "cancel", number, name))
    return cancel


def make_from_thread(old):
    def callFromThread(self, function, *args, **kwargs):
        if hasattr(function, "recorded"):
            return old(self, function, *args, **kwargs)
        s, name, cause, led = state.S, label(function), carried(), causes.number()

        def run(*args, **kwargs):
            CAUSE.set(cause)
            if s.running:
                tell((now(), "fromThreadRun", name, led))
            return function(*args, **kwargs)
        run.recorded = 0
        tell((now(), "fromThread", name, thread_name(), led))
        return old(self, run, *args, **kwargs)
    return callFromThread
