"""Listens, and reports each line to a collector; the link to it is made again whenever it breaks, later each time."""
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Report(LineReceiver):
    def connectionMade(self):
        self.factory.resetDelay()
        self.factory.link = self
        for line in self.factory.unsent:
            self.sendLine(line)
        self.factory.unsent.clear()

    def lineReceived(self, line):
        print("collector:", line.decode())

    def connectionLost(self, reason):
        self.factory.link = None


class Collector(protocol.ReconnectingClientFactory):
    protocol = Report
    initialDelay, factor, maxDelay = 0.1, 2, 2
    link = None

    def __init__(self):
        self.unsent = []

    def clientConnectionFailed(self, connector, reason):
        print("attempt %d: %s" % (self.retries + 1, reason.type.__name__))
        super().clientConnectionFailed(connector, reason)

    def report(self, line):
        if self.link:
            self.link.sendLine(line)
        else:
            self.unsent.append(line)


class Sensor(LineReceiver):
    def lineReceived(self, line):
        collector.report(line)
        self.sendLine(b"ok, %d waiting" % len(collector.unsent))


collector = Collector()
reactor.connectTCP("127.0.0.1", 9000, collector, timeout=0.5)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Sensor))
reactor.run()
