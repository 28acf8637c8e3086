"""Puts the virtual kernel under the Twisted of this process, and makes its reactor."""
import itertools
import time as _realtime
import types

from . import trace
from .epoll import FakeEpoll
from .hooks import traced_delayed_call
from .sockets import FakeOS, FakeSocket
from .stack import hook
from .threads import OrderedIdle, SimQueue, SimThread
from .units import NS_MS, VT


def install_virtual(cfg, reactor_name):
    import socket as realsocket
    from twisted.internet import base, fdesc, posixbase, selectreactor, task, tcp, threads
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
    selectreactor._select = trace.CLOCK.select
    traced_delayed_call(base, cfg.get("tieBreak", "fifo") == "fifo")

    threadpool.ThreadPool.threadFactory = SimThread
    _pool.Queue = SimQueue
    threads.Queue = types.SimpleNamespace(Queue=SimQueue)
    orig_init = _team.Team.__init__

    def team_init(self, *a, **kw):
        orig_init(self, *a, **kw)
        self._idle = OrderedIdle()
        trace.CLOCK.teams.append(self)

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

        time = hook(lambda self: trace.CLOCK.seconds())

        def sleep(self, s):
            trace.CLOCK.block(VT.to_ns(s) / NS_MS)

    task.time = FakeTime()

    if reactor_name == "epoll":
        from twisted.internet import epollreactor
        epollreactor.epoll = FakeEpoll
        reactor = epollreactor.EPollReactor()
    else:
        reactor = selectreactor.SelectReactor()
    installReactor(reactor)
    reactor.seconds = trace.CLOCK.seconds
    trace.CLOCK.reactor = reactor
    return reactor
