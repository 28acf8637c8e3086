import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';
import { reactorSpans } from '../../src/player/measures/spans';
import { waitsOf } from '../../src/player/measures/waits';
import { worldAt } from '../../src/player/world/world';
import { parseRecording } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';

interface Scene {
  text: string;
  /** By client, how long it waited for its answer, in ms, by its own clock. */
  waits: Record<string, number>;
}

/** Records a server in which A's line holds the thread for 0.4 s, while B sends and C connects. */
function recorded(...words: string[]): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  try {
    const said = execFileSync(pythonPath(), ['-B', '-m', 'tests.scenes', folder, ...words], {
      cwd: 'python/recorder',
      encoding: 'utf8',
    });
    const { file, waits } = JSON.parse(said) as { file: string; waits: Scene['waits'] };
    return { text: readFileSync(file, 'utf8'), waits };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By client, its longest wait in ms. */
function longest(recording: Recording): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { client, sentNs, answeredNs } of waitsOf(recording)) {
    if (answeredNs === null) continue;
    found[client] = Math.max(found[client] ?? 0, (answeredNs - sentNs) / 1e6);
  }
  return found;
}

it.each([
  ['Twisted', ['chat.py', '0', 'epoll'], 'Chat.lineReceived'],
  ['asyncio', ['asyncio_chat.py', 'protocol'], 'Chat.data_received'],
  [
    'Twisted at the base tier',
    ['chat.py', '0', 'epoll', '--', '--tier', 'base'],
    'Chat.lineReceived',
  ],
])(
  'a server on %s, recorded, plays: who held the thread, and who waited how long',
  (_, words, what) => {
    const { text, waits } = recorded(...words);
    const recording = parseRecording(text);
    expect(recording.mode).toBe('real');
    expect(recording.recorder?.limitMs).toBe(100);
    const [held] = recording.events.filter(
      (event) => event.kind === 'held' && event.why === 'sleeping',
    );
    expect(held).toMatchObject({ conn: 'A', what, why: 'sleeping', function: 'sleeps' });
    const blocked = reactorSpans(recording).filter((span) => span.blocked);
    expect(blocked.map(({ conn, label }) => [conn, label])).toContainEqual(['A', what]);
    const found = longest(recording);
    // As exact as a busy machine lets the clients be.
    for (const name of ['B', 'C']) expect(Math.abs(found[name]! - waits[name]!)).toBeLessThan(80);
    for (let i = 0; i < recording.events.length; i += 7) worldAt(recording, i);
  },
);
