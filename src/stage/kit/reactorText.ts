import { momentText, progressText, pythonSeconds } from '../../player/measures/durations';
import type { Program } from '../../player/world/program';
import type { World } from '../../player/world/world.types';
import { argumentText, handlerText } from '../pictures/machine/describe';
import { reactorLook, type ReactorLook } from '../pictures/machine/machine';
import { firstFit, fitText } from './text';
import type { PictureSize } from './sizes';

/** What the reactor's box says, in lines that fit it. */
export interface ReactorText {
  look: ReactorLook;
  /** The handler that runs: its name, and what it got where that fits. Empty between handlers. */
  handler: string[];
  /** The call that holds the thread: `time.sleep(3)`. Empty when none does. */
  call: string;
  /** `2.2 of 3.0 s`; empty when no block is known. */
  clock: string;
  /** Share of the block that has passed, 0 to 1. */
  share: number;
  /** What the reactor does when no handler runs. */
  other: string[];
}

/** What the box of the main thread is headed with. */
export function mainThreadWords(program: Program, size: PictureSize): string {
  const isReactor = program === 'reactor';
  if (size === 'phone') return isReactor ? 'reactor' : 'main';
  if (size !== 'wide') return isReactor ? 'reactor thread' : 'main thread';
  if (isReactor) return 'the one reactor thread';
  return program === 'loop' ? 'the one thread' : 'the main thread';
}

const stationWords = {
  threadCalls: 'thread calls',
  timers: 'timers',
  ask: 'asks the OS',
  run: 'reads and writes',
};

/** @param roomPx width of a line; `fontPx` that of the mono and of the plain lines. */
export function reactorText(
  world: World,
  timeNs: number,
  roomPx: number,
  fontPx: number,
): ReactorText {
  const { block, station } = world.reactor;
  const look = reactorLook(world, timeNs);
  const elapsedNs = block === null ? 0 : Math.min(block.durationNs, timeNs - block.startNs);
  const doing = world.program === 'threads' ? 'accepts' : stationWords[station ?? 'run'];
  return {
    look,
    handler: handlerLines(world.reactor.handler, roomPx, fontPx),
    call: callText(block, roomPx, fontPx),
    clock: block === null ? '' : progressText(elapsedNs, block.durationNs),
    share: block === null || block.durationNs === 0 ? 0 : elapsedNs / block.durationNs,
    other: otherLines(look, doing, world, roomPx, fontPx),
  };
}

/** The name in one line, or broken at its dot; then the argument. */
function handlerLines(
  handler: World['reactor']['handler'],
  roomPx: number,
  fontPx: number,
): string[] {
  if (handler === null) return [];
  const mono = { mono: true };
  const whole = handlerText(handler);
  const argument = argumentText(handler);
  if (firstFit([whole + argument], roomPx, fontPx, mono)) return [whole + argument];
  const dot = whole.indexOf('.') + 1;
  const broken =
    dot === 0 || firstFit([whole], roomPx, fontPx, mono)
      ? [whole]
      : [whole.slice(0, dot), whole.slice(dot)];
  const lines =
    argument === ''
      ? broken
      : [...broken, firstFit([`  ${argument}`, argument], roomPx, fontPx, mono)];
  return lines.map((line) => fitText(line, roomPx, fontPx, mono)).filter((line) => line !== '');
}

function callText(block: World['reactor']['block'], roomPx: number, fontPx: number): string {
  if (block === null) return '';
  const seconds = pythonSeconds(block.durationNs);
  const calls = [`time.sleep(${seconds})`, `sleep(${seconds})`, 'sleep'];
  return firstFit(block.kind === 'block' ? calls : ['computing'], roomPx, fontPx, { mono: true });
}

/** Which call a reactor sleeps in is its own affair (select, epoll, kqueue); a raw loop's stands in its code. */
function asleepLines(program: Program, roomPx: number, fontPx: number): string[] {
  const bold = { bold: true };
  if (program === 'loop')
    return [firstFit(['asleep in select', 'in select()'], roomPx, fontPx, bold)];
  const whole = firstFit(['asleep: the OS will tell'], roomPx, fontPx, bold);
  return whole === ''
    ? ['asleep:', firstFit(['the OS will tell', 'OS will tell'], roomPx, fontPx, bold)]
    : [whole];
}

function otherLines(
  look: ReactorLook,
  station: string,
  world: World,
  roomPx: number,
  fontPx: number,
): string[] {
  switch (look) {
    case 'starting':
      return ['not started'];
    case 'stopped':
      return ['the run is over'];
    case 'waiting': {
      if (world.program === 'threads') {
        const until = ['until a client knocks', 'until one knocks', 'for a knock'];
        const calls = ['asleep in accept', 'in accept()'];
        return [firstFit(calls, roomPx, fontPx, { bold: true }), firstFit(until, roomPx, fontPx)];
      }
      const next = world.timers.reduce((least, timer) => Math.min(least, timer.dueNs), Infinity);
      // The OS tells when, or a raw loop sleeps until.
      const word = world.program === 'loop' ? 'until' : 'when';
      const until =
        next === Infinity
          ? [`${word} a socket is ready`, `${word} one is ready`, `${word} ready`]
          : [`by ${momentText(next, 2)} at the latest`, `by ${momentText(next, 2)}`];
      return [...asleepLines(world.program, roomPx, fontPx), firstFit(until, roomPx, fontPx)];
    }
    default:
      return [station];
  }
}
