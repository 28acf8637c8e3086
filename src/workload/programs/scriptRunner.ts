import { AttributeError } from '../../twisted/python/exceptions';
import { Failure } from '../../twisted/python/failure';
import { inFrame } from '../../twisted/internet/pyStack';
import { short } from '../../twisted/python/short';
import type { Connection } from '../../twisted/internet/tcp';
import type { Op } from '../workload';
import type { ProgramEnvironment } from './environment';

/** A connection of the program `script`, as its operations see it. */
export interface ScriptPeer {
  readonly name: string;
  readonly transport: Connection;
  say(text: string): void;
  pause(): void;
  resume(): void;
  /** Raw mode for `n` bytes, where there is such a mode and it is not on. */
  beginRaw(n: number): void;
  setTimeout(seconds: number | null): void;
  resetTimeout(): void;
}

/** Where operations run: on which connection (none in `onStart`), and for which line. */
export interface Where {
  peer: ScriptPeer | null;
  line: string;
}

/** The operation of that name. */
export type OpNamed<K extends Op[0]> = Extract<Op, readonly [K, ...unknown[]]>;

/** What each operation does. */
export type OpTable = { [K in Op[0]]: (op: OpNamed<K>, where: Where) => void };

/** What operations share: the reactor, and how to run more operations. */
export interface ScriptRunner {
  readonly env: ProgramEnvironment;
  run(ops: readonly Op[], where: Where): void;
}

/** The connection, which this operation needs. Throws what Python does when there is none. */
export function peerOf({ peer }: Where, attribute: string): ScriptPeer {
  if (peer !== null) return peer;
  throw new AttributeError(`'NoneType' object has no attribute '${attribute}'`);
}

/** A result as `got` of an event; nothing (None) is not recorded. */
export function got(result: unknown): { got?: unknown } {
  const value = short(result);
  return value === null ? {} : { got: value };
}

/** A callback for both sides: records which side ran and what it got, then returns `then` of it. */
export function seen(
  env: ProgramEnvironment,
  name: string,
  then: (result: unknown) => unknown = (result) => result,
): (result: unknown) => unknown {
  return (result) => {
    env.emit(result instanceof Failure ? 'errback' : 'callback', { name, ...got(result) });
    return inFrame(() => then(result));
  };
}
