// Puts the two files for Metal together: the kernels, and the Objective-C++ program that runs them.
import {
  type Artifact,
  assemble,
  baseName,
  type EmitContext,
  HOST_FILES,
  type LaunchArgument,
  largestBlocks,
  lineStyle,
  obstacles,
  type Program,
  PxosError,
  printHeader,
  printHostPart,
  quoted,
  type TargetLimits,
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

/** The record of the scalars and the call that passes it. */
function launchCall(kernel: MetalKernel, args: readonly LaunchArgument[]) {
  const { printed, record } = kernel;
  const fields = args.flatMap(({ argument, text }) => {
    if (argument.kind === 'value') return [text];
    return argument.length === undefined ? [] : [`${text}.count()`];
  });
  const arrays = args.flatMap(({ argument, text }) =>
    argument.kind === 'array' ? [`${text}.${argument.written ? 'write' : 'read'}<void>()`] : [],
  );
  const passed = [quoted(printed.name), `"${printed.printed}"`, 'grid', `{${arrays.join(', ')}}`];
  return {
    before: [`const ${record} px_values = {${['px::gpu::whole(grid)', ...fields].join(', ')}};`],
    call: `px::gpu::launch(${passed.join(', ')}, &px_values, sizeof px_values)`,
  };
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
  const record = assemble(['record.h'], HOST_FILES).text;

  const device = new Writer().text(header).line('#include <metal_stdlib>');
  if (strict) device.line('#pragma METAL fp math_mode(safe)').line('#pragma METAL fp contract(off)');
  device.line().text(record).line().append(text);

  const byName = new Map(kernels.map((kernel) => [kernel.printed.name, kernel]));
  const part = printHostPart(program, context, {
    base,
    kernels: kernels.map(({ printed }) => printed),
    target: {
      launch: ({ name }, args) => {
        const kernel = byName.get(name);
        if (!kernel) throw new Error(`there is no kernel ${name}`);
        return launchCall(kernel, args);
      },
    },
    files: { ...METAL_FILES, 'gpu.h': '#include "device.mm"' },
    launch: 'launch.mm',
    main: {
      around: '@autoreleasepool',
      start: [`px::gpu::kernels() = {${quoted(kernelFile)}, ${strict}};`, 'px::gpu::select(0);'],
    },
  });
  const host = new Writer().text(header);
  for (const line of part.includes) host.line(line);
  host.line().text(record).line();
  for (const kernel of kernels) host.append(printRecord(kernel)).line();
  host.append(part.text);
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
    ...part.files,
  ];
}
