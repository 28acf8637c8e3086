import time

from twisted.internet import protocol, reactor, threads
from twisted.logger import Logger
from twisted.protocols.basic import LineReceiver

BLOCK = 3.0  # seconds
RAISES = 0  # 1: there is no report
log = Logger()


def slow_report():
    time.sleep(BLOCK)  # or a query, or requests.get
    if RAISES:
        raise OSError("no database")
    return b"42 rows"


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = threads.deferToThread(slow_report)
            d.addCallback(self.sendLine)
            d.addErrback(self.failed)
        else:
            self.sendLine(line)

    def failed(self, failure):
        log.failure("report", failure)
        self.sendLine(b"no report")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
