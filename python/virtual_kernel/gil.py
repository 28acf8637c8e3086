"""Who has CPython's global interpreter lock. A model of CPython, not of Twisted: ORACLE.md, section 5."""
import sys
import types
from collections import deque

from . import trace
from .stack import hook
from .trace import emit
from .units import NS_S, VT


class Gil:
    """CPython >= 3.2 GIL: a waiter forces a drop `interval` after max(last switch, its arrival).
    Waiters are served FIFO.  A MODEL of CPython, not Twisted.  interval None = free-threaded."""

    def __init__(self, k, interval_ns):
        self.k, self.interval = k, interval_ns
        self.holder, self.since, self.gen = "main", 0, 0
        self.waiters = deque()
        self.cpu = {}  # who -> [remaining_ns, started_ns, token, done_cb]

    def request(self, who, cb):
        if self.interval is None:
            cb()
            return
        if self.holder is None and not self.waiters:
            self._grant(who, cb)
        else:
            self.waiters.append((who, self.k.now, cb))
            self._arm()

    def _grant(self, who, cb):
        self.holder, self.since = who, self.k.now
        self.gen += 1
        cb()

    def release(self, who):
        if self.interval is None or self.holder is not who:
            return
        self.holder = None
        self.gen += 1
        self._next()

    def _next(self):
        if self.holder is None and self.waiters:
            who, _, cb = self.waiters.popleft()
            self._grant(who, cb)
            self._arm()

    def _arm(self):
        if self.holder in self.cpu and self.waiters:
            gen = self.gen
            at = max(self.since, self.waiters[0][1]) + self.interval
            self.k.at(max(at, self.k.now), lambda: self._force(gen))

    def _force(self, gen):
        if gen != self.gen or self.holder not in self.cpu or not self.waiters:
            return
        who = self.holder
        c = self.cpu[who]
        c[0] -= self.k.now - c[1]
        c[2] += 1  # cancel completion
        emit("gilSwitch", frm=tname(who), to=tname(self.waiters[0][0]))
        self.waiters.append((who, self.k.now, lambda: self._run(who)))
        self.holder = None
        self._next()

    def consume(self, who, ns, done):
        """who (holding the GIL) burns ns of CPU, then done() is called (still holding it)."""
        self.cpu[who] = [ns, self.k.now, 0, done]
        self._run(who)
        self._arm()

    def _run(self, who):
        c = self.cpu[who]
        c[1] = self.k.now
        token = c[2]

        def finish():
            if self.cpu.get(who) is c and c[2] == token:
                del self.cpu[who]
                c[3]()

        self.k.at(self.k.now + c[0], finish)


def tname(w):
    return w if isinstance(w, str) else w.label


class VirtualSys(types.ModuleType):
    """the sys module of a server file: the switch interval is that of the model"""

    executable = sys.executable or "python3"  # a browser's Python has no file

    def __init__(self):
        super().__init__("sys")

    def __getattr__(self, name):
        return getattr(sys, name)

    def __setattr__(self, name, value):
        setattr(sys, name, value)

    @hook
    def setswitchinterval(self, interval):
        gil = trace.CLOCK.gil
        if interval <= 0:
            raise ValueError("switch interval must be strictly positive")
        if gil.interval is not None:
            gil.interval = VT.to_ns(interval)

    @hook
    def getswitchinterval(self):
        interval = trace.CLOCK.gil.interval
        return sys.getswitchinterval() if interval is None else interval / NS_S
