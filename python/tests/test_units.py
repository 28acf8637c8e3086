import unittest
from fractions import Fraction

from virtual_kernel.units import NS_S, VT, ms_ns, ms_out, preview


class VirtualTime(unittest.TestCase):
    def test_a_tenth_of_a_second_ten_times_is_a_second(self):
        t = VT(0)
        for _ in range(10):
            t = t + 0.1
        self.assertEqual(t.ns, NS_S)

    def test_it_meets_numbers_of_twisted_on_either_side(self):
        self.assertEqual((1.5 - VT(NS_S)).ns, NS_S // 2)
        self.assertEqual((VT(5 * NS_S) % 2).ns, NS_S)
        self.assertEqual(VT(NS_S) / 4, Fraction(1, 4))
        self.assertTrue(VT(NS_S) <= 1 and VT(NS_S) < 1.5 and 2 > VT(NS_S) and VT(NS_S) == 1)
        self.assertEqual(len({VT(1), VT(1)}), 1)

    def test_what_is_no_time_is_left_to_python(self):
        with self.assertRaises(TypeError):
            VT(1) + "1"

    def test_whole_milliseconds_are_whole_in_a_trace(self):
        self.assertEqual([ms_out(3_000_000), ms_out(1_500_000), ms_out(1)], [3, 1.5, 1e-06])
        self.assertEqual([type(ms_out(3_000_000)), ms_ns(0.1)], [int, 100_000])

    def test_a_preview_is_40_bytes_and_says_that_there_are_more(self):
        self.assertEqual(preview(b"x" * 40), "x" * 40)
        self.assertEqual(preview(b"\xff" + b"x" * 40), "\xff" + "x" * 39 + "...")
