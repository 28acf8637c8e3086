from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Greeter(LineReceiver):
    def connectionMade(self):
        peer, host = self.transport.getPeer(), self.transport.getHost()
        print("%s:%d from %s:%d" % (peer.host, peer.port, host.host, host.port))
        self.sendLine(b"hello")

    def lineReceived(self, line):
        print("got " + line.decode())
        if line == b"bye":
            self.transport.abortConnection()


class Retrying(protocol.ClientFactory):
    protocol = Greeter
    left = 2

    def startedConnecting(self, connector):
        print("connecting to %d" % connector.getDestination().port)

    def clientConnectionFailed(self, connector, reason):
        print("failed: %s" % reason.getErrorMessage())
        if self.left:
            self.left -= 1
            reactor.callLater(1, connector.connect)

    def clientConnectionLost(self, connector, reason):
        print("lost: %s" % reason.type.__name__)
        if self.left:
            self.left -= 1
            connector.connect()


class Picky(Retrying):
    def buildProtocol(self, addr):
        return None


def stop(connector):
    try:
        connector.stopConnecting()
    except Exception as e:
        print("%s: %s" % (type(e).__name__, e))


reactor.connectTCP("127.0.0.1", 9000, Retrying())
reactor.connectTCP("10.0.0.9", 80, Retrying(), timeout=2.5)
unlimited = Retrying()
unlimited.left = 0
reactor.connectTCP("10.0.0.10", 80, unlimited, timeout=None)
reactor.connectTCP("127.0.0.1", 9002, Picky())
stopped = reactor.connectTCP("10.0.0.9", 81, Retrying(), timeout=30, bindAddress=("10.0.0.1", 5000))
reactor.callLater(3, stop, stopped)
reactor.callLater(3.5, stop, stopped)
reactor.callLater(4, stopped.disconnect)
reactor.run()
