import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

POOL = 10  # threads
JOB = 1.5  # seconds


def report():
    time.sleep(JOB)  # or a query, or requests.get
    return b"42 rows"


class Api(LineReceiver):
    def lineReceived(self, line):
        if line in (b"REPORT", b"AGAIN"):
            d = threads.deferToThread(report)
        elif line == b"LOOKUP":
            d = reactor.resolve("db.example")
            d.addCallback(str.encode)
        else:
            self.sendLine(line)
            return
        d.addTimeout(2, reactor)
        d.addCallbacks(self.sendLine, lambda _: self.sendLine(b"timed out: " + line))


reactor.suggestThreadPoolSize(POOL)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Api))
reactor.run()
