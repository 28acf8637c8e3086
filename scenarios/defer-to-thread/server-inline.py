import time

from twisted.internet import defer, protocol, reactor, threads
from twisted.logger import Logger
from twisted.protocols.basic import LineReceiver

BLOCK = 3.0  # seconds
RAISES = 0  # 1: there is no report
log = Logger()


def half_report(half):
    time.sleep(BLOCK / 2)  # or a query, or requests.get
    if RAISES and half == 2:
        raise OSError("no database")
    return b"42 rows"


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            self.report().addErrback(self.failed)
        else:
            self.sendLine(line)

    @defer.inlineCallbacks
    def report(self):
        yield threads.deferToThread(half_report, 1)
        rows = yield threads.deferToThread(half_report, 2)
        self.sendLine(rows)

    def failed(self, failure):
        log.failure("report", failure)
        self.sendLine(b"no report")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
