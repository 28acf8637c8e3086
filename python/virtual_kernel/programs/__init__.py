"""
The server programs that workloads name.  Ordinary Twisted code: only block()/cpu()/emit() come from the kernel.  Every program is
small on purpose, so that it can be written again line by line in TypeScript (src/workload/programs).
"""
from . import basics, database, deferreds, reading, script, strategies, timers, writing  # noqa: F401  they register themselves
