"""
The virtual kernel: runs real Twisted, unmodified, in virtual time, and writes down what happens.

A run belongs to its process: the kernel is put under the Twisted of this interpreter, and a run ends with it. Importing the
package, or any module of it, starts nothing: no thread, no process, no reactor; and none but `programs`' functions needs Twisted before
a run begins. `python3 -m virtual_kernel` runs a workload; ORACLE.md says what is real, what is modelled, and the formats.

The machine      units, trace, kernel, gil, threads, schedule (whose turn it is); sockets, epoll, carrier, connection
Who is there     clients, peers, workload (what a file may say)
Under Twisted    install, hooks, stack (frames that hooks take count for nobody), refuse (what is not modelled)
A server.py      server_file, lines (who is told of them), clocks, plain, web (twisted.web), jobs (of thread pools, and looking names up), children (processes); programs are those that workloads name
Commands         __main__, batch (many runs), show (a trace as text), real (this machine's own kernel)
"""
