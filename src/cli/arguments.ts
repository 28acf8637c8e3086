import { InputError } from '../workload/check';

/** The options of `npm run simulate` that are not parameters of a scenario. */
export interface Options {
  /** What stands before any option: a scenario's id. */
  positional: string[];
  workloads: string[];
  out?: string;
  reactor?: 'select' | 'epoll';
  variant?: string;
  seed?: number;
  json: boolean;
  list: boolean;
  help: boolean;
  /** `--name value` with a name that is none of the above: a parameter, unchecked. */
  parameters: Map<string, string>;
}

const REACTORS = ['select', 'epoll'] as const;

/**
 * Takes a command line apart. `--name value` and `--name=value` are the same.
 * @throws InputError that names the argument, what was found and what is allowed.
 */
export function parseArguments(argv: readonly string[]): Options {
  const options: Options = {
    positional: [],
    workloads: [],
    json: false,
    list: false,
    help: false,
    parameters: new Map(),
  };
  const seen = new Set<string>();
  for (let i = 0; i < argv.length;) {
    const argument = argv[i++]!;
    if (!argument.startsWith('--')) {
      options.positional.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (seen.has(name) && name !== '--workload') throw new InputError(name, 'it twice', 'once');
    seen.add(name);
    const given = equals < 0 ? undefined : argument.slice(equals + 1);
    if (name === '--workload') {
      if (given !== undefined) options.workloads.push(given);
      while (i < argv.length && !argv[i]!.startsWith('--')) options.workloads.push(argv[i++]!);
      if (options.workloads.length === 0)
        throw new InputError(name, 'no file', 'one or more files');
    } else if (name === '--json' || name === '--list' || name === '--help') {
      if (given !== undefined) throw new InputError(name, given, 'no value');
      options[name.slice(2) as 'json' | 'list' | 'help'] = true;
    } else {
      const value =
        given ?? (i < argv.length && !argv[i]!.startsWith('--') ? argv[i++] : undefined);
      if (value === undefined || value === '') throw new InputError(name, 'no value', 'a value');
      keep(options, name, value);
    }
  }
  return options;
}

function keep(options: Options, name: string, value: string): void {
  switch (name) {
    case '--out':
      options.out = value;
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
