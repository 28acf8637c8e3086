"""async def: a lookup that asks two slow places at once, and gives up on the one that takes too long."""
from twisted.internet import defer, protocol, reactor, task
from twisted.internet.defer import TimeoutError
from twisted.protocols.basic import LineReceiver

PLACES = {"near": 0.1, "far": 0.6, "moon": 9}


async def ask(place, word):
    if place not in PLACES:
        raise LookupError(place)
    await task.deferLater(reactor, PLACES[place])
    return "%s says %s" % (place, word.upper())


class Asks(LineReceiver):
    def lineReceived(self, line):
        d = defer.Deferred.fromCoroutine(self.answer(line.decode().split()))
        d.addErrback(lambda failure: self.sendLine(failure.getErrorMessage().encode()))

    async def answer(self, words):
        word, *places = words
        jobs = [defer.ensureDeferred(ask(place, word)).addTimeout(1, reactor) for place in places]
        for job in jobs:
            try:
                self.sendLine((await job).encode())
            except (TimeoutError, LookupError) as error:
                self.sendLine(type(error).__name__.encode())
        first, index = await defer.DeferredList(
            [defer.ensureDeferred(ask(place, word)) for place in ("far", "near")],
            fireOnOneCallback=True,
        )
        self.sendLine(b"%d was first: %s" % (index, first.encode()))


reactor.listenTCP(8000, protocol.Factory.forProtocol(Asks))
reactor.run()
