import { preview } from '../simulator/bytes';
import type { Trace } from '../simulator/trace';
import { errorName, Failure } from '../twisted/python/failure';
import type { IProtocol, ITCPTransport } from '../twisted/internet/interfaces';

/** Longest text of a line in `handlerStart`. */
const WHAT_LENGTH = 40;

/** Twisted's own protocols: what they define is not the program's. Subclasses inherit the word, but do not have it. */
function isTwisteds(prototype: object): boolean {
  return Object.hasOwn(prototype.constructor, 'ofTwisted');
}

/** Runs a handler of the program between `handlerStart` and `handlerEnd`. */
export function handled<R>(trace: Trace, conn: string, what: string, handler: () => R): R {
  trace.emit('handlerStart', { conn, what });
  let result: R;
  try {
    result = handler();
  } catch (error) {
    trace.emit('handlerEnd', { conn, what, error: errorName(new Failure(error).value) });
    throw error;
  }
  trace.emit('handlerEnd', { conn, what });
  return result;
}

/** The methods that a protocol may have, beyond those that each has. */
type Traceable = IProtocol & {
  [K in 'lineReceived' | 'stringReceived' | 'rawDataReceived' | 'lineLengthExceeded']?: (
    data: string,
  ) => unknown;
};

/**
 * Makes a protocol of a server program record what happens to it: its callbacks, and `handlerStart` and
 * `handlerEnd` around a `lineReceived`, `stringReceived` or `dataReceived` of its own. To be called when
 * the factory has built it. Twisted's bare protocols record nothing, but a wrapper's (policies, endpoints) wrapped one does.
 */
export function traceProtocol(trace: Trace, protocol: IProtocol): void {
  const { wrappedProtocol } = protocol as { wrappedProtocol?: IProtocol | null };
  if (wrappedProtocol) traceProtocol(trace, wrappedProtocol);
  if (isTwisteds(Object.getPrototypeOf(protocol) as object)) return;
  const p = protocol as Traceable;
  let conn = '';
  const { makeConnection, connectionMade, dataReceived, connectionLost } = p;
  p.makeConnection = (transport: ITCPTransport): void => {
    conn = transport.label;
    makeConnection.call(p, transport);
  };
  p.connectionMade = (): void => {
    trace.emit('connectionMade', { conn });
    connectionMade.call(p);
  };
  const ownData = overrides(p, 'dataReceived');
  p.dataReceived = (data: string): unknown => {
    trace.emit('dataReceived', { conn, n: data.length, data: preview(data) });
    if (!ownData) return dataReceived.call(p, data);
    return handled(trace, conn, 'data', () => dataReceived.call(p, data));
  };
  p.connectionLost = (reason: Failure): void => {
    trace.emit('connectionLost', { conn, reason: reason.type });
    connectionLost.call(p, reason);
  };
  traceMethod('lineReceived', (line) => trace.emit('lineReceived', { conn, line: preview(line) }));
  traceMethod('stringReceived', (data) =>
    trace.emit('stringReceived', { conn, n: data.length, data: preview(data) }),
  );
  traceMethod('rawDataReceived', (data) => trace.emit('rawDataReceived', { conn, n: data.length }));
  traceMethod('lineLengthExceeded', (line) =>
    trace.emit('lineLengthExceeded', { conn, n: line.length }),
  );

  function traceMethod(
    name: 'lineReceived' | 'stringReceived' | 'rawDataReceived' | 'lineLengthExceeded',
    emit: (data: string) => void,
  ): void {
    const method = p[name];
    if (method === undefined) return;
    const isHandler = name === 'lineReceived' || name === 'stringReceived';
    const wrap = isHandler && overrides(p, name);
    p[name] = (data: string): unknown => {
      emit(data);
      if (!wrap) return method.call(p, data);
      return handled(trace, conn, data.slice(0, WHAT_LENGTH), () => method.call(p, data));
    };
  }
}

/** Whether the program's own class, or one between it and Twisted's, defines `name`. */
function overrides(protocol: object, name: string): boolean {
  let prototype = Object.getPrototypeOf(protocol) as object | null;
  while (prototype !== null && !isTwisteds(prototype)) {
    if (Object.hasOwn(prototype, name)) return true;
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return false;
}
