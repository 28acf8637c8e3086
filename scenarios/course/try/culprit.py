import faulthandler
import sys
import time

from twisted.internet import reactor, task


def watch(limit):
    # Starts the watch afresh. If the reactor does not come back in time,
    # a thread of faulthandler's own writes the stack, the culprit on top.
    faulthandler.dump_traceback_later(limit, file=sys.stdout)


task.LoopingCall(watch, 0.3).start(0.1)  # in earnest: 1 second, every 0.5
reactor.addSystemEventTrigger(
    "after", "shutdown", faulthandler.cancel_dump_traceback_later
)


# Only to try it: a handler that holds the thread for half a second.
def slow_report():
    time.sleep(0.5)


reactor.callLater(0.2, slow_report)
reactor.callLater(0.9, reactor.stop)
reactor.run()
