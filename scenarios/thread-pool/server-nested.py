import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

POOL = 10  # threads
JOB = 1.5  # seconds


def rows():
    time.sleep(JOB)  # or a query, or requests.get
    return b"42 rows"


def report():  # a job that waits for another
    return threads.blockingCallFromThread(reactor, threads.deferToThread, rows)


class Api(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = threads.deferToThread(report)
        elif line == b"LOOKUP":
            d = reactor.resolve("db.example")
            d.addCallback(str.encode)
        else:
            self.sendLine(line)
            return
        d.addCallback(self.sendLine)


reactor.suggestThreadPoolSize(POOL)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Api))
reactor.run()
