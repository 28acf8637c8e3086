import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pythonPath, pythonVariable } from '../../scripts/python.mjs';
import { twistedPython } from '../conformance/runOracle';

const PREFIX = 'import sys; print(sys.prefix)';

describe('what the tests run on', () => {
  test('is the project’s own Python, if none is named, with the Twisted that is wanted', () => {
    const own = join(process.cwd(), '.cache/python');
    const named = process.env[pythonVariable];
    expect(pythonPath()).toBe(named ?? join(own, 'bin/python'));
    const [, wanted] = /^twisted==(\S+)/m.exec(readFileSync('scripts/python/pure.txt', 'utf8'))!;
    if (named === undefined) expect(twistedPython().twisted).toBe(wanted);
  });

  test('sees no packages of the machine', () => {
    const outside = 'import sys, os; print([p for p in sys.path if p.endswith("-packages")])';
    const found = execFileSync(pythonPath(), ['-c', outside], { encoding: 'utf8' });
    if (process.env[pythonVariable] === undefined) {
      expect(found).toMatch(/^\['[^']*\.cache\/python\/lib\/python3\.\d+\/site-packages'\]\n$/);
      expect(Object.keys(process.env).filter((name) => name.startsWith('PYTHON'))).toEqual([]);
    }
  });
});

/** A project with only these scripts, and a folder that is the whole path. */
let folder: string;
let path: string;
let modules: string;

/** The interpreter that stands behind the tests' own environment. */
const base = realpathSync(pythonPath());

/** Notes each call of pip, and writes packages of which only the names are right. */
const FAKE_PIP = `
import os, sys
with open(os.environ["CALLS"], "a") as calls:
    print(" ".join(sys.argv[1:]), file=calls)
if os.environ.get("PIP_FAILS"):
    sys.exit("No matching distribution found")
target = sys.argv[sys.argv.index("--target") + 1]
for package in ("twisted", "zope/interface"):
    os.makedirs(os.path.join(target, package), exist_ok=True)
    open(os.path.join(target, package, "__init__.py"), "w").close()
`;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'python-')));
  path = join(folder, 'path');
  modules = join(folder, 'modules');
  for (const made of [path, join(modules, 'pip')]) mkdirSync(made, { recursive: true });
  writeFileSync(join(modules, 'pip/__init__.py'), '');
  writeFileSync(join(modules, 'pip/__main__.py'), FAKE_PIP);
  for (const name of ['setup.mjs', 'python.mjs', 'lib', 'python']) {
    cpSync(join('scripts', name), join(folder, 'scripts', name), { recursive: true });
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The text of a `python3` with that pip, and as if it had none of the hidden modules. */
function python3(hidden: readonly string[] = [], more = ''): string {
  const lines = [
    'import importlib.util, sys',
    'find = importlib.util.find_spec',
    `hidden = ${JSON.stringify([...hidden, 'ensurepip'])}`,
    'importlib.util.find_spec = lambda name, *more: None if name in hidden else find(name, *more)',
    more,
  ];
  writeFileSync(join(modules, 'sitecustomize.py'), lines.join('\n'));
  return `#!/bin/sh\nPYTHONPATH=${modules} exec ${base} "$@"\n`;
}

const put = (name: string, text: string): void =>
  writeFileSync(join(path, name), text, { mode: 0o755 });

/** @param root whether the script takes itself for root */
function setUp(
  env: Record<string, string> = {},
  root = false,
): { status: number | null; output: string } {
  const uid = `data:text/javascript,process.getuid=()=>${root ? 0 : 1000}`;
  const args = ['--import', uid, 'scripts/python.mjs'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: path, CALLS: join(folder, 'calls'), ...env },
  });
  return { status, output: stdout + stderr };
}

const calls = (): string[] => {
  const file = join(folder, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

/** Whether there is an environment that knows itself to be one. */
function isMade(): boolean {
  const python = join(folder, '.cache/python/bin/python');
  const prefix = execFileSync(python, ['-c', PREFIX], { encoding: 'utf8' }).trim();
  return realpathSync(prefix) === join(folder, '.cache/python');
}

describe('the environment', () => {
  test('is made when it is missing, and the script says why, once', () => {
    put('python3', python3());
    const { status, output } = setUp();
    expect(output).toMatch(
      /^Setting up: Twisted in \.cache\/python, by \S+\/path\/python3 \(3\.\d+\.\d+\) and its pip, because \.cache\/python is missing\.\n$/,
    );
    expect(status).toBe(0);
    expect(isMade()).toBe(true);
    expect(calls()).toEqual([
      expect.stringMatching(/--no-deps --require-hashes --target .*pure\.txt$/),
      expect.stringMatching(/--no-deps --require-hashes --target .*servers\.txt$/),
      expect.stringMatching(/--no-deps --target .*compiled\.txt$/),
    ]);
    expect(setUp()).toEqual({ status: 0, output: '' });
    expect(calls()).toHaveLength(3);
  });

  test('is made by hand without the venv module', () => {
    put('python3', python3(['venv']));
    expect(setUp().output).toContain(', without its venv module, because');
    expect(isMade()).toBe(true);
  });

  test('is made again when another version is wanted', () => {
    put('python3', python3());
    setUp();
    appendFileSync(join(folder, 'scripts/python/compiled.txt'), '# another\n');
    expect(setUp().output).toContain('because scripts/python has changed.');
    expect(setUp().output).toBe('');
  });

  test('is made again when its Python has gone', () => {
    put('python3', python3());
    setUp();
    rmSync(join(folder, '.cache/python/bin/python'));
    expect(setUp().output).toContain('because .cache/python does not run any more.');
    expect(isMade()).toBe(true);
  });

  test('is not left half made', () => {
    put('python3', python3());
    const { status, output } = setUp({ PIP_FAILS: '1' });
    expect(status).toBe(1);
    expect(output).toContain('No matching distribution found');
    expect(output).toContain('pip could not install scripts/python/pure.txt: see above.');
    expect(readdirSync(join(folder, '.cache'))).toEqual([]);
  });

  test('is not made where another Python is named, which must have Twisted', () => {
    put('python3', python3());
    const { status, output } = setUp({ [pythonVariable]: join(path, 'none') });
    expect(status).toBe(1);
    expect(output).toMatch(/^REACTOR_PYTHON names .*, which does not run or has no Twisted\.\n$/);
    expect(setUp({ [pythonVariable]: pythonPath() })).toEqual({ status: 0, output: '' });
    expect(existsSync(join(folder, '.cache'))).toBe(false);
  });
});

describe('without a Python that will do, the script says so and how to get one:', () => {
  const hint = 'apt-get install python3 python3-pip';
  test.each<[string, () => void, string]>([
    ['none', () => undefined, 'There is no Python 3 on the path.'],
    [
      'one too old',
      () => put('python3', python3([], 'sys.version_info = (3, 9, 18)')),
      'python3 is Python 3.9.18: the tests need 3.10 or newer.',
    ],
    ['one without pip', () => put('python3', python3(['pip'])), ') has no pip.'],
  ])('%s', (_, prepare, said) => {
    prepare();
    put('apt-get', '#!/bin/sh\necho apt-get "$@" >>"$CALLS"\n');
    const { status, output } = setUp();
    expect(status).toBe(1);
    expect(output).toContain(said);
    expect(output).toContain(hint);
    expect(calls()).toEqual([]);
  });

  test('as root, the package manager brings it', () => {
    writeFileSync(join(folder, 'brought'), python3(), { mode: 0o755 });
    put(
      'apt-get',
      `#!/bin/sh\necho apt-get "$@" >>"$CALLS"\n[ "$1" = update ] || /bin/cp ${folder}/brought ${path}/python3\n`,
    );
    const { status, output } = setUp({}, true);
    expect(output).toContain(
      'There is no Python 3 on the path, so apt-get installs Python 3 and pip',
    );
    expect(status).toBe(0);
    expect(calls().slice(0, 2)).toEqual([
      'apt-get update -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=20',
      'apt-get install -y -qq --no-install-recommends python3 python3-pip',
    ]);
    expect(isMade()).toBe(true);
  });
});

test('one that is new enough is taken before one that is too old', () => {
  put('python3', '#!/bin/sh\necho \'{"version": "3.8.1", "pip": true}\'\n');
  put('python3.12', python3());
  expect(setUp().output).toContain('python3.12 (3.');
});
