// The host part of an emitted program: the runtime that it uses, its steps, its self-check, `main`.
import type { Artifact, EmitContext } from '../contract/index.ts';
import type { Program } from '../ir/index.ts';
import { assemble, type HostFiles } from './assemble.ts';
import { HOST_FILES } from './host/embedded.ts';
import { type MainFrame, printMain } from './host-main.ts';
import { type HostTarget, printHostProgram } from './host-program.ts';
import { HostUse } from './host-use.ts';
import type { PrintedKernel } from './kernel.ts';
import { filesOf, largeContents } from './large-contents.ts';
import { printSelfCheck } from './self-check.ts';
import { selfCheckCases } from './self-check-cases.ts';
import { Writer } from './writer.ts';

/** What a target adds to the host part. */
export interface HostParts {
  /** Name of the program, in its usage. */
  readonly base: string;
  readonly kernels: readonly PrintedKernel[];
  readonly target: HostTarget;
  /** Files of the GPU interface: `gpu.h` for its memory, and `launch` among them. */
  readonly files: HostFiles;
  /** The file that defines `px::gpu::launch`. */
  readonly launch: string;
  readonly main?: MainFrame;
}

/** The host part, the system headers that it needs, sorted, and the files that it reads. */
export interface HostPart {
  readonly includes: readonly string[];
  readonly text: Writer;
  readonly files: readonly Artifact[];
}

/** Arrays of pixels come from pictures and go into them; a codec is only there for programs that have some. */
const files = (program: Program, parts: HostParts): HostFiles => ({
  ...HOST_FILES,
  ...(program.buffers.some(({ element }) => element === 'pixel') && {
    'array-files.h': HOST_FILES['picture-files.h'],
  }),
  ...parts.files,
});

/** System headers for what expressions of the steps use. */
function includesOf(printed: string): readonly string[] {
  return [
    ...(/\bstd::(?!mem|printf)\w+\(|\bHUGE_VAL/.test(printed) ? ['#include <cmath>'] : []),
    ...(/\bstd::memcpy\(/.test(printed) ? ['#include <cstring>'] : []),
  ];
}

const PLAIN = { style: 'none', source: '', output: '' } as const;

/** Prints everything behind the kernels. The record of a launch stands before them already. */
export function printHostPart(program: Program, context: EmitContext, parts: HostParts): HostPart {
  const use = new HostUse();
  const options = context.config.options[`emit-${context.target}`];
  const cases = options?.selfCheck === false ? [] : selfCheckCases(context.original);
  const large = largeContents(program, parts.base);
  const facts = { plan: context.plan, large };
  const steps = printHostProgram(program, parts.kernels, parts.target, use, facts);
  const own = new Writer().line('namespace program {').line().append(steps).line();
  own.append(printSelfCheck(cases, parts.kernels, parts.target, use)).line();
  own.line('}  // namespace program').line();
  own.append(printMain(parts.base, program, use, { ...parts.main, readsContents: large.length > 0 }));
  const runtime = assemble([parts.launch, ...use.files()], files(program, parts), ['record.h']);
  const includes = new Set([...runtime.includes, ...includesOf(steps.render(PLAIN))]);
  return {
    includes: [...includes].sort(),
    text: new Writer().text(runtime.text).line().append(own),
    files: filesOf(large, context.target),
  };
}
