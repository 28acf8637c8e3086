import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver


def slow_report():
    time.sleep(0.5)  # or a query, or requests.get
    return b"42 rows"


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = threads.deferToThread(slow_report)
            d.addCallback(self.answer)
        else:
            self.sendLine(line)

    def answer(self, rows):
        self.sendLine(rows)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
