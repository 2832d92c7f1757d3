// Executes emitted CUDA, HIP and Metal programs on the CPU: compiled by g++ with the headers of `shim/`, run with files in and out.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Artifact } from '../../core/index.ts';
import { shimSource } from './shim-source.ts';
import { sideBySide } from './side-by-side.ts';

const run = promisify(execFile);
const HEADERS = fileURLToPath(new URL('shim/', import.meta.url));

/** True when `command` can be started. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** In which order the threads of a block, and the blocks, take their turns. */
export type Order = 'forward' | 'reverse' | 'shuffled';

/** What a program is run with; as on its command line. */
export interface ShimInputs {
  readonly in?: Readonly<Record<string, Uint8Array>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly size?: Readonly<Record<string, number>>;
  readonly threads?: number | undefined;
  /** Files that the program itself reads, by path. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

/** Folder for one test file, removed when the process ends; holds the precompiled headers too. */
const folder = mkdtempSync(join(tmpdir(), 'pxos-shim-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// No warnings: programs may well compare a value with itself. AddressSanitizer sees every access beside an array, also
// beside those of a block, which stand in a section of their own.
const FLAGS = [
  ...['-std=c++17', '-O1', '-ffp-contract=off', '-w'],
  ...['-fsanitize=address', '-fsanitize-sections=px_shared'],
];

/** System headers that every emitted program includes; read once, they halve the time of each compilation. */
const COMMON =
  'algorithm cerrno chrono climits cmath cstdarg cstdint cstdio cstdlib cstring functional map set string vector';

let precompiled: Promise<unknown> | undefined;

async function precompile(): Promise<void> {
  const includes = COMMON.split(' ').map((header) => `#include <${header}>\n`);
  await writeFile(join(folder, 'common.h'), includes.join(''));
  await run('g++', [...FLAGS, '-x', 'c++-header', join(folder, 'common.h')]);
}

/** Fibers have stacks of their own, which the sanitizer need not know; what a program leaves at its end is no leak. */
const ENVIRONMENT = {
  ...process.env,
  ASAN_OPTIONS: 'detect_leaks=0:detect_stack_use_after_return=0',
};

let counter = 0;

/** An emitted program as an executable of this machine. */
export class ShimProgram {
  private readonly executable: string;

  private constructor(executable: string) {
    this.executable = executable;
  }

  /** Compiles the artifacts of one target. Throws with the compiler's words when it refuses them. */
  static async compile(artifacts: readonly Artifact[]): Promise<ShimProgram> {
    precompiled ??= precompile();
    await precompiled;
    const base = join(folder, `program-${counter++}`);
    await writeFile(`${base}.cpp`, shimSource(artifacts));
    const args = [...FLAGS, `-I${HEADERS}`, '-include', join(folder, 'common.h'), '-o', base, `${base}.cpp`];
    const compiling = sideBySide(() => run('g++', args, { maxBuffer: 1 << 24 }));
    await compiling.catch((error: { readonly stderr?: string }) => {
      throw new Error(`g++ refuses ${base}.cpp:\n${(error.stderr ?? String(error)).slice(0, 2000)}`);
    });
    return new ShimProgram(base);
  }

  /** Runs it with files for its inputs and gives back the bytes of `outputs`. */
  async run(
    inputs: ShimInputs,
    outputs: readonly string[],
    order: Order = 'forward',
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const work = mkdtempSync(join(folder, 'run-'));
    const args = ['--quiet'];
    if (Object.keys(inputs.files ?? {}).length > 0) args.push('--root', work);
    for (const [name, bytes] of Object.entries(inputs.files ?? {})) await writeFile(join(work, name), bytes);
    for (const [name, bytes] of Object.entries(inputs.in ?? {})) {
      await writeFile(join(work, `${name}.in`), bytes);
      args.push('--in', `${name}=${join(work, `${name}.in`)}`);
    }
    for (const [name, value] of Object.entries(inputs.set ?? {})) args.push('--set', `${name}=${value}`);
    for (const [name, value] of Object.entries(inputs.size ?? {})) args.push('--size', `${name}=${value}`);
    if (inputs.threads !== undefined) args.push('--threads', String(inputs.threads));
    for (const name of outputs) args.push('--out', `${name}=${join(work, `${name}.out`)}`);
    await run(this.executable, args, {
      timeout: 60_000,
      env: { ...ENVIRONMENT, PX_SHIM_ORDER: order },
      cwd: work,
    });
    const results = new Map<string, Uint8Array>();
    for (const name of outputs) results.set(name, new Uint8Array(await readFile(join(work, `${name}.out`))));
    return results;
  }

  /** What it says on the standard error when it is called with these arguments, and how it ends. */
  refusal(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly status: number | null; readonly text: string } {
    const { status, stderr } = spawnSync(this.executable, args, {
      timeout: 60_000,
      env: { ...ENVIRONMENT, ...environment },
      encoding: 'utf8',
      cwd: folder,
    });
    return { status, text: stderr };
  }

  /** What `--selfcheck` prints, whatever its exit status. */
  async selfCheck(): Promise<string> {
    const { stdout } = await run(this.executable, ['--selfcheck'], {
      timeout: 60_000,
      env: ENVIRONMENT,
    }).catch((error: { readonly stdout?: string; readonly stderr?: string }) => ({
      stdout: `${error.stdout ?? error}${error.stderr ?? ''}`,
    }));
    return stdout;
  }
}
