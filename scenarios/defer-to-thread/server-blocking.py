import time

from twisted.internet import protocol, reactor
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
            try:
                self.sendLine(slow_report())
            except OSError:
                log.failure("report")
                self.sendLine(b"no report")
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
