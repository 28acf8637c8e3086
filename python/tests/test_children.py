import errno
import sys

from virtual_kernel import trace
from virtual_kernel.children import Child, ProcessOS, ended
from virtual_kernel.gil import VirtualSys
from virtual_kernel.threads import SimThread

from . import KernelTest

COMPUTES = "import time\nwhile time.thread_time() < %s: pass\nprint(time.monotonic())"


class Processes(KernelTest):
    def child(self, code):
        """the process, and the reading end of its standard output"""
        own, k = ProcessOS(), trace.CLOCK
        r, w = own.pipe()
        child = Child([sys.executable, "-c", code], {1: w})
        own.close(w)
        return child, k.fds[r]

    def test_one_computes_beside_a_program_that_computes_too(self):
        k = self.kernel()
        child, out = self.child(COMPUTES % 0.3)
        k.cpu(500)
        self.assertEqual(k.now, 500_000_000)
        self.assertTrue(child.finished)
        self.assertEqual(out.read(100), b"0.3\n")

    def test_a_thread_has_to_share_the_lock_a_process_has_not(self):
        k, done = self.kernel(), []

        def crunch():
            k.cpu(300)
            done.append(k.now)
        thread = SimThread(target=crunch)
        thread.start()
        k.cpu(300)
        thread.join()
        self.assertEqual((k.now, done), (600_000_000, [600_000_000]))

    def test_its_end_is_the_end_of_its_pipes_and_what_waitpid_tells(self):
        k = self.kernel()
        child, out = self.child("import time\ntime.sleep(0.1)\nraise SystemExit(3)")
        self.assertFalse(out.readable() or out.hup())
        with self.assertRaises(OSError) as raised:
            out.read(1)
        self.assertEqual(raised.exception.errno, errno.EAGAIN)
        self.assertEqual(ProcessOS().waitpid(child.pid, 0), (0, 0))
        k.block(200)
        self.assertTrue(out.readable() and out.hup())
        self.assertFalse(out.has_input())
        self.assertEqual(out.read(1), b"")
        self.assertEqual((ProcessOS().waitpid(child.pid, 0), ended[child.pid]), ((child.pid, 3 << 8), 3 << 8))

    def test_an_error_goes_to_standard_error(self):
        k = self.kernel()
        own = ProcessOS()
        r, w = own.pipe()
        Child([sys.executable, "-c", "1 / 0"], {2: w})
        k.block(1)
        self.assertIn(b"ZeroDivisionError", k.fds[r].read(10_000))


class SwitchInterval(KernelTest):
    def test_it_is_that_of_the_model(self):
        k, own = self.kernel(), VirtualSys()
        self.assertEqual(own.getswitchinterval(), 0.005)
        own.setswitchinterval(0.02)
        self.assertEqual((own.getswitchinterval(), k.gil.interval), (0.02, 20_000_000))
        with self.assertRaises(ValueError):
            own.setswitchinterval(0)
        self.assertEqual((own.executable, sys.getswitchinterval()), (sys.executable, 0.005))

    def test_python_without_the_lock_does_not_heed_it(self):
        k, own = self.kernel(gil=None), VirtualSys()
        own.setswitchinterval(0.02)
        self.assertIsNone(k.gil.interval)
