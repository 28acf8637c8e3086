"""A page that is fetched from another server by an Agent with one kept connection, and a form with an error in it."""
from twisted.internet import defer, endpoints, reactor
from twisted.web import resource, server
from twisted.web.client import Agent, HTTPConnectionPool, readBody
from twisted.web.error import SchemeNotSupported
from twisted.web.http_headers import Headers
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer


@implementer(IAgentEndpointFactory)
class Places:
    """Addresses instead of names: nobody has to be asked for them."""

    def endpointForURI(self, uri):
        if uri.scheme != b"http":
            raise SchemeNotSupported(uri.scheme)
        return endpoints.TCP4ClientEndpoint(reactor, uri.host.decode(), uri.port, timeout=1)


agent = Agent.usingEndpointFactory(reactor, Places(), pool=HTTPConnectionPool(reactor))


async def fetch(url):
    response = await agent.request(b"GET", url, Headers({b"user-agent": [b"us"]}))
    body = await readBody(response)
    return b"%d %s (%d bytes, %s)\n" % (response.code, response.phrase, len(body), body[:9])


class Mirror(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        url = request.args.get(b"of", [b"http://127.0.0.1:9000/"])[0]
        d = defer.ensureDeferred(fetch(url))
        d.addErrback(self.failed, request)
        d.addCallback(lambda body: (request.write(body), request.finish()))
        return server.NOT_DONE_YET

    def failed(self, failure, request):
        request.setResponseCode(400 if failure.check(SchemeNotSupported) else 502)
        return failure.type.__name__.encode() + b"\n"


reactor.listenTCP(8000, server.Site(Mirror()))
reactor.run()
