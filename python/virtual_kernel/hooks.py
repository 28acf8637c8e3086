"""What Twisted does, as events: wrappers that emit, and then call Twisted's own code."""
import itertools
import json
import sys

from . import trace
from .refuse import refuse
from .stack import STACK, around, hook
from .trace import TRACE, emit
from .units import VT, ms_out, preview


@hook
def fname(f):
    n = getattr(f, "__oracle_name__", None)
    if n:
        return n
    from twisted.internet import task
    if isinstance(f, task.LoopingCall):
        return "LoopingCall(%s)" % fname(f.f)
    n = getattr(f, "__qualname__", None) or type(f).__name__
    n = n.split("<locals>.")[-1]
    self = getattr(f, "__self__", None)
    method = n.split(".")[-1]
    private = method.startswith("__") and not method.endswith("__")  # it is of the class that defines it alone
    if self is not None and not isinstance(self, type) and not private:
        n = type(self).__name__ + "." + method
    return n


def conn_name(transport):
    n = getattr(transport, "_oracle_name", None)
    if n:
        return n
    s = getattr(transport, "socket", None)
    return getattr(s, "label", None)


def install_trace_hooks(reactor, virtual):
    """Wrappers that only emit; every wrapped function still runs Twisted's own code."""
    from twisted.internet import base, defer, tcp
    from twisted.logger import globalLogBeginner

    # the DeferredList inside _ThreePhaseEvent.fireEvent gets a name
    class SystemEventDL(base.DeferredList):
        _oracle_name = "systemEvent"

    base.DeferredList = SystemEventDL

    if virtual:
        trace.CLOCK.info_class = defer.DebugInfo

    # iterations
    orig_ruc = reactor.runUntilCurrent

    def turn():
        TRACE.iter += 1
        if virtual and TRACE.iter > trace.CLOCK.max_iter:
            trace.CLOCK.finish("maxIterations")
        emit("iteration")

    reactor.runUntilCurrent = around(turn, orig_ruc)

    # thread call queue
    class TracedQueue(list):
        def __iter__(self):
            for item in list.__iter__(self):
                emit("fromThreadRun", name=fname(item[0]))
                yield item

    reactor.threadCallQueue = TracedQueue()
    reactor.callFromThread = around(lambda f, *a, **kw: emit("callFromThread", name=fname(f)), reactor.callFromThread)

    # reader/writer sets
    def wrap(meth, getset, want):
        def changed(sel):
            if virtual and want and sel.fileno() not in trace.CLOCK.fds:
                refuse("reactor.%s(): descriptor %s is not one of the oracle's sockets" % (meth, sel.fileno()))
            before = sel in getset() if getset else None
            if not internal(sel) and (before is None or before != want):
                emit(meth, conn=label(sel))

        setattr(reactor, meth, around(changed, getattr(reactor, meth)))

    def internal(sel):
        return sel in reactor._internalReaders

    def label(sel):
        return conn_name(sel) or ("port" if isinstance(sel, tcp.Port) else type(sel).__name__)

    r = lambda: reactor.getReaders()
    w = lambda: reactor.getWriters()
    wrap("addReader", r, True)
    wrap("removeReader", r, False)
    wrap("addWriter", w, True)
    wrap("removeWriter", w, False)
    orig_removeAll = reactor.removeAll

    def removeAll():  # real code walks sets of objects (address order): report in fd order
        fds = {label(x): x.fileno() for x in reactor.getReaders() + reactor.getWriters()}
        n = len(TRACE.events)
        out = sorted(orig_removeAll(), key=lambda s: s.fileno())
        tail = sorted(map(json.loads, TRACE.events[n:]), key=lambda e: (e["kind"], fds.get(e.get("conn"), 0)))
        TRACE.events[n:] = map(json.dumps, tail)
        return out

    reactor.removeAll = removeAll

    # transports
    def wrapm(cls, name, before):
        setattr(cls, name, around(before, getattr(cls, name)))

    def w_write(self, data):
        if hasattr(self, "socket") and self.connected and not self._writeDisconnected:
            emit("write", conn=conn_name(self), n=len(data),
                 buffered=len(self.dataBuffer) - self.offset + self._tempDataLen + len(data),
                 data=preview(data))
            if virtual:
                trace.CLOCK.charge("write", getattr(self.socket, "conn", None))
        else:
            emit("writeIgnored", conn=conn_name(self), n=len(data))

    wrapm(tcp.Connection, "write", w_write)
    wrapm(tcp.Connection, "writeSequence",
          lambda self, iov: w_write(self, b"".join(iov)))
    wrapm(tcp.Connection, "loseConnection", lambda self: emit("loseConnection", conn=conn_name(self)))
    wrapm(tcp.Connection, "abortConnection", lambda self: emit("abortConnection", conn=conn_name(self)))
    wrapm(tcp.Connection, "loseWriteConnection", lambda self: emit("loseWriteConnection", conn=conn_name(self)))
    wrapm(tcp.Connection, "registerProducer",
          lambda self, p, s: emit("registerProducer", conn=conn_name(self), streaming=bool(s)))
    for name in ("loseConnection", "stopListening"):
        wrapm(tcp.Port, name, lambda self, *a: emit("stopListening", conn=label(self)))
    wrapm(tcp.Connection, "unregisterProducer", lambda self: emit("unregisterProducer", conn=conn_name(self)))

    # Deferreds
    ids = itertools.count(1)
    orig_start = defer.Deferred._startRunCallbacks

    def fired(self, result):
        from twisted.python.failure import Failure
        already = self.called
        # newer Twisted's succeed() does not come through here: skip it everywhere
        if not already and sys._getframe(3).f_code.co_name != "succeed":
            if not hasattr(self, "_oracle_id"):
                self._oracle_id = next(ids)
            ok = not isinstance(result, Failure)
            emit("deferredFire", name=getattr(self, "_oracle_name", None), ok=ok,
                 value=short(result))

    defer.Deferred._startRunCallbacks = around(fired, orig_start)

    # log
    def told(value):
        if isinstance(value, defer.FirstError):  # its text has tracebacks, with paths of this machine
            sub = value.subFailure
            return "FirstError[#%d, [Failure instance: %s: %s]]" % (value.index, sub.type.__name__, told(sub.value))
        return str(value)

    @hook
    def observer(event):
        f = event.get("log_failure") or event.get("failure")
        if f is not None:
            emit("logError", error=f.type.__name__, message=told(f.value))
        elif event.get("isError") or (event.get("log_level") is not None and event["log_level"].name in ("critical", "error")):
            emit("logError", message=str(event.get("log_text") or event.get("log_format") or event.get("message")))

    globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False, discardBuffer=True)


@hook
def short(v):
    from twisted.python.failure import Failure
    if isinstance(v, Failure):
        return "Failure(%s)" % v.type.__name__
    if v is None:
        return None
    if isinstance(v, (int, float, str, bool)):
        return v
    if isinstance(v, bytes):
        return preview(v)
    if isinstance(v, (list, tuple)):
        return [short(x) for x in v]
    return type(v).__name__


def traced_delayed_call(base, fifo=False):
    D = base.DelayedCall
    counter = itertools.count(1)
    counter_seq = itertools.count(10**9)

    class TracedDelayedCall(D):
        """Emits only; all scheduling code is DelayedCall's own.

        fifo: on a real clock two callLater() calls never get the same time (it moves on by >= 238 ns),
        so equal virtual times are ordered by the moment of scheduling.  "tieBreak": "heap" leaves the
        raw heapq order (which is not FIFO)."""

        _called = 0
        if fifo:
            def __lt__(self, o):
                return self.time < o.time or (self.time == o.time and self._oracle_seq < o._oracle_seq)

            def __le__(self, o):
                return not o < self

        @property
        def called(self):
            return self._called

        @called.setter
        @hook
        def called(self, v):
            self._called = v
            if v:
                emit("timerFire", id=self._oracle_n, name=self._oracle_name)

    def created(self, time, func, *a, **kw):
        self._oracle_n = self._oracle_seq = next(counter)
        self._oracle_name = fname(func)

    @hook
    def scheduled(self, time):
        if isinstance(time, VT):
            emit("callLater", id=self._oracle_n, name=self._oracle_name, due=ms_out(time.ns),
                 delay=ms_out(time.ns - trace.CLOCK.now))
        elif TRACE.on:
            emit("callLater", id=self._oracle_n, name=self._oracle_name,
                 delay=round((time - trace.CLOCK.seconds()) * 1000))

    make = around(created, D.__init__)

    def __init__(self, time, func, *a, **kw):
        STACK.on.remaining += 1
        try:
            self.__class__ = D  # called = 0 is to be a plain attribute, and no call
            make(self, time, func, *a, **kw)
            self.__class__ = TracedDelayedCall
            scheduled(self, time)
        finally:
            STACK.on.remaining -= 1

    def tells(name, kind, before=lambda self: None):
        change = around(before, getattr(D, name))

        def method(self, *a):
            STACK.on.remaining += 1
            try:
                change(self, *a)
                say(self, kind)
            finally:
                STACK.on.remaining -= 1
        setattr(TracedDelayedCall, name, method)

    @hook
    def say(self, kind):
        emit(kind, id=self._oracle_n, name=self._oracle_name)

    def last(self, *a):
        self._oracle_seq = next(counter_seq)

    TracedDelayedCall.__init__ = __init__
    tells("cancel", "timerCancel")
    tells("reset", "timerReset", last)
    tells("delay", "timerDelay", lambda self, *a: None)
    base.DelayedCall = TracedDelayedCall
