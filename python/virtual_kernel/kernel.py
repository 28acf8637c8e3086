"""The kernel under a run: virtual clock, one queue of what is due, descriptors, select(), and which thread runs."""
import gc
import heapq
import itertools
import sys
import threading
import weakref

from .gil import Gil, tname
from .refuse import refuse
from .stack import STACK, hook
from .trace import TRACE, emit
from .units import VT, ms_ns, ms_out


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
        self.info_class = None  # DebugInfo: a Deferred that has had a Failure has one, which logs it when it goes
        self.infos, self.other_refs = [], 0  # those there are, and what else refers to the class
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

    def charge(self, what, conn=None):
        """conn: a connection with costs of its own, besides those of the run"""
        c = self.costs.get(what, 0) + (conn.costs.get(what, 0) if conn else 0)
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

    def cpu(self, ms, lock=True):
        """lock: False where C code has let go of the GIL meanwhile"""
        ns = ms_ns(ms)
        self.past_the_end()
        emit("cpu", ms=ms, lock=None if lock else False)
        if self.current != "main" and (not lock or self.current.apart or self.gil.interval is None):
            w = self.current
            self.after(ns, lambda: self.resume(w))
            w.yield_("block")
        elif not lock or self.gil.interval is None:
            self.gil.release("main")
            self.advance(self.now + ns)
            self.acquire_main()
        elif self.current == "main":
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
        """An event: thread w becomes runnable; it runs once it owns the GIL. Another process has one of its own."""
        if w.apart:
            self.switch(w)
        else:
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
    def wait(self, ready, timeout, by_program=False):
        """ready() -> truthy when something is ready. Returns what it returned (or falsy). `by_program`: it is not the reactor that asks.

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
                self.finish("deadlock" if self.deadlocked() else "hangs" if by_program and self.reactor_runs() else "idle")
            target = min(x for x in (nxt, deadline) if x is not None)
            if self.until is not None and target > self.until:
                self.now = max(self.now, self.until)
                self.finish("until")
            self.now = max(self.now, target)
            self.run_due()
        self.acquire_main()
        return got, start

    def reactor_runs(self):
        reactor = sys.modules.get("twisted.internet.reactor")
        return reactor is not None and reactor.running

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

        What it finds matters only for Deferreds that ended with a Failure: Twisted logs them when they go. Each DebugInfo
        refers to its class, so a count of references shows new ones. A hook where they are made would show on a full stack:
        Python calls a class otherwise than a function."""
        if self.info_class is None:
            return
        self.infos = [one for one in self.infos if one() is not None]
        refs = sys.getrefcount(self.info_class)
        if refs != self.other_refs + len(self.infos):
            self.infos = [weakref.ref(one) for one in gc.get_referrers(self.info_class) if type(one) is self.info_class]
            self.other_refs = refs - len(self.infos)
        if any(one().failResult is not None for one in self.infos):
            gc.collect()

    def select(self, r, w, e, timeout=None, by_program=False):
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

        got, start = self.wait(ready, timeout, by_program)
        rr, ww = got or ([], [])
        emit("select", timeout=None if timeout is None else ms_out(VT.to_ns(timeout)),
             readable=[self.name_of(x) for x in rr], writable=[self.name_of(x) for x in ww],
             waited=ms_out(self.now - start))
        return rr, ww, []
