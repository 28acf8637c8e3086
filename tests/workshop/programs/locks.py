"""Accounts: one transfer at a time (DeferredLock), at most two audits (DeferredSemaphore), some of them given up."""
from twisted.internet import defer, protocol, reactor, task
from twisted.protocols.basic import LineReceiver

accounts = {"a": 100, "b": 20}
lock = defer.DeferredLock()
audits = defer.DeferredSemaphore(2)


def pause(seconds):
    return task.deferLater(reactor, seconds, lambda: None)


@defer.inlineCallbacks
def transfer(amount, source, target):
    left = accounts[source] - amount
    yield pause(0.05)
    if left < 0:
        raise ValueError("not enough")
    accounts[source] = left
    yield pause(0.05)
    accounts[target] += amount


class Bank(LineReceiver):
    def connectionMade(self):
        self.waiting = []

    def lineReceived(self, line):
        words = line.decode().split()
        if words[0] == "move":
            d = lock.run(transfer, int(words[1]), words[2], words[3])
            d.addCallback(lambda _: b"moved")
        else:
            d = audits.run(pause, 0.12)
            d.addCallback(lambda _: b"%d in all" % sum(accounts.values()))
        self.waiting.append(d)
        d.addErrback(lambda failure: failure.type.__name__.encode())
        d.addCallback(self.answer)

    def answer(self, text):
        if self.transport.connected:
            self.sendLine(text)

    def connectionLost(self, reason):
        for d in self.waiting:
            d.cancel()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Bank))
reactor.run()
