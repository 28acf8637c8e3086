from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver

FAILS = 2  # 1 parse, 2 save, 0 none


def parse(line):
    if FAILS == 1:
        raise ValueError("no number")
    return int(line)


def save(number):  # takes a second
    saved = defer.Deferred()
    if FAILS == 2:
        reactor.callLater(1, saved.errback, OSError("disk full"))
    else:
        reactor.callLater(1, saved.callback, number)
    return saved


def log(error):
    print("log:", error)


def pass_on(error):
    raise error


class Orders(LineReceiver):
    order = None

    def lineReceived(self, line):
        if line.isdigit():
            self.order = defer.Deferred.fromCoroutine(self.take(line))
        elif line == b"again":
            try:
                self.order.callback(line)
            except defer.AlreadyCalledError:
                self.sendLine(b"called already")
        elif line == b"forget":
            self.order = None
            self.sendLine(b"forgotten")
        else:
            self.sendLine(line)

    async def take(self, got):
        try:
            got = parse(got)
            got = await save(got)
        except Exception as error:
            got = log(error)
        got = self.reply(got)
        return got

    def reply(self, number):
        self.sendLine(b"saved %d" % number)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Orders))
reactor.run()
