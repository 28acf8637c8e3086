import sys

from twisted.internet import defer, reactor
from twisted.logger import FilteringLogObserver, PredicateResult
from twisted.logger import globalLogBeginner, textFileLogObserver


def only_failures(event):
    return PredicateResult.yes if "log_failure" in event else PredicateResult.no


# What nobody handles, and nothing else. With setDebugging each Deferred also
# remembers where it was made, which takes time and memory: not for good.
observer = textFileLogObserver(sys.stdout, timeFormat=None)
failures = FilteringLogObserver(observer, [only_failures])
globalLogBeginner.beginLoggingTo([failures], redirectStandardIO=False)
defer.setDebugging(True)


# Only to try it: a Deferred that fails, and that nobody holds.
def forget():
    failing = defer.Deferred()
    reactor.callLater(0.1, failing.errback, ValueError("no such table"))


reactor.callWhenRunning(forget)
reactor.callLater(0.3, reactor.stop)
reactor.run()
