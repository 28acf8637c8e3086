import time

from twisted.internet import defer, protocol, reactor, task, threads
from twisted.protocols.basic import LineReceiver


def query():
    time.sleep(0.2)
    return b"row"


class Rows(LineReceiver):
    def lineReceived(self, line):
        d = defer.ensureDeferred(self.answer(line))
        d.addErrback(lambda failure: self.sendLine(failure.type.__name__.encode()))

    async def answer(self, line):
        if line == b"ready":
            self.sendLine(await defer.succeed(b"at once"))
            return
        await task.deferLater(reactor, 0.1, lambda: None)
        if line == b"wrong":
            raise ValueError(line)
        row = await threads.deferToThread(query)
        self.sendLine(line + b" " + row)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Rows))
reactor.run()
