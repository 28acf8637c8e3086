import type { ServerProgram, ThreadCode } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import {
  ensureDeferred,
  succeed,
  type DeferredGenerator,
} from '../../../../src/twisted/internet/defer';
import { ValueError } from '../../../../src/twisted/python/exceptions';
import type { Failure } from '../../../../src/twisted/python/failure';
import { Factory } from '../../../../src/twisted/internet/protocol';
import { deferLater } from '../../../../src/twisted/internet/task';
import { deferToThread } from '../../../../src/twisted/internet/threads';

export const server: ServerProgram = ({ reactor, time }) => {
  function* query(): ThreadCode<string> {
    yield* time.sleepInThread(0.2);
    return 'row';
  }

  class Rows extends LineReceiver {
    override lineReceived(line: string): void {
      const d = ensureDeferred(this.answer(line));
      d.addErrback((failure: Failure) => this.sendLine(failure.type));
    }

    *answer(line: string): DeferredGenerator<void> {
      if (line === 'ready') {
        this.sendLine(yield* succeed('at once'));
        return;
      }
      yield* deferLater(reactor, 0.1, () => null);
      if (line === 'wrong') throw new ValueError(line);
      const row = yield* deferToThread(query);
      this.sendLine(`${line} ${row}`);
    }
  }

  reactor.listenTCP(8000, Factory.forProtocol(Rows));
  reactor.run();
};
