from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

DEADLINE = 3.0  # seconds, and nobody looks at it


class Payer(LineReceiver):
    def connectionMade(self):
        reactor.callLater(1, self.pay)

    def pay(self):
        self.sendLine(b"PAY 7 10")
        print("paid?")

    def lineReceived(self, line):
        pass  # an OK, if any: nobody has waited for it


reactor.listenTCP(8000, protocol.Factory.forProtocol(Payer))
reactor.run()
