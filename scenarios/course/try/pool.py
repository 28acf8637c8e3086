import time

from twisted.internet import reactor, task, threads


def ask():
    pool = reactor.getThreadPool()
    working, began = len(pool.working), time.monotonic()

    def tell(_):
        waited = time.monotonic() - began
        print(f"{working} of {pool.max} at work, the next job waits {waited:.1f} s")

    threads.deferToThread(lambda: None).addCallback(tell)


task.LoopingCall(ask).start(0.3, now=False)  # in earnest: every 10 seconds

# Only to try it: jobs that fill the pool for a second.
reactor.suggestThreadPoolSize(4)
for _ in range(4):
    reactor.callWhenRunning(threads.deferToThread, time.sleep, 1)
reactor.callLater(1.4, reactor.stop)
reactor.run()
