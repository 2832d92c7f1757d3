// Puts host files, which are real files that compile by themselves, into one emitted file: those that a program uses, each
// behind those that it includes.

/** Host files by name. An entry may hold another file, as that of a GPU interface in place of the declarations of `gpu.h`. */
export type HostFiles = Readonly<Record<string, string>>;

/** What becomes of host files in an emitted file. */
export interface Assembled {
  /** `#include <…>` and `#import <…>` lines, sorted. */
  readonly includes: readonly string[];
  /** What the files declare, without their first comment. */
  readonly text: string;
}

/** What assembling needs of a host file. */
interface HostFile {
  readonly system: readonly string[];
  readonly own: readonly string[];
  /** What stands behind the first comment and the includes. */
  readonly body: string;
}

/** Host files that were taken apart before: the same few in every build. */
const known = new Map<string, HostFile>();

function parts(text: string): HostFile {
  let file = known.get(text);
  if (!file) {
    const lines = text.split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('#'));
    file = {
      system: text.match(/^#(?:include|import) <.*$/gm) ?? [],
      own: [...text.matchAll(/^#include "(.*)"$/gm)].map(([, name = '']) => name),
      body: lines
        .slice(last + 1)
        .join('\n')
        .trim(),
    };
    known.set(text, file);
  }
  return file;
}

/** The files that `roots` need, in the order in which they are to stand, without those that are there already. */
function ordered(
  roots: readonly string[],
  files: HostFiles,
  present: readonly string[],
): readonly HostFile[] {
  const seen = new Set(present);
  const order: HostFile[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = files[name];
    if (text === undefined) throw new Error(`there is no host file ${name}`);
    const file = parts(text);
    for (const included of file.own) visit(included);
    order.push(file);
  };
  for (const root of roots) visit(root);
  return order;
}

const CLOSE = '\n}  // namespace ';

/** One behind the other; a namespace that the first leaves and the second enters stays open. */
function joined(text: string, next: string): string {
  const end = text.lastIndexOf(CLOSE);
  const open = `namespace ${text.slice(end + CLOSE.length)} {\n`;
  if (end < 0 || !next.startsWith(open)) return `${text}\n\n${next}`;
  return joined(text.slice(0, end).trimEnd(), next.slice(open.length).trimStart());
}

/** Joins `roots` with what they include; files that are `present` are left out. Namespaces that meet become one. */
export function assemble(
  roots: readonly string[],
  files: HostFiles,
  present: readonly string[] = [],
): Assembled {
  const used = ordered(roots, files, present);
  const bodies = used.flatMap(({ body }) => (body === '' ? [] : [body]));
  return {
    includes: [...new Set(used.flatMap(({ system }) => system))].sort(),
    text: bodies.reduce(joined),
  };
}
