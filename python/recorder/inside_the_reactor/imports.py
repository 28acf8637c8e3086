"""Sees Twisted's reactor come, without importing Twisted for a server that has none."""
import importlib.util
import sys

MAIN = "twisted.internet.main"


def patch_twisted(patches, attach):
    """Calls `attach(reactor)` for the reactor that is installed, and for every one that will be."""
    if MAIN in sys.modules:
        wrap_install(patches, attach)
    else:
        finder = Finder(lambda: wrap_install(patches, attach))
        sys.meta_path.insert(0, finder)
        patches.on_undo(finder.leave)
    reactor = sys.modules.get("twisted.internet.reactor")
    if reactor is not None:
        attach(reactor)


def wrap_install(patches, attach):
    main = sys.modules[MAIN]

    def make(old):
        def installReactor(reactor):
            old(reactor)
            attach(reactor)
        return installReactor
    patches.wrap(main, "installReactor", make)


class Finder:
    """Waits for the import of twisted.internet.main, and is gone after it."""

    def __init__(self, then):
        self._then = then

    def leave(self):
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(self, name, path=None, target=None):
        if name != MAIN:
            return None
        self.leave()
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            self._then()
        spec.loader.exec_module = exec_module
        return spec
