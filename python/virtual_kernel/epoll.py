"""select.epoll for Twisted's EPollReactor, over the kernel's descriptors."""
from . import trace
from .trace import emit
from .units import NS_MS, VT, ms_out


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
        k = trace.CLOCK
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
                if m & self.IN and o.has_input():
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
