"""
Jobs of thread pools: events that tell when a pool is given one and when a thread does it; and looking names up, which is such a job.

Twisted's own ThreadPool and GAIResolver run; only `getaddrinfo` is this module's, as it would ask this machine's network.
"""
import itertools
import socket

from . import trace
from .hooks import fname
from .trace import emit


def install():
    """from now on `poolSize`, `callInThread`, `threadStart` and `threadEnd` are recorded"""
    from twisted.python.threadpool import ThreadPool
    calls = itertools.count(1)
    init, adjust, give = ThreadPool.__init__, ThreadPool.adjustPoolsize, ThreadPool.callInThreadWithCallback

    def new_init(self, minthreads=5, maxthreads=20, name=None):
        emit("poolSize", min=minthreads, max=maxthreads, pool=name)
        init(self, minthreads, maxthreads, name)

    def new_adjust(self, minthreads=None, maxthreads=None):
        low = self.min if minthreads is None else minthreads
        high = self.max if maxthreads is None else maxthreads
        if (low, high) != (self.min, self.max):
            emit("poolSize", min=low, max=high, pool=self.name)
        adjust(self, minthreads, maxthreads)

    def new_give(self, onResult, func, *args, **kw):
        if self.joined:
            return
        call, name = next(calls), fname(func)
        emit("callInThread", call=call, name=name, pool=self.name)

        def job(*args, **kw):
            emit("threadStart", job=name, call=call)
            error = None
            try:
                return func(*args, **kw)
            except BaseException as e:
                error = type(e).__name__
                raise
            finally:
                emit("threadEnd", job=name, error=error)
        give(self, onResult, job, *args, **kw)

    ThreadPool.__init__, ThreadPool.adjustPoolsize = new_init, new_adjust
    ThreadPool.callInThreadWithCallback = new_give


def install_names(reactor, names):
    """`names`: {"db.example": {"ms": 20, "address": "192.0.2.7"}}: how long looking a name up holds its thread, and what comes of it"""
    def getaddrinfo(host, port, family=0, kind=0):
        found = names.get(host)
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        trace.CLOCK.block(found["ms"])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found["address"], port))]
    reactor._nameResolver._getaddrinfo = getaddrinfo
