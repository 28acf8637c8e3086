import type { EventKind, OwnFields } from '../../recording/events';
import { msToNs, NS_PER_SECOND } from '../../simulator/units';
import type { DelayedCall } from '../../twisted/internet/base';
import { Exception, ValueError } from '../../twisted/python/exceptions';
import type { IListeningPort } from '../../twisted/internet/interfaces';
import type { Factory } from '../../twisted/internet/protocol';
import { named } from '../../twisted/python/pyName';
import { here, inFrame, needs } from '../../twisted/internet/pyStack';
import { heldFrom } from '../../twisted/internet/unhandled';
import type { Simulation } from '../../scenario/simulation';

/** A server program: its factory, or null when it has no network, and what it does before `run`. */
export interface Program {
  factory: Factory | null;
  /** Told the port that the factory listens on. `again` listens anew, and throws `CannotListenError`. */
  listening?(port: IListeningPort, again: () => IListeningPort): void;
  started?(): void;
}

/** What a server program is given: the reactor, and the oracle's few words. */
export class ProgramEnvironment {
  readonly simulation: Simulation;
  readonly reactor: Simulation['reactor'];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.reactor = simulation.reactor;
  }

  emit<K extends EventKind>(kind: K, ...fields: OwnFields<K>): void {
    needs('P');
    this.simulation.trace.emit(kind, ...fields);
  }

  /** Sleeps on the reactor thread. */
  block(ms: number): void {
    needs('P');
    this.simulation.block(msToNs(ms));
  }

  /** CPU work on the reactor thread. */
  cpu(ms: number): void {
    needs('P');
    this.simulation.cpu(msToNs(ms));
  }

  /** `reactor.callLater` in ms, with the name that the recording shows. */
  later(ms: number, name: string, f: () => unknown): DelayedCall {
    return inFrame(() =>
      this.reactor.callLater(
        seconds(ms),
        named(name, () => {
          inFrame(f);
          // The closure has `f` and what it fires, and the reactor has the closure.
          heldFrom(here() - 1);
        }),
      ),
    );
  }
}

/** Milliseconds as the seconds that Twisted wants, exact to the nanosecond. */
export function seconds(ms: number): number {
  return msToNs(ms) / NS_PER_SECOND;
}

/** Python's IndexError. */
class IndexError extends Exception {
  override readonly name: string = 'IndexError';
}

/** Python's `line.split()[n]`. Throws `IndexError`. */
export function word(line: string, n: number): string {
  const found = words(line)[n];
  if (found === undefined) throw new IndexError('list index out of range');
  return found;
}

/** Python's `line.split()`. */
export function words(line: string): string[] {
  return line.split(/\s+/).filter((w) => w.length > 0);
}

/** Python's `float(text)`. Throws `ValueError`. */
export function float(text: string): number {
  const x = Number(text);
  if (text.trim().length === 0 || Number.isNaN(x)) {
    throw new ValueError(`could not convert string to float: '${text}'`);
  }
  return x;
}

/** Python's `int(text)`. Throws `ValueError`. */
export function int(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) {
    throw new ValueError(`invalid literal for int() with base 10: '${text}'`);
  }
  return Number(text);
}
