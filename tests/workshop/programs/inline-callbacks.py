"""A dialogue in one function: the server asks, and waits for the line that answers."""
from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver


class Dialogue(LineReceiver):
    def connectionMade(self):
        self.lines = defer.DeferredQueue()
        self.order().addErrback(lambda failure: print("ended by", failure.type.__name__))

    def lineReceived(self, line):
        self.lines.put(line.decode())

    def connectionLost(self, reason):
        self.lines.put(None)

    @defer.inlineCallbacks
    def ask(self, question):
        self.sendLine(question.encode())
        answer = yield self.lines.get()
        if answer is None:
            raise EOFError
        return answer

    @defer.inlineCallbacks
    def order(self):
        cups = []
        while True:
            what = yield self.ask("what?")
            if what == "":
                break
            try:
                count = int((yield self.ask("how many?")))
            except ValueError:
                self.sendLine(b"a number, please")
                continue
            cups.append("%d %s" % (count, what))
        self.sendLine((", ".join(cups) or "nothing").encode())
        self.transport.loseConnection()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Dialogue))
reactor.run()
