import { checkText } from './checks';
import type { RunEnd } from './events';
import { MAX_COUNT, MAX_VALUES } from './limits';
import type { NetOptions, Recording } from './recording';
import { fail, isObject, memberPath, refuse, type Json } from './refusal';

/** Says what a file is; a file without it is a trace of the oracle. */
export const recordingFormat = 'inside-the-reactor/recording';
/** Grows when a reader of the old format would misread the new one. In version 1 beats were events of their own. */
export const recordingVersion = 2;
/** Those that are read. */
const VERSIONS: readonly unknown[] = [1, 2];
const RUN_ENDS: readonly RunEnd[] = [
  'idle',
  'until',
  'maxIterations',
  'hangs',
  'recursionLimit',
  null,
];
const ORDERS = ['fd', 'fdDesc', 'arrival'];

/**
 * Checks that a document is a recording of a version that is read here, with at least one event.
 * @throws RecordingError
 */
export function checkDocument(document: Json): asserts document is Json & { events: unknown[] } {
  const { format, events, count } = document;
  if (format !== undefined && format !== recordingFormat) {
    refuse('format', format, `"${recordingFormat}"`);
  }
  if (format !== undefined && !VERSIONS.includes(document['version'])) {
    refuse('version', document['version'], VERSIONS.join(' or '));
  }
  if (!Array.isArray(events)) {
    if (events === undefined && isObject(document['server'])) {
      fail('', 'This is a workload, not a recording: run it first and open what comes out.');
    }
    refuse('events', events, 'a list of events');
  }
  if (events.length === 0) fail('events', 'found an empty list, allowed one event or more.');
  if (count !== undefined && count !== events.length) {
    refuse('count', count, `${events.length}, as many as there are events`);
  }
}

/** The header of a checked document. @throws RecordingError */
export function headerOf(document: Json): Omit<Recording, 'events'> {
  const reactor = document['reactor'] ?? 'select';
  if (reactor !== 'select' && reactor !== 'epoll') {
    refuse('reactor', reactor, '"select" or "epoll"');
  }
  const end = (document['end'] ?? null) as RunEnd;
  if (!RUN_ENDS.includes(end)) {
    refuse('end', end, '"idle", "until", "maxIterations", "recursionLimit" or null');
  }
  const header: Omit<Recording, 'events'> = { reactor, end };
  for (const key of ['scenario', 'workload', 'variant'] as const) {
    const value = document[key] ?? null;
    if (value === null) continue;
    checkText(value, key, 'text');
    header[key] = value;
  }
  const { seed, parameters, net, readyOrder } = document;
  if (seed !== undefined && seed !== null) {
    if (!isNumber(seed)) refuse('seed', seed, 'a number');
    header.seed = seed;
  }
  if (parameters !== undefined && parameters !== null) {
    header.parameters = checkedParameters(parameters);
  }
  if (net !== undefined && net !== null) header.net = checkedNet(net);
  if (readyOrder !== undefined && readyOrder !== null) {
    if (!ORDERS.includes(readyOrder as string)) {
      refuse('readyOrder', readyOrder, '"fd", "fdDesc" or "arrival"');
    }
    header.readyOrder = readyOrder as NonNullable<Recording['readyOrder']>;
  }
  return header;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

function checkedParameters(value: unknown): Record<string, number | string> {
  if (!isObject(value)) refuse('parameters', value, 'an object of numbers and text');
  const entries = Object.entries(value);
  if (entries.length > MAX_VALUES) refuse('parameters', value, `at most ${MAX_VALUES} values`);
  for (const [name, one] of entries) {
    const path = memberPath('parameters', name);
    if (name === '__proto__') fail(path, 'this name is reserved.');
    if (typeof one === 'string') checkText(one, path);
    else if (!isNumber(one)) refuse(path, one, 'a number or text');
  }
  return value as Record<string, number | string>;
}

/** Of each field of the network: whether it may be fractional, and null for no limit. */
const NET_NUMBERS: Readonly<Record<Exclude<keyof NetOptions, 'writableRule'>, string>> = {
  latencyMs: 'milliseconds from 0 to 1,000,000,000',
  serverRecvBuffer: 'a number of bytes from 1',
  serverSendBuffer: 'a number of bytes from 1',
  clientRecvBuffer: 'a number of bytes from 1',
  rate: 'a number of bytes per ms above 0, or null',
  mss: 'a number of bytes from 1',
};

/** The network of a run; fields that are not known here are left behind. */
function checkedNet(value: unknown): NetOptions {
  if (!isObject(value)) refuse('net', value, 'an object with the network of the run');
  const net: Json = {};
  for (const [name, allowed] of Object.entries(NET_NUMBERS)) {
    const found = value[name];
    if (found === undefined) continue;
    const holds =
      name === 'latencyMs'
        ? isNumber(found) && found >= 0 && found <= 1e9
        : name === 'rate'
          ? found === null || (isNumber(found) && found > 0 && found <= MAX_COUNT)
          : Number.isInteger(found) && (found as number) >= 1 && (found as number) <= MAX_COUNT;
    if (!holds) refuse(`net.${name}`, found, allowed);
    net[name] = found;
  }
  const rule = value['writableRule'];
  if (rule !== undefined) {
    if (rule !== 'free' && rule !== 'linux') refuse('net.writableRule', rule, '"free" or "linux"');
    net['writableRule'] = rule;
  }
  return net as unknown as NetOptions;
}
