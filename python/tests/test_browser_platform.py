"""What a page's Python lacks and is given: it is the same as where it is there."""
import hashlib
import unittest

from browser_kernel import platform


class Derived(unittest.TestCase):
    def test_a_derived_key_is_openssls(self):
        for args in [("sha256", b"password", b"salt", 3), ("sha1", b"p" * 100, b"", 2, 50), ("sha512", b"", b"salt", 1, 7)]:
            self.assertEqual(platform.pbkdf2_hmac(*args), hashlib.pbkdf2_hmac(*args))


if __name__ == "__main__":
    unittest.main()
