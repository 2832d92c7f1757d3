// Every fixture in CUDA and HIP goes through the compilers of those languages, where they are installed.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Artifact } from '../../core/index.ts';
import { CLANG_ARGUMENTS, clangSource } from '../../plugins/emit-cuda/validate.ts';
import { fixtures } from '../fixture.ts';
import { type CTarget, emitted, type Subject, subjectOfFixture } from './c-family.ts';
import { isInstalled } from './shim.ts';
import { begunTogether, sideBySide } from './side-by-side.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'pxos-compile-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Compiler {
  readonly name: string;
  readonly command: string;
  readonly target: CTarget;
  /** What of the file the compiler takes. */
  readonly part: (text: string) => string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const whole = (text: string): string => text;
const COMPILERS: readonly Compiler[] = [
  {
    name: 'nvcc',
    command: 'nvcc',
    target: 'cuda',
    part: whole,
    args: [
      '-std=c++17',
      '-arch=sm_75',
      '-fmad=false',
      '-Werror=all-warnings',
      '-diag-suppress=177,550',
      '-cubin',
    ],
  },
  {
    name: 'clang without a CUDA toolkit',
    command: 'clang++-19',
    target: 'cuda',
    part: clangSource,
    args: [...CLANG_ARGUMENTS, '-Wall', '-Werror', '-Wno-unused', '-Wno-tautological-compare'],
  },
  {
    name: 'hipcc for gfx1030',
    command: 'hipcc',
    target: 'rocm',
    part: whole,
    args: [
      ...'-std=c++17 -O2 -ffp-contract=off --offload-arch=gfx1030 --cuda-device-only -Wall -Werror -Wno-unused -Wno-tautological-compare -Wno-unused-command-line-argument'.split(
        ' ',
      ),
      '-S',
    ],
    env: { HIP_PLATFORM: 'amd' },
  },
];

const present = COMPILERS.filter(({ command, name }) => {
  const found = isInstalled(command);
  if (!found) console.log(`skipped: no ${command}, so ${name} checks nothing`);
  return found;
});

/** What the compiler says against the file; empty when it takes it without a warning. */
async function complaints(compiler: Compiler, artifact: Artifact): Promise<string> {
  const place = mkdtempSync(join(folder, 'file-'));
  const file = join(place, basename(artifact.path));
  writeFileSync(file, compiler.part(String(artifact.contents)));
  const args = [...compiler.args, '-o', join(place, 'out'), file];
  try {
    await sideBySide(() => run(compiler.command, args, { env: { ...process.env, ...compiler.env } }));
    return '';
  } catch (error) {
    const { stderr, stdout } = error as { readonly stderr?: string; readonly stdout?: string };
    return `${compiler.name}: ${stderr ?? ''}${stdout ?? ''}`.slice(0, 2000);
  }
}

const subjects = new Map<string, Promise<Subject>>();

const trials = fixtures().flatMap((fixture) => present.map((compiler) => ({ fixture, compiler })));
const said = begunTogether(trials, async ({ fixture, compiler }) => {
  const subject = subjects.get(fixture.name) ?? subjectOfFixture(fixture);
  subjects.set(fixture.name, subject);
  const [artifact] = await emitted(await subject, compiler.target);
  assert.ok(artifact);
  return complaints(compiler, artifact);
});

for (const trial of trials)
  test(`${trial.compiler.name} takes ${trial.fixture.name}`, async () => {
    assert.is(await said(trial), '');
  });

const hostCompilers = [
  { command: 'nvcc', target: 'cuda', args: ['-std=c++17'], env: {} },
  {
    command: 'hipcc',
    target: 'rocm',
    args: ['-std=c++17', '--offload-arch=gfx1030', '-c'],
    env: { HIP_PLATFORM: 'amd' },
  },
] as const;

for (const { command, target, args, env } of hostCompilers.filter((each) => isInstalled(each.command)))
  test(`${command} builds a whole program, host part included`, async () => {
    const fixture = fixtures().find(({ name }) => name === 'saxpy');
    assert.ok(fixture);
    const [artifact] = await emitted(await subjectOfFixture(fixture), target);
    assert.ok(artifact);
    const file = join(folder, basename(artifact.path));
    writeFileSync(file, artifact.contents);
    await run(command, [...args, '-o', join(folder, 'out'), file], { env: { ...process.env, ...env } });
  });

if (present.length === 0) test.skip('compilers of CUDA and HIP take the fixtures', () => {});

test.run();
