"""
Run an ordinary Twisted program (a server.py that a reader could run) on the virtual kernel.

The file is not changed, but for its module-level constants: "constants": {"BLOCK": 2.5} replaces the value in the line that
begins with `BLOCK = `.  time.sleep, the time module's clocks and datetime's are virtual (clocks.py); print() becomes an
event; a program without Twisted gets plain.py's socket and select; protocols that the file defines get the same events as the oracle's own programs.
"""
import builtins
import inspect
import opcode
import os
import random
import re
import sys
import threading

from . import children, clocks, gil, jobs, lines, plain, refuse, schedule, trace, web
from .stack import STACK, around, hook
from .hooks import short
from .threads import SimThread
from .trace import TRACE, emit
from .units import preview

# Python 3.12 and newer: what follows an `await` that an exception is thrown into. They tell of its line again, which 3.11 does not.
CLEANUP = opcode.opmap.get("CLEANUP_THROW")

reactor = None
MODULE = "__main__"


def bind(r):
    global reactor
    reactor = r


def virtual_threading(scheduled):
    """the threading module: threads of the file run in virtual time; locks are there where threads have a schedule"""
    class Thread(SimThread):
        def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
            super().__init__(target=target, name=name, args=args, kwargs=kwargs, daemon=daemon)

    locks = "Barrier BoundedSemaphore Condition Event RLock Semaphore Timer".split()
    lock = {"Lock": schedule.Lock} if scheduled else {}
    refused = locks + ([] if scheduled else ["Lock"]) + ["setprofile", "settrace", "stack_size"]
    return refuse.without(threading, refused, Thread=Thread, **lock)


def overrides(cls, name):
    """does cls define `name` itself, below the Twisted base classes?"""
    for c in cls.__mro__:
        if c.__module__.startswith("twisted."):
            return False
        if name in vars(c):
            return True
    return False


def traced(cls, cache={}):
    """a subclass of the file's protocol class that emits what programs.Traced emits"""
    if cls in cache:
        return cache[cls]

    text = lambda line: bytes(line).decode("latin-1")[:40]

    def own(name):
        return lambda self, *a: getattr(super(T, self), name)(*a)

    def tells(name, kind, fields, what=None):
        """T.name emits `kind`, and handlerStart and handlerEnd around the file's own handler; then it is the class's"""
        if not hasattr(cls, name):
            return

        @hook
        def before(self, *a):
            emit(kind, conn=self._oracle_name, **fields(*a))
            if what:
                emit("handlerStart", conn=self._oracle_name, what=what(*a))

        @hook
        def after(self, a, error):
            emit("handlerEnd", conn=self._oracle_name, what=what(*a), error=error)

        if not what:
            setattr(T, name, around(before, own(name), frames=2))
            return

        def method(self, *a):
            before(self, *a)
            error = None
            s = STACK.on
            s.remaining += 1
            try:
                return getattr(cls, name)(self, *a)
            except BaseException as e:
                error = type(e).__name__
                raise
            finally:
                s.remaining -= 1
                after(self, a, error)
        setattr(T, name, method)

    class T(cls):
        def makeConnection(self, transport):
            transport._oracle_name = self._oracle_name = transport.socket.label
            STACK.on.remaining += 1
            try:
                super().makeConnection(transport)
            finally:
                STACK.on.remaining -= 1

    length, line = (lambda d: {"n": len(d)}), (lambda d: {"line": preview(d)})
    data = lambda d: {"n": len(d), "data": preview(d)}
    tells("connectionMade", "connectionMade", lambda: {})
    tells("dataReceived", "dataReceived", data, (lambda d: "data") if overrides(cls, "dataReceived") else None)
    tells("connectionLost", "connectionLost", lambda reason: {"reason": reason.type.__name__})
    tells("lineReceived", "lineReceived", line, text if overrides(cls, "lineReceived") else None)
    tells("stringReceived", "stringReceived", data, text if overrides(cls, "stringReceived") else None)
    tells("rawDataReceived", "rawDataReceived", length)
    tells("lineLengthExceeded", "lineLengthExceeded", length)
    T.__name__, T.__qualname__, T.__module__ = cls.__name__, cls.__qualname__, cls.__module__
    cache[cls] = T
    return T


def tidies(frame):
    """is it at no statement of the file's, but in what Python does when an exception comes out of an `await`?"""
    code = frame.f_code
    return code.co_flags & (inspect.CO_COROUTINE | inspect.CO_GENERATOR) and code.co_code[frame.f_lasti] == CLEANUP


class Callbacks:
    """
    tells of each function of the file that a Deferred calls, or a coroutine of the file in its place: what it gets, and what comes
    of it
    """

    def __init__(self):
        self.calling = None  # the frame of a function that is about to begin: the file is at its caller still
        self.running = {}  # frame: the exception that goes through it, or None

    def trace(self, frame, event, arg):
        if event == "call" and self.is_told(frame):
            from twisted.python.failure import Failure
            code = frame.f_code
            got = frame.f_locals[code.co_varnames[code.co_argcount - 1]]
            self.running[frame] = None
            self.calling = frame
            failed = isinstance(got, (Failure, BaseException))
            emit("errback" if failed else "callback", name=code.co_name, got=short(got))
            self.calling = None
        elif frame not in self.running:
            return
        elif event == "exception":
            self.running[frame] = arg[0]
        elif event == "line":
            self.running[frame] = None  # it was caught
        elif event == "return":
            self.end(frame.f_code.co_name, arg, self.running.pop(frame))

    @staticmethod
    def is_told(frame):
        """is it called by Twisted's loop over the callbacks, or by a coroutine of the same file?"""
        caller = frame.f_back.f_code
        by_coroutine = caller.co_flags & inspect.CO_COROUTINE and caller.co_filename == frame.f_code.co_filename
        return caller.co_name == "_runCallbacks" or bool(by_coroutine)

    @staticmethod
    def end(name, result, raised):
        from twisted.python.failure import Failure
        if raised is not None:
            emit("callbackEnd", name=name, ok=False, value="Failure(%s)" % raised.__name__)
        else:
            emit("callbackEnd", name=name, ok=not isinstance(result, Failure), value=short(result))


def run(path, srv, names):
    """execute the file; its own reactor.run() is the run; `names`: the hosts' names that there are"""
    refuse.check_path(path)
    try:
        source = open(path, encoding="utf-8").read().removeprefix("\ufeff")  # as Python reads its files
    except OSError as e:
        refuse.refuse("%s: %s" % (path, e.strerror))
    for name, value in srv.get("constants", {}).items():
        line = r"(?m)^(%s(?:\s*:\s*\w+)?\s*=\s*)[^#\n]*?(\s*(#.*)?)$" % re.escape(name)
        source, n = re.subn(line, lambda m: m.group(1) + repr(value) + m.group(2), source)
        if n != 1:
            refuse.refuse("%s: constant %s: expected one line '%s = …', found %d" % (path, name, name, n))

    from twisted.internet.protocol import BaseProtocol

    def retype(p):
        """a protocol of the file is traced, also one that a wrapper of Twisted's holds (policies, endpoints)"""
        if isinstance(p, BaseProtocol) and type(p).__module__ == MODULE:
            p.__class__ = traced(type(p))
        for name in ("wrappedProtocol", "_wrappedProtocol"):
            if name in getattr(p, "__dict__", ()):
                retype(vars(p)[name])
        return p

    def built(factory):
        """the protocols that `factory` builds from now on are traced"""
        factory.noisy = False
        make = factory.buildProtocol
        if not getattr(make, "_oracle", False):
            factory.buildProtocol = lambda addr: retype(make(addr))
            factory.buildProtocol._oracle = True

    orig_listen, orig_connect, orig_run = reactor.listenTCP, reactor.connectTCP, reactor.run

    def listenTCP(port, factory, backlog=srv.get("backlog", 50), interface=""):
        built(factory)
        p = orig_listen(port, factory, backlog=backlog, interface=interface)
        if srv.get("numberAccepts"):
            p.numberAccepts = srv["numberAccepts"]
        return p

    def connectTCP(host, port, factory, timeout=30, bindAddress=None):
        built(factory)
        return orig_connect(host, port, factory, timeout, bindAddress)

    def reactor_run(installSignalHandlers=True):
        STACK.on.remaining += 1
        return orig_run(installSignalHandlers=False)

    reactor.listenTCP, reactor.connectTCP, reactor.run = listenTCP, connectTCP, reactor_run
    space = {"__name__": MODULE, "__file__": path, "__builtins__": dict(vars(builtins))}

    @hook
    def fake_print(*a, sep=" ", end="\n", file=None, flush=False):
        emit("print", text=sep.join(map(str, a)))
    space["__builtins__"]["print"] = fake_print

    real_import = builtins.__import__

    virtual = {"threading": virtual_threading("schedule" in srv), "sys": gil.VirtualSys(), **refuse.modules(),
               **clocks.modules(), **plain.modules()}
    children.install()
    clocks.patch_reactor(reactor, space)
    refuse.patch_twisted(reactor, names)
    if srv.get("jobs"):
        jobs.install()
    refuse.file_builtins(space["__builtins__"])
    refuse.silence()
    random.seed(0)  # a program's dice fall the same way each time, those of the system, too
    os.urandom = random._urandom = random.Random(0).randbytes

    def virtual_import(name, globals=None, locals=None, fromlist=(), level=0):
        refuse.check_import(name, fromlist, level)
        module = virtual.get(name) or real_import(name, globals, locals, fromlist, level)
        if web.is_of_web(name, fromlist):
            web.install(virtual["time"])
        return module
    space["__builtins__"]["__import__"] = virtual_import

    code = compile(source, path, "exec")

    def of_file(frame):
        """the innermost call of the file's own code, from `frame` outwards"""
        while frame is not None and frame.f_code.co_filename != path:
            frame = frame.f_back
        return frame

    callbacks = Callbacks() if srv.get("callbacks") else None
    if srv.get("where"):
        @hook
        def where():
            begins = callbacks and callbacks.calling
            frame = of_file(begins.f_back if begins else sys._getframe())
            return None if frame is None else frame.f_lineno
        TRACE.where = where
    order = schedule.Schedule(srv["schedule"]) if "schedule" in srv else None
    if srv.get("lines") or order:
        def tracer(frame, event, arg):
            if frame.f_code.co_filename != path:
                return None
            if CLEANUP is not None and event == "line" and tidies(frame):
                return tracer
            if callbacks:
                callbacks.trace(frame, event, arg)
            if event == "line":
                if order:
                    order.before_line(frame)
                emit("line", line=frame.f_lineno)
            elif event == "return":
                if order:
                    order.after_line(frame)
                caller = of_file(frame.f_back)
                if caller is not None and caller.f_code.co_name != "<module>":
                    emit("line", line=caller.f_lineno)
            return tracer
        if callbacks:
            lines.trace(tracer)
        else:
            lines.watch(code, tracer)
    try:
        STACK.start(-1)  # exec takes one frame, then comes the file's own: the first
        exec(code, space)
    except SystemExit as e:
        emit("exit", code=0 if e.code is None else e.code if isinstance(e.code, int) else 1)
    except BaseException as e:
        if not TRACE.iter:
            refuse.refuse("%s: %s: %s" % (path, type(e).__name__, e))
        emit("raised", error=type(e).__name__, message=str(e))
    finally:
        sys.settrace(None)
    trace.CLOCK.await_threads()
