"""What twisted.web takes from the machine, for a server file: the hour, dice for the names of sessions, files."""
import random
import sys
import time as real_time

from . import refuse
from .clocks import EPOCH
from .stack import hook
from .units import NS_S, VT


def is_of_web(name, fromlist):
    return name.startswith("twisted.web") or (name == "twisted" and "web" in (fromlist or ()))


def install(time):
    """`time`: the virtual time module. Call after each import of twisted.web: what of it is there now is changed."""
    http, server, static = (sys.modules.get("twisted.web." + name) for name in ("http", "server", "static"))

    @hook
    def gmtime(seconds=None):
        """the factory's log asks with the reactor's seconds, which begin at 0"""
        if isinstance(seconds, VT):
            seconds = EPOCH + seconds.ns / NS_S
        return time.gmtime(seconds) if seconds is None else real_time.gmtime(seconds)

    if http:
        http.time, http.gmtime = time.time, gmtime
    if server:
        server.Site._entropy = staticmethod(random.Random(0).randbytes)
    if static:
        static.File.__init__ = refuse.refused("static.File", "is not modelled: there are no files beside the server")
