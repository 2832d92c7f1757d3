// Executes the code that a page of docs/ shows: the block behind `<!-- MARK -->`, with the package as this repository has it.
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import * as pxos from '../plugins/index.ts';

/** What a block did: what it exports, and what it printed. */
export interface Executed {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly printed: readonly (readonly unknown[])[];
}

type Body = (...given: readonly unknown[]) => Promise<Record<string, unknown>>;
const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...parts: readonly string[]
) => Body;

/** The text of a block. */
export function pageCode(page: string, mark: string): string {
  const text = readFileSync(new URL(`../docs/${page}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const code = new RegExp(`<!-- ${mark} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  assert.ok(code, `docs/${page} shows ${mark}`);
  return code;
}

/** Runs a block; `given` are the names that it finds. */
export async function executePage(
  page: string,
  mark: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<Executed> {
  const exported: string[] = [];
  const body = pageCode(page, mark)
    .replace(/^import (\{[^}]*\}) from 'pxos(?:\/core)?';$/gm, 'const $1 = pxos;')
    .replace(/^export const (\w+)/gm, (_, name: string) => {
      exported.push(name);
      return `const ${name}`;
    });
  const printed: (readonly unknown[])[] = [];
  const log = (...values: readonly unknown[]): void => {
    printed.push(values);
  };
  const names = ['pxos', 'console', ...Object.keys(given)];
  const run = new AsyncFunction(...names, `${body}\nreturn { ${exported.join(', ')} };`);
  return { exports: await run(pxos, { log }, ...Object.values(given)), printed };
}
