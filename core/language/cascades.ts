// Keeps mistakes in the syntax from echoing: a statement that could not be read is no reason to say that its result is missing.
import type { Position } from 'unist';
import type { ProgramNode } from './tree.ts';

/** Says of a message whether it only echoes a mistake in the syntax. */
export type EchoTest = (code: string, place: Position) => boolean;

/** Names that a statement of the same body may have given: PX0301, PX0401; and its RETURN: PX0402. */
const WITHIN_BODY: ReadonlySet<string> = new Set(['PX0301', 'PX0401', 'PX0402']);
/** Names that another part of the file may have given. */
const WITHIN_FILE: ReadonlySet<string> = new Set(['PX0304', 'PX0313', 'PX0502', 'PX0505']);

const offset = (place: Position): number => place.start.offset ?? 0;
const contains = (outer: Position, inner: Position): boolean =>
  offset(outer) <= offset(inner) && offset(inner) < (outer.end.offset ?? 0);

/** The test for a tree in whose text these places could not be read. */
export function echoesOf(tree: ProgramNode, unreadable: readonly Position[]): EchoTest {
  if (unreadable.length === 0) return () => false;
  const bodies = tree.children.filter(({ type }) => type === 'kernel' || type === 'function');
  const broken = new Set<Position>();
  let outside = false;
  for (const place of unreadable) {
    const body = bodies.find(({ position }) => contains(position, place));
    if (body) broken.add(body.position);
    else outside = true;
  }
  return (code, place) => {
    if (WITHIN_FILE.has(code)) return outside;
    if (!WITHIN_BODY.has(code)) return false;
    for (const body of broken) if (contains(body, place)) return true;
    return false;
  };
}
