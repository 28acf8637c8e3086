"""The watcher thread: packs what was told, and looks at what a handler that holds the loop's thread is doing meanwhile."""
import gc
import itertools
import os
import sys
import threading
import time

from . import asyncio_hooks, helping, packed, sockets, state
from .helper import CLOSE_WAIT, DUTY
from .state import FRESH, MS, now, tell, time_of_day
from .thread_state import ThreadState

IDLE, TICK, LONG_TICK = 0.025, 0.01, 0.05
LONG = 10_000 * MS
DEEPEST = 40
PACKED = 1000  # events at a time: more would keep the GIL for too long
FEW, LATE = 500, 200 * MS  # fewer wait for more, so long: that is what is lost by a `kill -9`
CLOCKS = 200 * MS  # between two looks at how far the time of day is ahead
ASKED = 16  # connections of which is asked at a time whether all that was sent has come
SETTLED = 2000 * MS  # what follows a hold is told for so long at the base tier;
BRIEF = 100 * MS  # and so long what follows something shorter: on a busy machine there is much of that
GC_TOLD = MS

try:
    from termios import FIONREAD
except ImportError:
    FIONREAD = None


def threshold():
    """ns that a handler has the thread before it is looked at."""
    return min(50 * MS, state.S.options.limit // 2)


class Watcher(threading.Thread):
    def __init__(self, store):
        super().__init__(name="inside the reactor", daemon=True)
        self._store, self._ended = store, False
        # Until when it sleeps: to wait for a lock takes a fifth of what it takes to wait for an Event.
        self._sleeps = threading.Lock()
        self._sleeps.acquire()
        self._packed = self._clocks_due = 0  # when it packed last, and when it looks at the clocks again
        self._turns = 0  # of the loop, when its counters were read last
        self._since = 0
        self._thread = self._counters = None
        self._detail_until = 0
        self._gc_started = 0
        self._arrivals_due = 0
        self.helper = None

    def stop(self):
        """Ends the thread and packs what is left."""
        if not self._ended:
            self._ended = True
            self._sleeps.release()
        if self is not threading.current_thread() and self.is_alive():
            self.join(2)
        if self._on_gc in gc.callbacks:
            gc.callbacks.remove(self._on_gc)
        if self.helper is not None:
            self.helper.leave()
        if self._thread is not None and not self.is_alive():
            self._thread.close()
        self.pack()

    def run(self):
        gc.callbacks.append(self._on_gc)
        with helping.starting:
            self.helper = helping.start()
        wait = IDLE
        while not self._sleeps.acquire(timeout=wait):
            # In a server that sleeps most of it is cold each time, and takes ten times as long: so nothing is done that need not be.
            s = state.S
            if now() > self._clocks_due:
                s.offset, self._clocks_due = time_of_day(s.offset), now() + CLOCKS
            since = self._look(s)
            self.take_helped(s)
            if since or len(FRESH) + len(packed.READS) >= FEW or now() - self._packed > LATE:
                self.pack()
            if since or s.options.tier == "base":
                self._after(s, since)
            if s.dirty:
                self._unsent(s)
            if s.busy == 0 and s.turns == self._turns and self._counters is not None:
                self._counters = (now(), *self._counters[1:])  # the loop has been asleep since
            elif s.thread is not None:
                self._turns = s.turns
                self._counters = self._counters_of(s)
            s.watcher_ns = time.thread_time_ns()
            wait = (LONG_TICK if now() - since > LONG else TICK) if since else min(IDLE, threshold() / 2e9)
            if self.helper is not None:
                self.helper.due(now() + int(wait * 1e9), s.numbers)

    def _counters_of(self, s):
        """Time, CPU time, time without a core, and how often it has got one."""
        if self._thread is None:
            native = next((t.native_id for t in threading.enumerate() if t.ident == s.thread), None)
            self._thread = ThreadState(s.thread, native or os.getpid())
        queued, turns = self._ask(self._thread.scheduled)
        return now(), self._thread.cpu(), queued, turns

    def _ask(self, function, *args):
        """
        What a function gives that lets the GIL go. C code may have kept it for a whole hold meanwhile, whose handler ends as
        soon as this thread lets go again: so a hold that nobody has looked at yet is looked at here.
        """
        found = function(*args)
        if state.S.busy and state.S.busy != self._since:
            self._look(state.S)
        return found

    def _look(self, s):
        """One sample of a hold: the stack, what the thread waits for, who sent meanwhile. @returns since when it lasts; 0 where there is none."""
        t, since, top, frames = self._stack(s)
        if not since:
            return 0
        first, self._since = since != self._since, since
        if not s.detail.is_on and s.options.tier == "base":
            holder = holder_of(top, s)
            s.detail.on(since)
            if holder is not None:
                tell((since, "begin", holder.name, holder.what))
        self.take_helped(s)
        # What follows reads files, and so lets the GIL go; the handler may end meanwhile. The stack is still its own.
        counters = self._counters_of(s)
        before = self._counters or (since, *counters[1:])
        ms = max(1, counters[0] - before[0]) / MS
        cpu, queued = counters[1] - before[1], counters[2] - before[2]
        tell((t, "sample", since if first else before[0], counters[0] - before[0], cpu, queued,
              self._ask(self._thread.waits_for, (counters[3] - before[3]) / ms), frames))
        if s.busy == since:
            self._arrivals(s)
        s.samples, s.sample_ns = s.samples + 1, s.sample_ns + now() - t
        return since

    def _stack(self, s):
        """When, since when the hold lasts (0 where there is none), the innermost frame, and file, line and function of all."""
        while s.thread is not None:
            t, since = now(), s.busy
            if not since or t - since < threshold():
                break
            frames = []
            frame = top = sys._current_frames().get(s.thread)
            while frame is not None and len(frames) < DEEPEST:
                code = frame.f_code
                frames.append((code.co_filename, frame.f_lineno, getattr(code, "co_qualname", code.co_name)))
                frame = frame.f_back
            # Else the handler ended between two of these lines.
            if s.busy == since:
                return t, since, top, tuple(frames)
        return 0, 0, None, ()

    def _arrivals(self, s):
        """What has arrived since the look before. Of many connections that takes long: then it is done less often."""
        start = now()
        if start < self._arrivals_due:
            return
        for conn in list(s.conns.values()):
            sock = conn.sock()
            try:
                if sock is None or sock.fileno() != conn.fd:
                    continue
                t = now()
                found, conn.looked_at = sockets.arrived(sock, conn.looked_at), t
                if found is None:
                    self._arrived(conn, conn.read + self._ask(sockets.unread, sock, FIONREAD), conn.read, t)
                elif conn.before is not None:
                    self._arrived(conn, found[0] - conn.before, conn.read, found[1], found[2])
                else:
                    self._arrived(conn, conn.read + self._ask(sockets.unread, sock, FIONREAD), conn.read, *found[1:])
            except OSError:
                continue
        self._arrivals_due = now() + DUTY * (now() - start)

    def _arrived(self, conn, total, read, t, has_ended=False, seen_at=None):
        if total > conn.seen:
            conn.seen = total
            # They came after the read that did not get them; but what was read since the look had them.
            tell((max(t, conn.read_at + 1) if read == conn.read else t, "arrive", conn.name, total, read))
        if has_ended and not conn.fin:
            conn.fin = True
            tell((seen_at or now(), "fin", conn.name))

    def take_helped(self, s):
        """What the helper process saw while nobody could look here. It lets the GIL not go: the handler is where it was."""
        taken = self.helper.taken() if self.helper is not None else ()
        if not taken and not s.gone:
            return
        gone, s.gone = s.gone, []
        if not taken or not s.detail.is_on:
            return
        conns = {conn.inode: conn for conn in (*gone, *s.conns.values())}
        for inode, tcp, unread, received, arrived, at in taken:
            conn = conns.get(inode)
            # What was read is counted from then on.
            if conn is None or at < s.detail.since:
                continue
            read = received - unread
            if conn.before is None and at < s.detail.on_at:
                conn.before = read  # nobody read between the look and then: C code has kept the GIL
            elif conn.before is None and conn.read_at < at:
                conn.before = read - conn.read
            elif conn.before is None:
                conn.before = self._read_before(conn)  # it was read since
            if conn.before is not None:
                self._arrived(conn, received - conn.before, read - conn.before, arrived, tcp == CLOSE_WAIT, at)

    def _read_before(self, conn):
        """What had been read of a connection before `read` counted; None where it is gone, or is being read just now."""
        sock, counted = conn.sock(), conn.read
        try:
            if sock is None or sock.fileno() != conn.fd:
                return None
            first, unread, last = sockets.arrived(sock, 0), sockets.unread(sock, FIONREAD), sockets.arrived(sock, 0)
        except OSError:
            return None
        return first[0] - unread - counted if first and last and first[0] == last[0] and conn.read == counted else None

    def _unsent(self, s):
        """Who reads slowly: what was sent and is not acknowledged."""
        if not sockets.LINUX:
            return
        for conn in list(itertools.islice(s.dirty, ASKED)):
            s.dirty.pop(conn, None)
            sock = conn.sock()
            try:
                there = sock is not None and sock.fileno() == conn.fd and not sockets.settled(sock)
                queued = self._ask(sockets.unsent, sock) if there else 0
            except OSError:
                queued = 0
            if queued or conn.acked < conn.sent - queued and conn.acked:
                tell((now(), "unsent", conn.name, conn.sent - queued))
            conn.acked = conn.sent - queued if queued else 0
            if queued:
                s.dirty[conn] = True  # behind the others

    def _after(self, s, since):
        t, held = now(), bool(since)
        if held and t - since >= s.options.limit:
            self._store.hold(since, t)
        if s.options.tier != "base" or not s.detail or not s.detail.is_on:
            return
        if held:
            is_hold = t - since >= s.options.limit
            more = max(SETTLED, int((s.options.around or 0) * 1e9)) if is_hold else BRIEF
            self._detail_until = max(self._detail_until, t + more)
        elif t > self._detail_until:
            s.detail.off()

    def pack(self):
        """Gives what was told to the store."""
        self._packed = now()
        s = state.S
        while s.holds:  # on a busy machine nobody may have looked at one
            self._store.hold(*s.holds.pop(0))
        while FRESH or any(packed.LISTS):
            part = FRESH[:PACKED]
            del FRESH[:len(part)]
            messages, count = packed.take(PACKED)
            s.count += len(part) + count
            self._ask(self._store.add, part, messages, s.offset)
            if len(part) < PACKED and count < PACKED:
                break

    def _on_gc(self, phase, info):
        if phase == "start":
            self._gc_started = now()
        elif now() - self._gc_started > GC_TOLD:
            tell((now(), "gc", self._gc_started, info["generation"]))


READS = ("doRead", "_read_ready", "_read_ready__data_received", "_read_ready__get_buffer")


def holder_of(frame, s):
    """The client whose read the stack is in, if it is in one."""
    while frame is not None:
        if frame.f_code.co_name in READS:
            owner = frame.f_locals.get("self")
            sock = getattr(owner, "socket", None) or getattr(owner, "_sock", None)
            conn = s.conns.get(sock.fileno()) if sock is not None else None
            if conn is not None:
                protocol = getattr(owner, "protocol", None) or getattr(owner, "_protocol", None)
                if s.twisted and protocol is not None:
                    from .twisted_hooks import delivery_of
                    conn.what = delivery_of(protocol)
                elif protocol is not None:
                    conn.what = asyncio_hooks.delivery_of(protocol)
                return conn
        frame = frame.f_back
    return None
