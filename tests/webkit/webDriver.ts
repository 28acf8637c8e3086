import { vi } from 'vitest';

/** Names an element in WebDriver's JSON (W3C WebDriver, 12.1). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys that WebDriver has code points for (W3C WebDriver, 17.4.2). */
const keys = { PageUp: '\uE00E', PageDown: '\uE00F', ArrowLeft: '\uE012', ArrowRight: '\uE014' };

/** A window of WebKitGTK's MiniBrowser, by plain WebDriver: no library knows this browser. */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  /** @throws Error in the driver's words. */
  static async open(): Promise<WebDriver> {
    const driver = process.env['REACTOR_WEBDRIVER']!;
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${driver}/session`, {
      capabilities: {},
    });
    const opened = new WebDriver(`${driver}/session/${sessionId}`);
    await opened.#post('timeouts', { script: 200_000 });
    return opened;
  }

  close(): Promise<void> {
    return ask('DELETE', this.#session);
  }

  goto(address: string): Promise<void> {
    return this.#post('url', { url: address });
  }

  /** px of the window's inside; WebKit's MiniBrowser gets no narrower than its tool bar. */
  async resize(width: number, height: number): Promise<{ width: number; height: number }> {
    const inside = (): Promise<[number, number]> => this.evaluate('[innerWidth, innerHeight]');
    // The page hears of its window's new size when the window has it, and its bars are known by that.
    let outer = height;
    await vi.waitUntil(
      async () => {
        await this.#post('window/rect', { width, height: outer });
        const [, inner] = await inside();
        outer += height - inner;
        return inner === height;
      },
      { timeout: 30_000, interval: 200 },
    );
    return { width: (await inside())[0], height };
  }

  /** The value of an expression in the page, or in the frame that was entered; a promise is waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then(
        (value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#post<{ value: T; error?: string }>('execute/async', {
      script,
      args: [],
    });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** A `data-*` attribute of the root element; null where there is none. */
  async root(name: string): Promise<string | null> {
    return this.evaluate(`document.documentElement.getAttribute('data-${name}')`);
  }

  /** Goes into the first iframe that the selector finds, or, with null, to the page itself. */
  async enter(selector: string | null): Promise<void> {
    await this.#post('frame', { id: null });
    if (selector === null) return;
    const found = await this.#post<Record<string, string>>('element', {
      using: 'css selector',
      value: selector,
    });
    await this.#post('frame', { id: { [ELEMENT]: found[ELEMENT] } });
  }

  /** Presses a key, as a hand does: it comes to what has the focus. */
  press(key: keyof typeof keys): Promise<void> {
    const value = keys[key];
    const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
    return this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** Clicks at a place of an element: from its left and top edge, in parts of its size. */
  async click(selector: string, x = 0.5, y = 0.5): Promise<void> {
    const at = await this.evaluate<[number, number]>(
      `(({ left, top, width, height }) => [left + width * ${x}, top + height * ${y}].map(Math.round))
        (document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`,
    );
    const actions = [
      { type: 'pointerMove', x: at[0], y: at[1] },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.#post('actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  #post<T = void>(path: string, body: object): Promise<T> {
    return ask('POST', `${this.#session}/${path}`, body);
  }
}

async function ask<T>(method: string, address: string, body?: object): Promise<T> {
  const response = await fetch(address, { method, body: JSON.stringify(body) ?? null });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
