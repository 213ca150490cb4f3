/** Finds texts for people in the screen's sources: what should stand in the catalogue, and does not. */
import { type AST, parse } from 'svelte/compiler';

/** Same in every language: units, names of time scales and statistics, our own name. */
const NO_LANGUAGE = new Set([
  'UTC',
  'ADU',
  'MAD',
  'HFR',
  'FWHM',
  'J2000',
  'RA',
  'Dec',
  'px',
  'Warmroom',
  'σ',
  'x',
  'y',
  's',
  'h',
  'm',
]);

/** Attributes that a person sees or hears, on elements. Components get texts under any name. */
const SHOWN = /^(title|label|placeholder|alt|aria-(label|description|valuetext|roledescription|placeholder))$/;
/** Attributes that hold names and values for the browser, on elements and components. */
const TECHNICAL =
  /^(class|style|type|id|for|role|href|name|value|d|points|viewBox|side|align|tone|inputmode|autocomplete|data-.*|aria-(live|current|haspopup|orientation|sort|controls|labelledby|describedby)|on.*)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export interface LiteralText {
  readonly line: number;
  readonly text: string;
}

/** The literal texts of a `.svelte` file, or of a module, which is read as the script of a component without markup. */
export function literalTexts(source: string, path: string): LiteralText[] {
  const isComponent = path.endsWith('.svelte');
  const opening = isComponent ? '' : '<script lang="ts">';
  const whole = isComponent ? source : `${opening}${source}\n</script>`;
  const root: AST.Root = parse(whole, { modern: true });
  const found: LiteralText[] = [];
  const add = (at: number, text: string) => {
    found.push({ line: whole.slice(0, at).split('\n').length, text: text.trim().replace(/\s+/g, ' ') });
  };
  visitMarkup(root.fragment as unknown as Node, add);
  for (const script of [root.instance, root.module]) {
    if (script) visitCode(script.content as unknown as Node, add);
  }
  return found;
}

type Add = (at: number, text: string) => void;

function visitMarkup(node: Node, add: Add): void {
  if (node.type === 'Comment') return;
  if (node.type === 'Text') {
    if (hasWords(String(node.data))) add(node.start, String(node.data));
    return;
  }
  if (node.type === 'Attribute') {
    visitAttribute(node, add);
    return;
  }
  if (isExpression(node)) {
    visitCode(node, add);
    return;
  }
  const onComponent = node.type === 'Component';
  for (const child of childrenOf(node)) visitMarkup(onComponent ? { ...child, onComponent } : child, add);
}

function visitAttribute(node: Node, add: Add): void {
  const name = String(node.name);
  if (TECHNICAL.test(name)) return;
  const values = Array.isArray(node.value) ? (node.value as Node[]) : [node.value as Node | boolean];
  for (const value of values) {
    if (typeof value === 'boolean') continue;
    if (value.type !== 'Text') visitCode(value, add);
    else if (
      SHOWN.test(name) ? hasWords(String(value.data)) : node.onComponent === true && isProse(String(value.data))
    ) {
      add(value.start, String(value.data));
    }
  }
}

function visitCode(node: Node, add: Add): void {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string' && isProse(node.value)) add(node.start, node.value);
      return;
    case 'TemplateLiteral': {
      const parts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
      const text = parts.join(' … ');
      // The program of a shader, or a piece of one; a style.
      if (/^#version|\b[biu]?vec[234]\b/.test(text) || /^[a-z-]+:.*(;|px|%|\()/.test(text)) return;
      if (isProse(text.replaceAll('…', '')) || parts.some((part) => isProse(part))) add(node.start, text);
      for (const inner of node.expressions as Node[]) visitCode(inner, add);
      return;
    }
    // Names of other modules and states that are compared are no texts.
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
    // What only a developer reads.
    case 'NewExpression':
      if ((node.callee as Node).name === 'Error') return;
      break;
    case 'CallExpression':
      if (/^(querySelector(All)?|closest|matches)$/.test(String((node.callee as { property?: Node }).property?.name)))
        return;
      break;
    // What stands on a key is worded by the catalogue where it is shown (`Key.svelte`).
    case 'Property':
      if ((node.key as Node).name === 'shown') return;
      break;
    case 'BinaryExpression':
      for (const side of [node.left, node.right] as Node[]) if (side.type !== 'Literal') visitCode(side, add);
      return;
    case 'SwitchCase':
      for (const inner of node.consequent as Node[]) visitCode(inner, add);
      return;
  }
  if (node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(node.type)) return;
  for (const child of childrenOf(node)) visitCode(child, add);
}

function isExpression({ type }: Node): boolean {
  return /(Expression|Literal|Tag|Identifier|Declaration|Pattern)$/.test(type) && type !== 'SnippetBlock';
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** Any word at all, beside what is the same in every language. */
function hasWords(text: string): boolean {
  return (text.match(/\p{L}+/gu) ?? []).some((word) => !NO_LANGUAGE.has(word));
}

/** Two words beside each other, or one with a capital: what names and states in the code do not look like. */
function isProse(text: string): boolean {
  return hasWords(text) && (/\p{L}{2,}[,.:]?\s+\p{L}{2,}/u.test(text) || /^\s*\p{Lu}\p{Ll}+\b/u.test(text));
}
