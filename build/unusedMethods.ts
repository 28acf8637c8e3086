import { childrenOf, propertyOf, treeOf, webNames, wordsOf, type Node } from './programs.ts';

/**
 * Programs without the methods that nothing calls: a class has more of them than one page uses, and a bundler
 * leaves out functions only.
 *
 * A method is called where its name stands: behind a dot, in a pattern, or as a word of a text, from which a name may
 * be put together. What stands in a method counts when the method itself is called. Names that the web has may be
 * called by the browser, so such methods stay. Nothing else can see that a method is missing, as a class does not
 * enumerate its methods.
 *
 * @param programs ES modules that run together: what one has, another may call.
 */
export function withoutUnusedMethods(programs: readonly string[]): string[] {
  const called = new Set<string>();
  const toSee: string[] = [];
  /** Methods that nothing has called so far, by name. */
  const waiting = new Map<string, Set<Node>>();

  const call = (name: string): void => {
    if (called.has(name)) return;
    called.add(name);
    toSee.push(name);
  };
  const visit = (node: Node): void => {
    const name = propertyOf(node);
    if (name !== undefined && isMethod(node) && !called.has(name) && !webNames().has(name)) {
      waiting.set(name, (waiting.get(name) ?? new Set()).add(node));
      return;
    }
    if (name !== undefined && node.type === 'MemberExpression') call(name);
    if (node.type === 'ObjectPattern') keysOf(node).forEach(call);
    wordsOf(node).forEach(call);
    childrenOf(node).forEach(visit);
  };

  const trees = programs.map(treeOf);
  trees.forEach(visit);
  for (let name = toSee.pop(); name !== undefined; name = toSee.pop()) {
    const methods = waiting.get(name);
    waiting.delete(name);
    methods?.forEach((method) => childrenOf(method).forEach(visit));
  }

  const unused = new Set([...waiting.values()].flatMap((methods) => [...methods]));
  return programs.map((program, i) => without(program, below(trees[i]!, unused)));
}

const isMethod = ({ type, kind }: Node): boolean =>
  type === 'MethodDefinition' && kind !== 'constructor';

function keysOf(pattern: Node): string[] {
  return (pattern['properties'] as Node[]).flatMap((property) => propertyOf(property) ?? []);
}

/** Those of `nodes` that are in a tree, in the order of the program. */
function below(tree: Node, nodes: ReadonlySet<Node>): Node[] {
  return nodes.has(tree) ? [tree] : childrenOf(tree).flatMap((child) => below(child, nodes));
}

function without(program: string, parts: readonly Node[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of parts) {
    rest += program.slice(from, start);
    from = end;
  }
  return rest + program.slice(from);
}
