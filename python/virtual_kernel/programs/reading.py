"""Timeouts, closing, framing, and raw mode."""

from ..trace import emit
from ..units import preview
from . import base
from .base import Handler, S, Traced, _bases, block, later, line_protocol, named, program


@program("timeout")
def timeout(params):
    """TimeoutMixin: idle clients are dropped after params.timeoutMs; each line resets it"""
    from twisted.protocols.policies import TimeoutMixin
    ms = params.get("timeoutMs", 100)

    class T(TimeoutMixin):
        def callLater(self, period, func):
            return base.reactor.callLater(period, named("timeout:" + self.name, lambda: func()))

        def opened(self):
            self.setTimeout(S(ms))

        def handle(self, line):
            self.resetTimeout()
            self.say("pong " + line)

        def timeoutConnection(self):
            emit("timeoutConnection", conn=self.name)
            if params.get("abort"):
                self.transport.abortConnection()
            else:
                TimeoutMixin.timeoutConnection(self)

        def lost(self):
            self.setTimeout(None)
    return line_protocol(T, params)


@program("closing")
def closing(params):
    """lines: bye = write + loseConnection, abort = write + abortConnection, half = loseWriteConnection,
    boom = raise in lineReceived; implements IHalfCloseableProtocol if params.halfCloseable"""
    from twisted.internet.interfaces import IHalfCloseableProtocol
    from zope.interface import implementer

    class C:
        def handle(self, line):
            if line == "bye":
                self.say("bye")
                self.transport.loseConnection()
                self.say("after loseConnection")
            elif line == "abort":
                self.say("lost data")
                self.transport.abortConnection()
            elif line == "half":
                self.say("last words")
                self.transport.loseWriteConnection()
            elif line == "boom":
                raise ValueError("boom")
            elif line.startswith("big "):
                self.transport.write(b"x" * int(line.split()[1]))
            else:
                self.say("pong " + line)

        def readConnectionLost(self):
            emit("readConnectionLost", conn=self.name)
            self.say("your read side closed")
            self.transport.loseConnection()

        def writeConnectionLost(self):
            emit("writeConnectionLost", conn=self.name)
    if params.get("halfCloseable"):
        C = implementer(IHalfCloseableProtocol)(C)
    return line_protocol(C, params)


@program("framing")
def framing(params):
    """receiver: int32 | netstring; echoes each message"""
    Protocol, ServerFactory, L, LO, I32, Net = _bases()
    base = {"int32": I32, "netstring": Net}[params.get("receiver", "int32")]

    class P(Traced, base):
        MAX_LENGTH = params.get("maxLength", 99999)

        def stringReceived(self, s):
            emit("stringReceived", conn=self.name, n=len(s), data=preview(s))
            with Handler(self, "string"):
                if params.get("blockMs"):
                    block(params["blockMs"])
                self.sendString(s)
    f = ServerFactory()
    f.protocol = P
    return f


@program("raw-mode")
def raw_mode(params):
    """line "upload N": setRawMode for N bytes then setLineMode(rest).  line "hold MS": pauseProducing,
    resume after MS (lines already received stay in the LineReceiver buffer)."""
    class R:
        need = 0

        def handle(self, line):
            if line.startswith("upload "):
                self.need = int(line.split()[1])
                self.setRawMode()
            elif line.startswith("hold "):
                emit("pauseProducing", conn=self.name)
                self.pauseProducing()
                later(float(line.split()[1]), "resume", self.resume)
            else:
                self.say("pong " + line)

        def resume(self):
            emit("resumeProducing", conn=self.name)
            self.resumeProducing()

        def raw(self, data):
            take, rest = data[: self.need], data[self.need:]
            self.need -= len(take)
            if not self.need:
                self.say("uploaded")
                self.setLineMode(rest)
    return line_protocol(R, params)
