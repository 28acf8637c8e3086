import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'vite';

/** A node of a program's syntax tree, as ESTree has it. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** @param program an ES module. */
export function treeOf(program: string): Node {
  return parseAst(program) as unknown as Node;
}

/** What is directly below a node. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

/** Calls `see` for a node and everything below it. */
export function walk(node: Node, see: (node: Node) => void): void {
  see(node);
  childrenOf(node).forEach((child) => walk(child, see));
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The name by which a node reaches or makes a property: of `a.b`, of `{ b }` and of `b() {}` it is `b`. */
export function propertyOf(node: Node): string | undefined {
  const name = node.type === 'MemberExpression' ? node['property'] : node['key'];
  if (!isNode(name) || node['computed'] === true || name.type !== 'Identifier') return undefined;
  return name['name'] as string;
}

/** Words of a node's own text: whatever a program looks up by name, it has to have the name from somewhere. */
export function wordsOf(node: Node): readonly string[] {
  const { type, value } = node as { type: string; value?: unknown };
  const text =
    type === 'Literal'
      ? value
      : type === 'TemplateElement'
        ? (value as { cooked?: string }).cooked
        : undefined;
  return typeof text === 'string' ? namesIn(text) : [];
}

/** Everything in a text that could be a name. */
export function namesIn(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

let web: ReadonlySet<string> | undefined;

/** Every name that the language and the web have, so that a browser may know it: TypeScript declares them. */
export function webNames(): ReadonlySet<string> {
  if (web) return web;
  const folder = dirname(createRequire(import.meta.url).resolve('typescript/lib/lib.d.ts'));
  const declared = readdirSync(folder).filter((name) => /^lib\..*\.d\.ts$/.test(name));
  const texts = declared.map((name) => readFileSync(join(folder, name), 'utf8'));
  const bare = texts.map((text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''));
  return (web = new Set(bare.flatMap(namesIn)));
}
