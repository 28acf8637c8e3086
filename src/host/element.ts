import type { EventName, Method, StepValue } from '../embed/protocol';
import { posterAddress } from './addresses';
import { attend, type Attendance } from './attend';
import { changeOf, queryFrom, stateFrom } from './attributes';
import { guest, type Guest } from './guest';
import type { InsideTheReactorElement as Declared, Step } from './inside-the-reactor';
import { comesFrom, command, heard, send, type Heard } from './messages';
import { style } from './style';

/** Marks the events that were asked for here. */
const LISTENER = 'element';
const EVENTS: readonly EventName[] = ['play', 'pause', 'stepchange', 'ended', 'error'];
/** How long an embed that has loaded may take to say that it is there. */
const ANSWER_WALL_MS = 5_000;

/** Where there is no document, as when a site is rendered ahead, the module can be imported all the same. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

const connected = new Map<Element, Guest>();
let attendance: Attendance | undefined;

/** `<inside-the-reactor>`, as inside-the-reactor.d.ts tells authors. */
export class InsideTheReactorElement extends Base implements Declared {
  /** The folder that holds `embed/`, for elements that name no other. */
  static base = '';

  readonly #frame = document.createElement('iframe');
  readonly #slot = document.createElement('slot');
  readonly #observer = new MutationObserver((records) => this.#change(records));
  #play: HTMLButtonElement | null = null;
  #guest: Guest | undefined;
  #unlisten = new AbortController();
  /** Said before the embed was there. */
  #waiting: string[] = [];
  #answered = false;
  #greeted = false;
  #ready = promise();
  #steps: readonly Step[] = [];
  #place = 0;
  #paused = true;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style()];
    this.#frame.allow = 'fullscreen';
    this.#frame.setAttribute('part', 'frame');
    this.#slot.name = 'poster';
    root.append(this.#frame, this.#slot);
    this.#frame.addEventListener('load', () => this.#expect());
    this.#observer.observe(this, { attributes: true });
    for (const type of ['keydown', 'keyup', 'keypress'] as const) {
      this.addEventListener(type, keepOwnKeys);
    }
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }
  get paused(): boolean {
    return this.#paused;
  }
  get currentStep(): number {
    return this.#place;
  }
  get steps(): readonly Step[] {
    return this.#steps;
  }

  play(): void {
    this.#say('play');
  }
  pause(): void {
    this.#say('pause');
  }
  next(): void {
    this.#say('next');
  }
  prev(): void {
    this.#say('prev');
  }
  goToStep(step: number | string): void {
    this.#say('goToStep', step);
  }

  connectedCallback(): void {
    this.#observer.takeRecords();
    attendance ??= attend(() => connected.values());
    const { back } = attendance;
    this.#guest ??= guest(this.#frame, this, () => this.#address(), back);
    connected.set(this, this.#withPoster(this.#guest));
    attendance.watch(this);
    this.#unlisten = new AbortController();
    addEventListener('message', (event) => this.#receive(event), { signal: this.#unlisten.signal });
    if (this.getAttribute('loading') === 'click') this.#offer();
    else this.#load();
  }

  disconnectedCallback(): void {
    connected.delete(this);
    this.#unlisten.abort();
    this.#forget();
  }

  /** An author's own picture stands where the embed would be until it is there: no other is needed. */
  #withPoster(one: Guest): Guest {
    const print = (printing: boolean): void => {
      if (this.querySelector('[slot=poster]') === null) one.print(printing);
    };
    return { ...one, print };
  }

  #address(): string {
    const base = this.getAttribute('base')?.replace(/\/?$/, '/') ?? InsideTheReactorElement.base;
    return `${base}embed/${this.getAttribute('scenario') ?? ''}/${queryFrom(this.attributes)}`;
  }

  #load(): void {
    this.#forget();
    this.#play?.remove();
    this.#frame.title = this.title || `Inside the reactor: ${this.getAttribute('scenario') ?? ''}`;
    if (!this.getAttribute('scenario')) {
      this.#tell('error', { message: 'scenario is missing: it names what is to be shown' });
      return;
    }
    this.#frame.loading = this.getAttribute('loading') === 'eager' ? 'eager' : 'lazy';
    if (this.#play !== null) this.#frame.loading = 'eager';
    this.#frame.src = this.#address();
  }

  /** A picture and a button: nothing of the embed is loaded before it is pressed. */
  #offer(): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('part', 'play');
    button.setAttribute('aria-label', 'Play');
    button.addEventListener('click', () => {
      this.play();
      this.#frame.focus();
    });
    const picture = new Image();
    picture.src = posterAddress(this.#address());
    picture.alt = this.title;
    this.#slot.replaceChildren(picture);
    this.#play = button;
    this.shadowRoot!.append(button);
  }

  #forget(): void {
    if (this.#greeted) this.#ready = promise();
    this.#greeted = false;
    this.#answered = false;
    this.#slot.hidden = false;
    this.#steps = [];
    this.#place = 0;
    this.#paused = true;
  }

  /** Its document has come: an embed says that it is there, an error page does not. */
  #expect(): void {
    if (!this.#frame.hasAttribute('src')) return;
    const { signal } = this.#unlisten;
    setTimeout(() => {
      if (this.#answered || signal.aborted) return;
      this.#tell('error', { message: `no embed at ${this.#frame.src}` });
    }, ANSWER_WALL_MS);
  }

  #say(method: Method, value?: unknown): void {
    const message = command(method, value, LISTENER);
    if (this.#answered) return send(this.#frame, message);
    this.#waiting.push(message);
    if (this.#play?.isConnected === true) this.#load();
  }

  #receive(event: MessageEvent): void {
    const message = heard(event.data);
    if (message === null || !comesFrom(event, this.#frame)) return;
    // What is said here after a start is not undone by it.
    this.#guest?.hear(message);
    this.#hear(message);
  }

  #hear({ event, value, listener }: Heard): void {
    if (event === 'ready') {
      this.#arrive();
      return;
    }
    if (listener !== LISTENER) return;
    const { number, id, message } = Object(value) as Partial<StepValue> & { message?: unknown };
    if (event === 'getPaused') this.#paused = value === true;
    else if (event === 'getSteps' && Array.isArray(value)) this.#steps = value as StepValue[];
    else if (event === 'getStep') {
      this.#place = number ?? 0;
      this.#greet();
    } else if (event === 'stepchange') {
      this.#place = number ?? 0;
      this.#tell(event, { number: this.#place, id });
    } else if (event === 'play' || event === 'pause') {
      this.#paused = event === 'pause';
      this.#tell(event, null);
    } else if (event === 'ended') this.#tell(event, null);
    else if (event === 'error') this.#tell(event, { message: String(message) });
  }

  /** The embed is there: says what was to be said, and asks how it stands. */
  #arrive(): void {
    this.#answered = true;
    this.#greeted = false;
    this.#slot.hidden = true;
    for (const event of EVENTS) this.#say('addEventListener', event);
    for (const message of this.#waiting.splice(0)) send(this.#frame, message);
    for (const question of ['getPaused', 'getSteps', 'getStep'] as const) this.#say(question);
  }

  /** It has said how it stands. */
  #greet(): void {
    if (this.#greeted) return;
    this.#greeted = true;
    this.#ready.resolve();
    this.#tell('ready', { steps: this.#steps });
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #change(records: readonly MutationRecord[]): void {
    const names = new Set(records.map((record) => record.attributeName!));
    if (names.has('title')) this.#frame.title = this.title;
    // What is not loaded yet will be loaded as the attributes then are.
    if (!this.#frame.hasAttribute('src')) return;
    const changes = [...names].map((name) => changeOf(name, this.getAttribute(name)));
    if (changes.every(({ kind }) => kind === 'nothing')) return;
    // What is only on its way is asked for again.
    if (!this.#answered || changes.some(({ kind }) => kind === 'load')) return this.#load();
    if (changes.some(({ kind }) => kind === 'state')) {
      this.#say('setState', stateFrom(this.attributes, this.#place));
      // Another run may have other beats.
      this.#say('getSteps');
    }
    for (const change of changes) {
      if (change.kind === 'say') this.#say(change.method, change.value);
    }
  }
}

function promise(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const made = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise: made, resolve };
}

/**
 * A deck sees the element and not what has the focus inside it: it would turn the page at the Space that
 * presses our button, and go black at a b that is typed into a field.
 */
function keepOwnKeys(event: KeyboardEvent): void {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return;
  const isField = target.matches('input, textarea, select, [contenteditable]');
  const isPressed = target.matches('button, summary, a') && [' ', 'Enter'].includes(event.key);
  if (isField || isPressed) event.stopPropagation();
}
