import { describe, expect, test } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { main } from '../../src/cli/main';
import { phrase } from '../../src/cli/phrases';
import { keyDeed } from '../../src/embed/keys';
import { embedOptions } from '../../src/embed/options';
import { readMessage } from '../../src/embed/protocol';
import { changeOf, queryFrom } from '../../src/host/attributes';
import { keyFor } from '../../src/host/keys';
import { worldAt } from '../../src/player/world/world';
import type { RecordedEvent } from '../../src/recording/events';
import { eventsToWire, parseRecording, RecordingError } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';
import { InputError, parseWorkload } from '../../src/workload/workload';
import { loadScenario } from '../../src/session/loadScenario';
import { parseAddress } from '../../src/session/address';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';
import { describeMachine } from '../../src/stage/pictures/machine/describe';
import { scrubByKey } from '../../src/stage/kit/scrub';
import { nextCell } from '../../src/stage/pictures/turn/cells';
import { scenario } from '../session/fixture';

/**
 * Names that every object has without having been given them. Wherever a name comes from outside, each of these is as
 * unknown as any other that nobody chose.
 */
const names = Object.getOwnPropertyNames(Object.prototype);
/** A name that is unknown everywhere, for comparison. */
const NOBODYS = 'nobodys';

const unnamed = (value: unknown, name: string): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(name, NOBODYS));

test('the names are those that matter', () => {
  expect(names).toEqual(expect.arrayContaining(['constructor', '__proto__', 'toString']));
});

describe.each(names)('%s', (name) => {
  test('in the address of a page', () => {
    const keys = ['variant', 'compare', 'reactor', 'by', 'step', 't', 'theme', 'motion', 'seed'];
    for (const key of keys) {
      const parsed = parseAddress(`?${key}=${name}`, scenario);
      expect(unnamed(parsed, name), key).toEqual(parseAddress(`?${key}=${NOBODYS}`, scenario));
    }
    expect(parseAddress(`?${name}=1`, scenario)).toEqual(parseAddress('', scenario));
    const { address, corrections } = parseAddress(`?compare=${name}:1`, scenario);
    expect([address.compare, corrections.length]).toEqual([null, 1]);
  });

  test('in the address of an embed', () => {
    for (const option of EMBED_OPTIONS) {
      const read = embedOptions(`?${option.name}=${name}`);
      const other = embedOptions(`?${option.name}=${NOBODYS}`);
      // Capitals do not matter in what is a word, and stay in what is a name.
      expect(unnamed(read, name), option.name).toEqual(other);
    }
    expect(embedOptions(`?${name}=1`)).toEqual({ ...embedOptions(''), query: `${name}=1` });
  });

  test('in the messages of an embed and of its host', () => {
    for (const message of [name, `slide:${name}`, { method: name }, `{"method":"${name}"}`]) {
      expect(readMessage(message)).toBe(null);
    }
    expect(keyFor(name, [66])).toBe(null);
    expect(keyFor('triggerKey', [name])).toBe(null);
    expect(queryFrom([{ name, value: '2' }])).toBe(`?${name}=2`);
    expect(changeOf(name, '2')).toEqual({ kind: 'state' });
  });

  test('as the key of a keyboard event', () => {
    const pressed = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, keyCode: 0 };
    const standing = {
      keys: 'steps',
      focus: null,
      framed: true,
      firstStop: false,
      options: 0,
      hasNext: true,
      hasPrevious: true,
      shortcut: false,
    } as unknown as Parameters<typeof keyDeed>[1];
    expect(keyDeed({ ...pressed, key: name }, standing)).toEqual({
      kind: 'deck',
      deed: { method: 'triggerKey', args: [0] },
    });
    const onscrub = (): never => expect.unreachable();
    const scrub = { timeNs: 0, domainNs: [0, 1], logarithmic: false, onscrub } as unknown;
    scrubByKey({ key: name } as KeyboardEvent, scrub as Parameters<typeof scrubByKey>[1]);
  });

  test('on the command line', () => {
    for (const argv of [
      [name],
      ['chat', `--${name}`, '1'],
      ['chat', '--variant', name],
      ['chat', '--reactor', name],
      ['chat', '--seed', name],
    ]) {
      const { code, stderr } = main(argv);
      expect([code, stderr.split('\n').length], argv.join(' ')).toEqual([2, 2]);
      expect(stderr).toContain(name);
    }
  });

  test('as the name of a scenario', async () => {
    await expect(loadScenario(loaders, name)).rejects.toThrow(`there is no scenario “${name}”`);
  });

  test('in a workload', () => {
    const server = { program: 'echo' };
    const own = (value: unknown): object => JSON.parse(`{"${name}":${JSON.stringify(value)}}`);
    for (const workload of [
      { server: { program: name } },
      { server: { program: 'script', params: { onStart: [[name]] } } },
      { server: { program: 'deferreds', params: { demos: [name] } } },
      { server, order: name },
      { server, ...own(1) },
      { server, clients: [{ name: 'A', ...own(1) }] },
      { server, clients: [{ name: 'A', actions: [{ at: 1, ...own(true) }] }] },
    ]) {
      expect(() => parseWorkload(workload), JSON.stringify(workload)).toThrow(InputError);
    }
  });

  test('as the name of a client, and the kind of an event', () => {
    const event = { t: 0, i: 0, kind: 'net.acceptable', conn: name, queued: 1 };
    const recording: Recording = parseRecording({ events: [event] });
    const words = describeMachine(worldAt(recording, 0), 0, {});
    expect(words).toContain(`. ${name} waits in the listen queue`);

    const unknown = { timeNs: 0, turn: 0, kind: name } as unknown as RecordedEvent;
    expect(nextCell({ ...recording, events: [unknown] }, -1)).toBe(-1);
    expect(phrase(unknown)).toEqual(
      phrase({ ...unknown, kind: NOBODYS } as never)?.map((word) => word.replace(NOBODYS, name)),
    );
    const fields = Object.fromEntries([...Object.entries(unknown), [name, 'x']]);
    expect(JSON.stringify(eventsToWire({ ...recording, events: [fields as never] })[0])).toBe(
      name === '__proto__'
        ? `{"t":0,"i":0,"kind":"${name}"}`
        : `{"t":0,"i":0,"kind":"${name}","${name}":"x"}`,
    );
    expect(() => {
      try {
        parseRecording(JSON.stringify({ events: [{ t: 0, i: 0, kind: name, ...fields }] }));
      } catch (error) {
        if (!(error instanceof RecordingError)) throw error;
      }
    }).not.toThrow();
  });
});
