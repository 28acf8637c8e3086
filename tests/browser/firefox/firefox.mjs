#!/usr/bin/env node
// A Firefox as it is sold, for Playwright to drive: starts the one that REACTOR_FIREFOX names, and stands between the
// two. Both speak WebDriver BiDi; where one expects what the other has not, it is put right here.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

/** @typedef {{ context: string, clientWindow: string }} Tree a tab, or a whole window with its bars */
/** @typedef {{ type: string, value?: string }} KeyAction */
/**
 * @typedef {object} Message a request (`id`, `method`, `params`), an answer (`id`, `type`) or an event
 * @property {number} [id]
 * @property {string} [method]
 * @property {any} [params]
 * @property {string} [type]
 * @property {any} [result]
 * @property {string} [error]
 * @property {string} [message]
 */

const plain = { perMessageDeflate: false, maxPayload: 0 };
const CM_PER_INCH = 2.54;

const firefox = spawn(
  process.env['REACTOR_FIREFOX'] ?? 'firefox',
  // To press a key where keys come from, one has to reach the window around the page.
  ['--remote-allow-system-access', ...process.argv.slice(2)],
  {
    // A page may be larger than its window, and is not heard where it is: the screen has to have room for both.
    env: { ...process.env, MOZ_HEADLESS_WIDTH: '1920', MOZ_HEADLESS_HEIGHT: '1200' },
    stdio: ['ignore', 'inherit', 'pipe'],
  },
);
firefox.on('error', ({ message }) => fail(message));
firefox.on('exit', (code) => process.exit(code ?? 1));
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
  process.on(signal, () => firefox.kill(signal));
}

createInterface({ input: firefox.stderr }).on('line', (line) => {
  const address = /^WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
  if (!address) {
    process.stderr.write(`${line}\n`);
    return;
  }
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...plain });
  server.on('connection', (near, { url }) => {
    new Between(near, new WebSocket(`${address}${url}`, plain));
  });
  server.on('listening', () => {
    const at = server.address();
    const port = at !== null && typeof at === 'object' ? at.port : fail('no port');
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
});

/** @param {string} why @returns {never} */
function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

/** One connection of Playwright's (`near`) with Firefox (`far`). */
class Between {
  /** Requests of our own that Firefox has not answered. @type {Map<number, (answer: Message) => void>} */
  #ours = new Map();
  /** Playwright counts up from 1, far below. */
  #id = 2 ** 40;
  /** @type {Promise<unknown>} */
  #open;

  /** @param {WebSocket} near @param {WebSocket} far */
  constructor(near, far) {
    this.near = near;
    this.far = far;
    this.#open = new Promise((resolve) => far.once('open', resolve));
    near.on('message', (data) => void this.#fromPlaywright(String(data)));
    far.on('message', (data) => this.#fromFirefox(String(data)));
    near.on('close', () => far.close());
    far.on('close', () => near.close());
    far.on('error', () => near.close());
  }

  /** @param {string} text */
  async #fromPlaywright(text) {
    await this.#open;
    /** @type {Message} */
    const { id, method, params } = JSON.parse(text);
    const deed = method && this.#deeds[method]?.(params);
    if (!deed) {
      this.far.send(text);
      return;
    }
    const answer = await deed.catch((/** @type {Error} */ { message }) => ({
      type: 'error',
      error: 'unknown error',
      message,
    }));
    this.near.send(JSON.stringify({ ...answer, id }));
  }

  /** @param {string} text */
  #fromFirefox(text) {
    /** @type {Message} */
    const message = JSON.parse(text);
    const ours = message.id === undefined ? undefined : this.#ours.get(message.id);
    if (ours) {
      this.#ours.delete(/** @type {number} */ (message.id));
      ours(message);
    } else if (!this.#isCopyForPaper(message)) {
      this.near.send(text);
    }
  }

  /**
   * What is not simply handed on: by the request, what answers it. Undefined: hand it on after all.
   * @type {Record<string, (params: any) => Promise<Message> | undefined>}
   */
  #deeds = {
    /** Sent for each page that opens. Firefox 153 does not know it yet; no test that runs in it asks for a scheme. */
    'emulation.setMediaFeaturesOverride': async (params) => {
      const answer = await this.#ask('emulation.setMediaFeaturesOverride', params);
      return answer.error === 'unknown command' ? { type: 'success', result: {} } : answer;
    },
    /** Sizes are in centimetres here; Playwright has inches. */
    'browsingContext.print': async ({ page, margin, ...params }) => {
      this.#prints += 1;
      const answer = await this.#ask('browsingContext.print', {
        ...params,
        page: inCentimetres(page),
        margin: inCentimetres(margin),
      });
      this.#prints -= 1;
      return answer;
    },
    /** Keys go another way, see there; the mouse goes the usual one. */
    'input.performActions': ({ context, actions }) => {
      const keys = actions.filter((/** @type {{ type: string }} */ { type }) => type === 'key');
      if (keys.length < actions.length) return undefined;
      return this.#press(
        context,
        keys.flatMap((/** @type {{ actions: KeyAction[] }} */ { actions }) => actions),
      );
    },
  };

  /** Pages that are being printed. */
  #prints = 0;

  /**
   * What is printed is a copy of the page, and each frame of it is announced as if it were a tab. None is ever said to
   * be gone, so that Playwright would wait for them when it closes the page.
   * @param {Message} message
   */
  #isCopyForPaper({ method, params }) {
    return this.#prints > 0 && method === 'browsingContext.contextCreated' && !params.parent;
  }

  /**
   * Presses keys where those of a keyboard come in: in the window around the page, which gives them to the frame that
   * has the focus, whatever its process. Firefox's own `input.performActions` would give them to the process of the
   * page, so that a frame of another site never heard them, and the page around it did in its place.
   * @param {string} tab
   * @param {KeyAction[]} actions
   * @returns {Promise<Message>}
   */
  async #press(tab, actions) {
    const { type, result } = await this.#ask('script.evaluate', {
      expression: `(${pressInWindow})(${JSON.stringify(actions)})`,
      target: { context: await this.#windowOf(tab) },
      awaitPromise: false,
    });
    if (type === 'success' && result.type === 'success') return { type, result: {} };
    throw new Error(`a key was not pressed: ${result?.exceptionDetails.text ?? 'no window'}`);
  }

  /** The windows around tabs, each as a context of its own. @type {Map<string, string>} */
  #windows = new Map();

  /** @param {string} tab */
  async #windowOf(tab) {
    let context = this.#windows.get(tab);
    if (context) return context;
    const page = await this.#ask('browsingContext.getTree', { root: tab, maxDepth: 0 });
    const windows = await this.#ask('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { clientWindow } = page.result.contexts[0];
    context = /** @type {Tree[]} */ (windows.result.contexts).find(
      (window) => window.clientWindow === clientWindow,
    )?.context;
    if (!context) throw new Error(`no window around ${tab}`);
    this.#windows.set(tab, context);
    return context;
  }

  /** @param {string} method @param {unknown} params @returns {Promise<Message>} the answer, as Firefox gives it */
  #ask(method, params) {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#ours.set(id, resolve);
      this.far.send(JSON.stringify({ id, method, params }));
    });
  }
}

/** @param {Record<string, number>} inches */
function inCentimetres(inches) {
  return Object.fromEntries(
    Object.entries(inches).map(([side, length]) => [side, length * CM_PER_INCH]),
  );
}

/** Runs in Firefox, in the script of a window. Its own driver presses keys by the same two modules. */
const pressInWindow = `(actions) => {
  const from = (name) =>
    ChromeUtils.importESModule('chrome://remote/content/shared/webdriver/' + name + '.sys.mjs');
  const { event } = from('Event');
  const { keyData } = from('KeyData');
  for (const { type, value } of actions) {
    if (type === 'keyDown') event.sendKeyDown(keyData.getData(value), window);
    if (type === 'keyUp') event.sendKeyUp(keyData.getData(value), window);
  }
}`;
