"""Deferreds alone, without a network."""

from ..hooks import short
from ..trace import emit
from . import base
from .base import S, later, program


@program("deferreds")
def deferreds(params):
    from twisted.internet import defer, task

    def cb(name, ret=lambda r: r):
        def f(r):
            emit("callback", name=name, got=short(r))
            return ret(r)
        return f

    def eb(name, ret=lambda r: r):
        def f(r):
            emit("errback", name=name, got=short(r))
            return ret(r)
        return f

    def boom(r):
        raise ValueError("boom")

    def D(name, canceller=None):
        d = defer.Deferred(canceller)
        d._oracle_name = name
        return d

    def chain():
        d = D("chain")
        d.addCallback(cb("c1", lambda r: r + 1))
        d.addCallbacks(cb("c2", boom), eb("e2"))
        d.addCallback(cb("c3"))
        d.addErrback(eb("e4", lambda f: "recovered"))
        d.addCallback(cb("c5"))
        d.callback(1)
        d.addCallback(cb("late"))

    def side_by_side():
        d = D("pair")
        d.addCallbacks(cb("ok", boom), eb("not for its own callback"))
        d.addErrback(eb("next", lambda f: None))
        d.callback("x")

    def nested():
        outer, inner = D("outer"), D("inner")
        outer.addCallback(cb("o1", lambda r: inner))
        outer.addCallback(cb("o2"))
        outer.callback("go")
        emit("note", text="outer waits for inner")
        later(10, "fire inner", inner.callback, "inner result")
        later(20, "inspect inner", lambda: inner.addCallback(cb("inner after chaining")))

    def pausing():
        d = D("paused")
        d.addCallback(cb("p1"))
        d.pause()
        d.callback("v")
        emit("note", text="fired while paused")
        later(5, "unpause", d.unpause)

    def twice():
        d = D("twice")
        d.callback(1)
        try:
            d.callback(2)
        except defer.AlreadyCalledError as e:
            emit("raised", error=type(e).__name__)

    def cancelling():
        d = D("cancelled")
        d.addErrback(eb("e", lambda f: None))
        d.cancel()
        d.callback("ignored once")
        d2 = D("with canceller", lambda d: d.callback("from canceller"))
        d2.addCallback(cb("c"))
        d2.cancel()
        d3 = D("timeout")
        d3.addTimeout(S(15), base.reactor)
        d3.addErrback(eb("timed out", lambda f: None))

    def unhandled():
        d = D("unhandled")
        d.addCallback(boom)
        d.callback(None)
        emit("note", text="before del")
        del d
        emit("note", text="after del")

    def lists():
        a, b, c = D("a"), D("b"), D("c")
        dl = defer.DeferredList([a, b, c], consumeErrors=True)
        dl._oracle_name = "DeferredList"
        dl.addCallback(cb("list", lambda r: None))
        b.callback(2)
        a.errback(ValueError("bad"))
        c.callback(3)
        x, y = D("x"), D("y")
        g = defer.gatherResults([x, y], consumeErrors=True)
        g._oracle_name = "gatherResults"
        g.addErrback(eb("gather failed", lambda f: None))
        x.errback(ValueError("first"))
        y.callback(1)
        e = defer.DeferredList([])
        e.addCallback(cb("empty list"))

    def inline():
        @defer.inlineCallbacks
        def f():
            emit("step", at=1)
            v = yield defer.succeed("ready")
            emit("step", at=2, got=v)
            v = yield 42
            emit("step", at=3, got=v)
            v = yield task.deferLater(base.reactor, S(10), lambda: "later")
            emit("step", at=4, got=v)
            try:
                yield defer.fail(ValueError("x"))
            except ValueError:
                emit("step", at=5)
            return "result"
        d = f()
        d._oracle_name = "inline"
        emit("note", text="inlineCallbacks returned")
        d.addCallback(cb("result"))

    def maybe():
        defer.maybeDeferred(lambda: 5).addCallback(cb("maybe value"))
        defer.maybeDeferred(boom, None).addErrback(eb("maybe raised", lambda f: None))

    def reentrant():
        d = D("reentrant")

        def first(r):
            emit("callback", name="first")
            d.addCallback(cb("added inside"))
            emit("note", text="add returned")
        d.addCallback(first)
        d.addCallback(cb("second"))
        d.callback(None)

    def lock():
        l = defer.DeferredLock()
        l.acquire().addCallback(lambda l: emit("callback", name="lock 1"))
        l.acquire().addCallback(lambda l: emit("callback", name="lock 2"))
        emit("note", text="release")
        l.release()
        q = defer.DeferredQueue()
        q.get().addCallback(cb("queue get"))
        q.put("item")

    demos = dict(chain=chain, side_by_side=side_by_side, nested=nested, pausing=pausing, twice=twice,
                 cancelling=cancelling, unhandled=unhandled, lists=lists, inline=inline, maybe=maybe,
                 reentrant=reentrant, lock=lock)

    def go():
        for name in params.get("demos", list(demos)):
            emit("demo", name=name)
            demos[name]()
    base.reactor.callWhenRunning(go)
    return None
