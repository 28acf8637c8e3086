"""What is known while a process is recorded: one recording at a time, so one state.

An event is a flat tuple `(ns, kind, ...)` of atoms: the garbage collector lets go of those, and `marshal` packs them; those of each
message are bytes (`packed`).
Times are nanoseconds of the monotonic clock. `FRESH` holds those that the watcher has not packed yet.
"""
import itertools
import os
import sys
import time
import weakref

from . import packed
from .packed import letters

now = time.monotonic_ns
MS = 1_000_000
QUICK = 20_000  # ns between two looks at clocks

FRESH = []
tell = FRESH.append

S = None  # the State; it stays after the end, for calls that are under way in other threads


def time_of_day(known):
    """
    By how many ns the time of day is ahead of the monotonic clock; `known` where the thread stands still each time between two looks
    at them.
    """
    for _ in range(5):
        before, day, after = now(), time.time_ns(), now()
        if after - before < QUICK:
            return day - (before + after) // 2
    return known


def forget():
    """Of what was told before, nothing stays."""
    FRESH.clear()
    packed.forget()


class Options:
    """How to record; the defaults are those of the command line."""

    def __init__(self, out="run.json", payload="none", limit_ms=100, around=None, tier="full", memory=32 << 20, size=16 << 20, name=None,
                 source=False):
        if payload not in ("none", "head"):
            raise ValueError(f"payload: found {payload!r}; allowed: none, head")
        if tier not in ("full", "base"):
            raise ValueError(f"tier: found {tier!r}; allowed: full, base")
        if not 1 <= limit_ms <= 3_600_000:
            raise ValueError(f"limit: found {limit_ms}; allowed: 1 to 3,600,000 ms")
        if around is not None and not 0.1 <= around <= 600:
            raise ValueError(f"around: found {around}; allowed: 0.1 to 600 s")
        if size < 100_000 or memory < 1_000_000:
            raise ValueError("allowed: a size of 0.1 MB or more, a memory of 1 MB or more")
        self.out, self.payload, self.limit, self.around, self.source = out, payload, int(limit_ms * MS), around, source
        self.tier, self.memory, self.size = tier, memory, size
        self.name = name or os.path.basename(sys.argv[0] if sys.argv and sys.argv[0] else "python")


class Conn:
    """An accepted connection. `read` and `sent` count since the recorder saw it first."""
    __slots__ = ("number", "name", "fd", "sock", "_what", "what_number", "read", "sent", "seen", "acked", "written", "made", "fin", "inode", "before", "looked_at", "read_at", "open", "has_producer", "producing")

    def __init__(self, number, sock):
        self.number, self.name, self.fd, self.sock = number, letters(number), sock.fileno(), weakref.ref(sock)
        self.what = "dataReceived"
        self.read = self.sent = self.seen = self.acked = self.written = 0
        self.made = self.fin = False
        self.before = None  # what had been read of it before `read` counted; None where nobody knows
        self.looked_at = 0  # by the watcher, last
        self.read_at = 0  # when it was read last
        self.has_producer, self.producing = False, None  # the cause of its producer
        self.open = []  # numbers of reads without an answer
        self.inode = os.fstat(self.fd).st_ino

    @property
    def what(self):
        """Which method gets what is read: `Chat.lineReceived`."""
        return self._what

    @what.setter
    def what(self, name):
        self._what, self.what_number = name, S.number_of(name)


class State:
    def __init__(self, options):
        self.options = options
        self.heads = options.payload != "none"
        self.running = True
        self.started = now()
        self.offset = time_of_day(time.time_ns() - now())  # of the kernel's stamps, which are times of day
        self.thread = None  # the loop's
        self.waker = None
        self.busy = 0  # since when the loop is not asking; 0 while it asks
        self.asked = 0  # when it began to ask last
        self.turns = 0
        self.detail = None  # the Detail, once the loop's hooks are there
        self.began_late = False  # the server was there before
        self.twisted = False  # else asyncio
        self.reactor = "epoll"
        self.conns, self.ports = {}, {}
        self.dirty = {}  # connections that may have been sent what has not come, those that wait longest to be looked at first
        self.gone = []  # connections that have closed since the watcher took last what the helper saw
        self.numbers = []  # family and number of each TCP port
        self.names, self.timers = itertools.count(), itertools.count(1)
        self.reads = itertools.count(1)
        self.holds = []  # begin and end of those that the loop itself saw, and of which the store has not heard
        self.threads, self.whats = {}, {}
        self.turned = 0  # when Twisted began its last turn, of which no "loop" has told yet
        self.notes = []
        self.samples = self.sample_ns = self.watcher_ns = self.count = 0

    def known(self):
        """Whose the descriptors are."""
        return {"ports": list(self.ports.items()), "wakers": [] if self.waker is None else [self.waker],
                "whats": list(self.whats), "conns": [(fd, conn.name) for fd, conn in list(self.conns.items())]}

    def number_of(self, what):
        """Of a method's name, which is told when it is seen first."""
        number = self.whats.get(what)
        if number is None:
            number = self.whats[what] = len(self.whats)
            tell((now(), "what", number, what))
        return number

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)
