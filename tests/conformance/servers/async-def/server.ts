import type { ServerProgram, ThreadCode } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/basic';
import { ensureDeferred, succeed, type DeferredGenerator } from '../../../../src/twisted/defer';
import { ValueError } from '../../../../src/twisted/exceptions';
import type { Failure } from '../../../../src/twisted/failure';
import { Factory } from '../../../../src/twisted/protocol';
import { deferLater } from '../../../../src/twisted/task';
import { deferToThread } from '../../../../src/twisted/threads';

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
