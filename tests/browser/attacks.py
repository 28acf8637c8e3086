# What a program of a stranger might try, run by the workshop like any server. It gets past what the virtual kernel refuses at
# once, as JavaScript is there in an interpreter of a browser, and tells in its last line what it reached.
import sys

js = sys.modules["js"]
run_sync = sys.modules["pyodide.ffi"].run_sync
to_js = sys.modules["pyodide.ffi"].to_js
SITE = "@SITE@"
made = js.Reflect.construct
scope = js.Object.getPrototypeOf(js.Object.getPrototypeOf(js.self))


def new(name, *arguments):
    return made(getattr(js, name), to_js(list(arguments)))


def get(address):
    request = new("XMLHttpRequest")
    request.open("GET", address, False)
    request.send()
    return request.responseText


def settled(request):
    """a request of IndexedDB: opened synchronously, or not at all"""
    return request.readyState


script = "data:text/javascript,1"
PROBES = {
    "fetch": lambda: run_sync(js.fetch(SITE + "stolen/fetch")),
    "the browser's own fetch": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js([SITE + "stolen/own"]))),
    "fetch without cors": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js([new("Request", SITE + "stolen/no-cors")]))),
    "fetch elsewhere": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js(["http://elsewhere.example/"]))),
    "XMLHttpRequest": lambda: get(SITE + "stolen/xhr"),
    "XMLHttpRequest of a page": lambda: get(SITE + "chat/"),
    "WebSocket": lambda: run_sync(js.Promise.new(lambda yes, no: opens(new("WebSocket", SITE.replace("http", "ws") + "stolen/ws"), yes, no))),
    "EventSource": lambda: run_sync(js.Promise.new(lambda yes, no: opens(new("EventSource", SITE + "stolen/events"), yes, no))),
    "WebTransport": lambda: run_sync(new("WebTransport", SITE.replace("http:", "https:") + "stolen/wt").ready),
    "sendBeacon": lambda: js.navigator.sendBeacon(SITE + "stolen/beacon") or fail(),
    "importScripts": lambda: js.importScripts(SITE + "stolen/script.js"),
    "the browser's own importScripts": lambda: js.Reflect.apply(scope.importScripts, js.self, to_js([SITE + "stolen/own.js"])),
    "eval": lambda: js.eval("1"),
    "Function": lambda: js.Function.new("return 1")(),
    "the constructor of a constructor": lambda: js.Object.constructor.new("return 1")(),
    "a timer of text": lambda: js.Reflect.apply(js.setTimeout, js.self, to_js(["fetch('%sstolen/timer')" % SITE])) and fail(),
    "a worker of the site": lambda: run_sync(js.Promise.new(lambda yes, no: heard(new("Worker", SITE + "sw.js"), yes, no))),
    "a worker of data": lambda: run_sync(js.Promise.new(lambda yes, no: heard(new("Worker", script), yes, no))),
    "a shared worker": lambda: new("SharedWorker", SITE + "sw.js"),
    "localStorage": lambda: js.localStorage.length,
    "sessionStorage": lambda: js.sessionStorage.length,
    "indexedDB": lambda: run_sync(js.Promise.new(lambda yes, no: stored(js.indexedDB.open("x"), yes, no))),
    "caches": lambda: run_sync(js.caches.keys()),
    "cookies": lambda: js.document.cookie,
    "cookieStore": lambda: run_sync(js.cookieStore.getAll()),
    "files of the origin": lambda: run_sync(js.navigator.storage.getDirectory()),
    "service workers": lambda: run_sync(js.navigator.serviceWorker.register(SITE + "sw.js")),
    "the page": lambda: js.parent.document,
    "the window": lambda: js.window.top,
    "the page's address": lambda: js.location.href.index(SITE + "blocked"),
    "a channel to other tabs of the origin": lambda: js.self.origin.index("http"),
    "locks of the origin": lambda: run_sync(js.navigator.locks.query()),
    "a network of Python's": lambda: sys.modules["socket"].create_connection(("127.0.0.1", 80), 1),
    "a process": lambda: sys.modules["os"].fork(),
}


def fail():
    raise RuntimeError("nothing came of it")


def opens(thing, yes, no):
    thing.onopen, thing.onerror = yes, no


def heard(worker, yes, no):
    worker.onmessage, worker.onerror = yes, no
    js.setTimeout(no, 300)


def stored(request, yes, no):
    request.onsuccess, request.onerror = yes, no


reached = []
for name, probe in PROBES.items():
    try:
        probe()
        reached.append(name)
    except BaseException:
        pass
raise RuntimeError("%d tried, reached %s" % (len(PROBES), ", ".join(reached) or "nothing"))
