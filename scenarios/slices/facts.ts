import { durationText } from '../../src/player/measures/durations';
import { passagesOf, piecesOf, turnsHolding } from '../../src/player/measures/pieces';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import { grouped } from '../../src/recording/digits';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { listed, NS_PER_MS } from '../../src/scenario/units';
import { ASKED_MS, askersOf, msText, TURN_MS, WORK_MS } from './slicing';

/** There and back, ns. */
export const WAY_NS = 40 * NS_PER_MS;

const lengthOf = ({ sentNs, answeredNs }: Wait): number => (answeredNs ?? Infinity) - sentNs;

/** The longest wait of those that `client` had since there is work. */
export function worstOf(recording: Recording, client: string): Wait {
  const own = waitsOf(recording).filter(
    (wait) => wait.client === client && wait.sentNs >= ASKED_MS * NS_PER_MS,
  );
  return own.reduce((worst, wait) => (lengthOf(wait) > lengthOf(worst) ? wait : worst));
}

export const worstNs = (recording: Recording, client: string): number =>
  lengthOf(worstOf(recording, client));

/** Pieces that all the work makes. */
export const piecesIn = ({ slice }: Values): number => Math.round(WORK_MS / slice!);

export const counted = (n: number, one: string): string =>
  n === 1 ? `one ${one}` : `${grouped(n)} ${one}s`;

const NUMBERS = ['no', 'one', 'two', 'three', 'four'];

/** Turns of the loop from the first piece of the work to the last. */
function turnsOf(recording: Recording): number {
  const { holds } = piecesOf(recording);
  return holds.length === 0 ? 0 : holds.at(-1)!.turn - holds[0]!.turn + 1;
}

/** What the turns of the loop from the first piece to the last cost, ns. */
export const costNs = (recording: Recording): number => turnsOf(recording) * TURN_MS * NS_PER_MS;

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const count = piecesIn(values);
  const worst = worstOf(recording, 'A');
  const { holds } = piecesOf(recording);
  const turns = turnsOf(recording);
  const askers = askersOf(values);
  const passage = passagesOf(recording).findLast(
    ({ client, arrivedNs }) => client === 'A' && arrivedNs <= worst.sentNs + WAY_NS / 2,
  )!;
  const held = turnsHolding(recording, passage);
  const meanwhile = causeOf<'client.recv'>(recording, 'meanwhile');
  const answered = waitsOf(recording).find(({ answeredNs }) => answeredNs === meanwhile?.timeNs);
  return {
    work: durationText(WORK_MS * NS_PER_MS),
    slice: msText(values.slice!),
    disk: msText(values.disk!),
    pieces: counted(count, 'piece'),
    steps: count === 1 ? 'its one step' : `all ${grouped(count)} steps`,
    times: count === 1 ? 'once' : `${grouped(count)} times`,
    worst: durationText(lengthOf(worst), 2),
    turnsHeld: `${NUMBERS[held] ?? held} turn${held === 1 ? '' : 's'} of work`,
    way: durationText(WAY_NS),
    total: durationText(worstNs(recording, 'C'), 2),
    turns: counted(turns, 'turn'),
    turn: `${TURN_MS * 1000} µs`,
    cost: durationText(costNs(recording), 2),
    inTick: counted(holds[0]?.count ?? 0, 'step'),
    askers: listed(askers),
    inTurn: durationText((holds[0]?.endNs ?? 0) - (holds[0]?.startNs ?? 0), 2),
    calm: answered === undefined ? '' : durationText(lengthOf(answered)),
  };
}
