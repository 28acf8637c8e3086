"""`open`: a page of this machine that shows a recording. Nothing leaves the machine."""
import html
import mimetypes
import os
import pkgutil
import sys
import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import report

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKOUT = os.path.join(HERE, "..", "..", "..", "dist")
LARGEST = 16 << 20


class Site:
    """The files of the built site: of a folder, or of the package itself."""

    def __init__(self, folder=None):
        self._folder = folder or (CHECKOUT if os.path.exists(os.path.join(CHECKOUT, "index.html")) else None)

    def file(self, path):
        """The bytes of a file, or None."""
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") or "\\" in part for part in parts):
            return None
        if self._folder is None:
            try:
                return pkgutil.get_data("inside_the_reactor", "/".join(["site", *parts]))
            except (OSError, FileNotFoundError):
                return None
        try:
            with open(os.path.join(self._folder, *parts), "rb") as file:
                return file.read()
        except OSError:
            return None


def page_with(index, text, name):
    """The site's page with the recording in it, which it then opens: its policy lets it ask for nothing."""
    data = text.replace("<", "\\u003c")
    block = f'<script type="application/json" data-recording="{html.escape(name)}">{data}</script>'
    at = index.rindex("</body>")
    return index[:at] + block + index[at:]


def document_of(path, site):
    """What to show for a recording: the site's page, or the report where there is no site. @raises ValueError, OSError"""
    from .files import read
    if os.path.getsize(path) > LARGEST:
        raise ValueError(f"has more than {LARGEST >> 20} MB")
    recording = read(path)
    index = site.file("index.html")
    if index is None:
        return report.page(recording, os.path.basename(path)), False
    with open(path, encoding="utf-8") as file:
        return page_with(index.decode(), file.read(), os.path.basename(path)), True


def handler_of(document, site):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            host = self.headers.get("Host", "").rsplit(":", 1)[0]
            path = self.path.split("?")[0]
            if host not in ("127.0.0.1", "localhost"):
                return self.answer(403, b"", "text/plain")
            if path in ("/", "/index.html"):
                return self.answer(200, document.encode(), "text/html; charset=utf-8")
            if path.endswith("/"):
                path += "index.html"
            data = site.file(path)
            kind = "text/javascript" if path.endswith((".js", ".mjs")) else mimetypes.guess_type(path)[0] or "application/octet-stream"
            self.answer(404 if data is None else 200, data or b"", kind)

        def answer(self, code, data, kind):
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass
    return Handler


def show(path, folder, port, browser):
    """Serves the page until Ctrl+C. @returns the exit code"""
    if folder is not None and not os.path.exists(os.path.join(folder, "index.html")):
        sys.stderr.write(f"inside the reactor: --site: {folder} has no index.html\n")
        return 2
    site = Site(folder)
    try:
        document, has_site = document_of(path, site)
        server = ThreadingHTTPServer(("127.0.0.1", port), handler_of(document, site))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"inside the reactor: {path}: {error}\n")
        return 2
    address = f"http://127.0.0.1:{server.server_port}/"
    print(address if has_site else f"{address} (the report: the site's files are not here; --site names them)", flush=True)
    if browser:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0
