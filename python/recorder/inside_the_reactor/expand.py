"""From what was told to the events of the recording's format.

A handler's end was not told: it ends where the loop's next thing begins. What the client did is put where the kernel
saw it: the network's delay cannot be seen from here.
"""
import struct

from .packed import NO_STAMP
from .streams import Streams
from .state import MS

STAMP = struct.Struct("qq").unpack_from  # the kernel's, a time of day
TICK = 11 * MS  # a kernel's tick takes 1 to 10 ms
CLOSES_IN_TWISTED = {"sent", "accepted", "made", "lost", "begin", "read", "timer", "fromThreadRun", "turn", "loop", "asleep"}
CLOSES_IN_ASYNCIO = {"end", "made", "lost", "begin", "read", "loop", "asleep"}


class Span:
    """What held the loop's thread from `start` to `end`. `order`: the place of what is told of it."""
    __slots__ = ("conn", "what", "start", "end", "order")

    def __init__(self, conn, what, start, order):
        self.conn, self.what, self.start, self.end, self.order = conn, what, start, None, order


class Expander:
    """One for a recording; `window` for each window of it, oldest first. `out` has `[ns, order, kind, thread, fields]`."""

    def __init__(self, is_asyncio, turns_asking, known=None):
        """@param known: of `State.known`; what was told of it may be left out"""
        self._turns_asking = turns_asking  # a turn begins where the loop asks; else where Twisted runs what is due
        self._closes = CLOSES_IN_ASYNCIO if is_asyncio else CLOSES_IN_TWISTED
        self.out, self.spans, self.samples, self.collections = [], [], [], []
        self.streams = Streams(self.put)
        self._fds, self._ports, self._timers, self._whats = {}, {}, set(), {}
        self._none_queued = {}  # by port, when it was last seen with nobody in its queue
        self._order = 0
        self._span = self._busy = None
        if known is not None:
            self._ports.update((fd, name) for fd, name in known["ports"])
            self._fds.update((fd, "waker") for fd in known["wakers"])
            self._whats.update(enumerate(known["whats"]))

    def led(self, cause, ns, kind, thread=None, **fields):
        """An event with the number of the read that led to it, or of its own."""
        self.put(ns, kind, thread, **fields).append(cause)

    def put(self, ns, kind, thread=None, order=None, **fields):
        self._order += 1
        self.out.append([max(ns, self._from), self._order if order is None else order, kind, thread, fields])
        return self.out[-1]

    def window(self, events):
        """Adds the events of a window. Connections that were there before it are told anew, under a name of their own."""
        first = min(e[0] for e in events)
        turns = [(e[5], "turn") for e in events if e[1] == "loop" and e[5] >= first]
        events = sorted([*events, *turns], key=lambda e: e[0])
        self._from = first
        self._span = None
        self._busy = None
        self.streams.begin(self._from)
        for event in events:
            kind = event[1]
            if kind in self._closes:
                self._close(event[2] if kind == "loop" else event[0])
            getattr(self, "_" + kind)(*event[:1], *event[2:])
        self._close(events[-1][0])
        self.streams.end()

    def _open(self, ns, conn, what):
        self._span = Span(conn, what, ns, self._order + 0.5)

    def _handler(self, ns, conn, what):
        self.put(ns, "handlerStart", conn=conn, what=what)
        self._open(ns, conn, what)
        self._span.what = what
        self._handling = self.out[-1][4]

    def _close(self, ns):
        span, self._span = self._span, None
        if span is None:
            return
        span.end = max(ns, span.start)
        if self._handling is not None:
            self.put(span.end, "handlerEnd", conn=span.conn, what=self._handling["what"])
            span.what, self._handling = self._handling["what"], None
        self.spans.append(span)

    _handling = None
    _has_turned = False

    # The loop
    def _waker(self, ns, fd):
        self._fds[fd] = "waker"

    def _port(self, ns, fd, name, number):
        self._ports[fd] = name
        if name != "port":
            self.put(ns, "listen", conn=name, fd=fd, port=number)
        self.put(ns, "addReader", conn=name)

    def _reactor(self, ns, name):
        pass  # for the header

    def _asleep(self, ns):
        pass  # it only ends what ran

    def _turn(self, ns):
        if not self._turns_asking:
            self._iteration(ns)

    def _iteration(self, ns):
        self._has_turned = True  # a window may begin in the middle of a turn; a recording does not
        self.put(ns, "iteration")

    def _loop(self, ns, entered, timeout, ready, turned):
        ready = list(zip(ready[::2], ready[1::2]))
        if self._turns_asking or not self._has_turned:
            self._iteration(entered)
        for fd in self._ports.keys() - {fd for fd, _ in ready}:
            self._none_queued[self._ports[fd]] = ns
        if self._busy is not None:
            self.spans.append(self._busy_span(entered))
        self._busy = (ns, self._order)
        timeout = None if timeout is None else round(timeout, 3)
        self.put(entered, "selectEnter", timeout=timeout)
        readable = [self._name(fd) for fd, mask in ready if mask & ~4]
        writable = [self._name(fd) for fd, mask in ready if mask & 4]
        self.put(ns, "select", timeout=timeout, readable=readable, writable=writable, waited=round((ns - entered) / MS, 4))

    def _busy_span(self, entered):
        """The whole time between two questions: a hold that no handler accounts for is one of the loop's own."""
        span = Span(None, "", self._busy[0], self._busy[1] + 0.7)
        span.end = entered
        return span

    def _name(self, fd):
        return self._fds.get(fd) or self._ports.get(fd) or self.streams.of_fd(fd) or f"fd {fd}"

    # Connections
    def _accepted(self, ns, name, fd, queued, made, port):
        # The kernel rounds the time of the handshake to its own ticks; it came after nobody was in the queue.
        empty = self._none_queued.get(port, 0)
        self.streams.accepted(ns, name, fd, queued, max(made, empty) if empty - made < TICK else made)

    def _made(self, ns, name, what):
        conn = self.streams.conn(name)
        self.put(ns, "connectionMade", conn=conn)
        self._handler(ns, conn, what)

    def _lost(self, ns, name, what, reason):
        conn = self.streams.conn(name)
        self.put(ns, "removeReader", conn=conn)
        self.put(ns, "connectionLost", conn=conn, reason=reason)
        self._handler(ns, conn, what)

    def _closed(self, ns, name, fd):
        self.put(ns, "sockClose", conn=self.streams.conn(name))
        self.streams.closed(name)

    def _lose(self, ns, name, thread):
        self.put(ns, "loseConnection", thread, conn=self.streams.conn(name))

    def _failed(self, ns, name, call, offered, error):
        more = {"offered": offered} if call == "send" else {}
        self.put(ns, call, conn=self.streams.conn(name), err=error, **more)

    def _read(self, ns, name, n, stamp, offset, data, what, counted, number):
        arrived = 0
        if stamp != NO_STAMP:
            seconds, rest = STAMP(stamp)
            arrived = min(ns, seconds * 1_000_000_000 + rest - offset)
        conn = self.streams.read(ns, name, n, arrived, data, counted)
        if n:
            self.led(number, ns, "dataReceived", conn=conn, n=n, data=data)
            self._handler(ns, conn, self._whats.get(what, "dataReceived"))

    def _what(self, ns, number, name):
        self._whats[number] = name

    def _arrive(self, ns, name, total, read):
        self.streams.arrive(name, total, read, ns)

    def _fin(self, ns, name):
        self.streams.fin(ns, name)

    def _write(self, ns, name, n, buffered, data, thread, cause):
        self.led(cause, ns, "write", thread, conn=self.streams.conn(name), n=n, buffered=buffered, data=data)

    def _sent(self, ns, name, offered, n, data, counted):
        self.put(ns, "send", conn=self.streams.conn(name), offered=offered, n=n, data=data)
        self.streams.sent(ns, name, n, counted)

    def _unsent(self, ns, name, acknowledged):
        self.streams.acknowledged(ns, name, acknowledged)

    # Code
    def _begin(self, ns, name, what):
        self._handler(ns, self.streams.conn(name) if name is not None else None, what)

    def _end(self, ns):
        pass

    def _named(self, ns, what):
        if self._handling is not None:
            self._handling["what"] = what

    def _later(self, ns, number, name, delay, thread, cause):
        self._timers.add(number)
        self.led(cause, ns, "callLater", thread, id=number, name=name, delay=round(delay, 6))

    def _timer(self, ns, number, name, cause):
        self.led(cause, ns, "timerFire", id=number, name=name)
        self._open(ns, None, name)

    def _cancel(self, ns, number, name):
        self.put(ns, "timerCancel", id=number, name=name)

    def _fromThread(self, ns, name, thread, cause):
        self.led(cause, ns, "callFromThread", thread, name=name)

    def _fromThreadRun(self, ns, name, cause):
        self.led(cause, ns, "fromThreadRun", name=name)
        self._open(ns, None, name)

    def _spawn(self, ns, name):
        self.put(ns, "threadSpawn", name=name)

    def _job(self, ns, thread, name, cause):
        self.led(cause, ns, "threadStart", thread, job=name)

    def _jobEnd(self, ns, thread, name, error):
        self.put(ns, "threadEnd", thread, job=name, **({"error": error} if error else {}))

    def _error(self, ns, name, message, thread):
        self.put(ns, "logError", thread, error=name, message=message)

    # What the watcher saw
    def _sample(self, ns, since, wall, cpu, queued, waits, frames):
        self.samples.append((ns, since, wall, cpu, queued, waits, frames))

    def _gc(self, ns, start, generation):
        self.collections.append((start, ns))

    def _detail(self, ns, is_on):
        self._close(ns)
        if is_on:
            self.streams.begin(ns)
        else:
            self.streams.end()
