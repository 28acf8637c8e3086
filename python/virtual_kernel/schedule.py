"""
An explicit schedule of threads, for a server.py: which thread runs its next marked line is an input.

"schedule": {"lines": [15, 16], "order": "RWWR", "local": "n", "shared": "stock"}: R is the reactor thread, W the program's
first other one.  A thread that comes to a marked line stands before it until the order names it; a letter whose thread does
not stand before a marked line is passed over; after the last letter whoever ran last goes on, then the other, R first.
Nobody is chosen before everything that is due at that time has happened.  CPython may switch threads between any two lines
(and within one), so that each order is one that it may choose by itself.

When a marked line is done: event `variables`, with the repr of the local of that name, if it has one, and of the global.
Beside it, threading.Lock in virtual time: lockWait, lockAcquire, lockRelease.
"""
from collections import deque

from . import trace
from .trace import emit

LETTERS = "RW"


class Schedule:
    def __init__(self, spec):
        self.clock = trace.CLOCK
        self.lines = frozenset(spec["lines"])
        self.order = deque(spec.get("order", ""))
        self.local, self.shared = spec.get("local"), spec.get("shared")
        self.standing = {}  # letter -> what lets it go on
        self.last = None
        self.deciding = False
        self.done = {}  # thread -> the frame whose marked line runs

    def before_line(self, frame):
        """the file's tracer: `frame` is about to run its line"""
        self.after_line(frame)
        if frame.f_lineno in self.lines:
            self.stand()
            self.done[self.clock.current] = frame

    def after_line(self, frame):
        """the file's tracer: the line before, if it was a marked one of this call, is done"""
        if self.done.get(self.clock.current) is not frame:
            return
        del self.done[self.clock.current]
        local = frame.f_locals.get(self.local)
        emit("variables", local=None if local is None else repr(local), shared=repr(frame.f_globals[self.shared]))

    def stand(self):
        thread = self.clock.current
        if thread == "main":
            gone = []
            self.standing["R"] = lambda: gone.append(True)
            self.decide_soon()
            self.clock.hold(lambda: gone)
        else:
            self.standing["W"] = lambda: self.clock.after(0, lambda: self.clock.resume(thread))
            self.decide_soon()
            thread.yield_("wait")

    def decide_soon(self):
        if not self.deciding:
            self.deciding = True
            self.clock.after(0, self.decide)

    def decide(self):
        heap = self.clock.heap
        if heap and heap[0][0] <= self.clock.now:  # something else is due yet
            self.clock.after(0, self.decide)
            return
        self.deciding = False
        self.last = self.choose()
        self.standing.pop(self.last)()
        if self.standing:
            self.decide_soon()

    def choose(self):
        while self.order:
            letter = self.order.popleft()
            if letter in self.standing:
                return letter
        return self.last if self.last in self.standing else next(one for one in LETTERS if one in self.standing)


class Lock:
    """threading.Lock, as far as `with` goes"""

    def __init__(self):
        self.owner, self.waiting = None, deque()

    def __enter__(self):
        clock = trace.CLOCK
        me = clock.current
        if self.owner is not None:
            emit("lockWait")
            self.waiting.append(me)
            if me == "main":
                clock.hold(lambda: self.owner == me)
            else:
                while self.owner is not me:
                    me.yield_("wait")
        self.owner = me
        emit("lockAcquire")
        return True

    def __exit__(self, *error):
        clock = trace.CLOCK
        emit("lockRelease")
        self.owner = woken = self.waiting.popleft() if self.waiting else None
        if woken not in (None, "main"):
            clock.after(0, lambda: clock.resume(woken))
