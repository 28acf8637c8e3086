from twisted.internet import defer, protocol, task
from twisted.protocols.basic import LineReceiver


class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)


def main(reactor, name):
    print("hello " + name)
    reactor.listenTCP(8000, protocol.Factory.forProtocol(Echo))
    d = defer.Deferred()
    reactor.callLater(2, d.errback, SystemExit(3))
    return d


task.react(main, ["world"])
