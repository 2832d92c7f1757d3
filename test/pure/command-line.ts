// Runs the command line in this process, on files in a temporary folder, and keeps what it prints.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Io, main, type Output } from '../../core/cli/index.ts';
import { builtins } from '../../plugins/index.ts';
import { viewPage } from '../../plugins/view/index.ts';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program without mistakes. */
export const FILL = `GPU_KERNEL fill
GPU_PARAM x float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE 1.0 → x[i]
GPU_END
`;

/** Contents by path; a path that ends in `/` is a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files. Gone after `work`. */
export async function withFiles<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-cli-'));
  try {
    for (const [path, contents] of Object.entries({ 'package.json': '{}', ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (path.endsWith('/')) mkdirSync(join(folder, path), { recursive: true });
      else writeFileSync(join(folder, path), contents);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `pxos` with these arguments in a folder. */
export async function pxos(
  cwd: string,
  argv: readonly string[],
  env: Io['env'] = {},
  composition: Parameters<typeof main>[1] = {
    builtins: async () => builtins,
    viewPage,
  },
): Promise<Printed> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTTY: false,
    write: (chunk) => {
      texts[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    },
  });
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), cwd, env };
  const code = await main(argv, composition, io);
  return { code, ...texts };
}
