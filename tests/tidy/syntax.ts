import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** One thing that a rule found: where, and what. */
export interface Finding {
  file: string;
  line: number;
  what: string;
}

/** An import or re-export as written. */
export interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

/** Every file below `folder` whose name ends with one of `endings`, in a fixed order. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).split(sep).join('/'))
    .sort();
}

/**
 * The syntax trees of a file: one for a `.ts` file, one for each script block of a `.svelte` file.
 * A block keeps its place (the rest is blanked out), so line numbers are those of the file.
 */
export function parse(file: string, text = readFileSync(file, 'utf8')): ts.SourceFile[] {
  const blocks = file.endsWith('.svelte') ? scriptBlocks(text) : [text];
  return blocks.map((block) => ts.createSourceFile(file, block, ts.ScriptTarget.ES2022, true));
}

function scriptBlocks(text: string): string[] {
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => {
    const start = match.index + match[0].indexOf('>') + 1;
    return text.slice(0, start).replace(/[^\n]/g, ' ') + match[1];
  });
}

export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, typeOnly, line: lineOf(source, node) });
    }
  };
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, onlyTypes(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal as ts.Expression, true);
    }
  });
  return found;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** The file or folder, seen from the project's top, that a relative import names. */
export function target(file: string, specifier: string): string {
  return relative('.', join(dirname(file), specifier))
    .split(sep)
    .join('/');
}

/**
 * Uses of a global by its bare name. Methods, properties and keys of that name are fine, and so is a
 * name that the file declares.
 */
export function globalUses(source: ts.SourceFile, names: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  const declared = declaredNames(source);
  walk(source, (node) => {
    if (!ts.isIdentifier(node) || !names.has(node.text) || declared.has(node.text)) return;
    if (!isMemberName(node)) {
      found.push({ file: source.fileName, line: lineOf(source, node), what: node.text });
    }
  });
  return found;
}

/** Uses of members of a global object: `Math.random`, `Math['random']`. A computed name counts. */
export function memberUses(
  source: ts.SourceFile,
  object: string,
  allowed: ReadonlySet<string>,
): Finding[] {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!ts.isIdentifier(node) || node.text !== object || isMemberName(node)) return;
    const parent = node.parent;
    const member =
      ts.isPropertyAccessExpression(parent) && parent.expression === node
        ? parent.name.text
        : '(computed)';
    if (!allowed.has(member)) {
      found.push({
        file: source.fileName,
        line: lineOf(source, node),
        what: `${object}.${member}`,
      });
    }
  });
  return found;
}

/** Calls of a method by its name, on whatever object. */
export function methodCalls(source: ts.SourceFile, names: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && names.has(node.name.text)) {
      found.push({
        file: source.fileName,
        line: lineOf(source, node),
        what: `.${node.name.text}`,
      });
    }
  });
  return found;
}

/** Text that the program holds: strings and templates, not comments. */
export function stringsOf(source: ts.SourceFile): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  walk(source, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
      found.push({ text: node.text, line: lineOf(source, node) });
    }
  });
  return found;
}

function declaredNames(source: ts.SourceFile): Set<string> {
  const declared = new Set<string>();
  walk(source, (node) => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name)) declared.add(node.name.text);
  });
  return declared;
}

function isMemberName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isGetAccessorDeclaration(parent) ||
      ts.isSetAccessorDeclaration(parent)) &&
    parent.name === node
  );
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
