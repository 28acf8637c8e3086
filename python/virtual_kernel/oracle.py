#!/usr/bin/python3
"""
oracle.py - run REAL Twisted deterministically in virtual time and print a trace.

What is real (imported from the installed Twisted, unmodified source):
  PosixReactorBase/SelectReactor (or EPollReactor) main loop, runUntilCurrent, timeout(),
  doSelect/doPoll, DelayedCall + heapq, threadCallQueue, the self-pipe waker class,
  tcp.Port.doRead/_accept, tcp.Server/Connection doRead/doWrite/connectionLost, FileDescriptor
  buffering + producers, LineReceiver & friends, TimeoutMixin, FileSender, Deferred (all of
  defer.py), LoopingCall, Cooperator, threads.deferToThread, ThreadPool/Team/ThreadWorker/
  LockWorker, adbapi.ConnectionPool, logging.
What is fake (this file): the clock, select()/epoll(), the socket object + a small TCP model,
  os.pipe/os.read/os.write for the waker, threading.Thread/queue.Queue scheduling (real OS
  threads, but only one runs at a time, woken in virtual time), and a GIL model.

usage:  oracle.py WORKLOAD.json [-o TRACE.json] [--reactor select|epoll] [--twisted DIR]
        oracle.py WORKLOAD.json --real          (same programs on the real kernel, real time)
See ORACLE.md for the formats.
"""
import argparse
import errno
import gc
import heapq
import itertools
import json
import os
import socket as _socket
import struct
import sys
import threading
import time as _realtime
import types
import weakref
from collections import deque
from fractions import Fraction
from io import BytesIO

import oracle_refuse
from oracle_refuse import refuse
from oracle_stack import STACK, around, hook

NS_MS = 1_000_000
NS_S = 1_000_000_000


# --------------------------------------------------------------------------- virtual time value
class VT:
    """Seconds as an exact integer number of nanoseconds.  Quacks like a float for Twisted."""

    __slots__ = ("ns",)

    def __init__(self, ns):
        self.ns = ns

    @staticmethod
    def to_ns(x):
        if isinstance(x, VT):
            return x.ns
        if isinstance(x, int):
            return x * NS_S
        if isinstance(x, (float, Fraction)):
            return int(round(x * NS_S))
        return NotImplemented

    def _bin(self, other, f):
        o = VT.to_ns(other)
        return NotImplemented if o is NotImplemented else f(o)

    def __add__(self, o): return self._bin(o, lambda n: VT(self.ns + n))
    __radd__ = __add__
    def __sub__(self, o): return self._bin(o, lambda n: VT(self.ns - n))
    def __rsub__(self, o): return self._bin(o, lambda n: VT(n - self.ns))
    def __mod__(self, o): return self._bin(o, lambda n: VT(self.ns % n))
    def __truediv__(self, o): return self._bin(o, lambda n: Fraction(self.ns, n))
    def __neg__(self): return VT(-self.ns)
    def __eq__(self, o): return self._bin(o, lambda n: self.ns == n)
    def __lt__(self, o): return self._bin(o, lambda n: self.ns < n)
    def __le__(self, o): return self._bin(o, lambda n: self.ns <= n)
    def __gt__(self, o): return self._bin(o, lambda n: self.ns > n)
    def __ge__(self, o): return self._bin(o, lambda n: self.ns >= n)
    def __hash__(self): return hash(self.ns)
    def __float__(self): return self.ns / NS_S
    def __repr__(self): return repr(self.ns / NS_S)
    def __bool__(self): return self.ns != 0


for _name in ("add", "radd", "sub", "rsub", "mod", "truediv", "eq", "lt", "le", "gt", "ge"):  # a float's take no frame
    setattr(VT, "__%s__" % _name, hook(getattr(VT, "__%s__" % _name)))


def ms_out(ns):
    """ns -> ms as int if whole, else float (<= 6 decimals)."""
    return ns // NS_MS if ns % NS_MS == 0 else round(ns / NS_MS, 6)


def ms_ns(ms):
    return int(round(ms * NS_MS))


def preview(data, n=40):
    s = bytes(data[:n]).decode("latin-1")
    return s if len(data) <= n else s + "..."


# --------------------------------------------------------------------------- trace
class Trace:
    def __init__(self):
        self.events = []
        self.on = False
        self.iter = 0
        self.where = None  # says the line of the server.py, where each event is to have it
        self.lock = threading.Lock()

    @hook
    def emit(self, kind, **kw):
        if not self.on:
            return
        ev = {"t": CLOCK.t_out(), "i": self.iter, "kind": kind}
        thr = CLOCK.thread_name()
        if thr != "main":
            ev["thr"] = thr
        for k, v in kw.items():
            if v is not None or k in ("timeout", "conn"):
                ev[k] = tuple(v) if type(v) is list else v  # collect() has no work with tuples of names
        if self.where:
            ev["where"] = self.where()
        with self.lock:
            self.events.append(ev)


TRACE = Trace()
emit = TRACE.emit
CLOCK = None  # VirtualKernel or RealClock


# --------------------------------------------------------------------------- GIL model
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


# --------------------------------------------------------------------------- virtual kernel
class VirtualKernel:
    def __init__(self, cfg):
        self.cfg = cfg
        self.now = 0
        self.heap = []
        self.seq = itertools.count()
        self.fds = {}
        self.done = None
        self.current = "main"
        self.main_sem = threading.Semaphore(0)
        net = cfg.get("net", {})
        self.net = dict(latencyMs=1, serverRecvBuffer=65536, serverSendBuffer=65536,
                        clientRecvBuffer=65536, rate=None, mss=1460, writableRule="free")
        self.net.update(net)
        g = cfg.get("gil", {"switchIntervalMs": 5})
        self.gil = Gil(self, ms_ns(g["switchIntervalMs"]) if g else None)
        self.costs = {k: ms_ns(v) for k, v in cfg.get("costs", {}).items()}
        self.until = ms_ns(cfg["until"]) if cfg.get("until") is not None else None
        self.max_iter = cfg.get("maxIterations", 20000)
        self.order = cfg.get("order", "fd")
        self.worker_no = itertools.count(1)
        self.thread_no = itertools.count(1)  # of threads without a name
        self.reactor = None
        self.background = False  # some job on the heap may be one that does not keep the run alive
        self.ports = itertools.count(50001)
        self.failures, self.failed = None, []  # Failures made when it was last collected; Deferreds with one then
        self.local_ports = itertools.count(32768)  # ip_local_port_range; Linux chooses at random
        self.listeners = []  # those that listen, by age
        self.first_listener = True
        self.threads = []  # those that were started
        self.teams = []  # of pools of threads
        self.write = None  # writes the trace and ends the process
        self.turn_of_sleeps = self.sleeps = 0  # of the main thread, in this turn

    # ---- clock
    def t_out(self):
        return ms_out(self.now)

    def thread_name(self):
        return tname(self.current)

    @hook
    def seconds(self):
        return VT(self.now)

    def at(self, t, fn):
        job = (t, next(self.seq), fn)
        heapq.heappush(self.heap, job)
        return job

    def cancel(self, job):
        self.heap.remove(job)
        heapq.heapify(self.heap)

    def only_background(self):
        """Nothing is left but watches of things that are well (keepalive of a peer that would answer)."""
        return all(getattr(fn, "background", None) is not None and fn.background() for _, _, fn in self.heap)

    def after(self, dt, fn):
        return self.at(self.now + dt, fn)

    def run_due(self):
        while self.heap and self.heap[0][0] <= self.now:
            heapq.heappop(self.heap)[2]()

    def advance(self, target):
        while self.heap and self.heap[0][0] <= target:
            t, _, fn = heapq.heappop(self.heap)
            if t > self.now:
                self.now = t
            fn()
        if target > self.now:
            self.now = target

    def charge(self, what):
        c = self.costs.get(what)
        if c:
            self.advance(self.now + c) if self.current == "main" else None

    def past_the_end(self):
        """the main thread sleeps or computes again when the run's time is over already, or for the 100,000th time in one turn"""
        if self.current != "main":
            return
        if self.until is not None and self.now > self.until:
            self.finish("until")
        if self.turn_of_sleeps != TRACE.iter:
            self.turn_of_sleeps, self.sleeps = TRACE.iter, 0
        self.sleeps += 1
        if self.sleeps > 100_000 and self.until is None:
            refuse("the main thread sleeps in a loop that does not end: give the workload an `until`")

    # ---- blocking (time.sleep) and CPU work, from any thread
    def block(self, ms):
        ns = ms_ns(ms)
        self.past_the_end()
        emit("block", ms=ms)
        if self.current == "main":
            self.gil.release("main")
            self.advance(self.now + ns)
            self.acquire_main()
        else:
            w = self.current
            self.after(ns, lambda: self.resume(w))
            w.yield_("block")

    def cpu(self, ms):
        ns = ms_ns(ms)
        self.past_the_end()
        emit("cpu", ms=ms)
        if self.gil.interval is None:  # free-threaded: no contention
            if self.current == "main":
                self.advance(self.now + ns)
            else:
                w = self.current
                self.after(ns, lambda: self.resume(w))
                w.yield_("block")
            return
        if self.current == "main":
            done = []
            self.gil.consume("main", ns, lambda: done.append(1))
            while not done:
                t, _, fn = heapq.heappop(self.heap)
                self.now = max(self.now, t)
                fn()
        else:
            w = self.current
            self.gil.consume(w, ns, lambda: self.switch(w))
            w.yield_("cpu")

    def acquire_main(self):
        if self.gil.interval is None:
            return
        got = []
        t0 = self.now
        self.gil.request("main", lambda: got.append(1))
        while not got:
            t, _, fn = heapq.heappop(self.heap)
            self.now = max(self.now, t)
            fn()
        if self.now > t0:
            emit("gilWait", ms=ms_out(self.now - t0))

    # ---- simulated threads (real OS threads, one baton)
    def resume(self, w):
        """An event: thread w becomes runnable; it runs once it owns the GIL."""
        self.gil.request(w, lambda: self.switch(w))

    def switch(self, w):
        prev, self.current = self.current, w
        STACK.on = STACK.other
        w.sem.release()
        self.main_sem.acquire()
        self.current = prev
        STACK.on = STACK.main if prev == "main" else STACK.other
        if w.reason != "cpu":
            self.gil.release(w)

    def hold(self, ready, limit=None):
        """The main thread sleeps, without the GIL, until ready() or for `limit` ns. Real Python would hang where nothing is
        left that could make it ready: the run ends there."""
        deadline = None if limit is None else self.now + limit
        self.gil.release("main")
        jobs = 0
        while not ready():
            nxt = self.heap[0][0] if self.heap else None
            if deadline is not None and (nxt is None or nxt > deadline):
                self.now = max(self.now, deadline)
                break
            if deadline is None and (nxt is None or (self.background and self.until is None and self.only_background())):
                self.finish("hangs")
            if self.until is not None and nxt > self.until:
                self.now = max(self.now, self.until)
                self.finish("until")
            jobs += 1
            if jobs > 100_000 and self.until is None:
                refuse("the main thread waits for threads that go on for ever: give the workload an `until`")
            t, _, fn = heapq.heappop(self.heap)
            self.now = max(self.now, t)
            fn()
        self.acquire_main()

    def join(self, w, timeout=None):
        """threading.Thread.join: blocks the thread that calls it in virtual time"""
        if w.finished:
            return
        emit("joinStart", name=w.label)
        limit = None if timeout is None else max(0, VT.to_ns(timeout))
        if self.current == "main":
            self.hold(lambda: w.finished, limit)
        else:
            w.joined_by(self.current, limit)
        emit("joinEnd", name=w.label)

    def await_threads(self):
        """threading._shutdown: the program is at its end when its threads are, but for daemons"""
        for w in self.threads:
            if not w.daemon and not w.finished:
                self.hold(lambda: w.finished)

    # ---- fds
    def newfd(self, obj):
        fd = 3
        while fd in self.fds:
            fd += 1
        self.fds[fd] = obj
        return fd

    @property
    def listener(self):
        """the socket that clients' SYNs meet: the newest that listens; None: the port is closed"""
        return self.listeners[-1] if self.listeners else None

    def _sorted(self, xs):
        f = lambda x: x.fileno()
        if self.order == "fdDesc":
            return sorted(xs, key=f, reverse=True)
        return sorted(xs, key=f)

    def name_of(self, selectable):
        o = self.fds.get(selectable.fileno())
        return o.label if o else "?"

    # ---- select()
    def wait(self, ready, timeout):
        """ready() -> truthy when something is ready. Returns what it returned (or falsy).

        The GIL is given up only when select really has to sleep (measured: with an already ready
        descriptor the reactor gets the GIL back before a waiting thread wakes up)."""
        start = self.now
        self.charge("select")
        self.run_due()
        got = ready()
        if got or (timeout is not None and VT.to_ns(timeout) <= 0):
            return got, start
        deadline = None if timeout is None else self.now + VT.to_ns(timeout)
        self.gil.release("main")
        while not got:
            got = ready()
            if got or (deadline is not None and self.now >= deadline):
                break
            nxt = self.heap[0][0] if self.heap else None
            if deadline is None and (nxt is None or (self.background and self.until is None and self.only_background())):
                self.finish("deadlock" if self.deadlocked() else "idle")
            target = min(x for x in (nxt, deadline) if x is not None)
            if self.until is not None and target > self.until:
                self.now = max(self.now, self.until)
                self.finish("until")
            self.now = max(self.now, target)
            self.run_due()
        self.acquire_main()
        return got, start

    def deadlocked(self):
        """nothing can happen any more: a busy thread of a pool then waits for ever, and so do the jobs that wait for one"""
        found = [team.statistics() for team in self.teams]
        return any(s.busyWorkerCount and s.backloggedWorkCount for s in found)

    def finish(self, why):
        """The run is over. The program is not: whatever it would do next, it never comes to that."""
        self.done = why
        emit("end", why=why)
        self.write()

    def collect(self):
        """Python's collector of circles of references comes when it likes; here, whenever the reactor is about to wait.

        What it finds matters only for Deferreds that ended with a Failure: Twisted logs them when they go."""
        from twisted.internet import defer
        from twisted.python import failure
        if failure.count != self.failures or any(one() is not None for one in self.failed):
            gc.collect()
            self.failures = failure.count
            self.failed = [weakref.ref(o) for o in gc.get_objects() if type(o) is defer.DebugInfo and o.failResult is not None]

    def select(self, r, w, e, timeout=None):
        self.collect()
        reads, writes = self._sorted(r), self._sorted(w)
        emit("selectEnter", timeout=None if timeout is None else ms_out(VT.to_ns(timeout)),
             reads=[self.name_of(x) for x in reads], writes=[self.name_of(x) for x in writes])

        def ready():
            rr = [x for x in reads if self.fds[x.fileno()].readable()]
            ww = [x for x in writes if self.fds[x.fileno()].writable()]
            if self.order == "arrival":
                rr.sort(key=lambda x: self.fds[x.fileno()].ready_seq)
            return (rr, ww) if rr or ww else None

        got, start = self.wait(ready, timeout)
        rr, ww = got or ([], [])
        emit("select", timeout=None if timeout is None else ms_out(VT.to_ns(timeout)),
             readable=[self.name_of(x) for x in rr], writable=[self.name_of(x) for x in ww],
             waited=ms_out(self.now - start))
        return rr, ww, []


class FakeEpoll:
    """select.epoll stand-in (level triggered, fd order) for --reactor epoll."""

    IN, OUT, ERR, HUP = 1, 4, 8, 16

    def __init__(self, size=-1):
        self.reg = {}

    def register(self, fd, mask): self.reg[fd] = mask
    def modify(self, fd, mask): self.reg[fd] = mask
    def unregister(self, fd): del self.reg[fd]
    def close(self): pass
    def fileno(self): return -1

    def poll(self, timeout=-1, maxevents=-1):
        k = CLOCK
        k.collect()
        t = None
        if timeout is not None and timeout >= 0:
            ns = VT.to_ns(timeout)
            if ns >= 1000:  # epoll_wait takes milliseconds, rounded up
                ns = -(-ns // NS_MS) * NS_MS
            t = VT(ns)
        emit("selectEnter", timeout=None if t is None else ms_out(t.ns),
             reads=[k.fds[f].label for f in sorted(self.reg) if self.reg[f] & self.IN],
             writes=[k.fds[f].label for f in sorted(self.reg) if self.reg[f] & self.OUT])

        def ready():
            out = []
            for fd in sorted(self.reg, reverse=k.order == "fdDesc"):
                o, m, ev = k.fds[fd], self.reg[fd], 0
                if m & self.IN and o.readable():
                    ev |= self.IN
                if m & self.OUT and o.writable():
                    ev |= self.OUT
                if o.hup():
                    ev |= self.HUP
                if ev:
                    out.append((fd, ev))
            return out[:maxevents] if maxevents > 0 else out

        got, start = k.wait(ready, t)
        got = got or []
        emit("select", timeout=None if t is None else ms_out(t.ns),
             readable=[k.fds[f].label for f, e in got if e & self.IN],
             writable=[k.fds[f].label for f, e in got if e & self.OUT],
             order=[k.fds[f].label for f, e in got],
             waited=ms_out(k.now - start))
        return got


# --------------------------------------------------------------------------- sockets / TCP model
# Socket options that are modelled, with what they are at first. TCP_NODELAY: the model sends at once in any case.
OPTIONS = {
    (_socket.SOL_SOCKET, _socket.SO_KEEPALIVE): 0,
    (_socket.SOL_SOCKET, _socket.SO_LINGER): struct.pack("ii", 0, 0),
    (_socket.SOL_SOCKET, _socket.SO_REUSEADDR): 0,
    (_socket.SOL_SOCKET, _socket.SO_ERROR): 0,
    (_socket.IPPROTO_TCP, _socket.TCP_NODELAY): 0,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPIDLE): 7200,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPINTVL): 75,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPCNT): 9,
}


def oserr(no):
    return OSError(no, os.strerror(no))


class Pipe:
    """os.pipe() for the waker."""

    def __init__(self, k):
        self.k, self.n, self.label = k, 0, "waker"
        self.ready_seq = 0

    def readable(self): return self.n > 0
    def writable(self): return True
    def hup(self): return False


class FakeOS:
    """Replaces `os` inside twisted.internet.posixbase/_signals/fdesc only."""

    def __getattr__(self, name):
        return getattr(os, name)

    def pipe(self):
        p = Pipe(CLOCK)
        r = CLOCK.newfd(p)
        w = CLOCK.newfd(p)
        return r, w

    def write(self, fd, data):
        p = CLOCK.fds[fd]
        p.n += len(data)
        p.ready_seq = next(CLOCK.seq)
        emit("wakeUp", pending=p.n)
        return len(data)

    def read(self, fd, n):
        p = CLOCK.fds[fd]
        if not p.n:
            raise oserr(errno.EAGAIN)
        k = min(n, p.n)
        p.n -= k
        emit("wakerRead", n=k)
        return b"x" * k

    def close(self, fd):
        CLOCK.fds.pop(fd, None)


class FakeSocket:
    """The server-side socket object handed to Twisted."""

    def __init__(self, family=2, type=1, proto=0):
        k = CLOCK
        self.k = k
        self.family = family
        self.has_fd(k.newfd(self))
        self.label = "sock%d" % self.fd
        self.closed = False
        self.listening = None  # deque of Conn when listening
        self.conn = None
        self.opts = {}
        self.ready_seq = 0
        if family != _socket.AF_INET or type & 15 != _socket.SOCK_STREAM:
            refuse("a socket that is not TCP over IPv4 is not modelled")

    def has_fd(self, fd):
        self.fd = fd
        self.fileno = fd.conjugate  # gives fd, and is a method written in C, as Python's own: no frame (oracle_stack.py)

    def __getattr__(self, name):
        """a method of Python's sockets that is not below"""
        if hasattr(_socket.socket, name):
            refuse("socket.%s is not modelled" % name)
        raise AttributeError(name)

    # -- socket API used by Twisted
    def setblocking(self, x): pass
    def setsockopt(self, level, opt, value):
        import socket as S
        most = {S.TCP_KEEPIDLE: 32767, S.TCP_KEEPINTVL: 32767, S.TCP_KEEPCNT: 127}  # include/linux/tcp.h
        if level == S.IPPROTO_TCP and opt in most and not 1 <= value <= most[opt]:
            raise oserr(errno.EINVAL)
        if (level, opt) not in OPTIONS:
            refuse("setsockopt(%r, %r): that option is not modelled" % (level, opt))
        self.opts[(level, opt)] = value
        if self.conn is not None and (level, opt) == (S.SOL_SOCKET, S.SO_KEEPALIVE):
            self.conn.set_keepalive(bool(value))
        elif self.conn is not None and (level, opt) == (S.IPPROTO_TCP, S.TCP_KEEPIDLE):
            self.conn.set_keepidle(value * NS_S)

    def getsockopt(self, level, opt, size=0):
        if (level, opt) == (_socket.SOL_SOCKET, _socket.SO_ERROR) and hasattr(self.conn, "so_error"):
            return self.conn.so_error()
        if (level, opt) not in OPTIONS:
            refuse("getsockopt(%r, %r): that option is not modelled" % (level, opt))
        return self.opts.get((level, opt), OPTIONS[level, opt])

    def connect_ex(self, addr):
        """without blocking, as Twisted's sockets are; whose connection it is, the Connector has said (oracle_peers.py)"""
        if not hasattr(self.conn, "connect"):
            refuse("socket.connect_ex is not modelled")
        return self.conn.connect(self)

    def bind(self, addr):
        taken = {s.addr[1] for s in self.k.listeners}
        if addr[1] in taken:
            self.k.fds.pop(self.fd, None)  # Python drops the socket with the exception, and closes it
            raise oserr(errno.EADDRINUSE)
        if self.fd not in self.k.fds:
            self.has_fd(self.k.newfd(self))
        self.addr = (addr[0] or "0.0.0.0", addr[1] or next(self.k.local_ports))

    def listen(self, backlog=128):  # socket.py: min(SOMAXCONN, 128)
        if any(s.addr[1] == self.addr[1] for s in self.k.listeners):
            raise oserr(errno.EADDRINUSE)
        self.listening = deque()
        self.backlog = backlog
        self.half = 0  # handshakes under way
        labels = {s.label for s in self.k.listeners}
        self.label = next(x for x in itertools.chain(["port"], ("port#%d" % n for n in itertools.count(2))) if x not in labels)
        self.k.listeners.append(self)
        if not self.k.first_listener:
            emit("listen", conn=self.label, fd=self.fd, port=self.addr[1])
        self.k.first_listener = False

    def stop_listening(self):
        """as inet_csk_listen_stop(): what nobody has accepted is reset. A handshake under way is forgotten, and learns
        of it when its next segment comes"""
        self.k.listeners.remove(self)
        queue, self.listening = self.listening, None
        for c in queue:
            c.reset_unaccepted()

    def getsockname(self): return self.addr
    def getpeername(self): return self.conn.addr

    def accept(self):
        self.k.charge("accept")
        if self.listening is None:
            raise oserr(errno.EINVAL)
        if not self.listening:
            emit("acceptAgain")
            raise oserr(errno.EWOULDBLOCK)
        c = self.listening.popleft()
        s = type(self)()
        s.label, s.conn, c.sock = c.name, c, s
        s.addr = ("127.0.0.1" if self.addr[0] == "0.0.0.0" else self.addr[0], self.addr[1])
        s.ready_seq = self.ready_seq
        emit("accept", conn=c.name, fd=s.fd, queued=len(self.listening))
        return s, c.addr

    def recv(self, n, flags=0):
        self.no_flags("recv", flags)
        self.k.charge("recv")
        return self.conn.srv_recv(n)

    def no_flags(self, call, flags):
        if flags:
            refuse("socket.%s with flags is not modelled" % call)

    def send(self, data, flags=0):
        self.no_flags("send", flags)
        self.k.charge("send")
        return self.conn.srv_send(bytes(data))

    def shutdown(self, how):
        emit("sockShutdown", conn=self.label, how=how)
        if self.conn is None:  # as inet_shutdown(): SHUT_WR alone changes nothing
            if self.listening is None:
                raise oserr(errno.ENOTCONN)
            if how != 1:
                self.stop_listening()
            return
        if self.conn.err or self.conn.connecting:
            raise oserr(errno.ENOTCONN)
        self.conn.srv_shutdown(how)

    def close(self):
        if self.closed:
            return
        self.closed = True
        self.fileno = (-1).conjugate
        self.k.fds.pop(self.fd, None)
        if self.conn:
            import socket as S
            linger = self.opts.get((S.SOL_SOCKET, S.SO_LINGER))
            self.conn.srv_close(linger is not None and struct.unpack("ii", linger) == (1, 0))
        else:
            emit("sockClose", conn=self.label)
            if self.listening is not None:
                self.stop_listening()

    # -- readiness
    def changed(self):
        """something has come: the sockets of oracle_plain.py wake the thread that sleeps in recv()"""

    def readable(self):
        if self.conn is None:
            return bool(self.listening)
        c = self.conn
        if c.connecting:
            return c.err is not None
        return bool(c.rbuf) or c.fin_arrived or c.err is not None or c.srv_rd_shut

    def writable(self):
        if self.conn is None:
            return False
        c = self.conn
        if c.err is not None or c.srv_wr_shut:
            return True
        if c.connecting:
            return False
        free = c.sndcap - c.sndused
        if self.k.net["writableRule"] == "linux":
            return free >= c.sndused // 2 and free > 0
        return free > 0

    def hup(self):
        c = self.conn
        return c is not None and (c.err is not None or (c.fin_arrived and c.srv_wr_shut))


# Times and counts of Linux's TCP. Sources: tcp(7) and the kernel's Documentation/networking/ip-sysctl.rst
# (the sysctls), include/net/tcp.h (the RTO's bounds), RFC 6298 (the RTO).
RTO_MIN = NS_S // 5        # TCP_RTO_MIN, 200 ms
RTO_MAX = 120 * NS_S       # TCP_RTO_MAX
RTO_FIRST = NS_S           # TCP_TIMEOUT_INIT, before there is a sample (RFC 6298, 2.1)
RETRIES_2 = 924_600_000_000  # tcp_retries2 = 15: "a hypothetical timeout of 924.6 seconds"
ORPHAN_RETRIES = 8         # tcp_orphan_retries = 0 stands for 8
SYN_RETRIES = 6            # tcp_syn_retries
SYNACK_RETRIES = 5         # tcp_synack_retries
KEEPALIVE_TIME = 7200      # tcp_keepalive_time, seconds; per socket TCP_KEEPIDLE
KEEPALIVE_INTVL = 75       # tcp_keepalive_intvl, seconds; TCP_KEEPINTVL
KEEPALIVE_PROBES = 9       # tcp_keepalive_probes; TCP_KEEPCNT


class Wire:
    """One direction of a client's cable. What is under way when it is cut, or leaves while it is, is lost."""

    def __init__(self):
        self.cut, self.mended = False, -1

    def loses(self, departed):
        return self.cut or departed < self.mended


class Segment:
    __slots__ = ("index", "what", "data", "n", "departs", "arrived", "acked", "missing")

    def __init__(self, index, what, data=b""):
        self.index, self.what, self.data, self.n = index, what, data, len(data)
        self.departs = self.arrived = 0
        self.acked = self.missing = False


class Direction:
    """One direction of a connection, sender and receiver. Without losses it is the wire alone: no timer, no job
    of its own. A segment whose acknowledgement will not come is `missing`; from then on the sender's
    retransmission timer runs, from the time at which the segment left."""

    def __init__(self, conn, side, wire, back):
        self.conn, self.k, self.side, self.wire, self.back = conn, conn.k, side, wire, back
        self.free = 0                # when the link is free, with a rate
        self.sent = 0                # next index
        self.expected = 0            # the receiver's next index
        self.early = {}              # what came before its turn
        self.missing = []            # by index
        self.recent = deque()        # arrived, their acknowledgement (no job of its own) still under way
        self.stopped = False
        self.timer = None
        self.attempt = 0             # retransmissions of the oldest
        self.rto_first = max(RTO_MIN, 3 * 2 * conn.L)  # RFC 6298, 2.2 with RTTVAR = R/2: R + 4 R/2
        self.rto = self.rto_first
        self.since = 0               # when the oldest missing segment left for the first time

    def send(self, what, data=b""):
        seg = Segment(self.sent, what, data)
        self.sent += 1
        self.carry(seg)

    def carry(self, seg):
        seg.departs = self.depart(seg.n)
        self.k.at(seg.departs + self.conn.L, lambda: self.arrive(seg))

    def depart(self, n):
        """serialization on the link; returns when the last bit leaves"""
        t = self.k.now
        if self.conn.rate:
            t = max(t, self.free) + int(Fraction(n * NS_MS) / Fraction(self.conn.rate).limit_denominator(10**6))
            self.free = t
        return t

    def arrive(self, seg):
        if not self.conn.passes(self.side, seg.what, seg.n):
            self.miss(seg)
        elif seg.index < self.expected:  # it is there already: say so again
            if self.conn.refuses(self.side):
                self.conn.send_rst(other(self.side))
            else:
                self.answer(seg)
        elif seg.index > self.expected:
            self.early[seg.index] = seg
        else:
            self.receive(seg)
            while self.expected in self.early:
                self.receive(self.early.pop(self.expected))

    def receive(self, seg):
        self.expected += 1
        self.conn.receive(self, seg)

    # -- acknowledgements
    def answer(self, seg):
        """an acknowledgement leaves, with a job of its own"""
        upto = self.expected - 1
        self.k.after(self.conn.L, lambda: self.ack(seg, upto))

    def answer_silently(self, seg):
        """nothing is to be seen of it unless it can be lost"""
        if self.back.cut or self.missing:
            self.answer(seg)
            return
        seg.arrived = self.k.now
        while self.recent and self.recent[0].arrived + self.conn.L <= self.k.now:
            self.recent.popleft()
        self.recent.append(seg)

    def back_is_cut(self):
        for seg in self.recent:
            if seg.arrived + self.conn.L > self.k.now:
                self.k.at(seg.arrived + self.conn.L, lambda s=seg: self.ack(s, s.index))
        self.recent.clear()

    def ack(self, seg, upto):
        if not self.conn.passes(other(self.side), "ack"):
            self.miss(seg)
            return
        n = 0
        if not seg.acked:
            seg.acked = True
            n = seg.n
        news = bool(self.missing) and self.missing[0].index <= upto
        while self.missing and self.missing[0].index <= upto:
            s = self.missing.pop(0)
            s.missing = False
            if not s.acked:
                s.acked = True
                n += s.n
        if n:
            self.conn.acked(self.side, n)
        if news:
            self.recover()

    def recover(self):
        """an acknowledgement of what was missing: the path works again"""
        if self.timer is not None:
            self.k.cancel(self.timer)
            self.timer = None
        self.attempt, self.rto = 0, self.rto_first
        if self.missing:
            self.since = self.k.now
            for s in self.missing:
                self.retransmit(s, 1)
            self.arm(self.k.now + self.rto)
        self.conn.xmit(self.side)

    # -- retransmission
    def miss(self, seg):
        if self.stopped or seg.acked or seg.missing:
            return
        seg.missing = True
        i = len(self.missing)
        while i > 0 and self.missing[i - 1].index > seg.index:
            i -= 1
        self.missing.insert(i, seg)
        if self.timer is None:
            self.since = seg.departs
            self.arm(max(self.k.now, seg.departs + self.rto))

    def arm(self, t):
        self.timer = self.k.at(t, self.expire)

    def expire(self):
        self.timer = None
        if (self.conn.orphan(self.side) and self.attempt >= ORPHAN_RETRIES) or self.k.now - self.since >= RETRIES_2:
            self.stop()
            self.conn.give_up(self.side)
            return
        self.attempt += 1
        self.rto = min(2 * self.rto, RTO_MAX)
        self.retransmit(self.missing[0], self.attempt)
        self.arm(self.k.now + self.rto)

    def retransmit(self, seg, attempt):
        emit("net.retransmit", conn=self.conn.name, side=self.side, n=seg.n, attempt=attempt)
        self.carry(seg)

    def probe(self):
        """the window is shut and the news of its opening was lost: ask"""
        if not self.missing:
            seg = Segment(-1, "probe")
            seg.departs = self.k.now
            self.miss(seg)

    def stop(self):
        """the sender knows that the connection is over"""
        self.stopped = True
        if self.timer is not None:
            self.k.cancel(self.timer)
            self.timer = None
        for seg in self.missing:
            seg.missing = False
        self.missing = []
        self.attempt = 0


def other(side):
    return "server" if side == "client" else "client"


class Nat:
    """A box in the middle that forgets a connection after `idleMs` without a segment; later ones it drops, or answers
    with RST."""

    def __init__(self, conn, spec):
        self.conn, self.k = conn, conn.k
        self.idle, self.then = ms_ns(spec["idleMs"]), spec.get("then", "drop")
        self.last, self.forgot, self.armed = 0, False, False

    def passes(self, what):
        if what == "syn":
            self.forgot = False
        if self.forgot:
            return False
        self.last = self.k.now
        if not self.armed:
            self.arm()
        return True

    def arm(self):
        self.armed = True
        self.k.background = True

        def look():
            self.armed = False
            if self.k.now - self.last < self.idle:
                self.arm()
            elif not self.conn.over():
                self.forgot = True
                emit("net.natForgot", conn=self.conn.name)

        # keepalive keeps it fresh for ever: no reason for a run to go on
        look.background = lambda: self.conn.over() or (self.conn.keep_job is not None and self.conn.would_answer())
        self.k.at(self.last + self.idle, look)


class Client:
    """What a workload calls a client: a cable and, one after the other, connections over it."""

    def __init__(self, k, spec):
        self.k, self.spec = k, spec
        self.up, self.down = Wire(), Wire()
        self.conns = []
        self.connected = False
        self.next()

    def next(self):
        n = len(self.conns) + 1
        self.conn = Conn(self.k, self, self.spec["name"] if n == 1 else "%s#%d" % (self.spec["name"], n))
        self.conns.append(self.conn)

    def start(self):
        self.k.at(ms_ns(self.spec.get("connect", 0)), self.connect)
        for act in self.spec.get("actions", []):
            self.k.at(ms_ns(act["at"]), lambda a=act: self.action(a))

    def connect(self):
        if self.connected:
            self.next()
        self.connected = True
        self.conn.connect()

    def action(self, a):
        if a.get("connect"):
            self.connect()
        elif "cut" in a:
            self.cut(a["cut"])
        elif a.get("mend"):
            emit("net.mend", conn=self.conn.name)
            for wire in (self.up, self.down):
                if wire.cut:
                    wire.cut, wire.mended = False, self.k.now
        else:
            self.conn.action(a)

    def cut(self, way):
        emit("net.cut", conn=self.conn.name, way=way)
        if way != "down":
            self.up.cut = True
            for c in self.conns:
                c.to_client.back_is_cut()
        if way != "up":
            self.down.cut = True
            for c in self.conns:
                c.to_server.back_is_cut()


class Conn:
    """One TCP connection: scripted client <-> server socket.  Byte-credit flow control."""

    far = "client"  # what the other end is, in the trace
    connecting = False  # an outgoing connection that is not made yet

    def __init__(self, k, client, name, addr=None):
        spec = client.spec
        self.k, self.name, self.spec = k, name, spec
        g = lambda key, d: spec.get(key, d)
        self.L = ms_ns(g("latencyMs", k.net["latencyMs"]))
        self.rcvcap = g("serverRecvBuffer", k.net["serverRecvBuffer"])
        self.sndcap = g("serverSendBuffer", k.net["serverSendBuffer"])
        self.ccap = g("clientRecvBuffer", k.net["clientRecvBuffer"])
        self.rate = g("rate", k.net["rate"])  # bytes per ms each direction, None = infinite
        self.mss = g("mss", k.net["mss"])
        self.addr = addr or ("127.0.0.1", next(k.ports))
        self.up, self.down = client.up, client.down
        self.to_server = Direction(self, "client", self.up, self.down)
        self.to_client = Direction(self, "server", self.down, self.up)
        self.nat = Nat(self, spec["nat"]) if spec.get("nat") else None
        self.sock = None
        self.state = "closed"
        # handshake
        self.half = None  # the listening socket that has heard the SYN
        self.acceptable = False
        self.syn_at = self.synack_at = 0
        self.synack_job = None
        self.synack_tries = 0
        # client -> server
        self.c_pending = bytearray()  # in the client's send queue
        self.c_win = self.rcvcap  # credits
        self.c_owed = 0  # credits whose news was lost
        self.c_fin = False
        self.c_fin_sent = False
        self.c_offset = 0  # bytes that have left
        self.c_total = 0  # bytes that the application has sent
        self.edges = deque()  # [offset where the stream is cut, gap after it, whole]
        self.c_wait = 0  # nothing leaves before: the gap after a cut
        self.c_armed = False
        segments = spec.get("segments")
        if segments:
            at = 0
            for size in segments["sizes"]:
                at += size
                self.edges.append((at, ms_ns(segments.get("gapMs", 0)), True))
        self.rbuf = bytearray()  # server kernel receive buffer
        self.fin_arrived = False
        self.err = None
        self.heard = 0  # when the server's kernel last heard of the client
        self.keep_job = None
        self.keep_sent = 0
        # server -> client
        self.sndused = 0  # bytes in the server kernel send buffer (unacked)
        self.s_unsent = bytearray()
        self.s_win = self.ccap
        self.s_owed = 0
        self.srv_wr_shut = self.srv_rd_shut = False
        self.srv_fin_sent = False
        self.srv_closed = False
        self.cbuf = bytearray()
        self.c_closed = False
        self.c_dead = False
        self.reading = not g("pauseReading", False)
        self.read_every = ms_ns(spec["read"]["everyMs"]) if spec.get("read") else None
        self.read_chunk = spec["read"]["chunk"] if spec.get("read") else None
        self.read_armed = False
        self.total_rx = 0
        self.retry = 0

    def tell(self, what, **kw):
        emit("%s.%s" % (self.far, what), **kw)

    # -- script
    def action(self, a):
        if self.c_dead:
            return
        if "send" in a:
            self.c_send(a["send"].encode("latin-1"), a)
        elif "sendBytes" in a:
            b = a["sendBytes"]
            self.c_send((b.get("fill", "x").encode("latin-1") * b["n"])[: b["n"]] + b.get("end", "").encode("latin-1"), a)
        elif a.get("close"):
            self.c_close()
        elif a.get("shutdownWrite"):
            self.tell("shutdownWrite", conn=self.name)
            self.c_fin = True
            self.c_xmit()
        elif a.get("reset"):
            self.c_reset()
        elif a.get("pauseReading"):
            self.tell("pauseReading", conn=self.name)
            self.reading = False
        elif a.get("resumeReading"):
            self.tell("resumeReading", conn=self.name)
            self.reading = True
            self.c_read()

    # -- the path
    def passes(self, side, what, n=None):
        """What left one latency ago is at the other end now, or was lost; what the other side's window news told
        before and was lost comes with it."""
        if (self.up if side == "client" else self.down).loses(self.k.now - self.L):
            if what != "window":
                emit("net.lost", conn=self.name, what=what, side=side, n=n or None)
            return False
        if self.nat is not None and not self.nat.passes(what):
            if what != "window":
                emit("net.lost", conn=self.name, what=what, side=side, n=n or None, by="nat")
            if self.nat.then == "reset" and what != "rst":
                self.send_rst(other(side))
            return False
        if side == "client":
            self.heard, self.keep_sent = self.k.now, 0
            if self.s_owed and what != "window":
                owed, self.s_owed = self.s_owed, 0
                self.s_win += owed
                self.s_xmit()
        elif self.c_owed and what != "window":
            owed, self.c_owed = self.c_owed, 0
            self.c_win += owed
            self.c_xmit()
        return True

    def send_rst(self, side, seg=None):
        """RST from `side`'s end of the path. `seg`: what it answers; lost, the other side goes on asking."""
        def arrives():
            wire = self.up if side == "client" else self.down
            if wire.loses(self.k.now - self.L):
                emit("net.lost", conn=self.name, what="rst", side=side)
                if seg is not None:
                    (self.to_client if side == "client" else self.to_server).miss(seg)
            elif side == "client":
                self.rst_at_server()
            else:
                self.rst_at_client()

        self.k.after(self.L, arrives)

    def over(self):
        return (self.srv_closed or self.err is not None) and (self.c_dead or self.c_closed)

    def orphan(self, side):
        return self.srv_closed if side == "server" else self.c_closed

    def refuses(self, side):
        """whether the receiver of what `side` sends has no such connection any more"""
        return self.err is not None if side == "client" else self.c_dead

    def xmit(self, side):
        if side == "server":
            self.s_xmit()
        else:
            self.c_xmit()

    def receive(self, direction, seg):
        if direction is self.to_client:
            if seg.what == "data":
                self.arrive_client(seg)
            else:
                self.fin_at_client()
                direction.answer_silently(seg)
            return
        if not self.acceptable and self.half is not None:
            if self.half.listening is None:
                self.reset_half_open()
            else:
                self.handshake_over()
        if self.srv_closed and (self.err is not None or seg.what == "data"):
            self.send_rst("server", seg)
            return
        if seg.what == "data":
            self.arrive(seg.data)
        else:
            self.fin_at_server()
        direction.answer_silently(seg)

    def acked(self, side, n):
        if side == "client":
            return
        self.sndused -= n
        if not self.srv_closed:
            emit("net.ack", conn=self.name, n=n, kernelFree=self.sndcap - self.sndused)
            self.mark()

    def give_up(self, side):
        """ETIMEDOUT: too many retransmissions, or keepalive probes, without an answer"""
        emit("net.timeout", conn=self.name, side=side)
        if side == "client":
            self.c_closed = self.c_dead = True
            self.c_pending.clear()
            self.to_server.stop()
        else:
            self.to_client.stop()
            self.s_unsent.clear()
            if not self.srv_closed:
                self.stop_keepalive()
                self.err = errno.ETIMEDOUT
                self.mark()

    # -- handshake
    def connect(self):
        self.tell("connect", conn=self.name, retry=self.retry or None)
        self.state = "syn"
        self.syn_at = self.k.now
        self.k.after(self.L, self.syn_arrive)

    def connect_again(self):
        """no answer: after 1, 2, 4, ... s"""
        again = self.syn_at + RTO_FIRST * 2 ** self.retry
        self.retry += 1
        self.k.at(again, self.connect if self.retry <= SYN_RETRIES else self.no_connection)

    def no_connection(self):
        if self.half is not None and not self.acceptable:
            self.half.half -= 1
            self.half = None
        if not self.c_dead:
            self.give_up("client")

    def syn_arrive(self):
        if not self.passes("client", "syn"):
            self.connect_again()
            return
        if self.half is None or self.half.listening is None:
            self.half = lst = self.k.listener
            if lst is None:
                emit("net.synRefused", conn=self.name)
                self.k.after(self.L, self.refused)
                return
            if len(lst.listening) + lst.half > lst.backlog:
                self.half = None
                emit("net.synDropped", conn=self.name)
                self.connect_again()
                return
            lst.half += 1
        self.synack_at = self.k.now
        self.k.after(self.L, self.connected)

    def refused(self):
        """ECONNREFUSED: RST has come instead of SYN-ACK"""
        if not self.passes("server", "rst"):
            self.connect_again()
        elif not self.c_dead:
            emit("client.refused", conn=self.name)
            self.c_closed = self.c_dead = True
            self.c_pending.clear()
            self.to_server.stop()

    def connected(self):
        if not self.passes("server", "synack"):
            self.connect_again()
            return
        self.tell("connected", conn=self.name)
        self.state = "established"
        self.k.after(self.L, self.handshake_done)
        self.c_xmit()

    def handshake_done(self):
        if self.acceptable or self.half is None:
            return
        if self.passes("client", "ack"):
            if self.half.listening is None:
                self.reset_half_open()
            else:
                self.handshake_over()
        elif self.synack_job is None:
            self.synack_job = self.k.at(max(self.k.now, self.synack_at + RTO_FIRST), self.synack_again)

    def synack_again(self):
        """the client's last word of the handshake was lost: the server says SYN-ACK again"""
        if self.half.listening is None:  # as reqsk_timer_handler(): it asks no more
            self.synack_job = None
            return
        self.synack_tries += 1
        if self.synack_tries > SYNACK_RETRIES:
            self.synack_job = None
            self.half.half -= 1
            self.half = None
            self.srv_closed, self.err = True, errno.ETIMEDOUT  # whoever speaks to it gets RST
            emit("net.timeout", conn=self.name, side="server")
            return
        emit("net.retransmit", conn=self.name, side="server", n=0, attempt=self.synack_tries)
        self.synack_job = self.k.after(RTO_FIRST * 2 ** self.synack_tries, self.synack_again)

        def arrives():
            if self.passes("server", "synack"):
                self.k.after(self.L, self.handshake_done)

        self.k.after(self.L, arrives)

    def handshake_over(self):
        self.acceptable = True
        if self.synack_job is not None:
            self.k.cancel(self.synack_job)
            self.synack_job = None
        lst = self.half
        lst.half -= 1
        lst.listening.append(self)
        lst.ready_seq = next(self.k.seq)
        emit("net.acceptable", conn=self.name, queued=len(lst.listening))

    def reset_half_open(self):
        """the listening socket has closed during the handshake: no socket knows the segment that comes now"""
        if self.synack_job is not None:
            self.k.cancel(self.synack_job)
            self.synack_job = None
        self.half = None
        self.reset_unaccepted()

    def reset_unaccepted(self):
        """as inet_child_forget(), but for one that the client has reset already"""
        self.srv_closed = True
        if self.err is None:
            self.err = errno.ECONNRESET
            emit("net.reset", conn=self.name)
            self.k.after(self.L, lambda: self.passes("server", "rst") and self.rst_at_client())

    # -- client side of the wire
    def c_send(self, data, how=None):
        self.tell("send", conn=self.name, n=len(data), data=preview(data))
        how = how if how and "cuts" in how else self.spec
        at, end = self.c_total, self.c_total + len(data)
        for size in how.get("cuts", []):
            at += size
            if at < end:
                self.edges.append((at, ms_ns(how.get("gapMs", 0)), False))
        self.c_total = end
        self.c_pending += data
        self.c_xmit()

    def c_close(self):
        if self.c_closed:
            return
        self.c_closed = True
        if self.cbuf:
            self.c_reset()
            return
        self.tell("close", conn=self.name)
        self.c_fin = True
        self.c_xmit()

    def c_reset(self):
        self.tell("reset", conn=self.name)
        self.c_closed = self.c_dead = True
        self.c_pending.clear()
        self.to_server.stop()
        self.k.after(self.L, lambda: self.passes("client", "rst") and self.rst_at_server())

    def rst_at_server(self):
        self.to_client.stop()
        self.stop_keepalive()
        if self.srv_closed or self.err is not None:
            return
        emit("net.rst", conn=self.name)
        self.err = errno.ECONNRESET
        self.rbuf.clear()
        self.mark()

    def segs(self, n):
        if not self.rate:
            return [n]
        out = []
        while n > 0:
            out.append(min(n, self.mss))
            n -= self.mss
        return out

    def c_xmit(self):
        """Sends what the window allows, up to the next cut of the stream; a cut's gap holds back what comes after it.
        After a retransmission nothing new leaves before an acknowledgement (RFC 5681: a window of one segment)."""
        if self.state != "established" or self.to_server.attempt:
            return
        while self.c_pending:
            if self.k.now < self.c_wait:
                if not self.c_armed:
                    self.c_armed = True
                    self.k.at(self.c_wait, self.c_gap_over)
                return
            n = min(len(self.c_pending), self.c_win)
            if self.edges:
                at, gap, whole = self.edges[0]
                if whole and len(self.c_pending) < at - self.c_offset and not self.c_fin:
                    break  # the network joins it with what comes
                n = min(n, at - self.c_offset)
            if n <= 0:
                break
            data = bytes(self.c_pending[:n])
            del self.c_pending[:n]
            self.c_win -= n
            self.c_offset += n
            if self.edges and self.edges[0][0] == self.c_offset:
                self.c_wait = self.k.now + self.edges.popleft()[1]
            off = 0
            for s in self.segs(n):
                self.to_server.send("data", data[off: off + s])
                off += s
        if self.c_pending and self.c_win == 0 and self.c_owed:
            self.to_server.probe()
        if self.c_fin and not self.c_pending and not self.c_fin_sent:
            self.c_fin_sent = True
            self.to_server.send("fin")

    def c_gap_over(self):
        self.c_armed = False
        self.c_xmit()

    def arrive(self, data):
        if self.err is not None:
            return
        self.rbuf += data
        emit("net.arrive", conn=self.name, n=len(data), buffered=len(self.rbuf))
        self.mark()

    def fin_at_server(self):
        if self.srv_closed or self.err is not None:
            return
        self.fin_arrived = True
        emit("net.fin", conn=self.name)
        self.mark()

    def mark(self):
        if self.sock:
            self.sock.ready_seq = next(self.k.seq)
            self.sock.changed()

    # -- keepalive, of the server's end
    def set_keepalive(self, on):
        """as tcp_set_keepalive(): counts from now"""
        if on and self.keep_job is None:
            self.arm_keepalive(self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME))
        elif not on:
            self.stop_keepalive()

    def set_keepidle(self, idle):
        """as tcp_sock_set_keepidle_locked(): what has passed in silence counts"""
        if self.keep_job is not None:
            self.stop_keepalive()
            self.arm_keepalive_ns(max(0, idle - (self.k.now - self.heard)))

    def keep_option(self, name, default):
        import socket as S
        return self.sock.opts.get((S.IPPROTO_TCP, getattr(S, name)), default)

    def arm_keepalive(self, seconds):
        self.arm_keepalive_ns(seconds * NS_S)

    def arm_keepalive_ns(self, ns):
        self.k.background = True

        def expire():
            self.keep_job = None
            self.keepalive()

        expire.background = self.would_answer
        self.keep_job = self.k.after(ns, expire)

    def stop_keepalive(self):
        if self.keep_job is not None:
            self.k.cancel(self.keep_job)
            self.keep_job = None

    def would_answer(self):
        """whether a probe finds a peer that is there, over a path that stays as it is"""
        idle = self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME) * NS_S
        return not (self.up.cut or self.down.cut or self.c_dead) and (
            self.nat is None or (not self.nat.forgot and idle < self.nat.idle))

    def keepalive(self):
        """as tcp_keepalive_timer()"""
        idle = self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME) * NS_S
        if self.to_client.missing or self.s_unsent:
            self.arm_keepalive_ns(idle)  # the retransmission timer watches
            return
        silent = self.k.now - self.heard
        if silent < idle:
            self.arm_keepalive_ns(idle - silent)
            return
        if self.keep_sent >= self.keep_option("TCP_KEEPCNT", KEEPALIVE_PROBES):
            self.send_rst("server")
            self.give_up("server")
            return
        self.keep_sent += 1
        emit("net.keepalive", conn=self.name, n=self.keep_sent)
        self.k.after(self.L, self.keepalive_at_client)
        self.arm_keepalive(self.keep_option("TCP_KEEPINTVL", KEEPALIVE_INTVL))

    def keepalive_at_client(self):
        if not self.passes("server", "keepalive"):
            return
        if self.c_dead:
            self.send_rst("client")
        else:
            self.k.after(self.L, lambda: self.passes("client", "ack"))

    # -- server syscalls
    def srv_recv(self, n):
        if self.err is not None and not self.rbuf:
            emit("recv", conn=self.name, err=errno.errorcode[self.err])
            raise oserr(self.err)
        if self.rbuf:
            data = bytes(self.rbuf[:n])
            del self.rbuf[:n]
            emit("recv", conn=self.name, n=len(data), left=len(self.rbuf))
            m = len(data)
            self.k.after(self.L, lambda: self.win_update(m))
            return data
        if self.fin_arrived or self.srv_rd_shut:
            emit("recv", conn=self.name, n=0, left=0)
            return b""
        emit("recv", conn=self.name, err="EAGAIN")
        raise oserr(errno.EWOULDBLOCK)

    def win_update(self, m):
        if self.passes("server", "window"):
            self.c_win += m + self.c_owed
            self.c_owed = 0
        else:
            self.c_owed += m
        self.c_xmit()

    def srv_send(self, data):
        if self.err is not None:
            emit("send", conn=self.name, offered=len(data), err=errno.errorcode[self.err])
            raise oserr(self.err)
        if self.srv_wr_shut:
            emit("send", conn=self.name, offered=len(data), err="EPIPE")
            raise oserr(errno.EPIPE)
        n = min(len(data), self.sndcap - self.sndused)
        if n <= 0 and data:
            emit("send", conn=self.name, offered=len(data), err="EAGAIN")
            raise oserr(errno.EWOULDBLOCK)
        self.sndused += n
        self.s_unsent += data[:n]
        emit("send", conn=self.name, offered=len(data), n=n, kernelFree=self.sndcap - self.sndused,
             data=preview(data[:n]))
        self.s_xmit()
        return n

    def s_xmit(self):
        if self.to_client.attempt:
            return
        n = min(len(self.s_unsent), self.s_win)
        if n > 0:
            data = bytes(self.s_unsent[:n])
            del self.s_unsent[:n]
            self.s_win -= n
            off = 0
            for s in self.segs(n):
                self.to_client.send("data", data[off: off + s])
                off += s
        if self.s_unsent and self.s_win == 0 and self.s_owed:
            self.to_client.probe()
        if self.srv_wr_shut and not self.s_unsent and not self.srv_fin_sent:
            self.srv_fin_sent = True
            self.to_client.send("fin")

    def srv_shutdown(self, how):
        if how in (1, 2):
            self.srv_wr_shut = True
            self.s_xmit()
        if how in (0, 2):
            self.srv_rd_shut = True

    def srv_close(self, linger):
        self.srv_closed = True
        self.stop_keepalive()
        unread = bool(self.rbuf)
        emit("sockClose", conn=self.name, rst=True if (linger or unread) and self.err is None else None)
        if self.err is not None:
            return
        if linger or unread:
            self.s_unsent.clear()
            self.to_client.stop()
            self.k.after(self.L, lambda: self.passes("server", "rst") and self.rst_at_client())
        elif not self.srv_wr_shut:
            self.srv_wr_shut = True
            self.s_xmit()

    # -- events at the client
    def arrive_client(self, seg):
        if self.c_closed:
            self.send_rst("client", seg)
            return
        self.cbuf += seg.data
        self.to_client.answer(seg)
        self.c_read()

    def c_read(self):
        if self.read_every is not None:
            if not self.read_armed and self.cbuf:
                self.read_armed = True
                self.k.after(self.read_every, self.c_read_tick)
            return
        if self.reading and self.cbuf:
            self.c_take(len(self.cbuf))

    def c_read_tick(self):
        self.read_armed = False
        if self.reading and self.cbuf:
            self.c_take(min(self.read_chunk, len(self.cbuf)))
        if self.cbuf:
            self.c_read()

    def c_take(self, n):
        data = bytes(self.cbuf[:n])
        del self.cbuf[:n]
        self.total_rx += n
        self.tell("recv", conn=self.name, n=n, total=self.total_rx, data=preview(data))
        self.k.after(self.L, lambda: self.credit(n))
        if self.spec.get("echo") and not self.c_fin and not self.c_dead:
            self.c_send(data)

    def credit(self, n):
        if self.passes("client", "window"):
            self.s_win += n + self.s_owed
            self.s_owed = 0
        else:
            self.s_owed += n
        self.s_xmit()

    def fin_at_client(self):
        if self.c_dead:
            return
        self.tell("eof", conn=self.name)
        if self.spec.get("onEof", "close") == "close":
            self.c_close()

    def rst_at_client(self):
        self.to_server.stop()
        if not self.c_dead:
            self.c_dead = True
            self.tell("connectionReset", conn=self.name)


# --------------------------------------------------------------------------- threads in virtual time
class SimThread:
    """threading.Thread stand-in, also for ThreadPool.threadFactory: a real OS thread run by baton."""

    def __init__(self, target=None, name=None, args=(), kwargs=None, daemon=None):
        self.label = "worker-%d" % next(CLOCK.worker_no)
        self.target, self.args, self.kwargs = target, args, kwargs or {}
        self.name = name or "Thread-%d" % next(CLOCK.thread_no) + (" (%s)" % target.__name__ if hasattr(target, "__name__") else "")
        self.daemon = CLOCK.current.daemon if daemon is None and CLOCK.current != "main" else bool(daemon)
        self.sem = threading.Semaphore(0)
        self.reason, self.finished, self._os = None, False, None
        self.joiners = []

    def __getattr__(self, name):
        """an attribute of Python's threads that is not here"""
        if hasattr(threading.Thread, name):
            refuse("Thread.%s is not modelled" % name)
        raise AttributeError(name)

    def start(self):
        if self._os is not None:
            raise RuntimeError("threads can only be started once")
        emit("threadSpawn", name=self.label)
        self._os = threading.Thread(target=self._main, daemon=True, name=self.name)
        self._os.start()
        CLOCK.threads.append(self)
        CLOCK.after(0, lambda: CLOCK.resume(self))

    def run(self):
        if self.target is not None:
            self.target(*self.args, **self.kwargs)

    def _main(self):
        self.sem.acquire()
        try:
            self.run()
        finally:
            self.finished = True
            emit("threadExit")
            self.reason = "end"
            for wake in self.joiners:
                wake()
            CLOCK.main_sem.release()

    def is_alive(self):
        return self._os is not None and not self.finished

    def joined_by(self, w, limit):
        """thread `w` sleeps until this one has ended, or for `limit` ns"""
        awake = []

        def wake():
            if not awake:
                awake.append(True)
                CLOCK.after(0, lambda: CLOCK.resume(w))
        self.joiners.append(wake)
        if limit is not None:
            CLOCK.after(limit, wake)
        w.yield_("wait")

    def yield_(self, reason):
        self.reason = reason
        CLOCK.main_sem.release()
        self.sem.acquire()

    def join(self, timeout=None):
        if self._os is None:
            raise RuntimeError("cannot join thread before it is started")
        if CLOCK.current is self:
            raise RuntimeError("cannot join current thread")
        CLOCK.join(self, timeout)

    @property
    def ident(self):
        return None if self._os is None else self._os.ident


class SimQueue:
    """queue.Queue stand-in: get() blocks the simulated thread, or the main one, not the process."""

    def __init__(self, maxsize=0):
        self.items, self.waiting = deque(), deque()

    def put(self, x):
        self.items.append(x)
        if self.waiting:
            w = self.waiting.popleft()
            CLOCK.after(0, lambda: CLOCK.resume(w))

    def get(self):
        while not self.items:
            w = CLOCK.current
            if w == "main":
                CLOCK.hold(lambda: self.items)
            else:
                self.waiting.append(w)
                w.yield_("wait")
        return self.items.popleft()


class OrderedIdle(set):
    """Team._idle: real code pops an arbitrary worker; here the lowest-numbered one."""

    def pop(self):
        w = min(self, key=lambda x: x._oracle_no)
        self.remove(w)
        return w


# --------------------------------------------------------------------------- real-time mode
class RealClock:
    def __init__(self, cfg):
        self.t0 = _realtime.monotonic()
        self.cfg = cfg
        self.names = {}

    def t_out(self):
        return round((_realtime.monotonic() - self.t0) * 1000, 3)

    def thread_name(self):
        t = threading.current_thread()
        return "main" if t is threading.main_thread() else t.name

    def block(self, ms):
        emit("block", ms=ms)
        _realtime.sleep(ms / 1000)

    def cpu(self, ms):
        emit("cpu", ms=ms)
        end = _realtime.thread_time() + ms / 1000
        x = 0
        while _realtime.thread_time() < end:
            x += 1

    def seconds(self):
        return _realtime.time()


# --------------------------------------------------------------------------- install into Twisted
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
    from twisted.internet import abstract, base, defer, tcp
    from twisted.logger import globalLogBeginner

    # the DeferredList inside _ThreePhaseEvent.fireEvent gets a name
    class SystemEventDL(base.DeferredList):
        _oracle_name = "systemEvent"

    base.DeferredList = SystemEventDL

    # iterations
    orig_ruc = reactor.runUntilCurrent

    def turn():
        TRACE.iter += 1
        if virtual and TRACE.iter > CLOCK.max_iter:
            CLOCK.finish("maxIterations")
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
            if virtual and want and sel.fileno() not in CLOCK.fds:
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
        tail = TRACE.events[n:]
        TRACE.events[n:] = sorted(tail, key=lambda e: (e["kind"], fds.get(e.get("conn"), 0)))
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
                 delay=ms_out(time.ns - CLOCK.now))
        elif TRACE.on:
            emit("callLater", id=self._oracle_n, name=self._oracle_name,
                 delay=round((time - CLOCK.seconds()) * 1000))

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


def install_virtual(cfg, reactor_name):
    import socket as realsocket
    from twisted.internet import abstract, base, fdesc, posixbase, selectreactor, task, tcp, threads
    from twisted.internet.main import installReactor
    from twisted.python import threadpool
    import twisted._threads._pool as _pool
    import twisted._threads._team as _team
    import twisted._threads._threadworker as _tw

    sockmod = types.ModuleType("fakesocket")
    sockmod.__dict__.update(realsocket.__dict__)
    sockmod.socket = FakeSocket
    base.socket = tcp.socket = sockmod
    fakeos = FakeOS()
    fdesc.os = fakeos
    fdesc._setCloseOnExec = fdesc.setNonBlocking = lambda fd: None
    posixbase.os = fakeos
    import twisted.internet._signals as _signals
    _signals.os = fakeos  # 23.x+ keeps the waker there
    selectreactor._select = CLOCK.select
    traced_delayed_call(base, cfg.get("tieBreak", "fifo") == "fifo")

    threadpool.ThreadPool.threadFactory = SimThread
    _pool.Queue = SimQueue
    threads.Queue = types.SimpleNamespace(Queue=SimQueue)
    orig_init = _team.Team.__init__

    def team_init(self, *a, **kw):
        orig_init(self, *a, **kw)
        self._idle = OrderedIdle()
        CLOCK.teams.append(self)

    _team.Team.__init__ = team_init
    wno = itertools.count(1)
    orig_tw = _tw.ThreadWorker.__init__

    def tw_init(self, *a, **kw):
        self._oracle_no = next(wno)
        orig_tw(self, *a, **kw)

    _tw.ThreadWorker.__init__ = tw_init

    class FakeTime:
        def __getattr__(self, n):
            return getattr(_realtime, n)

        time = hook(lambda self: CLOCK.seconds())

        def sleep(self, s):
            CLOCK.block(VT.to_ns(s) / NS_MS)

    task.time = FakeTime()

    if reactor_name == "epoll":
        from twisted.internet import epollreactor
        epollreactor.epoll = FakeEpoll
        reactor = epollreactor.EPollReactor()
    else:
        reactor = selectreactor.SelectReactor()
    installReactor(reactor)
    reactor.seconds = CLOCK.seconds
    CLOCK.reactor = reactor
    return reactor


def install_real(cfg, reactor_name):
    import socket as realsocket
    from twisted.internet import base, tcp
    from twisted.internet.main import installReactor

    class S(realsocket.socket):
        label = None

        def accept(self):
            try:
                fd, addr = self._accept()
            except OSError as e:
                emit("acceptAgain")
                raise
            s = S(self.family, self.type, self.proto, fileno=fd)
            s.label = CLOCK.names.get(addr[1], "?")
            emit("accept", conn=s.label)
            return s, addr

        def recv(self, n, *a):
            try:
                d = super().recv(n, *a)
            except OSError as e:
                emit("recv", conn=self.label, err=errno.errorcode[e.args[0]])
                raise
            emit("recv", conn=self.label, n=len(d))
            return d

        def send(self, d, *a):
            try:
                n = super().send(d, *a)
            except OSError as e:
                emit("send", conn=self.label, err=errno.errorcode[e.args[0]])
                raise
            emit("send", conn=self.label, offered=len(d), n=n)
            return n

    sockmod = types.ModuleType("tracedsocket")
    sockmod.__dict__.update(realsocket.__dict__)
    sockmod.socket = S
    base.socket = tcp.socket = sockmod
    traced_delayed_call(base)
    import select as realselect
    from twisted.internet import selectreactor

    def sorted_select(r, w, e, t):  # the kernel's answer, in fd order instead of set order
        r, w, e = realselect.select(r, w, e, t)
        return sorted(r, key=lambda x: x.fileno()), sorted(w, key=lambda x: x.fileno()), e

    selectreactor._select = sorted_select
    if reactor_name == "epoll":
        from twisted.internet.epollreactor import EPollReactor as R
    else:
        from twisted.internet.selectreactor import SelectReactor as R
    reactor = R()
    installReactor(reactor)
    return reactor


# --------------------------------------------------------------------------- server programs
def load_programs():
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    import oracle_programs
    return oracle_programs


def real_client(port, specs, ports):
    """--real: plain-socket clients, one thread each, in a child process."""
    import socket as S

    def one(spec, lport):
        t0 = T0
        s = S.socket()
        s.setsockopt(S.SOL_SOCKET, S.SO_REUSEADDR, 1)
        s.bind(("127.0.0.1", lport))
        _realtime.sleep(max(0, spec.get("connect", 0) / 1000 - (_realtime.monotonic() - t0)))
        s.connect(("127.0.0.1", port))
        s.setsockopt(S.IPPROTO_TCP, S.TCP_NODELAY, 1)
        reading = threading.Event()
        if not spec.get("pauseReading"):
            reading.set()

        def rd():
            try:
                import select as SEL
                while True:
                    reading.wait()
                    if not SEL.select([s], [], [], 0.01)[0]:  # never sit in recv(): close() must really close
                        continue
                    if not s.recv(65536):
                        if spec.get("onEof", "close") == "close":
                            s.close()
                        return
            except (OSError, ValueError):
                pass

        threading.Thread(target=rd, daemon=True).start()
        for a in spec.get("actions", []):
            _realtime.sleep(max(0, a["at"] / 1000 - (_realtime.monotonic() - t0)))
            try:
                if "send" in a:
                    s.sendall(a["send"].encode("latin-1"))
                elif "sendBytes" in a:
                    b = a["sendBytes"]
                    s.sendall((b.get("fill", "x").encode() * b["n"])[: b["n"]] + b.get("end", "").encode())
                elif a.get("close"):
                    s.shutdown(2)
                    s.close()
                elif a.get("shutdownWrite"):
                    s.shutdown(1)
                elif a.get("reset"):
                    import struct
                    s.setsockopt(S.SOL_SOCKET, S.SO_LINGER, struct.pack("ii", 1, 0))
                    s.close()
                elif a.get("pauseReading"):
                    reading.clear()
                elif a.get("resumeReading"):
                    reading.set()
            except OSError:
                pass

    T0 = _realtime.monotonic()
    ths = [threading.Thread(target=one, args=(sp, lp), daemon=True) for sp, lp in zip(specs, ports)]
    [t.start() for t in ths]
    [t.join() for t in ths]
    _realtime.sleep(30)


# Names that a workload may have, by where they stand.
WORKLOAD_NAMES = set("name about until realUntil maxIterations order tieBreak reactor gil costs net names server clients peers".split())
SERVER_NAMES = set("program params file constants lines where jobs backlog numberAccepts".split())
CLIENT_NAMES = set("""name connect latencyMs serverRecvBuffer serverSendBuffer clientRecvBuffer rate mss onEof pauseReading read
    cuts gapMs segments nat actions""".split())


def check_names(ap, cfg):
    """what is not known would be left out in silence"""
    places = [("workload", cfg, WORKLOAD_NAMES), ("server", cfg.get("server", {}), SERVER_NAMES)]
    places += [("client %s" % c.get("name"), c, CLIENT_NAMES) for c in cfg.get("clients", [])]
    for place, found, allowed in places:
        unknown = sorted(set(found) - allowed)
        if unknown:
            ap.error("%s: %s: expected %s" % (place, unknown[0], ", ".join(sorted(allowed))))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("workload")
    ap.add_argument("-o", "--out")
    ap.add_argument("--reactor", choices=["select", "epoll"])
    ap.add_argument("--twisted", help="directory to prepend to sys.path (another Twisted)")
    ap.add_argument("--real", action="store_true")
    ap.add_argument("--server", help="run this server.py instead of the workload's program")
    ap.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="replace a constant of server.py")
    args = ap.parse_args()
    if args.twisted:
        sys.path.insert(0, args.twisted)
    try:
        sys.setrecursionlimit(20000)  # for the reading of nested operations alone
        cfg = json.load(sys.stdin if args.workload == "-" else open(args.workload))
        constants = {k: json.loads(v) for k, v in (x.split("=", 1) for x in args.set)}
    except (OSError, ValueError) as e:
        ap.error("%s, or a --set that is not NAME=JSON: %s" % (args.workload, e))
    sys.setrecursionlimit(1000)
    check_names(ap, cfg)
    on_link = {"connect", "cut", "mend"}
    known = {"at", "send", "sendBytes", "cuts", "gapMs", "pauseReading", "resumeReading", "shutdownWrite", "close", "reset"} | on_link
    for c in cfg.get("clients", []):
        for a in c.get("actions", []):
            if set(a) - known or a.get("at", -1) < 0:
                ap.error("client %s: action %s: expected at >= 0 and one of %s" % (c.get("name"), a, sorted(known - {"at"})))
            if a.get("cut", "both") not in ("both", "up", "down"):
                ap.error("client %s: action %s: cut is both, up or down" % (c.get("name"), a))
            if args.real and (set(a) & on_link or "cuts" in a):
                ap.error("client %s: action %s: in virtual time only" % (c.get("name"), a))
        if args.real and set(c) & {"nat", "segments", "cuts"}:
            ap.error("client %s: nat, segments and cuts: in virtual time only" % c.get("name"))
        if "segments" in c and ("cuts" in c or any("cuts" in a for a in c.get("actions", []))):
            ap.error("client %s: segments and cuts: one of them" % c.get("name"))
        if c.get("connect", 0) < 0:
            ap.error("client %s: connect is negative" % c.get("name"))
    import oracle_peers
    wrong = oracle_peers.problem(cfg.get("peers", []), cfg.get("clients", []))
    if wrong or (args.real and cfg.get("peers")):
        ap.error(wrong or "peers: in virtual time only")
    if args.server:
        cfg.setdefault("server", {})
    if args.real and (args.server or "file" in cfg["server"]):
        ap.error("a server file runs in virtual time only")
    reactor_name = args.reactor or cfg.get("reactor", "select")

    import twisted
    global CLOCK
    gc.disable()
    if args.real:
        CLOCK = RealClock(cfg)
        reactor = install_real(cfg, reactor_name)
    else:
        CLOCK = VirtualKernel(cfg)
        reactor = install_virtual(cfg, reactor_name)
    install_trace_hooks(reactor, not args.real)
    oracle_peers.install(sys.modules["oracle"], reactor, cfg.get("peers", []))
    gc.freeze()  # what is there now stays
    progs = load_programs()
    progs.bind(sys.modules["__main__"] if __name__ == "__main__" else sys.modules[__name__], reactor)
    srv = cfg["server"]
    TRACE.on = True
    factory = None if args.server or "file" in srv else progs.make(srv["program"], srv.get("params", {}))
    if factory is not None:
        factory.noisy = False

        def listen():
            progs.PORT = reactor.listenTCP(0 if args.real else 8000, factory, backlog=srv.get("backlog", 50),
                                           interface="127.0.0.1")
            if srv.get("numberAccepts"):
                progs.PORT.numberAccepts = srv["numberAccepts"]
        progs.listen = listen
        listen()
        port = progs.PORT
    if not args.real:
        for spec in cfg.get("clients", []):
            Client(CLOCK, spec).start()
    else:
        pid = 0
        if cfg.get("clients"):
            import socket as S
            lports = []
            for sp in cfg["clients"]:
                s = S.socket(); s.setsockopt(S.SOL_SOCKET, S.SO_REUSEADDR, 1); s.bind(("127.0.0.1", 0))
                lports.append(s.getsockname()[1]); s.close()
                CLOCK.names[lports[-1]] = sp["name"]
            pid = os.fork()
            if pid == 0:
                real_client(port.getHost().port, cfg["clients"], lports)
                os._exit(0)
        CLOCK.t0 = _realtime.monotonic()
        end = cfg.get("realUntil", cfg.get("until") or max([a["at"] for c in cfg.get("clients", []) for a in c.get("actions", [])] + [0]) + 500)

        def stop():
            TRACE.on = False
            reactor.crash()
        TRACE.on = False
        reactor.callLater(end / 1000, stop)
        TRACE.on = True

    def write():
        head = {
            "workload": cfg.get("name"),
            "twisted": twisted.__version__,
            "python": sys.version.split()[0],
            "reactor": reactor_name,
            "mode": "real" if args.real else "virtual",
            "end": getattr(CLOCK, "done", None),
            "count": len(TRACE.events),
        }
        with open(args.out, "w") if args.out else os.fdopen(os.dup(1), "w") as out:
            out.write(json.dumps(head)[:-1] + ', "events": [\n')
            out.write(",\n".join(json.dumps(e, ensure_ascii=True) for e in TRACE.events))
            out.write("\n]}\n")
        os._exit(0)
    CLOCK.write = write
    if args.server or "file" in srv:
        import oracle_file
        oracle_file.bind(progs.O, reactor)
        path = args.server or os.path.join(os.path.dirname(os.path.abspath(args.workload)), srv["file"])
        srv.setdefault("constants", {}).update(constants)
        oracle_file.run(path, srv, cfg.get("names"))
    else:
        progs.started()
        STACK.start(1)
        reactor.run(installSignalHandlers=False)
        if not args.real:
            CLOCK.await_threads()
    if args.real and pid:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    write()


if __name__ == "__main__":
    oracle_refuse.same_hashes()
    sys.modules["oracle"] = sys.modules["__main__"]
    main()
