"""An echo on an endpoint named by a string, and a copy of each line to a log server, by a client endpoint."""
from twisted.internet import defer, endpoints, protocol, reactor
from twisted.protocols.basic import LineReceiver


class LogLine(LineReceiver):
    def copy(self, line):
        self.sendLine(line)
        self.transport.loseConnection()


class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)
        logger = endpoints.TCP4ClientEndpoint(reactor, "127.0.0.1", 9000, timeout=2)
        d = endpoints.connectProtocol(logger, LogLine())
        d.addCallback(lambda link: link.copy(line))
        d.addErrback(lambda failure: print("not logged:", failure.getErrorMessage()))


@defer.inlineCallbacks
def main():
    server = endpoints.serverFromString(reactor, "tcp:8000:interface=127.0.0.1")
    port = yield server.listen(protocol.Factory.forProtocol(Echo))
    print("on port", port.getHost().port)
    yield defer.Deferred(lambda _: None).addTimeout(5, reactor, onTimeoutCancel=lambda *_: None)
    yield port.stopListening()
    print("no longer")


main()
reactor.run()
