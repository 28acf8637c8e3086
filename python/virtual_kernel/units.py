"""Virtual time as Twisted sees it, and how times and bytes are written into a trace."""
from fractions import Fraction

from .stack import hook

NS_MS = 1_000_000
NS_S = 1_000_000_000


class VT:
    """Seconds as an exact integer number of nanoseconds.  Quacks like a float for Twisted."""

    __slots__ = ("ns",)

    def __init__(self, ns):
        self.ns = ns

    @staticmethod
    def to_ns(x):
        if isinstance(x, VT):
            return x.ns
        if isinstance(x, int):
            return x * NS_S
        if isinstance(x, (float, Fraction)):
            return int(round(x * NS_S))
        return NotImplemented

    def _bin(self, other, f):
        o = VT.to_ns(other)
        return NotImplemented if o is NotImplemented else f(o)

    def __add__(self, o): return self._bin(o, lambda n: VT(self.ns + n))
    __radd__ = __add__
    def __sub__(self, o): return self._bin(o, lambda n: VT(self.ns - n))
    def __rsub__(self, o): return self._bin(o, lambda n: VT(n - self.ns))
    def __mod__(self, o): return self._bin(o, lambda n: VT(self.ns % n))
    def __truediv__(self, o): return self._bin(o, lambda n: Fraction(self.ns, n))
    def __neg__(self): return VT(-self.ns)
    def __eq__(self, o): return self._bin(o, lambda n: self.ns == n)
    def __lt__(self, o): return self._bin(o, lambda n: self.ns < n)
    def __le__(self, o): return self._bin(o, lambda n: self.ns <= n)
    def __gt__(self, o): return self._bin(o, lambda n: self.ns > n)
    def __ge__(self, o): return self._bin(o, lambda n: self.ns >= n)
    def __hash__(self): return hash(self.ns)
    def __float__(self): return self.ns / NS_S
    def __repr__(self): return repr(self.ns / NS_S)
    def __bool__(self): return self.ns != 0


for _name in ("add", "radd", "sub", "rsub", "mod", "truediv", "eq", "lt", "le", "gt", "ge"):  # a float's take no frame
    setattr(VT, "__%s__" % _name, hook(getattr(VT, "__%s__" % _name)))


def ms_out(ns):
    """ns -> ms as int if whole, else float (<= 6 decimals)."""
    return ns // NS_MS if ns % NS_MS == 0 else round(ns / NS_MS, 6)


def ms_ns(ms):
    return int(round(ms * NS_MS))


def preview(data, n=40):
    s = bytes(data[:n]).decode("latin-1")
    return s if len(data) <= n else s + "..."
