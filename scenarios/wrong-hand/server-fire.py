import time

from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver


def slow_report(d):
    time.sleep(0.5)  # or a query, or requests.get
    d.callback(b"42 rows")


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = defer.Deferred()
            d.addCallback(self.answer)
            reactor.callInThread(slow_report, d)
        else:
            self.sendLine(line)

    def answer(self, rows):
        self.sendLine(rows)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
