// A whole CUDA or HIP file: header, includes, kernels, the host runtime, the program, main.
import type { Artifact, EmitContext } from '../contract/index.ts';
import { forEachExprIn, type Program } from '../ir/index.ts';
import { VERSION } from '../version.ts';
import type { Assembled } from './assemble.ts';
import { assemble } from './assemble.ts';
import type { Dialect } from './dialect.ts';
import { type GlobalKernels, printGlobalKernels } from './global-entry.ts';
import { printHeader } from './header.ts';
import { HOST_FILES } from './host/embedded.ts';
import { type HostTarget, printHostProgram } from './host-program.ts';
import type { KernelArgument } from './kernel.ts';
import { printSelfCheck } from './self-check.ts';
import { type SelfCheckCase, selfCheckCases } from './self-check-cases.ts';
import { usageText } from './usage.ts';
import { type LineStyle, Writer } from './writer.ts';

/** What differs between the files of CUDA and of HIP. */
export interface GlobalFileParts {
  readonly dialect: Dialect;
  /** `.cu`, `.hip.cpp`. */
  readonly extension: string;
  /** The host runtime, already joined. */
  readonly host: Assembled;
  readonly includes: readonly string[];
  /** Include line of the half type, for programs that have halves. */
  readonly halfHeader: string;
  readonly pragmas: readonly string[];
  readonly header: {
    readonly language: string;
    readonly build: (file: string, base: string) => readonly string[];
    readonly cannotPromise: readonly string[];
  };
}

/** File name without folders and extension: `shaders/blur.px` → `blur`. */
export function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

/** The style of line references that the user asked for in the options of a plugin. */
export function lineStyle(options: Readonly<Record<string, unknown>> | undefined): LineStyle {
  const lines = options?.lines;
  return lines === 'directives' || lines === 'none' ? lines : 'comments';
}

/** The cases of the self-check, unless the options of a plugin say `selfCheck: false`. */
export function casesFor(
  program: Program,
  options: Readonly<Record<string, unknown>> | undefined,
): readonly SelfCheckCase[] {
  return options?.selfCheck === false ? [] : selfCheckCases(program);
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

/** The launch of a CUDA or HIP kernel through the template of the host files. */
function launchStatement(
  kernel: GlobalKernels['kernels'][number],
  args: readonly { readonly argument: KernelArgument; readonly text: string }[],
  dialect: Dialect,
): string {
  const passed = args.flatMap(({ argument, text }) => {
    if (argument.kind === 'value') return [text];
    const type = dialect.storage[argument.element];
    const pointer = `${text}.${argument.written ? 'write' : 'read'}<${type}>()`;
    return argument.length === undefined ? [pointer] : [pointer, `${text}.count()`];
  });
  return `px::gpu::launch(session, "${kernel.name}", kernels::${kernel.printed}, grid${passed.map((arg) => `, ${arg}`).join('')});`;
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

/** Prints the file; `meta.kernels` is a list of `GlobalKernelMeta`. */
export function globalFile(program: Program, context: EmitContext, parts: GlobalFileParts): Artifact {
  const { dialect, host } = parts;
  const base = baseName(context.source.path);
  const path = `${base}${parts.extension}`;
  const device = printGlobalKernels(program, dialect, context.plan);
  const record = assemble([HOST_FILES['record.h']]);
  const includes = [
    ...parts.includes,
    ...(usesHalf(program) ? [parts.halfHeader] : []),
    ...host.includes.filter((line) => !parts.includes.includes(line)),
  ];

  const out = new Writer();
  out.text(
    printHeader(program, context, VERSION, {
      language: parts.header.language,
      build: parts.header.build(path, base),
      cannotPromise: parts.header.cannotPromise,
    }),
  );
  for (const line of includes) out.line(line);
  for (const line of parts.pragmas) out.line(line);
  out.line().text(record.text).line();
  out.append(device.text).line();
  out.text(host.text).line();
  out.line('namespace program {').line();
  const target: HostTarget = { launch: (kernel, args) => launchStatement(kernel, args, dialect) };
  out.append(printHostProgram(program, device.kernels, target, context.plan)).line();
  const options = context.config.options[`emit-${dialect.name}`];
  out.append(printSelfCheck(casesFor(context.original, options), device.kernels, target));
  out.line().line('}  // namespace program').line();
  out.line('static const char* const usage =');
  out.indented(() => out.text(`${usageText(base, program).join('\n')};`));
  out.line();
  out.block('int main(int argc, char** argv)', () => {
    out.line('const px::Options options = px::parse_options(argc, argv, usage);');
    out.line('px::Session session(options);');
    out.line('if (options.selfcheck) return program::selfcheck(session);');
    out.line('program::run_program(session);');
    out.line('return 0;');
  });
  const kernels = device.kernels.map(
    (kernel): GlobalKernelMeta => ({
      name: kernel.name,
      symbol: `kernels::${kernel.printed}`,
      blockBlind: kernel.blockBlind,
      largestBlock: device.largestBlocks.get(kernel.name) ?? 1024,
      arguments: kernel.arguments,
    }),
  );
  return {
    target: dialect.name,
    path,
    contents: out.render({
      style: lineStyle(options),
      source: context.source.path,
      output: path,
    }),
    meta: { kernels },
  };
}
