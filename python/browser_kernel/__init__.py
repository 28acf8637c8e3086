"""
The virtual kernel inside a browser's Python (Pyodide): what it patches from outside, and how a page runs one program.

`virtual_kernel` is as it is. A browser has no threads of an operating system, no epoll and no process to end, so here

platform   names that Twisted wants of a POSIX machine, before it is imported; packs that come later
identity   who a thread is: the simulated one, not the browser's only one
stacks     simulated threads as Python stacks that are switched (JavaScript Promise Integration), or none
live       a state machine in JavaScript is the clients, while the run is made
limits     budgets: events, output
run        one run, and what comes of it

An interpreter makes one run, as a process does outside; who wants another starts another. Every module but `platform` needs the
virtual kernel, and `run` alone starts anything.
"""
