import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

BLOCK = 3.0  # seconds


def slow_report():
    time.sleep(BLOCK)  # or requests.get
    return b"42 rows"


def report():
    return threads.deferToThread(slow_report)


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = report()
            d.addCallback(self.sendLine)
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
