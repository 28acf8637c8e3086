"""What is told of each read, handler and write: all the time at the full tier, around holds at the base tier."""
import socket
import sys

from . import asyncio_hooks, sockets, state
from .patches import Patches
from .state import now, tell


class Detail:
    def __init__(self):
        self.is_on = False
        self.on_at = 0
        self._patches = Patches()

    def on(self, since=None):
        """@param since: when the hold began that is the reason"""
        if self.is_on:
            return
        self.is_on, self.on_at = True, now()
        tell((since or now(), "detail", True))
        for conn in list(state.S.conns.values()):
            sock = conn.sock()
            if sock is None or sock.fileno() != conn.fd:
                state.S.conns.pop(conn.fd, None)
            elif type(sock) is socket.socket:
                conn.read = conn.sent = conn.seen = conn.acked = conn.written = 0
                conn.before = None
                sockets.record(sock)
        asyncio_hooks.patch(self._patches)
        if "twisted.internet.tcp" in sys.modules:
            from . import twisted_hooks
            twisted_hooks.patch(self._patches)

    def renew(self):
        """Hooks for what has been imported since."""
        if self.is_on and state.S.running:
            self.off()
            self.on()

    def off(self):
        if not self.is_on:
            return
        self.is_on = False
        self._patches.undo()
        for conn in list(state.S.conns.values()):
            sock = conn.sock()
            if sock is not None and isinstance(sock, sockets.Recorded):
                sock.__class__ = socket.socket
        tell((now(), "detail", False))
