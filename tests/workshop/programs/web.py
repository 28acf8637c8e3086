"""HTTP with twisted.web: a page, a form, an answer that comes later, one that is written in pieces, and errors."""
from twisted.internet import reactor, task
from twisted.web import resource, server

MEALS = {b"tea": 3}


class Menu(resource.Resource):
    def render_GET(self, request):
        request.setHeader(b"content-type", b"text/plain; charset=utf-8")
        return b"".join(b"%s: %d\n" % meal for meal in sorted(MEALS.items()))

    def render_POST(self, request):
        (name,), (price,) = request.args[b"name"], request.args[b"price"]
        MEALS[name] = int(price)
        request.redirect(b"/menu")
        return b""

    def getChild(self, name, request):
        return Meal(name) if name in MEALS else resource.Resource.getChild(self, name, request)


class Meal(resource.Resource):
    isLeaf = True

    def __init__(self, name):
        super().__init__()
        self.name = name

    def render_GET(self, request):
        gone = request.notifyFinish()
        gone.addErrback(lambda failure: print("hung up:", failure.type.__name__))
        self.cook(request, MEALS[self.name])
        return server.NOT_DONE_YET

    def cook(self, request, left):
        if request._disconnected:
            return
        if left == 0:
            request.write(b"here is %s\n" % self.name)
            request.finish()
        else:
            request.write(b"... ")
            reactor.callLater(0.1, self.cook, request, left - 1)


class Later(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        d = task.deferLater(reactor, 0.25, lambda: request.getCookie(b"who") or b"nobody")
        d.addCallback(lambda who: (request.write(b"hello, " + who), request.finish()))
        return server.NOT_DONE_YET


root = resource.Resource()
root.putChild(b"menu", Menu())
root.putChild(b"later", Later())
reactor.listenTCP(8000, server.Site(root, timeout=2))
reactor.run()
