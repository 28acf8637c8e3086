"""Jobs in a queue, three workers, a limit to what may wait, and a job that fails is tried twice more."""
from twisted.internet import defer, protocol, reactor, task
from twisted.protocols.basic import LineReceiver

WORKERS = 3
jobs = defer.DeferredQueue(size=4)


async def work(job):
    await task.deferLater(reactor, job["ms"] / 1000)
    if job["ms"] % 2:
        raise ArithmeticError("odd: %d" % job["ms"])


async def worker(name):
    while True:
        job = await jobs.get()
        try:
            await work(job)
        except ArithmeticError as error:
            job["tries"] += 1
            if job["tries"] < 3:
                reactor.callLater(0.05 * 2 ** job["tries"], offer, job)
            else:
                job["to"].tell("%s gave up: %s" % (name, error))
        else:
            job["to"].tell("%s did %d" % (name, job["ms"]))


def offer(job):
    try:
        jobs.put(job)
    except defer.QueueOverflow:
        job["to"].tell("the queue is full")


class Boss(LineReceiver):
    def lineReceived(self, line):
        for word in line.split():
            offer({"ms": int(word), "tries": 0, "to": self})

    def tell(self, text):
        if self.transport.connected:
            self.sendLine(text.encode())


for number in range(WORKERS):
    defer.ensureDeferred(worker("worker %d" % number))
reactor.listenTCP(8000, protocol.Factory.forProtocol(Boss))
reactor.run()
