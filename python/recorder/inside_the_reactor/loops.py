"""Where a loop asks the operating system: its turns, what was ready, and since when the loop's thread is busy.

This is all that is installed while nobody is held at the base tier, together with accepting.
"""
import selectors
from itertools import chain
from threading import get_ident

from . import state
from .state import now, tell

flat = chain.from_iterable  # of pairs, each of which would take 70 bytes until it is packed


class Poller:
    """Stands before `reactor._poller`, of Twisted's epoll and poll reactors."""

    def __init__(self, real, unit):
        s, real_poll = state.S, real.poll
        limit = s.options.limit
        self.real, self.register, self.modify, self.unregister = real, real.register, real.modify, real.unregister

        def poll(timeout=None, *rest):
            s.asked = entered = now()
            if s.busy and entered - s.busy > limit:
                s.holds.append((s.busy, entered))
            s.busy = 0
            ready = real_poll(timeout, *rest)
            s.busy = t = now()
            tell((t, "loop", entered, None if timeout is None or timeout < 0 else timeout * unit, tuple(flat(ready)), s.turned))
            s.turned = 0
            return ready
        self.poll = poll

    def __getattr__(self, name):
        return getattr(self.real, name)


def patch_twisted_loop(patches, reactor):
    """The private names are those of Twisted 20.3 to 26.4."""
    from twisted.python import threadable
    s = state.S
    s.thread = threadable.ioThread or get_ident()
    waker = getattr(reactor, "waker", None)
    if waker is not None:
        s.waker = waker.fileno()
        tell((now(), "waker", s.waker))
    name = type(reactor).__name__.lower()
    if hasattr(reactor, "_asyncioEventloop"):
        s.reactor = "asyncio"
    elif hasattr(reactor, "_poller"):
        s.reactor = "epoll" if "epoll" in name else "poll"
        patches.set(reactor, "_poller", Poller(reactor._poller, 1000 if s.reactor == "epoll" else 1))
    else:
        s.reactor = "select"
        from twisted.internet import selectreactor
        patches.set(selectreactor, "_select", selecting(selectreactor._select))


def selecting(real):
    s = state.S
    limit = s.options.limit

    def select(r, w, x, timeout=None):
        s.asked = entered = now()
        if s.busy and entered - s.busy > limit:
            s.holds.append((s.busy, entered))
        s.busy = 0
        ready = real(r, w, x, timeout)
        s.busy = t = now()
        masks = [(one.fileno(), 1) for one in ready[0]] + [(one.fileno(), 4) for one in ready[1]]
        tell((t, "loop", entered, None if timeout is None else timeout * 1000, tuple(flat(masks)), s.turned))
        s.turned = 0
        return ready
    return select


def patch_selectors(patches):
    """asyncio's loop, and so that of Twisted's asyncio reactor. A selector that no loop of the first thread uses is left alone."""
    limit = state.S.options.limit

    def make(old):
        def select(self, timeout=None):
            s = state.S
            thread = get_ident()
            if s.thread != thread:
                if s.thread is not None:
                    return old(self, timeout)
                s.thread = thread
            s.asked = entered = now()
            if s.busy and entered - s.busy > limit:
                s.holds.append((s.busy, entered))
            s.busy = 0
            ready = old(self, timeout)
            s.busy = t = now()
            s.turns += 1
            ms = None if timeout is None else max(0, timeout * 1000)
            # asyncio's masks are 1 to read and 2 to write; epoll's 1 and 4.
            tell((t, "loop", entered, ms, tuple(flat([(key.fd, mask & 1 | (mask & 2) << 1) for key, mask in ready])), s.turned))
            s.turned = 0
            return ready
        return select
    patches.wrap(selectors.DefaultSelector, "select", make)

