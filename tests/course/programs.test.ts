import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownServer } from '../../scenarios/course/ownServer';
import { pythonPath } from '../../scripts/python.mjs';

const FOLDER = join('scenarios', 'course', 'try');
const programs = ownServer.flatMap((chapter) => chapter.programs);

test('every program that was tried is shown, and none else', () => {
  expect(programs.map(({ file }) => file).sort()).toEqual(readdirSync(FOLDER).sort());
});

test('each chapter has one for Twisted, one for asyncio and one for Node', () => {
  for (const chapter of ownServer) {
    const systems = new Set(chapter.programs.map(({ system }) => system));
    expect([...systems].sort(), chapter.title).toEqual(['Node', 'Twisted', 'asyncio']);
  }
});

describe.each(programs.map((program) => [program.file, program] as const))(
  '%s',
  (file, program) => {
    const command = file.endsWith('.py') ? pythonPath() : process.execPath;

    test('prints what the page says', { timeout: 60_000 }, () => {
      const run = spawnSync(command, [join(FOLDER, file)], { encoding: 'utf8', timeout: 50_000 });
      expect(run.status).toBe(0);
      let rest = `${run.stdout}\n${run.stderr}`;
      for (const line of program.prints) {
        const match = patternOf(line).exec(rest);
        expect(match, `${line}\nin:\n${rest}`).not.toBeNull();
        rest = rest.slice(match!.index + match![0].length);
      }
    });
  },
);

/** Numbers are those of one run; `…` stands for anything. Lengths of reads are no measurements. */
function patternOf(line: string): RegExp {
  const exact = /^read \d/.test(line) || /^[CS] \d/.test(line);
  const escaped = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
  return new RegExp(exact ? escaped : escaped.replace(/\d+/g, '\\d+'));
}
