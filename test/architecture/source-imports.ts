import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import ts from 'typescript';

export interface SourceImport {
  /** For a relative import the file's path from the project's root, with `/`; else the package's specifier. */
  readonly target: string;
  readonly relative: boolean;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly SourceImport[];
}

/** Every .ts and .svelte file below the given folders of `root`, with what it imports. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  const files: SourceFile[] = [];
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|svelte)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/');
      const text = readFileSync(join(root, path), 'utf8');
      files.push({ path, lines: text.trimEnd().split('\n').length, imports: importsOf(path, text) });
    }
  }
  return files.sort((a, b) => a.path.localeCompare(b.path));
}

/** What a file imports: statements, re-exports, `import()`, import types, and files named by `new URL(…, import.meta.url)`. */
export function importsOf(path: string, text: string): SourceImport[] {
  const script = path.endsWith('.svelte')
    ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const source = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: SourceImport[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const relative = specifier.text.startsWith('.');
    const name = specifier.text.replace(/\?.*$/, '');
    found.push({
      target: relative
        ? normalize(join(dirname(path), name))
            .split(sep)
            .join('/')
        : name,
      relative,
      typeOnly,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL') {
      const [first] = node.arguments ?? [];
      if (first !== undefined && ts.isStringLiteralLike(first) && /^\..*\.ts$/.test(first.text)) add(first, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

/** Groups of files that import each other in a circle at run time; each as the list of its files. Empty when none do. */
export function importCycles(files: readonly SourceFile[]): string[][] {
  const known = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const trail: string[] = [];
  const visit = (path: string): void => {
    state.set(path, 'open');
    trail.push(path);
    for (const { target, relative, typeOnly } of known.get(path)?.imports ?? []) {
      if (!relative || typeOnly || !known.has(target)) continue;
      if (state.get(target) === 'open') cycles.push(trail.slice(trail.indexOf(target)));
      else if (!state.has(target)) visit(target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const { path } of files) if (!state.has(path)) visit(path);
  return cycles;
}
