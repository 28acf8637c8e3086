import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from '../recording/check';

/** The options of `npm run simulate` that are not parameters of a scenario. */
export interface Options {
  /** What stands before any option: a scenario's id. */
  positional: string[];
  workloads: string[];
  out?: string;
  reactor?: 'select' | 'epoll';
  variant?: string;
  seed?: number;
  /** Lines that are typed as clients, unchecked. */
  typed: string[];
  json: boolean;
  list: boolean;
  help: boolean;
  /** `--name value` with a name that is none of the above: a parameter, unchecked. */
  parameters: Map<string, string>;
}

const REACTORS = ['select', 'epoll'] as const;
/** Those that may be there several times. */
const REPEATED: readonly string[] = ['--workload', '--typed'];
const FLAGS = ['json', 'list', 'help'] as const;

/**
 * Takes a command line apart. `--name value` and `--name=value` are the same.
 * @throws InputError that names the argument, what was found and what is allowed.
 */
export function parseArguments(argv: readonly string[]): Options {
  const { tokens } = parseArgs({
    args: [...argv],
    options: declared(argv),
    strict: false,
    tokens: true,
  });
  const options: Options = {
    positional: [],
    workloads: [],
    typed: [],
    json: false,
    list: false,
    help: false,
    parameters: new Map(),
  };
  const seen = new Set<string>();
  /** What stands without a name: after `--workload` it is one more file. */
  let unnamed = options.positional;
  for (const token of tokens) {
    if (token.kind === 'positional') unnamed.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, value, inlineValue } = token;
    if (seen.has(rawName) && !REPEATED.includes(rawName)) {
      throw new InputError(rawName, 'it twice', 'once');
    }
    seen.add(rawName);
    unnamed = rawName === '--workload' ? options.workloads : options.positional;
    const flag = FLAGS.find((name) => `--${name}` === rawName);
    const isMissing = value === undefined || (!inlineValue && value.startsWith('--'));
    if (flag !== undefined) {
      if (inlineValue) throw new InputError(rawName, value, 'no value');
      options[flag] = true;
    } else if (!rawName.startsWith('--')) {
      unnamed.push(rawName);
    } else if (rawName === '--workload') {
      if (isMissing) throw new InputError(rawName, 'no file', 'one or more files');
      unnamed.push(value);
    } else {
      if (isMissing || value === '') throw new InputError(rawName, 'no value', 'a value');
      keep(options, rawName, value);
    }
  }
  return options;
}

/** Whatever is no flag takes a value: which parameters there are is the scenario's to say. */
function declared(argv: readonly string[]): NonNullable<ParseArgsConfig['options']> {
  const named = argv.filter((argument) => argument.startsWith('--'));
  return Object.fromEntries([
    ...named.map((argument) => [argument.slice(2).split('=', 1)[0]!, { type: 'string' }] as const),
    ...FLAGS.map((name) => [name, { type: 'boolean' }] as const),
  ]);
}

function keep(options: Options, name: string, value: string): void {
  switch (name) {
    case '--out':
      options.out = value;
      return;
    case '--typed':
      options.typed.push(value);
      return;
    case '--variant':
      options.variant = value;
      return;
    case '--reactor': {
      const reactor = REACTORS.find((known) => known === value);
      if (reactor === undefined) throw new InputError(name, quoted(value), REACTORS.join(', '));
      options.reactor = reactor;
      return;
    }
    case '--seed':
      if (!/^\d{1,15}$/.test(value)) {
        throw new InputError(name, quoted(value), 'a whole number, 0 or more');
      }
      options.seed = Number(value);
      return;
    default:
      options.parameters.set(name.slice(2), value);
  }
}

export const quoted = (value: string): string => JSON.stringify(value);
