"""Changes of other people's classes that can be taken back."""
import functools

MISSING = object()


class Patches:
    def __init__(self):
        self._done, self._calls = [], []

    def set(self, owner, name, value):
        old = owner.__dict__.get(name, MISSING)
        self._done.append((owner, name, old, value))
        setattr(owner, name, value)

    def wrap(self, owner, name, make):
        """Replaces the method that `owner` itself defines by `make(method)`; nothing if it defines none."""
        old = owner.__dict__.get(name)
        if old is not None:
            self.set(owner, name, functools.wraps(old)(make(old)))

    def on_undo(self, call):
        self._calls.append(call)

    def undo(self):
        """Puts back what was there, unless somebody else has put something over it since."""
        while self._calls:
            self._calls.pop()()
        while self._done:
            owner, name, old, value = self._done.pop()
            if owner.__dict__.get(name) is not value:
                continue
            if old is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, old)
