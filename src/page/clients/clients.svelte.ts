import { playScenario } from '../../scenario/runScenario';
import { asciiLine } from '../../scenario/typed';
import type { Making } from '../../session/run';
import type { Session } from '../../session/session.svelte';
import {
  actsOf,
  composed,
  isUnchanged,
  namesOf,
  NO_CHANGES,
  scripted,
  type Act,
  type Changes,
} from './acts';
import { MOST_ADDED } from './link';
import { makersOf, type Makers } from './makers';

/** A copy comes so long after what it is a copy of. */
const COPY_AFTER_MS = 200;
/** More clients than this have no lanes that could be told apart. */
const MOST_CLIENTS = 12;
const CRLF = '\r\n';

/** The clients of a page's run as its reader has them: what each does, and when. Every change makes the run again. */
export class Clients {
  readonly session: Session;
  /** What differs from the scenario. */
  changes = $state.raw<Changes>(NO_CHANGES);
  /** They are before the reader, to be changed. */
  isOpen = $state.raw(false);
  /** The act that was touched last, by its key. */
  chosen = $state.raw<string | null>(null);
  #undone = $state.raw<readonly Changes[]>([]);
  #before = $state.raw<readonly Changes[]>([]);
  readonly #makers: Makers;
  /** The scenario's own acts, of the choices that were asked for last. */
  #own: { of: string; acts: Act[] } | null = null;

  readonly #keep: (changes: Changes | null) => void;

  /** @param keep told what differs after each change; null: nothing */
  constructor(session: Session, keep: (changes: Changes | null) => void) {
    this.session = session;
    this.#keep = keep;
    this.#makers = makersOf(session);
  }

  /** What they do in the present run, in the order of the times. */
  readonly acts: readonly Act[] = $derived.by(() =>
    composed(this.#ownOf(this.#making), this.changes),
  );

  get isChanged(): boolean {
    return !isUnchanged(this.changes);
  }
  get canUndo(): boolean {
    return this.#before.length > 0;
  }
  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Clients that are there, by name. */
  get names(): readonly string[] {
    const { session } = this;
    return namesOf(session.scenario, session.values, session.variant.id, this.acts);
  }

  /** Moves an act along the axis; `goesOn`: by the same gesture as before. */
  move(key: string, atMs: number, goesOn = false): void {
    const endMs = this.session.axisEndNs / 1e6;
    this.#change(key, { atMs: Math.round(Math.min(Math.max(atMs, 0), endMs)) }, goesOn);
  }

  /** Another text of a send, without its end of line. */
  write(key: string, line: string, goesOn = false): void {
    this.#change(key, { text: asciiLine(line) + CRLF }, goesOn);
  }

  /** Whether a send is a line, so that its text can be written. */
  static lineOf({ command, text, cuts }: Act): string | null {
    const isLine = command === 'send' && cuts === undefined && /^[ -~]*\r\n$/.test(text ?? '');
    return isLine ? text!.slice(0, -2) : null;
  }

  remove(key: string): void {
    const { acts, added } = this.changes;
    if (key.startsWith('+')) {
      this.#do({ acts, added: added.filter((_, n) => `+${n}` !== key) });
    } else this.#do({ acts: { ...acts, [key]: { gone: true } }, added });
  }

  copy(key: string): void {
    const act = this.acts.find((one) => one.key === key);
    if (act === undefined) return;
    const { key: _, ...what } = act;
    this.#add([{ ...what, atMs: act.atMs + COPY_AFTER_MS }]);
  }

  /** One more line of a client, at the playhead. */
  addSend(client: string): void {
    this.#add([{ client, command: 'send', atMs: this.#nowMs, text: `hello${CRLF}` }]);
  }

  /** One more client: it connects at the playhead and sends a line. */
  addClient(): void {
    const { names } = this;
    const free = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((one) => !names.includes(one));
    if (free === undefined || names.length >= MOST_CLIENTS) {
      this.session.notice = `${MOST_CLIENTS} clients are enough.`;
      return;
    }
    const atMs = this.#nowMs;
    this.#add([
      { client: free, command: 'connect', atMs },
      { client: free, command: 'send', atMs: atMs + COPY_AFTER_MS, text: `hello${CRLF}` },
    ]);
  }

  undo(): void {
    this.#go('before');
  }
  redo(): void {
    this.#go('undone');
  }
  /** The scenario's own. */
  reset(): void {
    if (this.isChanged) this.#do(NO_CHANGES);
  }

  /** What an address has of them. */
  take(changes: Changes): void {
    this.#do(changes);
  }

  get #nowMs(): number {
    return Math.round(this.session.timeNs / 1e6);
  }

  get #making(): Making {
    const { variant, values, seed, typed, run } = this.session;
    return { variantId: variant.id, values, seed, typed, reactor: run?.making.reactor ?? 'select' };
  }

  /** The scenario's own acts: those of its machine, in a run that nobody changed. */
  #ownOf({ variantId, values, seed, reactor }: Making): Act[] {
    const of = JSON.stringify([variantId, values, seed]);
    if (this.#own?.of !== of) {
      const { scenario } = this.session;
      const { acts } = playScenario(scenario, variantId, values, { seed, reactor });
      this.#own = { of, acts: actsOf(acts) };
    }
    return this.#own.acts;
  }

  #change(key: string, change: { atMs?: number; text?: string }, goesOn: boolean): void {
    const { acts, added } = this.changes;
    const changes = key.startsWith('+')
      ? { acts, added: added.map((act, n) => (`+${n}` === key ? { ...act, ...change } : act)) }
      : { acts: { ...acts, [key]: { ...acts[key], ...change } }, added };
    this.#do(changes, goesOn);
  }

  #add(more: Changes['added']): void {
    const { acts, added } = this.changes;
    if (added.length + more.length > MOST_ADDED) {
      this.session.notice = `${MOST_ADDED} more are enough.`;
      return;
    }
    this.chosen = `+${added.length}`;
    this.#do({ acts, added: [...added, ...more] });
  }

  #do(changes: Changes, goesOn = false): void {
    if (!goesOn) this.#before = [...this.#before, this.changes];
    this.#undone = [];
    this.#show(changes);
  }

  #go(where: 'before' | 'undone'): void {
    const from = where === 'before' ? this.#before : this.#undone;
    const changes = from.at(-1);
    if (changes === undefined) return;
    const rest = from.slice(0, -1);
    if (where === 'before') [this.#before, this.#undone] = [rest, [...this.#undone, this.changes]];
    else [this.#undone, this.#before] = [rest, [...this.#before, this.changes]];
    this.#show(changes);
  }

  #show(changes: Changes): void {
    this.changes = changes;
    this.#makers.script = this.isChanged
      ? (making) => {
          const { scenario } = this.session;
          const acts = composed(this.#ownOf(making), this.changes);
          return scripted(scenario, acts, namesOf(scenario, making.values, making.variantId, acts));
        }
      : null;
    this.#makers.use();
    this.session.compareWith(this.session.compare);
    this.#keep(this.isChanged ? changes : null);
  }
}
