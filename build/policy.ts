import { createHash } from 'node:crypto';

/**
 * What a document may load besides what is in it: `files` of the site (scripts, workers, an embed in a frame),
 * `answers` to what it asks the site for.
 */
export type Loads = 'files' | 'answers';

/**
 * The document with a Content-Security-Policy: what it does not name is not loaded, run or asked for, nothing of another
 * host at all. Of scripts and styles inside only those run that are there now, known by their hashes: `'self'` would mean
 * nothing where a document has no origin, as in a sandbox, from a disk or in a `data:` address, and no server has to send a header.
 * Style attributes are allowed, since pictures are text that has them; they can neither load nor run anything.
 *
 * Call it last: a change of a script or style afterwards would stop that.
 * Throws if the document does not begin with its encoding, of which the hashes are.
 */
export function withPolicy(html: string, ...loads: Loads[]): string {
  const charset = /<head>\s*<meta charset="utf-8"\s*\/?>/i;
  if (!charset.test(html)) throw new Error('the document’s head does not begin with its encoding');
  const { script, style } = hashesOf(html);
  const self = (what: Loads): string[] => (loads.includes(what) ? ["'self'"] : []);
  const sources: [directive: string, allowed: string[]][] = [
    ['default-src', []],
    ['script-src', [...self('files'), ...script]],
    ['style-src-elem', style],
    ['style-src-attr', ["'unsafe-inline'"]],
    ['img-src', ['data:']],
    ['frame-src', self('files')],
    ['worker-src', self('files')],
    ['connect-src', self('answers')],
    ['base-uri', []],
    ['form-action', []],
  ];
  const policy = sources
    .map(([directive, allowed]) => `${directive} ${allowed.join(' ') || "'none'"}`)
    .join(';');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.replace(charset, (head) => `${head}\n    ${meta}`);
}

/** Hashes of the scripts and styles in a document, as a policy names them. In the text of one, the other is only text. */
function hashesOf(html: string): { script: string[]; style: string[] } {
  const found = { script: [] as string[], style: [] as string[] };
  for (const [, name, attributes, text] of html.matchAll(
    /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/g,
  )) {
    if (/\ssrc=/.test(attributes!)) continue;
    // A browser hashes what it has read, and it reads every end of a line as one character.
    const read = text!.replace(/\r\n?/g, '\n');
    const hash = createHash('sha256').update(read, 'utf8').digest('base64');
    found[name as 'script' | 'style'].push(`'sha256-${hash}'`);
  }
  return found;
}
