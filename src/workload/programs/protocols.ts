import { preview } from '../../simulator/bytes';
import { LineOnlyReceiver, LineReceiver } from '../../twisted/protocols/basic';
import type { Failure } from '../../twisted/python/failure';
import type { ITCPTransport } from '../../twisted/internet/interfaces';
import { Protocol } from '../../twisted/internet/protocol';
import { inFrame } from '../../twisted/internet/pyStack';
import { handled } from '../../scenario/tracedProtocol';
import type { LineParams } from '../workloadPrograms';
import type { ProgramEnvironment } from './environment';

const WHAT_LENGTH = 40;

type ProtocolBase<P extends Protocol> = abstract new () => P;

/** What each protocol of a program has. */
export interface TracedMembers {
  /** Its connection's name. */
  name: string;
  /** Runs `body` between `handlerStart` and `handlerEnd`. */
  handler<R>(what: string, body: () => R): R;
}

/**
 * A protocol class that records its callbacks. The oracle's programs also have methods `opened` and
 * `lost`, but its own base class comes first and hides them: they are never called, nor here.
 */
export function traced<P extends Protocol>(
  env: ProgramEnvironment,
  Base: ProtocolBase<P>,
): ProtocolBase<P & TracedMembers> {
  abstract class Traced extends (Base as unknown as ProtocolBase<Protocol>) {
    name = '';

    override makeConnection(transport: ITCPTransport): void {
      this.name = transport.label;
      super.makeConnection(transport);
    }

    override connectionMade(): void {
      env.emit('connectionMade', { conn: this.name });
    }

    override dataReceived(data: string): unknown {
      env.emit('dataReceived', { conn: this.name, n: data.length, data: preview(data) });
      return super.dataReceived(data);
    }

    override connectionLost(reason: Failure): void {
      env.emit('connectionLost', { conn: this.name, reason: reason.type });
    }

    handler<R>(what: string, body: () => R): R {
      return handled(env.simulation.trace, this.name, what, body);
    }
  }
  return Traced as unknown as ProtocolBase<P & TracedMembers>;
}

/** A LineReceiver (or LineOnlyReceiver) for a program: subclasses say what to do with a line. */
export interface LineProgramMembers extends TracedMembers {
  handle(line: string): unknown;
  /** Raw data, after `setRawMode`. */
  raw(data: string): void;
  say(text: string): void;
}

/** The base class of a program whose clients speak in lines. */
export function lineProtocol(
  env: ProgramEnvironment,
  params: LineParams = {},
): ProtocolBase<LineReceiver & LineProgramMembers> {
  // Raw mode and pausing are LineReceiver's only: a program that uses them fails on the other.
  const Receiver = (params.receiver === 'lineonly'
    ? LineOnlyReceiver
    : LineReceiver) as unknown as ProtocolBase<LineReceiver>;

  abstract class LineProgram extends traced(env, Receiver) {
    override delimiter = params.delimiter ?? '\r\n';
    override MAX_LENGTH = params.maxLength ?? 16384;

    abstract handle(line: string): unknown;

    raw(_data: string): void {}

    override lineReceived(line: string): unknown {
      env.emit('lineReceived', { conn: this.name, line: preview(line) });
      return this.handler(line.slice(0, WHAT_LENGTH), () => inFrame(() => this.handle(line)));
    }

    override lineLengthExceeded(line: string): unknown {
      env.emit('lineLengthExceeded', { conn: this.name, n: line.length });
      return super.lineLengthExceeded(line);
    }

    override rawDataReceived(data: string): unknown {
      env.emit('rawDataReceived', { conn: this.name, n: data.length });
      inFrame(() => this.raw(data));
      return undefined;
    }

    say(text: string): void {
      inFrame(() => this.sendLine(text));
    }
  }
  return LineProgram as unknown as ProtocolBase<LineReceiver & LineProgramMembers>;
}

/** The base class of a program that takes bytes as they come. */
export function dataProtocol(
  env: ProgramEnvironment,
): ProtocolBase<Protocol & TracedMembers & { handle(data: string): void }> {
  abstract class Sink extends Protocol {
    abstract handler<R>(what: string, body: () => R): R;
    abstract handle(data: string): void;

    override dataReceived(data: string): unknown {
      this.handler('data', () => inFrame(() => this.handle(data)));
      return undefined;
    }
  }
  return traced(env, Sink);
}
