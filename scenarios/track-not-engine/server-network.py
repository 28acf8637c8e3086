from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver

orders = []  # Deferreds whose rows come over the network


def report():
    d = defer.Deferred()
    orders.append(d)
    Chat.maker.sendLine(b"REPORT")
    return d


class Chat(LineReceiver):
    maker = None  # the program that makes reports

    def lineReceived(self, line):
        if line == b"REPORT":
            d = report()
            d.addCallback(self.sendLine)
        elif line == b"maker":
            Chat.maker = self
            self.sendLine(b"ok")
        elif self is Chat.maker:
            orders.pop(0).callback(line)
            self.sendLine(b"ok")
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
