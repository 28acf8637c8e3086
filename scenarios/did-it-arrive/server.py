from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver

DEADLINE = 3.0  # seconds
unpaid = {b"7": b"PAY 7 10"}  # until an OK comes


class Payer(LineReceiver):
    def connectionMade(self):
        self.waiting = {}
        if b"7" in unpaid:
            reactor.callLater(1, self.pay)

    def pay(self):
        self.waiting[b"7"] = d = defer.Deferred()
        d.addTimeout(DEADLINE, reactor)
        d.addCallbacks(self.paid, self.drop)
        self.sendLine(unpaid[b"7"])

    def lineReceived(self, line):
        d = self.waiting.pop(line[3:], None)
        if d is not None:
            d.callback(line)

    def paid(self, line):
        print("paid")
        del unpaid[b"7"]

    def drop(self, failure):
        print(failure.type.__name__)
        self.transport.abortConnection()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Payer))
reactor.run()
