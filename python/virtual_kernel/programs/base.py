"""
What the server programs have in common.  Ordinary Twisted code: only block()/cpu()/emit() come from the
kernel.  Every program is small on purpose so that it can be re-written line by line in TypeScript.
"""

from .. import trace
from ..kernel import VirtualKernel
from ..stack import STACK, hook
from ..trace import emit
from ..units import VT, ms_ns, preview

reactor = None
ORDER = []  # protocols in connection order (chat etc.)
PORT = None  # the newest port, and what makes one: see __main__.py
listen = None


def bind(r):
    global reactor
    reactor = r


@hook
def block(ms):
    trace.CLOCK.block(ms)


@hook
def cpu(ms):
    trace.CLOCK.cpu(ms)


@hook
def S(ms):
    """milliseconds -> what reactor.callLater wants"""
    return VT(ms_ns(ms)) if isinstance(trace.CLOCK, VirtualKernel) else ms / 1000


def named(name, f):
    f.__oracle_name__ = name
    return f


def later(ms, name, f, *a):
    g = lambda: f(*a)
    return reactor.callLater(S(ms), named(name, g))


# ---------------------------------------------------------------- base protocols
def _bases():
    from twisted.internet.protocol import Protocol, ServerFactory
    from twisted.protocols.basic import (
        Int32StringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver)
    return Protocol, ServerFactory, LineReceiver, LineOnlyReceiver, Int32StringReceiver, NetstringReceiver


class Traced:
    name = None

    def makeConnection(self, transport):
        transport._oracle_name = self.name = transport.socket.label
        STACK.on.remaining += 1
        try:
            super().makeConnection(transport)
        finally:
            STACK.on.remaining -= 1

    def connectionMade(self):
        emit("connectionMade", conn=self.name)
        self.opened()

    def dataReceived(self, data):
        emit("dataReceived", conn=self.name, n=len(data), data=preview(data))
        STACK.on.remaining += 1
        try:
            super().dataReceived(data)
        finally:
            STACK.on.remaining -= 1

    def connectionLost(self, reason):
        emit("connectionLost", conn=self.name, reason=reason.type.__name__)
        self.lost()

    def opened(self):
        pass

    def lost(self):
        pass


class Handler:
    """context manager: handlerStart/handlerEnd"""

    def __init__(self, p, what):
        self.p, self.what = p, what

    def __enter__(self):
        emit("handlerStart", conn=self.p.name, what=self.what)

    def __exit__(self, t, v, tb):
        emit("handlerEnd", conn=self.p.name, what=self.what, error=t.__name__ if t else None)


def line_protocol(cls, params=None):
    Protocol, ServerFactory, LineReceiver, LineOnly, I32, Net = _bases()
    base = {"line": LineReceiver, "lineonly": LineOnly}[(params or {}).get("receiver", "line")]

    class P(Traced, cls, base):
        delimiter = (params or {}).get("delimiter", "\r\n").encode("latin-1")
        MAX_LENGTH = (params or {}).get("maxLength", 16384)

        def lineReceived(self, line):
            emit("lineReceived", conn=self.name, line=preview(line))
            text = line.decode("latin-1")
            with Handler(self, text[:40]):
                return self.handle(text)

        def lineLengthExceeded(self, line):
            emit("lineLengthExceeded", conn=self.name, n=len(line))
            return base.lineLengthExceeded(self, line)

        def rawDataReceived(self, data):
            emit("rawDataReceived", conn=self.name, n=len(data))
            self.raw(data)

        def say(self, text):
            self.sendLine(text.encode("latin-1"))

    P.__name__ = cls.__name__
    f = ServerFactory()
    f.protocol = P
    return f


def data_protocol(cls):
    Protocol, ServerFactory = _bases()[:2]

    class Sink(Protocol):
        def dataReceived(self, data):
            with Handler(self, "data"):
                self.handle(data)

    class P(Traced, cls, Sink):
        pass

    P.__name__ = cls.__name__
    f = ServerFactory()
    f.protocol = P
    return f


class Push:
    """a push producer that writes `chunk` bytes at a time until it is paused, then calls finish()"""

    def __init__(self, p, n, chunk, finish):
        self.p, self.left, self.chunk, self.finish, self.paused = p, n, chunk, finish, False
        p.transport.registerProducer(self, True)
        self.run()

    def run(self):
        while self.left and not self.paused:
            n = min(self.chunk, self.left)
            self.left -= n
            self.p.transport.write(b"x" * n)
        if not self.left:
            self.p.transport.unregisterProducer()
            self.finish()

    def pauseProducing(self):
        emit("pauseProducing", conn=self.p.name, left=self.left)
        self.paused = True

    def resumeProducing(self):
        emit("resumeProducing", conn=self.p.name, left=self.left)
        self.paused = False
        self.run()

    def stopProducing(self):
        emit("stopProducing", conn=self.p.name, left=self.left)
        self.left = 0


class Pull:
    """a pull producer: `chunk` bytes each time it is asked, then calls finish()"""

    def __init__(self, p, n, chunk, finish):
        self.p, self.left, self.chunk, self.finish = p, n, chunk, finish
        p.transport.registerProducer(self, False)

    def resumeProducing(self):
        emit("resumeProducing", conn=self.p.name, left=self.left)
        n = min(self.chunk, self.left)
        self.left -= n
        if n:
            self.p.transport.write(b"x" * n)
        if not self.left:
            self.p.transport.unregisterProducer()
            self.finish()

    def stopProducing(self):
        emit("stopProducing", conn=self.p.name, left=self.left)


PROGRAMS = {}
ON_START = []


def program(name):
    def deco(f):
        PROGRAMS[name] = f
        return f
    return deco


def make(name, params):
    return PROGRAMS[name](params)


def started():
    for f in ON_START:
        f()
