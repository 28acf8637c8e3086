import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scenarios } from '../../scenarios/all';
import { recordingJsonParts } from '../recording/json';
import { MAX_TYPED_LINES } from '../recording/limits';
import type { Recording, TypedLine } from '../recording/recording';
import { InputError } from '../recording/check';
import { runScenario } from '../scenario/runScenario';
import { ALLOWED_LINE, parseTyped, withLine } from '../scenario/typed';
import { runWorkload } from '../workload/runWorkload';
import type { Taught } from '../scenario/types';
import { parseWorkloadText, type Workload } from '../workload/workload';
import { account } from './account';
import { parseArguments, quoted, type Options } from './arguments';
import { listAsJson, listAsText } from './list';

/** What a command printed and how it ended: 0 done, 1 the run failed, 2 the input was wrong. */
export interface Outcome {
  code: 0 | 1 | 2;
  /** In parts: a long recording is not one text. */
  stdout: Iterable<string>;
  stderr: string;
}

const USAGE = `usage:
  npm run simulate -- <scenario> [--<parameter> value]... [--variant id] [--reactor select|epoll] [--seed n] [--typed client:ms:line]... [--json]
  npm run simulate -- --workload FILE... [--reactor select|epoll] [--out DIR]
  npm run simulate -- --list [--json]
`;

/** Runs `npm run simulate` with these arguments. Writes files only for `--out`. */
export function main(argv: readonly string[]): Outcome {
  try {
    return { code: 0, stdout: output(parseArguments(argv)), stderr: '' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof InputError ? 2 : 1;
    const what = code === 1 ? 'the run failed: ' : '';
    return { code, stdout: [], stderr: `simulate: ${what}${message.replace(/\s+/g, ' ')}\n` };
  }
}

function output(options: Options): Iterable<string> {
  if (options.help) return [USAGE];
  if (options.list) {
    only(options, '--list', []);
    return [options.json ? listAsJson(scenarios) : listAsText(scenarios)];
  }
  if (options.workloads.length > 0) {
    only(options, '--workload', ['reactor', 'out']);
    return simulateWorkloads(options);
  }
  if (options.out !== undefined) {
    throw new InputError('--out', quoted(options.out), 'with --workload only');
  }
  return simulateScenario(options);
}

/** Refuses what does not go with `main`. */
function only(options: Options, main: string, allowed: readonly string[]): void {
  const others = [
    ...options.positional,
    ...[...options.parameters.keys()].map((name) => `--${name}`),
    ...(['out', 'variant', 'seed', 'reactor'] as const)
      .filter((name) => options[name] !== undefined && !allowed.includes(name))
      .map((name) => `--${name}`),
    ...(options.typed.length === 0 ? [] : ['--typed']),
    ...(main !== '--list' || options.workloads.length === 0 ? [] : ['--workload']),
  ];
  if (others.length === 0) return;
  const list = [...allowed, 'json'].map((name) => `--${name}`).join(', ');
  throw new InputError(others[0]!, `it with ${main}`, `${main} with ${list}`);
}

function simulateScenario(options: Options): Iterable<string> {
  const scenario = scenarioNamed(options.positional);
  // Where the reactor is a parameter, the option is its value.
  if (options.reactor !== undefined && 'reactor' in scenario.parameters)
    options.parameters.set('reactor', options.reactor);
  const values = valuesOf(scenario, options.parameters);
  const variants = scenario.variants.map(({ id }) => id);
  const variant = options.variant ?? variants[0]!;
  if (!variants.includes(variant)) {
    throw new InputError('--variant', quoted(variant), variants.join(', '));
  }
  const recording = runScenario(scenario, variant, values, {
    ...(options.reactor === undefined ? {} : { reactor: options.reactor }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    typed: typedOf(scenario, options.typed),
  });
  return options.json ? recordingJsonParts(recording) : [account(recording, scenario)];
}

function scenarioNamed(positional: readonly string[]): Taught {
  const ids = scenarios.map(({ id }) => id).join(', ');
  const [id, ...more] = positional;
  if (id === undefined) {
    throw new InputError('<scenario>', 'nothing', `one of ${ids}; or --workload FILE, or --list`);
  }
  const scenario = scenarios.find((known) => known.id === id);
  if (scenario === undefined) throw new InputError('<scenario>', quoted(id), `one of ${ids}`);
  if (more.length > 0) throw new InputError('<scenario>', quoted(more[0]!), 'one scenario');
  return scenario;
}

function valuesOf(scenario: Taught, given: ReadonlyMap<string, string>): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [id, parameter] of Object.entries(scenario.parameters)) {
    values[id] = parameter.default;
  }
  for (const [name, text] of given) {
    const parameter = Object.hasOwn(scenario.parameters, name)
      ? scenario.parameters[name]
      : undefined;
    if (parameter === undefined) {
      const known = Object.keys(scenario.parameters).map((id) => `--${id}`);
      const others = ['--variant', '--reactor', '--seed', '--typed', '--json'];
      throw new InputError(`--${name}`, 'an unknown option', [...known, ...others].join(', '));
    }
    if (parameter.word !== undefined) {
      const found = parameter.word.read(text);
      if (found.wrong !== undefined) throw new InputError(`--${name}`, quoted(text), found.wrong);
      values[name] = found.value;
      continue;
    }
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    // Half a client is no client: what is counted is whole. Seconds may be finer than their slider.
    const whole = Number.isInteger(parameter.step) && Number.isInteger(parameter.min);
    const inRange = value >= parameter.min && value <= parameter.max;
    if (!inRange || (whole && !Number.isInteger(value))) {
      const unit = parameter.unit === '' ? '' : ` ${parameter.unit}`;
      const number = whole ? 'a whole number' : 'a number';
      const range = `${number} from ${parameter.min} to ${parameter.max}${unit}`;
      throw new InputError(`--${name}`, quoted(text), range);
    }
    values[name] = value;
  }
  return values;
}

function typedOf(scenario: Taught, texts: readonly string[]): readonly TypedLine[] {
  let lines: readonly TypedLine[] = [];
  for (const text of texts) {
    if (scenario.typing === undefined)
      throw new InputError(
        '--typed',
        quoted(text),
        `nothing: ${scenario.id} has nobody to type as`,
      );
    const line = parseTyped(text, scenario);
    const allowed = `${ALLOWED_LINE}; clients: ${scenario.typing.as.join(', ')}`;
    if (line === null) throw new InputError('--typed', quoted(text), allowed);
    lines = withLine(lines, line);
  }
  if (texts.length > MAX_TYPED_LINES)
    throw new InputError('--typed', `${texts.length} lines`, `at most ${MAX_TYPED_LINES}`);
  return lines;
}

function simulateWorkloads(options: Options): Iterable<string> {
  // All files are checked before the first runs: a bad one leaves nothing half done.
  const named = options.workloads.map((file) => ({ file, workload: readWorkload(file) }));
  if (options.out === undefined) {
    if (named.length > 1) {
      throw new InputError('--out', 'nothing', 'a folder, as there are several workload files');
    }
    return recordingJsonParts(run(named[0]!.workload, options));
  }
  const names = new Map<string, string>();
  for (const { file } of named) {
    const other = names.get(basename(file));
    if (other !== undefined) {
      throw new InputError('--workload', `${other} and ${file}`, 'files with different names');
    }
    names.set(basename(file), file);
  }
  makeFolder(options.out);
  for (const { file, workload } of named) {
    write(join(options.out, basename(file)), recordingJsonParts(run(workload, options)));
  }
  return [];
}

function write(file: string, parts: Iterable<string>): void {
  const fd = openOut(file);
  try {
    for (const part of parts) writeFileSync(fd, part);
  } finally {
    closeSync(fd);
  }
}

function openOut(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new InputError('--out', `${file} (${reason(error)})`, 'a file that can be written');
  }
}

function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new InputError('--out', `${out} (${reason(error)})`, 'a folder that can be written');
  }
}

function run(workload: Workload, options: Options): Recording {
  return runWorkload(workload, options.reactor === undefined ? {} : { reactor: options.reactor });
}

function readWorkload(file: string): Workload {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new InputError('--workload', `${file} (${reason(error)})`, 'a file that can be read');
  }
  try {
    return parseWorkloadText(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${file}: ${error.path}`, error.found, error.allowed);
  }
}

function reason(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return code === 'ENOENT' ? 'no such file' : String(code ?? error);
}
