import { preview } from '../../simulator/bytes';
import { Int32StringReceiver, NetstringReceiver } from '../../twisted/protocols/basic';
import { succeed, Deferred } from '../../twisted/internet/defer';
import { Factory } from '../../twisted/internet/protocol';
import { deferToThread } from '../../twisted/internet/threads';
import type { ProgramParams } from '../workload';
import type { Program, ProgramEnvironment } from './environment';
import { dataProtocol, lineProtocol, traced } from './protocols';

/** Sends back what comes. */
export function echo(env: ProgramEnvironment, params: ProgramParams['echo']): Program {
  class Echo extends dataProtocol(env) {
    override handle(data: string): void {
      if (params.blockMs) env.block(params.blockMs);
      this.transport.write(data);
    }
  }
  return { factory: Factory.forProtocol(Echo) };
}

/** Sends back each line: directly, or by way of a Deferred, a timer or a thread. */
export function lineEcho(env: ProgramEnvironment, params: ProgramParams['line-echo']): Program {
  const via = params.via ?? 'direct';

  class LineEcho extends lineProtocol(env, params) {
    override handle(line: string): void {
      if (line === 'quit') {
        this.transport.loseConnection();
        return;
      }
      if (params.blockMs) env.block(params.blockMs);
      const say = (text: string): void => this.say(text);
      if (via === 'direct') {
        this.say(line);
      } else if (via === 'deferred') {
        succeed(line).addCallback(say);
      } else if (via === 'deferred-later') {
        const d = new Deferred<string>();
        d.addCallback(say);
        env.later(0, 'fire', () => d.callback(line));
      } else if (via === 'callLater0') {
        env.later(0, 'say', () => this.say(line));
      } else {
        deferToThread(() => line).addCallback(say);
      }
    }
  }
  return { factory: Factory.forProtocol(LineEcho) };
}

/** A chat room: the first line is the name, `/quit` leaves, anything else goes to everyone who ever came. */
export function chat(env: ProgramEnvironment, params: ProgramParams['chat']): Program {
  const users = new Map<string, Chat>();

  class Chat extends lineProtocol(env, params) {
    nick: string | null = null;

    override handle(line: string): void {
      if (this.nick === null) {
        if (users.has(line)) {
          this.say('name taken');
          return;
        }
        this.nick = line;
        users.set(line, this);
        this.tell(`* ${line} joined`);
      } else if (line === '/quit') {
        this.say('bye');
        this.transport.loseConnection();
      } else {
        if (params.blockMs) env.block(params.blockMs);
        this.tell(`<${this.nick}> ${line}`);
      }
    }

    tell(text: string): void {
      for (const user of [...users.values()]) user.say(text);
    }
  }
  return { factory: Factory.forProtocol(Chat) };
}

/** Sends back each message that has its length before it. */
export function framing(env: ProgramEnvironment, params: ProgramParams['framing']): Program {
  // Both have what is used of them here.
  const Receiver = (params.receiver === 'netstring'
    ? NetstringReceiver
    : Int32StringReceiver) as unknown as new () => Int32StringReceiver;

  class Framing extends traced(env, Receiver) {
    override MAX_LENGTH = params.maxLength ?? 99999;

    override stringReceived(string: string): void {
      env.emit('stringReceived', { conn: this.name, n: string.length, data: preview(string) });
      this.handler('string', () => {
        if (params.blockMs) env.block(params.blockMs);
        this.sendString(string);
      });
    }
  }
  return { factory: Factory.forProtocol(Framing) };
}
