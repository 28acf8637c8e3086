import { expect, test } from 'vitest';
import { TWISTED_CLASSES, type TwistedClass } from './behaviours';
import { namesIn } from './helpers';

// Under another address a file is loaded again: in this process it may have run already, or have to run yet.
const files = import.meta.glob(['./**/*.test.ts', '!./readme.test.ts', '!./random/**'], {
  query: '?names',
});

/** The names of all tests that stand for one of Twisted's. */
const recorded = await namesIn(() => Promise.all(Object.values(files).map((load) => load())));

const covered = (c: TwistedClass): string[] =>
  c.methods.filter((method) => recorded.has(`${c.name}.${method}`));

/** The methods that do not apply, with the reason. */
function excused(c: TwistedClass): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { why, methods } of c.notApplicable ?? []) {
    for (const method of methods ?? c.methods) reasons.set(method, why);
  }
  return reasons;
}

function row(c: TwistedClass): string {
  const reasons = [...new Set(excused(c).values())].join('; ');
  const counts = [c.methods.length, covered(c).length, excused(c).size || ''];
  return `| \`${c.name}\` | ${counts.join(' | ')} | ${reasons} |`;
}

function page(): string {
  const total = TWISTED_CLASSES.flatMap((c) => c.methods).length;
  const none = TWISTED_CLASSES.map((c) => excused(c).size).reduce((a, b) => a + b, 0);
  return `# Twisted's own specification

Twisted's unit tests say what its parts do. Each method of a test class is a behaviour; where the simulator
has the part, a test here holds the same behaviour, in code of its own, under the name of Twisted's test:
\`test_defer.DeferredTests.test_cancelGatherResults\`. What does not apply says why.

${TWISTED_CLASSES.length} classes of Twisted 22.4 have ${total} behaviours: **${recorded.size} are covered**, ${none} do not apply.

Beyond that, \`random/\` has programs that no one thought of: 400 of Deferreds and 400 of LoopingCall,
deferLater and Cooperator, with what real Twisted did; \`python3 random/deferreds.py A B\` and
\`random/tasks.py A B\` make them from other seeds.

The list of behaviours is \`behaviours.ts\`. This page is made from it and from the tests by
\`npx vitest run tests/twisted/readme.test.ts -u\`; without \`-u\` it is compared.

| Twisted's test class | behaviours | covered | do not apply | why |
| --- | ---: | ---: | ---: | --- |
${TWISTED_CLASSES.map(row).join('\n')}
`;
}

test.each(TWISTED_CLASSES.map((c) => [c.name, c] as const))(
  '%s: each behaviour is covered or excused, not both',
  (_name, c) => {
    const reasons = excused(c);
    const open = c.methods.filter((m) => !reasons.has(m) && !recorded.has(`${c.name}.${m}`));
    const both = covered(c).filter((method) => reasons.has(method));
    const unknown = [...reasons.keys()].filter((method) => !c.methods.includes(method));
    expect({ open, both, unknown }).toEqual({ open: [], both: [], unknown: [] });
  },
);

test('at least 300 behaviours are covered', () => {
  expect(recorded.size).toBeGreaterThanOrEqual(300);
});

test('README.md says what the tests say', async () => {
  await expect(page()).toMatchFileSnapshot('./README.md');
});
