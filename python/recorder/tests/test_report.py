"""The report says of a hold what the page says of it."""
import json
import os
import unittest

from inside_the_reactor import report

from . import PACKAGE

WAITING = os.path.join(PACKAGE, "..", "..", "tests", "recorder", "waiting")


def read(name):
    with open(os.path.join(WAITING, name + ".json"), encoding="utf-8") as file:
        return json.load(file)


class Report(unittest.TestCase):
    def test_who_waited_is_what_the_page_says(self):
        for name, expected in read("expected").items():
            with self.subTest(name):
                found = []
                for hold in report.holds_of(read(name)):
                    waited = hold["waited"]
                    longest = max(waited, key=lambda wait: wait[2] - wait[1])
                    found.append([hold["ms"], len({wait[0] for wait in waited}), round(sum(wait[2] - wait[1] for wait in waited), 3),
                                  longest[0], round(longest[2] - longest[1], 3)])
                self.assertEqual(found, expected)
