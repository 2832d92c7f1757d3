// The order of the rooms of core: a room imports only rooms that stand below it, and nothing in the house goes round.
import { posix } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { breaches, isRelative, type Source, sources, targetOf } from './sources.ts';

/** From the ground up; types count as what they are imported from. */
const ORDER = [
  'version',
  'ops',
  'diagnostics',
  'files',
  'ir',
  'language',
  'pxi',
  'data',
  'contract',
  'machine',
  'config',
  'evaluate',
  'c-like',
  'pipeline',
  'run',
  'pixel-form',
  'call-check',
  'cli',
  'api-options',
  'api',
  'index',
] as const;

const FLOOR: ReadonlyMap<string, number> = new Map(ORDER.map((room, floor) => [room, floor]));

/** The room of a file of core; a file beside the rooms is one of its own. */
const roomOf = (path: string): string => posix.basename(path.split('/')[1] ?? '', '.ts');
const floorOf = (path: string): number => FLOOR.get(roomOf(path)) ?? -1;

const core = sources.filter(({ path }) => path.startsWith('core/'));

test('every room of core has its place in the order, and nothing else has', () => {
  const rooms = new Set(core.map(({ path }) => roomOf(path)));
  assert.equal([...rooms].sort(), [...ORDER].sort());
});

test('a room imports only rooms below it', () => {
  const upward = breaches(core, (source, found) => {
    if (!isRelative(found)) return false;
    const target = targetOf(source, found);
    return roomOf(target) !== roomOf(source.path) && floorOf(target) >= floorOf(source.path);
  });
  assert.equal(upward, []);
});

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** What imports what, as paths of files; `types` counts imports of types alone too. */
function importsBetween(files: readonly Source[], { types }: { readonly types: boolean }): Graph {
  return new Map(
    files.map((source) => [
      source.path,
      new Set(
        source.imports
          .filter((found) => isRelative(found) && (types || !found.isType))
          .map((found) => targetOf(source, found)),
      ),
    ]),
  );
}

/** A way that leads back to where it began, if there is one. */
function circleIn(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    const before = way.indexOf(node);
    if (before >= 0) return [...way.slice(before), node];
    if (done.has(node)) return undefined;
    way.push(node);
    for (const next of graph.get(node) ?? []) {
      const found = visit(next);
      if (found) return found;
    }
    way.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const found = visit(node);
    if (found) return found;
  }
  return undefined;
}

/** The same graph between the folders directly in `parent`, and the files beside them. */
function foldersIn(graph: Graph, parent: string): Graph {
  const folders = new Map<string, Set<string>>();
  const part = (path: string): string | undefined =>
    path.startsWith(`${parent}/`) ? path.slice(parent.length + 1).split('/')[0] : undefined;
  for (const [file, targets] of graph) {
    const from = part(file);
    if (from === undefined || from.endsWith('.ts')) continue;
    const own = folders.get(from) ?? new Set();
    folders.set(from, own);
    for (const to of [...targets].map(part))
      if (to !== undefined && to !== from && !to.endsWith('.ts')) own.add(to);
  }
  return folders;
}

test('a circle is found where there is one, and only there', () => {
  const graph = (...pairs: readonly [string, string][]): Graph =>
    new Map(pairs.map(([from, to]) => [from, new Set([to])]));
  assert.is(circleIn(graph(['a/x.ts', 'b/x.ts'], ['b/x.ts', 'c/x.ts'])), undefined);
  assert.equal(circleIn(graph(['a/x.ts', 'b/x.ts'], ['b/x.ts', 'a/x.ts'])), ['a/x.ts', 'b/x.ts', 'a/x.ts']);
  const folders = foldersIn(graph(['r/a/x.ts', 'r/b/y.ts'], ['r/b/z.ts', 'r/a/z.ts']), 'r');
  assert.equal(circleIn(folders), ['a', 'b', 'a']);
});

test('no file needs itself, by whatever way, when it is loaded', () => {
  assert.is(circleIn(importsBetween(sources, { types: false })), undefined);
});

/** What plugins and the pipeline pass each other are types that name one another, to be read as a whole. */
const ONE_PIECE = 'core/contract/';

test('no file needs itself through types either, but for those of the contract', () => {
  const apart = sources.filter(({ path }) => !path.startsWith(ONE_PIECE));
  assert.is(circleIn(importsBetween(apart, { types: true })), undefined);
});

test('no folder needs itself, by whatever way through the folders beside it', () => {
  const graph = importsBetween(sources, { types: true });
  const parents = new Set<string>();
  for (const { path } of sources)
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      parents.add(folder);
  const circles = [...parents].flatMap((parent) => {
    const circle = circleIn(foldersIn(graph, parent));
    return circle ? [`${parent}: ${circle.join(' → ')}`] : [];
  });
  assert.equal(circles, []);
});

test.run();
