// Prints the first stages of a `.px` file for people: its tokens, and its syntax tree with an indented line for each node.
import type { Node } from 'unist';
import type { SourceInfo } from '../contract/index.ts';

const place = (node: Node): string => {
  if (!node.position) return '';
  const { start, end } = node.position;
  return `  ${start.line}:${start.column}-${end.line}:${end.column}`;
};

const childrenOf = (node: Node): readonly Node[] =>
  'children' in node && Array.isArray(node.children) ? (node.children as Node[]) : [];

/** Fields that say what a node is; positions and children have places of their own. */
function fieldsOf(node: Node): string {
  const children = childrenOf(node);
  return Object.entries(node)
    .filter(([key]) => key !== 'type' && key !== 'position' && key !== 'data')
    .map(([key, value]: [string, unknown]) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return ` ${key}=${JSON.stringify(value)}`;
      const isName = typeof value === 'object' && value !== null && 'name' in value;
      return isName && !children.includes(value as never) ? ` ${key}=${JSON.stringify(value.name)}` : '';
    })
    .join('');
}

/** A unist tree as lines: type, fields, span. */
export function treeLines(node: Node, depth = 0): readonly string[] {
  return [
    `${'  '.repeat(depth)}${node.type}${fieldsOf(node)}${place(node)}`,
    ...childrenOf(node).flatMap((child) => treeLines(child, depth + 1)),
  ];
}

/** The tokens and the tree of a source, each as lines, and what there is to say about it. */
export async function readTree({ text, path }: SourceInfo) {
  const { parseTree } = await import('../language/index.ts');
  const parsed = parseTree(text, path);
  const tokens = parsed.tokens.map((token) => {
    const at = `${token.startLine}:${token.startColumn}`;
    return `${at.padEnd(8)}${token.tokenType.name.padEnd(16)}${token.image.trim()}`.trimEnd();
  });
  return { tokens, tree: treeLines(parsed.tree), diagnostics: parsed.diagnostics };
}
