"""A JSON language of operations, in which workloads say themselves what the server does: ORACLE.md, section 6."""
import itertools
import socket
from io import BytesIO

from ..hooks import short
from ..trace import emit
from ..units import preview
from . import base
from .base import ON_START, Handler, Pull, Push, S, Traced, _bases, block, cpu, later, line_protocol, named, program


def send_file(p, n, chunk):
    from twisted.protocols import basic
    fs = basic.FileSender()
    fs.CHUNK_SIZE = chunk
    resume = fs.resumeProducing

    def traced():
        emit("resumeProducing", conn=p.name)
        resume()
    fs.resumeProducing = traced
    d = fs.beginFileTransfer(BytesIO(b"x" * n), p.transport)
    d._oracle_name = "fileSent"
    d.addCallbacks(lambda _: emit("allWritten", conn=p.name),
                   lambda f: emit("errback", name="fileSent", got=short(f)))


def string_protocol(cls, params):
    """the script's protocol over Int32StringReceiver or NetstringReceiver: a string stands for a line"""
    base = dict(zip(("int32", "netstring"), _bases()[4:]))[params["receiver"]]

    class P(Traced, cls, base):
        MAX_LENGTH = params.get("maxLength", 99999)

        def stringReceived(self, s):
            emit("stringReceived", conn=self.name, n=len(s), data=preview(s))
            text = s.decode("latin-1")
            with Handler(self, text[:40]):
                self.handle(text)

        def say(self, text):
            self.sendString(text.encode("latin-1"))

    P.__name__ = cls.__name__
    f = _bases()[1]()
    f.protocol = P
    return f


@program("script")
def script(params):
    """see ORACLE.md, 'script'"""
    from twisted.internet import defer, task, threads
    from twisted.internet.error import CannotListenError
    from twisted.internet.interfaces import IHalfCloseableProtocol
    from twisted.internet.protocol import ClientFactory
    from twisted.protocols.policies import TimeoutMixin
    from twisted.python.failure import Failure
    from zope.interface import implementer
    peers = []
    calls, deferreds, locks, queues, loops, connectors, kept = {}, {}, {}, {}, {}, {}, {}
    who = lambda p: p.name if p is not None else "start"

    def seen(name, then=lambda r: r):
        """for addBoth: say what came, as callback or errback, then go on with then(result)"""
        def f(r):
            emit("errback" if isinstance(r, Failure) else "callback", name=name, got=short(r))
            return then(r)
        return f

    def thread_job(p, ms, burn=None, fail=False, inside=lambda: None):
        def job():
            emit("threadStart", job="%s/%s" % (who(p), ms))
            (burn or block)(ms)
            r = inside()
            if fail:
                emit("threadEnd", job="%s/%s" % (who(p), ms), error="RuntimeError")
                raise RuntimeError("job failed")
            emit("threadEnd", job="%s/%s" % (who(p), ms))
            return ms if r is None else r
        return job

    def late_failure(ms):
        d = defer.Deferred()
        later(ms, "fail", d.errback, RuntimeError("late"))
        return d

    def raiser(label):
        def f(r):
            raise ValueError(label)
        return f

    def make_deferred(name, ms, steps):
        d = deferreds[name] = defer.Deferred()
        d._oracle_name = name
        for kind, x in steps:
            if kind == "callback":
                d.addCallback(seen(x))
            elif kind == "raise":
                d.addCallback(seen(x, raiser(x)))
            elif kind == "errback":
                d.addErrback(seen(x))
            elif kind == "recover":
                d.addErrback(seen(x, lambda f: "recovered"))
            elif kind == "both":
                d.addBoth(seen(x))
            elif kind == "wait":
                d.addCallback(lambda r, ms=x: task.deferLater(base.reactor, S(ms), lambda: "waited"))
            elif kind == "waitFail":
                d.addCallback(lambda r, ms=x: late_failure(ms))
            elif kind == "timeout":
                d.addTimeout(S(x), base.reactor)
            elif kind == "pause":
                d.pause()
                later(x, "unpause:" + name, d.unpause)
            else:
                raise ValueError(kind)
        d.addBoth(seen(name + " done", lambda r: None))
        if ms:
            later(ms, "fire:" + name, d.callback, "fired")
        else:
            d.callback("fired")

    def make_list(mode, children, ops, p, line):
        ds = []
        for i, (ms, ok) in enumerate(children):
            d = defer.Deferred()
            fire, value = (d.callback, i) if ok else (d.errback, ValueError("child %d" % i))
            if ms:
                later(ms, "child", fire, value)
            else:
                fire(value)
            ds.append(d)
        if mode == "gather":
            dl = defer.gatherResults(ds, consumeErrors=True)
        else:
            dl = defer.DeferredList(ds, fireOnOneCallback=mode == "firstResult",
                                    fireOnOneErrback=mode == "firstError", consumeErrors=True)
        dl._oracle_name = "list"
        dl.addBoth(seen("list", lambda r: run(ops, p, line)))

    def with_lock(name, tokens, ms, ops, p, line):
        if name not in locks:
            locks[name] = defer.DeferredLock() if tokens == 1 else defer.DeferredSemaphore(tokens)
        lock = locks[name]

        def got(_):
            emit("callback", name="lock:" + name)
            run(ops, p, line)
            later(ms, "release:" + name, lock.release)
        lock.acquire().addCallback(got)

    def inline(steps, p, line):
        @defer.inlineCallbacks
        def f():
            for i, (kind, x) in enumerate(steps):
                got = None
                if kind == "sleep":
                    got = yield task.deferLater(base.reactor, S(x), lambda: "slept")
                elif kind == "thread":
                    got = yield threads.deferToThread(thread_job(p, x))
                elif kind in ("threadFail", "caught"):
                    try:
                        yield threads.deferToThread(thread_job(p, x, fail=True)) if kind == "threadFail" else late_failure(x)
                    except RuntimeError as e:
                        got = str(e)
                elif kind == "value":
                    got = yield x
                else:
                    run(x, p, line)
                emit("step", conn=p.name if p else None, at=i, got=got)
            return "end"
        f().addBoth(seen("inline"))

    def start_loop(name, ms, times, ops, p, line):
        n = itertools.count(1)

        def body():
            i = next(n)
            emit("loopCall", name=name, n=i)
            run(ops, p, line)
            if i == times and lc.running:
                lc.stop()
        lc = loops[name] = task.LoopingCall(named(name, body))
        lc.clock = base.reactor
        d = lc.start(S(ms))
        d.addCallback(lambda _: emit("loopDone", name=name))

    def cooperate(units, ms, ops, p, line):
        def gen():
            for left in range(units, 0, -1):
                emit("workUnit", conn=p.name if p else None, left=left)
                block(ms)
                yield None
        task.cooperate(gen()).whenDone().addCallback(lambda _: run(ops, p, line))

    def produce(kind, n, chunk, p):
        if p.transport.producer is not None:
            emit("note", text="producer busy")
        else:
            if kind == "sendFile":
                send_file(p, n, chunk)
            else:
                {"push": Push, "pull": Pull}[kind](p, n, chunk, lambda: emit("allWritten", conn=p.name))

    def lost(how, ms, name, p):
        """a Deferred that fails and has no errback; with a name it is kept until "forget" """
        if how == "file" and (p.transport.producer is not None or not p.transport.connected):
            return
        d = LOST[how](ms, p)
        if name is not None:
            kept[name] = d

    def lost_errback(ms, p):
        d = defer.Deferred()
        if ms:
            later(ms, "lost", d.errback, RuntimeError("lost"))
        else:
            d.errback(RuntimeError("lost"))
        return d

    def lost_raise(ms, p):
        d = defer.Deferred()
        d.addCallback(raiser("lost"))
        if ms:
            later(ms, "lost", d.callback, None)
        else:
            d.callback(None)
        return d

    def lost_chain(ms, p):
        return defer.succeed(None).addCallback(lambda r: late_failure(ms))

    def lost_members(ms):
        a, b = lost_errback(ms, None), defer.Deferred()
        later(ms + 1, "lost", b.callback, 1)
        return [a, lost_errback(0, None), b]

    def lost_inline(ms, p):
        @defer.inlineCallbacks
        def f():
            yield task.deferLater(base.reactor, S(ms), lambda: None)
            raise ValueError("lost")
        return f()

    def lost_units():
        yield None
        raise ValueError("lost")

    def lost_timeout(ms, p):
        d = defer.Deferred()
        d.addTimeout(S(ms), base.reactor)
        return d

    def lost_cancel(ms, p):
        d = defer.Deferred()
        later(ms, "lost", d.cancel)
        return d

    def lost_loop(ms, p):
        lc = task.LoopingCall(named("lost", lambda: raiser("lost")(None)))
        lc.clock = base.reactor
        return lc.start(S(ms), now=False)

    def lost_file(ms, p):
        from twisted.protocols import basic
        return basic.FileSender().beginFileTransfer(BytesIO(b"x" * 500000), p.transport)

    LOST = {
        "fail": lambda ms, p: defer.fail(RuntimeError("lost")),
        "errback": lost_errback,
        "raise": lost_raise,
        "chain": lost_chain,
        "later": lambda ms, p: task.deferLater(base.reactor, S(ms), raiser("lost"), None),
        "maybe": lambda ms, p: defer.maybeDeferred(raiser("lost"), None),
        "thread": lambda ms, p: threads.deferToThread(thread_job(p, ms, fail=True)),
        "inline": lost_inline,
        "list": lambda ms, p: defer.DeferredList(lost_members(ms)),
        "gather": lambda ms, p: defer.gatherResults(lost_members(ms)),
        "lock": lambda ms, p: defer.DeferredLock().run(raiser("lost"), None),
        "loop": lost_loop,
        "cooperate": lambda ms, p: task.cooperate(lost_units()).whenDone(),
        "timeout": lost_timeout,
        "cancel": lost_cancel,
        "file": lost_file,
    }

    def run(ops, p, line=""):
        for op in ops:
            k = op[0]
            if k == "block":
                block(op[1])
            elif k == "cpu":
                cpu(op[1])
            elif k == "connectTCP":
                name, host, port, ms, *then = op[1:]
                connectors[name] = base.reactor.connectTCP(host, port, OutgoingFactory(then), None if ms is None else S(ms))
            elif k == "connector":
                try:
                    if op[1] in connectors:
                        getattr(connectors[op[1]], op[2])()
                except Exception as e:
                    emit("raised", error=type(e).__name__, message=str(e))
            elif k == "sendLine":
                p.say(op[1].replace("{line}", line))
            elif k == "writeBytes":
                p.transport.write(b"x" * op[1])
            elif k == "writeSequence":
                p.transport.writeSequence([x.encode("latin-1") for x in op[1]])
            elif k == "callLater":
                name = op[3] if len(op) > 3 else "script"
                calls[name] = later(op[1], name, run, op[2], p, line)
            elif k in ("cancel", "reset", "delay"):
                c = calls.get(op[1])
                if c is not None and c.active():
                    getattr(c, k)(*[S(x) for x in op[2:]])
            elif k == "callFromThread":
                base.reactor.callFromThread(named("script", lambda ops=op[1]: run(ops, p, line)))
            elif k == "callInThread":
                def then(ops=op[2]):
                    base.reactor.callFromThread(named("script", lambda: run(ops, p, line)))
                base.reactor.callInThread(thread_job(p, op[1], inside=then))
            elif k in ("deferToThread", "deferToThreadCpu"):
                d = threads.deferToThread(thread_job(p, op[1], cpu if k.endswith("Cpu") else block))
                d.addCallback(lambda r, ops=op[2]: run(ops, p, line))
            elif k == "deferToThreadFail":
                d = threads.deferToThread(thread_job(p, op[1], fail=True))
                d.addBoth(seen("thread", lambda r, ops=op[2]: run(ops, p, line)))
            elif k == "blockingCall":
                def ask(ops=op[2]):
                    def answer():
                        run(ops, p, line)
                        return "answer"
                    return threads.blockingCallFromThread(base.reactor, answer)
                threads.deferToThread(thread_job(p, op[1], inside=ask)).addBoth(seen("blockingCall"))
            elif k == "poolSize":
                base.reactor.suggestThreadPoolSize(op[1])
            elif k == "fire":
                defer.succeed(None).addCallback(lambda r, ops=op[1]: run(ops, p, line))
            elif k == "fail":
                defer.fail(RuntimeError("script")).addBoth(seen("fail", lambda r, ops=op[1]: run(ops, p, line)))
            elif k == "deferred":
                make_deferred(*op[1:])
            elif k == "cancelDeferred":
                if op[1] in deferreds:
                    deferreds[op[1]].cancel()
            elif k == "list":
                make_list(*op[1:], p, line)
            elif k == "lock":
                with_lock(*op[1:], p, line)
            elif k == "lose":
                lost(op[1], op[2], op[3] if len(op) > 3 else None, p)
            elif k == "forget":
                kept.pop(op[1], None)
            elif k == "queuePut":
                queues.setdefault(op[1], defer.DeferredQueue()).put(op[2])
            elif k == "queueGet":
                d = queues.setdefault(op[1], defer.DeferredQueue()).get()
                d.addBoth(seen("queue:" + op[1], lambda r, ops=op[2]: run(ops, p, line)))
            elif k == "inline":
                inline(op[1], p, line)
            elif k == "loop":
                start_loop(*op[1:], p, line)
            elif k == "stopLoop":
                if op[1] in loops and loops[op[1]].running:
                    loops[op[1]].stop()
            elif k == "cooperate":
                cooperate(*op[1:], p, line)
            elif k in ("push", "pull", "sendFile"):
                produce(k, op[1], op[2], p)
            elif k == "broadcast":
                for q in list(peers):
                    q.say(op[1].replace("{line}", line))
            elif k in ("pause", "resume"):
                getattr(p if hasattr(p, "pauseProducing") else p.transport, k + "Producing")()
            elif k == "rawMode":
                if getattr(p, "line_mode", 0):
                    p.need = op[1]
                    p.setRawMode()
            elif k == "setTimeout":
                p.setTimeout(None if op[1] is None else S(op[1]))
            elif k == "resetTimeout":
                p.resetTimeout()
            elif k == "keepAlive":
                if p.transport.connected:
                    p.transport.setTcpKeepAlive(True)
                    for name, value in zip(("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT"), op[1:]):
                        p.transport.getHandle().setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
            elif k == "stopListening":
                d = defer.maybeDeferred(base.PORT.stopListening)
                d.addBoth(seen("stopListening", lambda r, ops=op[1]: run(ops, p, line)))
            elif k == "listen":
                try:
                    base.listen()
                except CannotListenError as e:
                    emit("raised", error="CannotListenError", message=str(e))
            elif k == "loseConnection":
                p.transport.loseConnection()
            elif k == "loseWriteConnection":
                if p.transport.connected:
                    p.transport.loseWriteConnection()
            elif k == "abortConnection":
                p.transport.abortConnection()
            elif k == "raise":
                raise RuntimeError(op[1] if len(op) > 1 else "script")
            elif k == "note":
                emit("note", text=op[1])
            elif k == "stop":
                base.reactor.stop()
            else:
                raise ValueError(k)

    class Script(TimeoutMixin):
        need = 0

        def callLater(self, period, func):
            return base.reactor.callLater(period, named("timeout:" + self.name, lambda: func()))

        def timeoutConnection(self):
            emit("timeoutConnection", conn=self.name)
            if "onTimeout" in params:
                run(params["onTimeout"], self)
            else:
                TimeoutMixin.timeoutConnection(self)

        def makeConnection(self, transport):
            if params.get("peers"):  # Traced comes first and hides a class's own opened and lost
                self.opened, self.lost = self.joined, self.left
            super().makeConnection(transport)

        def joined(self):
            peers.append(self)
            run(params.get("onConnect", []), self)

        def handle(self, line):
            table = params.get("onLine", {})
            word = line.split(" ")[0]
            run(table.get(word, table.get("*", [])), self, line)

        def raw(self, data):
            take, rest = data[: self.need], data[self.need:]
            self.need -= len(take)
            if not self.need:
                run(params.get("onRaw", []), self)
                self.setLineMode(rest)

        def readConnectionLost(self):
            emit("readConnectionLost", conn=self.name)
            run(params.get("onReadLost", []), self)

        def writeConnectionLost(self):
            emit("writeConnectionLost", conn=self.name)
            run(params.get("onWriteLost", []), self)

        def left(self):
            self.setTimeout(None)
            peers.remove(self)
            run(params.get("onLost", []), self)
    if params.get("halfCloseable"):
        Script = implementer(IHalfCloseableProtocol)(Script)

    factory = (string_protocol if params.get("receiver") in ("int32", "netstring") else line_protocol)(Script, params)

    class Outgoing(factory.protocol):
        def connectionMade(self):
            super().connectionMade()
            run(self.factory.ops[0], self)

        def handle(self, line):
            emit("note", text="%s says %s" % (self.name, line[:40]))

    class OutgoingFactory(ClientFactory):
        noisy = False
        protocol = Outgoing

        def __init__(self, ops):
            self.ops = ops

        def clientConnectionFailed(self, connector, reason):
            run(self.ops[1], None)

        def clientConnectionLost(self, connector, reason):
            run(self.ops[2], None)

    def begin():
        run(params.get("onStart", []), None)
    base.reactor.callWhenRunning(begin)
    if params.get("poolMax"):
        ON_START.append(lambda: base.reactor.suggestThreadPoolSize(params["poolMax"]))
    return factory
