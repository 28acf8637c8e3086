import time

from twisted.internet import defer, protocol, reactor, task, threads
from twisted.protocols.basic import LineReceiver

LONG = 1.0  # seconds, on a bad day


@defer.inlineCallbacks
def parked():
    yield task.deferLater(reactor, LONG)


CARDS = {  # what the card says, and a stand-in that takes as long
    b"time.sleep(1)": lambda _: time.sleep(LONG),
    b"deferLater(reactor, 1, f)": lambda _: task.deferLater(reactor, LONG),
    b"requests.get(url)": lambda _: time.sleep(LONG),
    b"open(p).read()": lambda _: time.sleep(LONG),
    b"cursor.execute(sql)": lambda _: time.sleep(LONG),
    b"socket.gethostbyname(h)": lambda _: time.sleep(LONG),
    b"sorted(ten_million)": lambda _: time.sleep(LONG),
    b"hashlib.pbkdf2_hmac(...)": lambda _: time.sleep(LONG),
    b"subprocess.run(args)": lambda _: time.sleep(LONG),
    b"lock.acquire()": lambda _: time.sleep(LONG),
    b"transport.write(30 MB)": lambda wire: wire.write(b"x" * 30),
    b"yield d": lambda _: parked(),
}


class Chat(LineReceiver):
    def lineReceived(self, line):
        card, _, where = line.partition(b" in a ")
        if card not in CARDS:
            self.sendLine(line)
            return
        if where == b"process":  # getProcessOutput(…)
            d = task.deferLater(reactor, LONG)
        elif where == b"thread" and card == b"sorted(ten_million)":  # keeps the GIL
            d = threads.deferToThread(threads.blockingCallFromThread, reactor, time.sleep, LONG)
        elif where == b"thread":
            d = threads.deferToThread(CARDS[card], None)
        else:
            d = defer.maybeDeferred(CARDS[card], self.transport)
        d.addCallback(lambda _: self.sendLine(b"done"))


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
