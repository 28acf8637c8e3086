import { minify } from 'terser';
import { parseAst } from 'vite';
import { EVENTS, METHODS } from '../src/embed/protocol.ts';

/**
 * The script of an embed, as small as can be. Beside what the bundler has done, names of properties that are ours
 * alone are made short: they are a twentieth of what is left.
 *
 * Ours alone are names in camel case, and those of constants, which the web has not (the minifier knows its names)
 * and of which no word stands in a text of the script: whatever a program looks up by name, it has to have the name
 * from somewhere. What comes from outside is written in one small word (parameters of an address, fields of a
 * message) or kept by name (methods and events of messages).
 *
 * @param code an ES module without imports and exports.
 */
export async function shrink(code: string): Promise<string> {
  const { code: small } = await minify(code, {
    module: true,
    ecma: 2020,
    // The bundler has done that; here it would cost a second a file and save nothing.
    compress: false,
    mangle: {
      properties: {
        keep_quoted: true,
        regex: /^([a-z][a-z\d]*[A-Z]\w*|[A-Z][A-Z\d]*_[A-Z\d_]+)$/,
        reserved: [...METHODS, ...EVENTS, ...wordsOf(parseAst(code))],
      },
    },
  });
  return small!;
}

/** The scripts that stand in a document's head, without what they say to their readers. */
export async function shrinkInline(html: string): Promise<string> {
  const parts = html.split(/(<script>[\s\S]*?<\/script>)/);
  const small = parts.map(async (part) => {
    const script = /^<script>([\s\S]*)<\/script>$/.exec(part)?.[1];
    return script === undefined ? part : `<script>${(await minify(script)).code!}</script>`;
  });
  return (await Promise.all(small)).join('');
}

/** Every word in the texts of a program. */
function wordsOf(tree: unknown): Set<string> {
  const words = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value } = node as { type?: string; value?: unknown };
    const text =
      type === 'Literal'
        ? value
        : type === 'TemplateElement'
          ? (value as { cooked?: string }).cooked
          : undefined;
    if (typeof text === 'string') {
      for (const word of text.match(/[A-Za-z_$][\w$]*/g) ?? []) words.add(word);
    }
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return words;
}
