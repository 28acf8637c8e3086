"""Passes bytes on to another server and back, and stops reading from whoever is faster than the other."""
from twisted.internet import protocol, reactor


class Leg(protocol.Protocol):
    other = None

    def pair(self, other):
        self.other = other
        self.transport.registerProducer(other.transport, True)

    def dataReceived(self, data):
        self.other.transport.write(data)

    def connectionLost(self, reason):
        if self.other:
            self.transport.unregisterProducer()
            self.other.transport.loseConnection()


class Outward(Leg):
    def connectionMade(self):
        inward = self.factory.inward
        self.pair(inward)
        inward.pair(self)
        inward.transport.resumeProducing()


class OutwardFactory(protocol.ClientFactory):
    protocol = Outward

    def __init__(self, inward):
        self.inward = inward

    def clientConnectionFailed(self, connector, reason):
        print("cannot reach it:", reason.getErrorMessage())
        self.inward.transport.loseConnection()


class Inward(Leg):
    def connectionMade(self):
        self.transport.pauseProducing()
        reactor.connectTCP("127.0.0.1", 9000, OutwardFactory(self))


reactor.listenTCP(8000, protocol.Factory.forProtocol(Inward))
reactor.run()
