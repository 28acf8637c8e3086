"""Programs of other people, and of their kinds: aiohttp, uvicorn, `twist web`. One request blocks, another waits."""
import os
import signal
import socket
import time

from . import SERVERS, RecorderTest, line_of, of_kind, slept

RPY = """import time
from twisted.web.resource import Resource


class Slow(Resource):
    def render_GET(self, request):
        time.sleep(0.3)  # held: sleeping
        return b"slow"


resource = Slow()
"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Programs(RecorderTest):
    def listening(self, port):
        """A program that does not say when it is there."""
        def there():
            with socket.socket() as sock:
                return sock.connect_ex(("127.0.0.1", port)) == 0
        self.wait_until(there, f"a server at {port}")

    def check(self, served, path, file, line):
        """One client asks for what blocks, another for something else meanwhile: who waited, at which line, and nothing else held."""
        slow, quick = served.client(), served.client()
        slow.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.1)
        quick.send("GET /quick HTTP/1.1\r\nHost: localhost\r\n")
        slow.answer(), quick.answer()
        waited = quick.waited_ms()
        for client in served.clients:
            client.sock.close()
        time.sleep(0.5)  # asleep: what ran last has ended long before the recording does
        served.end(signal.SIGTERM)
        recording = served.recording()
        held, = slept(recording)
        self.assertEqual((os.path.basename(held["file"]), held["line"]), (file, line))
        self.assertGreaterEqual(held["ms"], 299)
        # Connections to see whether it is there come first.
        names = [e["conn"] for e in of_kind(recording, "client.send")]
        self.assertEqual(held["conn"], names[0])
        sent, = of_kind(recording, "client.send")[1:2]
        got = next(e for e in of_kind(recording, "client.recv") if e["conn"] == sent["conn"])
        self.assertLess(abs(got["t"] - sent["t"] - waited), 30)
        longest = max((e["ms"] for e in of_kind(recording, "held") if e is not held), default=0)
        self.assertLess(longest, 299, of_kind(recording, "held"))
        return recording

    def test_an_aiohttp_application(self):
        served = self.serve("web_aiohttp.py")
        recording = self.check(served, "/slow", "web_aiohttp.py", line_of("web_aiohttp.py", "held: sleeping"))
        self.assertEqual(recording["reactor"], "asyncio")

    def test_uvicorn(self):
        port = free_port()
        words = ["-m", "uvicorn", "--app-dir", SERVERS, "--port", str(port), "--loop", "asyncio", "--http", "h11", "--lifespan", "off", "app_asgi:app"]
        served = self.serve(*words, read_port=False)
        served.port = port
        self.listening(port)
        self.check(served, "/slow", "app_asgi.py", line_of("app_asgi.py", "held: sleeping"))

    def test_twist_web(self):
        with open(os.path.join(self.folder, "slow.rpy"), "w") as file:
            file.write(RPY)
        port = free_port()
        served = self.serve("-m", "twisted", "web", "--path", ".", "--listen", f"tcp:{port}:interface=127.0.0.1", read_port=False)
        served.port = port
        self.listening(port)
        self.check(served, "/slow.rpy", "slow.rpy", 7)
