import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { countUnittest } from '../../scripts/lib/unittest.mjs';
import { pythonPath } from '../../scripts/python.mjs';

/** What Python's own unittest says of a file with these tests. */
function counted(tests: string): ReturnType<typeof countUnittest> {
  const program = `import unittest\nclass T(unittest.TestCase):\n${tests}\nunittest.main()`;
  const { status, stderr } = spawnSync(pythonPath(), ['-c', program], { encoding: 'utf8' });
  return countUnittest(status!, stderr);
}

const passes = '  def test_a(self): pass';

it('Python tests are counted as they passed', () => {
  expect(counted(passes)).toEqual({ passed: 1, failed: 0, failures: [] });
});

it('what fails is counted, each with its words: failures, errors, parts of a test', () => {
  const { passed, failed, failures } = counted(`${passes}
  def test_b(self): raise KeyError("b")
  def test_c(self): self.fail("why")
  def test_d(self):
    with self.subTest("one"): self.fail("first")`);
  expect({ passed, failed }).toEqual({ passed: 1, failed: 3 });
  expect(failures.map((words) => words.slice(0, 12)).sort()).toEqual([
    'ERROR: test_',
    'FAIL: test_c',
    'FAIL: test_d',
  ]);
  expect(failures.join('\n')).toContain('AssertionError: first');
});

it('what proves nothing counts as failed: skipped tests, no tests, a file that does not load', () => {
  const skipped = '  @unittest.skip("later")\n  def test_b(self): pass';
  expect(counted(`${passes}\n${skipped}`)).toMatchObject({ passed: 1, failed: 1 });
  expect(counted('  pass')).toMatchObject({ passed: 0, failed: 1 });
  expect(countUnittest(1, 'Traceback')).toMatchObject({ passed: 0, failed: 1 });
});
