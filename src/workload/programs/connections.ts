import { sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import { ValueError } from '../../twisted/python/exceptions';
import { Factory } from '../../twisted/internet/protocol';
import { named } from '../../twisted/python/pyName';
import type { ProgramParams } from '../workloadPrograms';
import { filler } from './bigWrite';
import { float, int, word, type Program, type ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

/** `go MS`: a thread waits and then writes, by `callFromThread` or, unsafely, by itself. */
export function threadWrite(
  env: ProgramEnvironment,
  params: ProgramParams['thread-write'],
): Program {
  class ThreadWriter extends lineProtocol(env, params) {
    override handle(line: string): void {
      if (!line.startsWith('go ')) {
        this.say(`pong ${line}`);
        return;
      }
      const ms = float(word(line, 1));
      env.reactor.callInThread(() => this.#job(ms));
    }

    *#job(ms: number): ThreadCode<void> {
      env.emit('threadStart', { job: this.name });
      yield* sleep(msToNs(ms));
      if (params.safe === true) {
        env.reactor.callFromThread(named('say', () => this.say('from thread')));
      } else {
        this.say('from thread');
      }
      env.emit('threadEnd', { job: this.name });
    }
  }
  return { factory: Factory.forProtocol(ThreadWriter) };
}

/** The ways in which a connection ends. */
export function closing(env: ProgramEnvironment, params: ProgramParams['closing']): Program {
  class Closing extends lineProtocol(env, params) {
    readonly isHalfCloseable = params.halfCloseable === true;

    override handle(line: string): void {
      if (line === 'bye') {
        this.say('bye');
        this.transport.loseConnection();
        this.say('after loseConnection');
      } else if (line === 'abort') {
        this.say('lost data');
        this.transport.abortConnection();
      } else if (line === 'half') {
        this.say('last words');
        this.transport.loseWriteConnection();
      } else if (line === 'boom') {
        throw new ValueError('boom');
      } else if (line.startsWith('big ')) {
        this.transport.write(filler(int(word(line, 1))));
      } else {
        this.say(`pong ${line}`);
      }
    }

    readConnectionLost(): void {
      env.emit('readConnectionLost', { conn: this.name });
      this.say('your read side closed');
      this.transport.loseConnection();
    }

    writeConnectionLost(): void {
      env.emit('writeConnectionLost', { conn: this.name });
    }
  }
  return { factory: Factory.forProtocol(Closing) };
}

/** `upload N`: N raw bytes, then lines again. `hold MS`: no lines for so long. */
export function rawMode(env: ProgramEnvironment, params: ProgramParams['raw-mode']): Program {
  class Raw extends lineProtocol(env, params) {
    #need = 0;

    override handle(line: string): void {
      if (line.startsWith('upload ')) {
        this.#need = int(word(line, 1));
        this.setRawMode();
      } else if (line.startsWith('hold ')) {
        env.emit('pauseProducing', { conn: this.name });
        this.pauseProducing();
        env.later(float(word(line, 1)), 'resume', () => {
          env.emit('resumeProducing', { conn: this.name });
          this.resumeProducing();
        });
      } else {
        this.say(`pong ${line}`);
      }
    }

    override raw(data: string): void {
      const taken = data.slice(0, this.#need);
      this.#need -= taken.length;
      if (this.#need > 0) return;
      this.say('uploaded');
      this.setLineMode(data.slice(taken.length));
    }
  }
  return { factory: Factory.forProtocol(Raw) };
}
