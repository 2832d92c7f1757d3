// Puts the two files for Metal together: the kernels, and the Objective-C++ program that runs them.
import {
  type Artifact,
  assemble,
  baseName,
  casesFor,
  type EmitContext,
  HOST_FILES,
  HOST_RUNTIME,
  type HostTarget,
  type LaunchArgument,
  largestBlocks,
  lineStyle,
  obstacles,
  type Program,
  PxosError,
  printHeader,
  printHostProgram,
  printSelfCheck,
  quoted,
  type TargetLimits,
  usageText,
  VERSION,
  Writer,
} from 'pxos/core';
import { METAL } from './dialect.ts';
import { HOST_FILES as METAL_FILES } from './host/embedded.ts';
import { type MetalKernel, printMetalKernels, printRecord } from './kernels.ts';

/** Limits of every Mac with Metal 2 or newer. */
const LIMITS: TargetLimits = {
  sharedBytes: { name: 'maxThreadgroupMemoryLength', limit: 32768 },
  threadsPerBlock: { name: 'maxTotalThreadsPerThreadgroup', limit: 1024 },
  buffers: { name: 'buffer arguments of a kernel', limit: 30 },
};

const STRICT = [
  'This file was made without Apple’s compiler at hand.',
  'Fast math is off and products are not contracted; subnormal floats may be flushed to zero.',
  'exp, log, sin, cos, tan, tanh and sqrt are Metal’s precise ones, pow is made of them by sign and parity.',
  'Sums of float atomics depend on the order of the threads.',
];
const FAST = ['Fast arithmetic was asked for: results may differ in more than the last digits.'];

function launchStatement(kernel: MetalKernel, args: readonly LaunchArgument[]): string {
  const name = quoted(kernel.printed.name);
  const fields = args.flatMap(({ argument, text }) => {
    if (argument.kind === 'value') return [text];
    return argument.length === undefined ? [] : [`${text}.count()`];
  });
  const arrays = args.flatMap(({ argument, text }) =>
    argument.kind === 'array' ? [`${text}.${argument.written ? 'write' : 'read'}<void>()`] : [],
  );
  return [
    `const ${kernel.record} px_values = {${['px::gpu::whole(grid)', ...fields].join(', ')}};`,
    `px::gpu::launch(session, ${name}, "${kernel.printed.printed}", grid, {${arrays.join(', ')}}, &px_values, sizeof px_values);`,
  ].join('\n');
}

/** `<name>.metal` with the kernels and `<name>.metal.mm` with the host program. */
export function metalProgram(program: Program, context: EmitContext): readonly Artifact[] {
  const { source, plan, config } = context;
  const found = obstacles(program, METAL, LIMITS, largestBlocks(program, plan));
  if (found.length > 0) throw new PxosError(found);
  const strict = config.precision === 'strict';
  const base = baseName(source.path);
  const [kernelFile, hostFile] = [`${base}.metal`, `${base}.metal.mm`];
  const style = lineStyle(config.options['emit-metal']);
  const { text, kernels } = printMetalKernels(program, plan);
  const header = printHeader(program, context, VERSION, {
    language: 'Metal',
    build: [
      `clang++ -std=c++17 -O3 -fobjc-arc -framework Foundation -framework Metal -o ${base} ${hostFile}`,
      `./${base} --help   (compiles ${kernelFile}, which it looks for in the working directory, when it starts)`,
    ],
    cannotPromise: strict ? STRICT : FAST,
  });
  const record = assemble([HOST_FILES['record.h']]).text;

  const device = new Writer().text(header).line('#include <metal_stdlib>');
  if (strict) device.line('#pragma METAL fp math_mode(safe)').line('#pragma METAL fp contract(off)');
  device.line().text(record).line().append(text);

  const runtime = assemble([...HOST_RUNTIME, METAL_FILES['device.mm']]);
  const host = new Writer().text(header);
  for (const line of runtime.includes) host.line(line);
  host.line().text(record).line();
  for (const kernel of kernels) host.append(printRecord(kernel)).line();
  host.text(runtime.text).line().line('namespace program {').line();
  const byName = new Map(kernels.map((kernel) => [kernel.printed.name, kernel]));
  const views = kernels.map(({ printed }) => printed);
  const target: HostTarget = {
    launch: (printed, args) => {
      const kernel = byName.get(printed.name);
      return kernel ? launchStatement(kernel, args) : '';
    },
  };
  host.append(printHostProgram(program, views, target, plan)).line();
  host.append(printSelfCheck(casesFor(context.original, config.options['emit-metal']), views, target));
  host.line().line('}  // namespace program').line();
  host.line('static const char* const usage =');
  host.indented(() => host.text(`${usageText(base, program).join('\n')};`));
  host.line();
  host.block('int main(int argc, char** argv)', () => {
    host.line('const px::Options options = px::parse_options(argc, argv, usage);');
    host.block('@autoreleasepool', () => {
      host.line(`px::gpu::kernels() = {${quoted(kernelFile)}, ${strict}};`);
      host.line('px::gpu::select(0);');
      host.line('px::Session session(options);');
      host.line('if (options.selfcheck) return program::selfcheck(session);');
      host.line('program::run_program(session);');
    });
    host.line('return 0;');
  });
  const rendering = { style, source: source.path };
  const meta = {
    kernels: kernels.map(({ printed, record: values }) => ({
      name: printed.name,
      symbol: printed.printed,
      values,
      blockBlind: printed.blockBlind,
      arguments: printed.arguments,
    })),
  };
  return [
    {
      target: 'metal',
      path: kernelFile,
      contents: device.render({ ...rendering, output: kernelFile }),
      meta,
    },
    { target: 'metal', path: hostFile, contents: host.render({ ...rendering, output: hostFile }) },
  ];
}
