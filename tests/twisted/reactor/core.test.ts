import { expect } from 'vitest';
import { Simulation } from '../../../src/scenario/simulation';
import { FileDescriptor } from '../../../src/twisted/internet/abstract';
import { Deferred } from '../../../src/twisted/internet/defer';
import {
  ReactorAlreadyRunning,
  ReactorNotRestartable,
  ReactorNotRunning,
} from '../../../src/twisted/internet/error';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import type { Failure } from '../../../src/twisted/python/failure';
import { twisted } from '../helpers';
import { REACTORS, runReactor } from '../reactorFixture';

const builder = twisted('internet.test_core.SystemEventTestsBuilder');
const timeBuilder = twisted('internet.test_time.TimeTestsBuilder');

for (const reactorName of REACTORS) {
  const on = (words: string): string => `${words} (${reactorName})`;
  const options = { reactor: reactorName };

  builder('test_stopWhenNotStarted', on('stop before the run raises'), () => {
    const { reactor } = new Simulation(options);
    expect(() => reactor.stop()).toThrow(ReactorNotRunning);
  });

  builder('test_stopWhenAlreadyStopped', on('and so does stop after it'), () => {
    const simulation = new Simulation(options);
    simulation.reactor.callWhenRunning(() => simulation.reactor.stop());
    simulation.run();
    expect(() => simulation.reactor.stop()).toThrow(ReactorNotRunning);
  });

  builder('test_callWhenRunningOrder', on('functions are called in the order of adding'), () => {
    const calls: string[] = [];
    runReactor((reactor) => {
      reactor.callWhenRunning((name: string) => void calls.push(name), 'first');
      reactor.callWhenRunning((name: string) => void calls.push(name), 'second');
      reactor.callWhenRunning(() => reactor.stop());
    }, options);
    expect(calls).toEqual(['first', 'second']);
  });

  builder('test_runningForStartupEvents', on('it runs from "during" startup on'), () => {
    const states: [string, boolean][] = [];
    runReactor((reactor) => {
      for (const phase of ['before', 'during', 'after'] as const) {
        reactor.addSystemEventTrigger(phase, 'startup', () =>
          states.push([phase, reactor.running]),
        );
      }
    }, options);
    expect(states).toEqual([
      ['before', false],
      ['during', true],
      ['after', true],
    ]);
  });

  builder('test_stopShutDownEvents', on('stop fires the three phases of shutdown'), () => {
    const phases: string[] = [];
    runReactor((reactor) => {
      for (const phase of ['after', 'during', 'before'] as const) {
        reactor.addSystemEventTrigger(phase, 'shutdown', () => phases.push(phase));
      }
      reactor.callWhenRunning(() => reactor.stop());
    }, options);
    expect(phases).toEqual(['before', 'during', 'after']);
  });

  builder('test_shutdownFiresTriggersAsynchronously', on('but not within stop'), () => {
    const steps: string[] = [];
    runReactor((reactor) => {
      reactor.addSystemEventTrigger('before', 'shutdown', () => steps.push('before shutdown'));
      reactor.callWhenRunning(() => {
        reactor.stop();
        steps.push('stopped');
      });
    }, options);
    expect(steps).toEqual(['stopped', 'before shutdown']);
  });

  builder('test_shutdownDisconnectsCleanly', on('one connectionLost that raises is logged'), () => {
    const lost: string[] = [];
    class Descriptor extends FileDescriptor {
      readonly label: string;
      private readonly onLost: () => void;

      constructor(simulation: Simulation, label: string, onLost: () => void) {
        super(simulation.reactor);
        this.label = label;
        this.onLost = onLost;
      }

      fileno = (): number => -1;
      doRead = (): null => null;
      writeSomeData = (): number => 0;

      override connectionLost(_reason: Failure): void {
        lost.push(this.label);
        this.onLost();
      }
    }
    const { events } = runReactor((reactor, simulation) => {
      const descriptors = [
        new Descriptor(simulation, 'bad', () => {
          throw new RuntimeError('simulated connectionLost error');
        }),
        new Descriptor(simulation, 'good', () => undefined),
      ];
      reactor.removeAll = () => descriptors;
      reactor.callWhenRunning(() => reactor.stop());
    }, options);
    expect(lost).toEqual(['bad', 'good']);
    expect(events.flatMap((e) => (e.kind === 'logError' ? [e.error] : []))).toEqual([
      'RuntimeError',
    ]);
  });

  builder('test_multipleRun', on('run within the run raises'), () => {
    let raised: unknown = null;
    runReactor((reactor) => {
      reactor.callWhenRunning(() => {
        try {
          reactor.run();
        } catch (error) {
          raised = error;
        }
      });
      reactor.callWhenRunning(() => reactor.stop());
    }, options);
    expect(raised).toBeInstanceOf(ReactorAlreadyRunning);
  });

  builder(
    'test_runWithAsynchronousBeforeStartupTrigger',
    on('startup may wait for a timer'),
    () => {
      const steps: string[] = [];
      runReactor((reactor) => {
        reactor.addSystemEventTrigger('before', 'startup', () => {
          steps.push('trigger');
          const d = new Deferred<null>();
          reactor.callLater(0, () => d.callback(null));
          return d.addCallback(() => {
            steps.push('callback');
            reactor.callWhenRunning(() => reactor.stop());
          });
        });
      }, options);
      expect(steps).toEqual(['trigger', 'callback']);
    },
  );

  builder('test_iterate', on('iterate does not wait'), () => {
    const { reactor, queue } = new Simulation(options);
    reactor.callLater(5, () => undefined);
    reactor.iterate(0);
    expect(queue.nowNs).toBe(0);
  });

  builder('test_crash', on('crash ends without a shutdown'), () => {
    const steps: string[] = [];
    const simulation = new Simulation(options);
    const { reactor } = simulation;
    reactor.addSystemEventTrigger('before', 'shutdown', () => steps.push('shutdown'));
    reactor.callWhenRunning(() => reactor.callLater(0, () => reactor.crash()));
    simulation.run();
    expect(reactor.running).toBe(false);
    expect(steps).toEqual([]);
  });

  builder('test_runAfterCrash', on('after a crash it can run again'), () => {
    const steps: unknown[] = [];
    runReactor((reactor) => {
      reactor.callWhenRunning(() => {
        steps.push('crash');
        reactor.crash();
      });
      reactor.run();
      reactor.callWhenRunning(() => {
        steps.push(['stop', reactor.running]);
        reactor.stop();
      });
    }, options);
    expect(steps).toEqual(['crash', ['stop', true]]);
  });

  builder('test_runAfterStop', on('after a stop it cannot'), () => {
    const raised: unknown[] = [];
    const simulation = new Simulation(options);
    const { reactor } = simulation;
    simulation.run(() => {
      reactor.callWhenRunning(() => reactor.stop());
      reactor.run();
      try {
        reactor.run();
      } catch (error) {
        raised.push(error);
      }
    });
    expect(raised).toEqual([expect.any(ReactorNotRestartable)]);
  });

  timeBuilder('test_delayedCallStopsReactor', on('a timer can stop it'), () => {
    const { end } = runReactor((reactor) => {
      reactor.callLater(0, () => reactor.stop());
    }, options);
    expect(end).toBeNull();
  });

  timeBuilder('test_distantDelayedCall', on('a timer in the far future does not matter'), () => {
    let active = false;
    runReactor((reactor) => {
      const call = reactor.callLater(9_000_000, () => undefined);
      reactor.callFromThread(() => {
        active = call.active() && reactor.getDelayedCalls().includes(call);
        reactor.stop();
      });
    }, options);
    expect(active).toBe(true);
  });
}
