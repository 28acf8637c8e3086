import time

from twisted.internet import protocol, reactor, task


def tell_load():
    wall, cpu = time.monotonic(), time.process_time()
    if tell_load.before:
        was, used = tell_load.before
        busy = 100 * (cpu - used) / (wall - was)
        print(
            f"{type(reactor).__name__} busy {busy:.0f} %,",
            f"{len(reactor.getReaders())} readers,",
            f"{len(reactor.getWriters())} writers,",
            f"{len(reactor.getDelayedCalls())} timers",
        )
    tell_load.before = wall, cpu


tell_load.before = None
task.LoopingCall(tell_load).start(0.5)  # in earnest: every 10 seconds

# Only to try it: a socket to listen on, and a stretch of computing.
reactor.listenTCP(0, protocol.Factory())
reactor.callLater(0.6, lambda: sum(range(50_000_000)))
reactor.callLater(1.7, reactor.stop)
reactor.run()
