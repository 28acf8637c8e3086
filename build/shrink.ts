import { minify, type MinifyOptions } from 'terser';
import { EVENTS, METHODS } from '../src/embed/protocol.ts';
import { isNode, propertyOf, treeOf, walk, webNames, wordsOf, type Node } from './programs.ts';
import { withoutUnusedMethods } from './unusedMethods.ts';

/** In camel case, in snake case, behind an underscore, or a constant's. */
const OURS = /^([a-z][a-z\d]*[A-Z]\w*|[a-z][a-z\d]*_[a-z\d_]+|_[a-z]\w*|[A-Z][A-Z\d]*_[A-Z\d_]+)$/;

/**
 * Programs as small as can be. Beside what the bundler has done, methods that nothing calls are left out, and
 * names of properties that are ours alone are made short, in all of the programs alike.
 *
 * Ours alone are names of more than one word which the web has not, and of which no word stands in a text of the programs:
 * whatever a program looks up by name, it has to have the name from somewhere. What comes from outside is written in
 * one small word (parameters of an address, fields of a message), or kept by name: methods and events of messages,
 * `data-` attributes, what a module exports, and what the caller keeps.
 *
 * @param programs ES modules that run together, in one page or by messages between it and its workers.
 * @param kept names that come from outside.
 * @param compress whether what follows from the methods that are left out is left out as well: half a hundredth of a program, for
 *   a second or two.
 */
export async function shrink(
  programs: readonly string[],
  { kept = [], compress = false }: { kept?: Iterable<string>; compress?: boolean } = {},
): Promise<string[]> {
  const used = withoutUnusedMethods(programs);
  const reserved = [...new Set([...METHODS, ...EVENTS, ...kept, ...used.flatMap(keptIn)])];
  const names: { props?: object } = {};
  const small: string[] = [];
  for (const program of used) {
    const nameCache = { ...names };
    const options: MinifyOptions = {
      module: true,
      ecma: 2020,
      nameCache,
      ...(!compress && { compress }),
      mangle: { properties: { keep_quoted: true, regex: OURS, reserved } },
    };
    small.push((await minify(program, options)).code!);
    Object.assign(names, { props: nameCache.props });
  }
  return small;
}

/** Names of a program that are not ours alone; among them every short one, so that no other name becomes the same. */
function keptIn(program: string): string[] {
  const kept: string[] = [];
  walk(treeOf(program), (node) => {
    kept.push(...wordsOf(node));
    const name = propertyOf(node);
    if (name === undefined) kept.push(...exported(node));
    else if (!OURS.test(name) || webNames().has(name) || isDataAttribute(node)) kept.push(name);
  });
  return kept;
}

function exported({ type, exported: name }: Node): string[] {
  return type === 'ExportSpecifier' && isNode(name) ? [String(name['name'] ?? name['value'])] : [];
}

/** `….dataset.name` */
function isDataAttribute({ type, object }: Node): boolean {
  return type === 'MemberExpression' && isNode(object) && propertyOf(object) === 'dataset';
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
