// Keeps mistakes in the syntax from echoing: a statement that could not be read is no reason to say that its result is missing.
import type { Position } from 'unist';
import type { ProgramNode } from './tree.ts';

/** Says of a message whether it only echoes a mistake in the syntax. */
export type EchoTest = (code: string, place: Position) => boolean;

/** Names that a statement of the same body may have given: PX0301, PX0401; and its RETURN: PX0402. */
const WITHIN_BODY: ReadonlySet<string> = new Set(['PX0301', 'PX0401', 'PX0402']);
/** Names that another part of the file may have given. */
const WITHIN_FILE: ReadonlySet<string> = new Set(['PX0304', 'PX0313', 'PX0502', 'PX0505']);

const startOf = (place: Position): number => place.start.offset ?? 0;

/** The test for a tree in whose text these places could not be read. */
export function echoesOf(tree: ProgramNode, unreadable: readonly Position[]): EchoTest {
  if (unreadable.length === 0) return () => false;
  const bodies = tree.children
    .filter(({ type }) => type === 'kernel' || type === 'function')
    .map(({ position }) => position);
  /** The kernel or function around a place, by bisection: they stand in the order of the text. */
  const bodyAround = (place: Position): Position | undefined => {
    let low = 0;
    for (let high = bodies.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (startOf(bodies[middle]!) <= startOf(place)) low = middle + 1;
      else high = middle;
    }
    const body = bodies[low - 1];
    return body && startOf(place) < (body.end.offset ?? 0) ? body : undefined;
  };
  const broken = new Set(unreadable.map(bodyAround));
  /** The header of a kernel or function could not be read: its name is missing in the whole file. */
  const nameless = tree.children.some(
    (item) => (item.type === 'kernel' || item.type === 'function') && item.name.name === '',
  );
  return (code, place) => {
    if (WITHIN_FILE.has(code)) return nameless || broken.has(undefined);
    if (!WITHIN_BODY.has(code)) return false;
    const body = bodyAround(place);
    return body !== undefined && broken.has(body);
  };
}
