"""Takes another reactor after the first one was there."""
import sys
import time

from twisted.internet import reactor as first

del sys.modules["twisted.internet.reactor"]
from twisted.internet import selectreactor  # noqa: E402

selectreactor.install()
from twisted.internet import protocol, reactor  # noqa: E402
from twisted.protocols.basic import LineReceiver  # noqa: E402

assert reactor is not first


class Echo(LineReceiver):
    def lineReceived(self, line):
        if line == b"stop":
            reactor.stop()
        if line == b"sleep":
            time.sleep(0.15)
        self.sendLine(line)


factory = protocol.ServerFactory()
factory.protocol = Echo
print(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
