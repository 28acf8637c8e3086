"""An echo of bytes, one of lines, and a chat."""

from .base import block, data_protocol, later, line_protocol, program


@program("echo")
def echo(params):
    class Echo:
        def handle(self, data):
            if params.get("blockMs"):
                block(params["blockMs"])
            self.transport.write(data)
    return data_protocol(Echo)


@program("line-echo")
def line_echo(params):
    """via: direct | deferred (already fired) | deferred-later (callLater 0 fires it) | callLater0 | thread"""
    from twisted.internet import defer, threads
    via = params.get("via", "direct")

    class LineEcho:
        def handle(self, line):
            if line == "quit":
                self.transport.loseConnection()
                return
            if params.get("blockMs"):
                block(params["blockMs"])
            if via == "direct":
                self.say(line)
            elif via == "deferred":
                d = defer.succeed(line)
                d.addCallback(self.say)
            elif via == "deferred-later":
                d = defer.Deferred()
                d.addCallback(self.say)
                later(0, "fire", d.callback, line)
            elif via == "callLater0":
                later(0, "say", self.say, line)
            elif via == "thread":
                d = threads.deferToThread(lambda: line)
                d.addCallback(self.say)
    return line_protocol(LineEcho, params)


@program("chat")
def chat(params):
    users = {}

    class Chat:
        nick = None

        def opened(self):
            self.say("name?")

        def handle(self, line):
            if self.nick is None:
                if line in users:
                    self.say("name taken")
                    return
                self.nick = line
                users[line] = self
                self.tell("* %s joined" % line)
            elif line == "/quit":
                self.say("bye")
                self.transport.loseConnection()
            else:
                if params.get("blockMs"):
                    block(params["blockMs"])
                self.tell("<%s> %s" % (self.nick, line))

        def tell(self, text):
            for u in list(users.values()):
                u.say(text)

        def lost(self):
            if self.nick is not None:
                del users[self.nick]
                self.tell("* %s left" % self.nick)
    return line_protocol(Chat, params)
