import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { main } from '../../src/cli/main';
import { parseRecording } from '../../src/recording/json';
import { workloadFile } from '../conformance/traces';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The standard output of a command that must succeed. */
function output(...argv: string[]): string {
  const outcome = main(argv);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return [...outcome.stdout].join('');
}

describe('a scenario', () => {
  it('is told in words, with every client in Waits', () => {
    const text = output('blocked-reactor');
    expect(text).toMatch(/^The blocked reactor \(blocked-reactor\)\n/);
    expect(text).toContain('sleeps for 3.0 s');
    expect(text).toContain('C asks for REPORT');
    const waits = text.slice(text.indexOf('Waits'));
    expect(waits).toMatch(/\nA +2\.5 s\nB +\d\.\d s\nC +3\.0 s\nD +2\.2 s\n$/);
  });

  it('is a recording with --json, the same bytes each time', () => {
    const json = output('blocked-reactor', '--json', '--block', '1.5');
    expect(output('blocked-reactor', '--block=1.5', '--json')).toBe(json);
    const recording = parseRecording(json);
    expect(recording.scenario).toBe('blocked-reactor');
    expect(recording.parameters).toMatchObject({ block: 1.5, ask: 1 });
    expect(json).toContain('"kind":"block","ms":1500');
  });

  it('takes the reactor and the seed', () => {
    const json = output('blocked-reactor', '--reactor', 'epoll', '--seed', '7', '--json');
    expect(parseRecording(json)).toMatchObject({ reactor: 'epoll', seed: 7 });
    // Where it is a parameter too, it is said once.
    const text = output('wrong-hand', '--reactor', 'epoll');
    expect(text.match(/reactor epoll/g)).toHaveLength(1);
  });

  it('takes lines that are typed as a client, and refuses what is none', () => {
    const json = output(
      'blocked-reactor',
      '--typed',
      'A:2000:hello',
      '--typed=B:900:a b',
      '--json',
    );
    expect(parseRecording(json).typed).toEqual([
      { client: 'B', atMs: 900, text: 'a b' },
      { client: 'A', atMs: 2000, text: 'hello' },
    ]);
    expect(output('blocked-reactor', '--typed', 'A:2000:hello')).toContain('typed A:2000:hello');
    const refused = (...argv: string[]): string => {
      const { code, stderr } = main(argv);
      expect(code).toBe(2);
      return stderr;
    };
    expect(refused('blocked-reactor', '--typed', 'E:1:x')).toMatch(
      /--typed: found "E:1:x".*A, B, C, D/,
    );
    expect(refused('stream', '--typed', 'A:1:x')).toMatch(/nobody to type as/);
    expect(refused('--list', '--typed', 'A:1:x')).toMatch(/--typed/);
    const many = Array.from({ length: 21 }, () => ['--typed', 'A:1:x']).flat();
    expect(refused('blocked-reactor', ...many)).toMatch(/21 lines.*at most 20/);
  });
});

describe('--list', () => {
  it('names each scenario with its parameters', () => {
    const text = output('--list');
    for (const { id, title } of scenarios)
      expect(text).toMatch(new RegExp(`^${id} .*${title}`, 'm'));
    expect(text).toMatch(/--block +0 to 5 s +3$/m);
  });

  it('as JSON', () => {
    const list = JSON.parse(output('--list', '--json')) as { id: string; parameters: unknown[] }[];
    expect(list.map(({ id }) => id)).toEqual(scenarios.map(({ id }) => id));
    const blocked = list.find(({ id }) => id === 'blocked-reactor');
    expect(blocked).toMatchObject({
      title: 'The blocked reactor',
      chapter: expect.any(Number) as number,
    });
    expect(blocked!.parameters).toContainEqual(
      expect.objectContaining({ id: 'block', unit: 's', min: 0, max: 5, default: 3 }),
    );
  });
});

describe('workload files', () => {
  it('the sample of the page is what the command makes of its workload', () => {
    const folder = 'src/page/recordings';
    expect(output('--workload', `${folder}/sampleWorkload.json`)).toBe(
      readFileSync(`${folder}/sample.json`, 'utf8'),
    );
  });

  it('one goes to standard output', () => {
    const recording = parseRecording(output('--workload', workloadFile('01-echo')));
    expect(recording).toMatchObject({ workload: '01-echo', reactor: 'select', end: 'idle' });
  });

  it('several go to a folder, under their own names', () => {
    const out = join(folder, 'deep/er');
    const names = ['01-echo', '07-line-framing'];
    const files = names.map(workloadFile);
    expect(output('--workload', ...files, '--reactor', 'epoll', '--out', out)).toBe('');
    expect(readdirSync(out)).toEqual(names.map((name) => `${name}.json`));
    for (const name of names) {
      const text = readFileSync(join(out, `${name}.json`), 'utf8');
      expect(parseRecording(text)).toMatchObject({ workload: name, reactor: 'epoll' });
    }
  });

  it('that never let time pass stop at maxIterations: a result', () => {
    const endless = {
      name: 'endless',
      maxIterations: 50,
      server: { program: 'script', params: { onStart: [['loop', 'L', 0, 1000, []]] } },
    };
    const text = output('--workload', file('endless.json', JSON.stringify(endless)));
    expect(parseRecording(text).end).toBe('maxIterations');
  });
});

describe('wrong input ends with 2 and one line that says what is wrong', () => {
  const echo = workloadFile('01-echo');
  const bad = (name: string, change: object): string =>
    file(name, JSON.stringify({ name: 'w', server: { program: 'echo' }, ...change }));
  const cases: [string, () => string[], RegExp][] = [
    ['no scenario', () => [], /^simulate: <scenario>: found nothing; allowed: .*blocked-reactor/],
    ['unknown scenario', () => ['nope'], /<scenario>: found "nope"; allowed: .*blocked-reactor/],
    ['two scenarios', () => ['blocked-reactor', 'x'], /<scenario>: found "x"/],
    [
      'unknown option',
      () => ['blocked-reactor', '--blok', '3'],
      /--blok: found an unknown option; allowed: --block/,
    ],
    [
      'parameter too large',
      () => ['blocked-reactor', '--block', '5.1'],
      /--block: found "5.1"; allowed: a number from 0 to 5 s/,
    ],
    [
      'a part of what is counted',
      () => ['who-is-ready', '--clients', '2.5'],
      /--clients: found "2.5"; allowed: a whole number from 2 to 12/,
    ],
    ['negative parameter', () => ['blocked-reactor', '--block', '-1'], /--block: found "-1"/],
    [
      'parameter not a number',
      () => ['blocked-reactor', '--block', 'Infinity'],
      /--block: found "Infinity"/,
    ],
    [
      'parameter without a value',
      () => ['blocked-reactor', '--block', '--json'],
      /--block: found no value/,
    ],
    [
      'parameter twice',
      () => ['blocked-reactor', '--block', '1', '--block', '2'],
      /--block: found it twice/,
    ],
    [
      'unknown variant',
      () => ['blocked-reactor', '--variant', 'x'],
      /--variant: found "x"; allowed: blocking/,
    ],
    [
      'unknown reactor',
      () => ['blocked-reactor', '--reactor', 'iocp'],
      /--reactor: found "iocp"; allowed: select, epoll/,
    ],
    ['bad seed', () => ['blocked-reactor', '--seed', '1.5'], /--seed: found "1.5"/],
    [
      '--out without workloads',
      () => ['blocked-reactor', '--out', 'x'],
      /--out: found "x"; allowed: with --workload/,
    ],
    [
      'parameter with --workload',
      () => ['--workload', echo, '--block', '3'],
      /--block: found it with --workload/,
    ],
    ['--workload without a file', () => ['--workload'], /--workload: found no file/],
    [
      'missing file',
      () => ['--workload', 'nowhere.json'],
      /--workload: found nowhere.json \(no such file\)/,
    ],
    ['a folder', () => ['--workload', folder], /--workload: found .* \(EISDIR\)/],
    [
      'several without --out',
      () => ['--workload', echo, workloadFile('08-chat')],
      /--out: found nothing/,
    ],
    [
      'the same name twice',
      () => ['--workload', echo, echo, '--out', join(folder, 'o')],
      /--workload: found .*01-echo.json and/,
    ],
    [
      '--out that is a file',
      () => ['--workload', echo, '--out', echo],
      /--out: found .*01-echo.json \(EEXIST\)/,
    ],
    [
      'not JSON',
      () => ['--workload', file('a.json', '{"name":')],
      /a.json: \$: found text that is not JSON/,
    ],
    [
      'no server',
      () => ['--workload', file('b.json', '{"name":"w"}')],
      /b.json: \$.server: found nothing/,
    ],
    [
      'unknown program',
      () => ['--workload', bad('c.json', { server: { program: 'x' } })],
      /c.json: \$.server.program: found "x"; allowed: one of echo,/,
    ],
    [
      'negative time',
      () => ['--workload', bad('d.json', { clients: [{ name: 'A', connect: -1 }] })],
      /d.json: \$.clients\[0\].connect: found -1; allowed: a number of milliseconds/,
    ],
    [
      'unknown reactor in the file',
      () => ['--workload', bad('e.json', { reactor: 'x' })],
      /e.json: \$.reactor: found "x"; allowed: one of select, epoll/,
    ],
  ];

  it.each(cases)('%s', (_name, argv, message) => {
    const outcome = main(argv());
    expect(outcome.stderr).toMatch(message);
    expect(outcome).toMatchObject({ code: 2, stdout: [] });
    expect(outcome.stderr.trimEnd()).not.toContain('\n');
  });

  it('a bad file among good ones leaves nothing half done', () => {
    const out = join(folder, 'none');
    const spoiled = file('f.json', '[]');
    expect(main(['--workload', echo, spoiled, '--out', out]).code).toBe(2);
    expect(() => readdirSync(out)).toThrow();
  });
});

// Starting Node and TypeScript takes a moment on a busy machine.
describe('the process', { timeout: 60_000 }, () => {
  const simulate = join(ROOT, 'scripts/simulate.mjs');

  it('prints the result and nothing else, all of it through a pipe', () => {
    const many = {
      name: 'many',
      until: 60_000,
      server: { program: 'timers', params: { timers: [{ name: 't', loop: 2 }] } },
    };
    const workload = file('many.json', JSON.stringify(many));
    const text = execFileSync('node', [simulate, '--workload', workload], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    expect(text.length).toBeGreaterThan(4_000_000);
    expect(text).toBe(output('--workload', workload));
  });

  it('ends with 2 and one line when the input is wrong', () => {
    const { status, stdout, stderr } = spawnSync('node', [simulate, 'nope'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^simulate: <scenario>: found "nope"; allowed: [^\n]*\n$/);
  });
});
