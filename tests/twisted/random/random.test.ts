import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { errorName } from '../../../src/twisted/python/failure';
import { DeferredRun, type DeferredProgram } from './deferreds';
import { TaskRun, type TaskProgram } from './tasks';

/** Programs and what real Twisted did with them: made by `python3 deferreds.py` and `tasks.py`. */
function recorded<P>(name: string): [program: P, outcome: unknown[]][] {
  const file = new URL(`${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as [P, unknown[]][];
}

function outcome(run: () => unknown[]): unknown[] {
  try {
    return run();
  } catch (error) {
    return ['crash', errorName(error as Error)];
  }
}

test('random programs of Deferreds do what they do in real Twisted', () => {
  const programs = recorded<DeferredProgram>('deferreds');
  expect(programs.length).toBeGreaterThanOrEqual(400);
  for (const [program, real] of programs) {
    const ours = outcome(() => new DeferredRun(program).out);
    expect(ours, `seed ${program.seed}`).toEqual(real);
  }
});

test('random programs of LoopingCall, deferLater and Cooperator, too', () => {
  const programs = recorded<TaskProgram>('tasks');
  expect(programs.length).toBeGreaterThanOrEqual(400);
  for (const [program, real] of programs) {
    const ours = outcome(() => new TaskRun(program).out);
    expect(ours, `seed ${program.seed}`).toEqual(real);
  }
});
