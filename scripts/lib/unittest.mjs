/**
 * What `python -m unittest` said, as a count. A test that was skipped, or was expected to fail, counts as failed: it proves nothing.
 * @param {number} code its exit code @param {string} output
 * @returns {{ passed: number, failed: number, failures: string[] }} failures: each with what was said of it
 */
export function countUnittest(code, output) {
  const ran = Number(/^Ran (\d+) tests? in /m.exec(output)?.[1] ?? 0);
  const rest = /^(?:OK|FAILED)(?: \((.*)\))?$/m.exec(output)?.[1] ?? '';
  const unproven = [...rest.matchAll(/=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
  // Parts of a test (subTest) fail one by one, and may be more than there are tests.
  const passed = Math.max(0, ran - unproven);
  const failed = unproven === 0 && (code !== 0 || ran === 0) ? 1 : unproven;
  const blocks = output.split(/^={70}$/m).slice(1);
  const failures = blocks.map((block) => (block.split(/^-{70}\nRan /m)[0] ?? '').trim());
  return { passed, failed, failures };
}
