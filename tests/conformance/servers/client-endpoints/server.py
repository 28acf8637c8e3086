from twisted.internet import defer, protocol, reactor, task
from twisted.internet.endpoints import TCP4ClientEndpoint, clientFromString, connectProtocol
from twisted.protocols.basic import LineReceiver


class Asker(LineReceiver):
    def __init__(self):
        self.answer = defer.Deferred()

    def lineReceived(self, line):
        self.answer.callback(line)

    def connectionLost(self, reason):
        print("lost")


async def ask(endpoint, question):
    asker = await connectProtocol(endpoint, Asker())
    asker.sendLine(question)
    answer = await asker.answer
    asker.transport.loseConnection()
    return answer.decode()


async def main(reactor):
    print(await ask(TCP4ClientEndpoint(reactor, "127.0.0.1", 9000), b"question"))
    print(await ask(clientFromString(reactor, "tcp:host=127.0.0.1:port=9000:timeout=5"), b"again"))
    for description in ["tcp:127.0.0.1:9001", "tcp:10.0.0.9:80:timeout=2"]:
        try:
            await ask(clientFromString(reactor, description), b"nobody")
        except Exception as e:
            print("%s: %s" % (type(e).__name__, e))
    attempt = clientFromString(reactor, "tcp:10.0.0.9:80").connect(protocol.Factory.forProtocol(Asker))
    reactor.callLater(1, attempt.cancel)
    try:
        await attempt
    except Exception as e:
        print(type(e).__name__)


task.react(main)
