// A whole CUDA or HIP program: header, includes, kernels, the host part.
import type { Artifact, EmitContext } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { forEachExprIn, type Program } from '../ir/index.ts';
import { VERSION } from '../version.ts';
import { assemble } from './assemble.ts';
import { obstacles, type TargetLimits } from './check.ts';
import type { Dialect } from './dialect.ts';
import { baseName, lineStyle } from './file-style.ts';
import { printGlobalKernels } from './global-entry.ts';
import { printHeader } from './header.ts';
import { HOST_FILES } from './host/embedded.ts';
import { printHostPart } from './host-part.ts';
import type { HostTarget, LaunchArgument } from './host-program.ts';
import type { KernelArgument, PrintedKernel } from './kernel.ts';
import { largestBlocks } from './largest-block.ts';
import { Writer } from './writer.ts';

/** What differs between the programs of CUDA and of HIP. */
export interface GlobalProgramParts {
  readonly dialect: Dialect;
  readonly limits: TargetLimits;
  /** `.cu`, `.hip.cpp`. */
  readonly extension: string;
  /** Put before the functions and types of the runtime interface: `cuda` in `cudaMalloc`. */
  readonly prefix: 'cuda' | 'hip';
  /** Include lines of the runtime interface, and of its half type for programs that have halves. */
  readonly header: string;
  readonly halfHeader?: string;
  readonly pragmas?: readonly string[];
  /** `CUDA C++`, `HIP`. */
  readonly language: string;
  readonly compiler: string;
  /** Sentences on what the target does not promise in the chosen precision. */
  readonly cannotPromise: readonly string[];
}

/** True when some array, conversion or parameter is a half. */
function usesHalf(program: Program): boolean {
  return (
    program.kernels.some((kernel) =>
      [...kernel.params, ...kernel.shared].some((owner) => 'element' in owner && owner.element === 'f16'),
    ) ||
    [...program.kernels, ...program.functions].some(({ body }) => {
      let found = false;
      forEachExprIn(body, (expr) => {
        if (expr.kind === 'convert' && expr.to === 'f16') found = true;
      });
      return found;
    })
  );
}

/** The launch of a kernel through the template of the host files. */
function launchCall(kernel: PrintedKernel, args: readonly LaunchArgument[], dialect: Dialect): string {
  const passed = args.flatMap(({ argument, text }) => {
    if (argument.kind === 'value') return [text];
    const pointer = `${text}.${argument.written ? 'write' : 'read'}<${dialect.storage[argument.element]}>()`;
    return argument.length === undefined ? [pointer] : [pointer, `${text}.count()`];
  });
  return `px::gpu::launch(${[`"${kernel.name}"`, `kernels::${kernel.printed}`, 'grid', ...passed].join(', ')})`;
}

/** The files of the runtime interface, which stand here in CUDA's words, in those of the target. */
function runtimeFiles({ prefix, header }: GlobalProgramParts) {
  const own = (text: string): string =>
    prefix === 'cuda'
      ? text
      : text.replace('#include <cuda_runtime.h>', header).replaceAll(/\bcuda(?=[A-Z])/g, prefix);
  return {
    'gpu.h': '#include "device.cuh"',
    'device.cuh': own(HOST_FILES['device.cuh']),
    'launch.cuh': own(HOST_FILES['launch.cuh']),
  };
}

/** What a runner, a test or a host of one's own needs to launch the kernels of the file. */
export interface GlobalKernelMeta {
  readonly name: string;
  /** Qualified name in the file. */
  readonly symbol: string;
  readonly blockBlind: boolean;
  readonly largestBlock: number;
  readonly arguments: readonly KernelArgument[];
}

/**
 * One complete program, and files with contents that are too large for it; `meta.kernels` is a list of `GlobalKernelMeta`.
 *
 * @throws PxosError PX0800 to PX0804 for what the target lacks
 */
export function globalProgram(
  program: Program,
  context: EmitContext,
  parts: GlobalProgramParts,
): readonly Artifact[] {
  const { dialect } = parts;
  const found = obstacles(program, dialect, parts.limits, largestBlocks(program, context.plan));
  if (found.length > 0) throw new PxosError(found);
  const base = baseName(context.source.path);
  const path = `${base}${parts.extension}`;
  const device = printGlobalKernels(program, dialect, context.plan);
  const target: HostTarget = {
    launch: (kernel, args) => ({ before: [], call: launchCall(kernel, args, dialect) }),
  };
  const host = printHostPart(program, context, {
    base,
    kernels: device.kernels,
    target,
    files: runtimeFiles(parts),
    launch: 'launch.cuh',
    main: { start: ['px::gpu::require_device();'] },
  });

  const out = new Writer();
  out.text(
    printHeader(program, context, VERSION, {
      language: parts.language,
      build: [
        `${parts.compiler} -o ${base} ${path}`,
        `./${base} --help   (--selfcheck compares each kernel with embedded results)`,
      ],
      cannotPromise: parts.cannotPromise,
    }),
  );
  for (const line of host.includes) out.line(line);
  if (parts.halfHeader !== undefined && usesHalf(program)) out.line(parts.halfHeader);
  for (const line of parts.pragmas ?? []) out.line(line);
  out
    .line()
    .text(assemble(['record.h'], HOST_FILES).text)
    .line();
  out.append(device.text).line().append(host.text);
  const kernels = device.kernels.map(
    (kernel): GlobalKernelMeta => ({
      name: kernel.name,
      symbol: `kernels::${kernel.printed}`,
      blockBlind: kernel.blockBlind,
      largestBlock: device.largestBlocks.get(kernel.name) ?? 1024,
      arguments: kernel.arguments,
    }),
  );
  const style = lineStyle(context.config.options[`emit-${dialect.name}`]);
  const contents = out.render({ style, source: context.source.path, output: path });
  return [{ target: dialect.name, path, contents, meta: { kernels } }, ...host.files];
}
