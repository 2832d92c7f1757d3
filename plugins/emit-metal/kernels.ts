// The device part for Metal: kernels whose scalars and lengths come in one record each, beside the launch record.
import {
  type Dialect,
  fileScope,
  HelperUse,
  type Kernel,
  type KernelArgument,
  largestBlocks,
  type Plan,
  type PrintedKernel,
  type Program,
  printFunctions,
  printKernel,
  typeName,
  usedIndices,
  Writer,
} from 'pxos/core';
import { METAL } from './dialect.ts';

/** A kernel with the record of its scalars, as both parts of the program declare it. */
export interface MetalKernel {
  readonly printed: PrintedKernel;
  readonly record: string;
}

/** Hidden parameters by the index they serve. */
const POSITIONS = {
  thread: 'px_position [[thread_position_in_grid]]',
  local: 'px_local [[thread_position_in_threadgroup]]',
  block: 'px_block [[threadgroup_position_in_grid]]',
  blockSize: 'px_block_size [[threads_per_threadgroup]]',
  gridSize: 'px_grid_size [[threadgroups_per_grid]]',
} as const;

/** Fields of a kernel's record: the launch, then lengths and scalars in the order of the parameters. */
export function recordFields(
  args: readonly KernelArgument[],
): readonly { readonly type: string; readonly name: string }[] {
  return args.flatMap((argument) => {
    if (argument.kind === 'value') return [{ type: typeName(argument.type, METAL), name: argument.printed }];
    return argument.length === undefined ? [] : [{ type: 'unsigned int', name: argument.length }];
  });
}

/** The record as C that both Metal and C++ take. */
export function printRecord({ record, printed }: MetalKernel): Writer {
  const fields = recordFields(printed.arguments).map(({ type, name }) => `    ${type} ${name};`);
  return new Writer().text([`struct ${record} {`, '    px_launch px;', ...fields, '};'].join('\n'));
}

function printZeroFill(kernel: PrintedKernel, out: Writer): void {
  const arrays = kernel.shared.filter(({ fill }) => fill);
  if (arrays.length === 0) return;
  const [lane, step, i] = [kernel.fresh('px_lane'), kernel.fresh('px_block_threads'), kernel.fresh('px_i')];
  out.line(
    `const unsigned int ${lane} = px_local.x + px_block_size.x * (px_local.y + px_block_size.y * px_local.z);`,
  );
  out.line(`const unsigned int ${step} = px_block_size.x * px_block_size.y * px_block_size.z;`);
  for (const { printed, elements } of arrays)
    out.line(`for (unsigned int ${i} = ${lane}; ${i} < ${elements}u; ${i} += ${step}) ${printed}[${i}] = 0;`);
  out.line(METAL.barrier);
}

function printEntry(kernel: Kernel, { printed, record }: MetalKernel): Writer {
  const out = new Writer();
  const indices = new Set(usedIndices(kernel));
  if (printed.blockBlind) indices.add('thread');
  if (printed.shared.some(({ fill }) => fill)) indices.add('local').add('blockSize');
  const arrays = printed.arguments.filter((argument) => argument.kind === 'array');
  const params = [
    ...arrays.map(
      ({ printed: name, element, written }, i) =>
        `${written ? '' : 'const '}device ${METAL.storage[element]}* ${name} [[buffer(${i})]]`,
    ),
    `constant ${record}& px_values [[buffer(${arrays.length})]]`,
    ...Object.entries(POSITIONS).flatMap(([source, text]) =>
      [...indices].some((index) => index === source) ? [`uint3 ${text}`] : [],
    ),
  ];
  out.line(`kernel void ${printed.printed}(`, printed.source);
  out.indented(() => {
    params.forEach((param, i) => {
      out.line(`${param}${i < params.length - 1 ? ',' : ') {'}`);
    });
    if (printed.blockBlind)
      out.line(
        'if (px_position.x >= px_values.px.nx || px_position.y >= px_values.px.ny || px_position.z >= px_values.px.nz) return;',
      );
    for (const { type, name } of recordFields(printed.arguments))
      out.line(`const ${type} ${name} = px_values.${name};`);
    for (const { printed: name, element, elements } of printed.shared)
      out.line(`threadgroup ${METAL.storage[element]} ${name}[${elements}];`);
    printZeroFill(printed, out);
    out.append(printed.body);
  });
  return out.line('}');
}

/** Prints helpers, functions and kernels; the records come from `printRecord`. */
export function printMetalKernels(
  program: Program,
  plan: Plan,
): { readonly text: Writer; readonly kernels: readonly MetalKernel[] } {
  const dialect: Dialect = METAL;
  const helpers = new HelperUse();
  const file = fileScope(dialect, helpers, program);
  const blocks = largestBlocks(program, plan);
  const kernels = program.kernels.map((kernel): MetalKernel => {
    const printed = printKernel(kernel, file, blocks.get(kernel.name) ?? 1024);
    return { printed, record: file.names.fresh(`${printed.printed}_values`) };
  });
  const functions = printFunctions(program.functions, file);
  const text = new Writer();
  for (const kernel of kernels) text.append(printRecord(kernel)).line();
  for (const definition of helpers.print(dialect)) text.text(definition);
  text.line();
  for (const definition of functions) text.append(definition).line();
  program.kernels.forEach((kernel, i) => {
    const parts = kernels[i];
    if (parts) text.append(printEntry(kernel, parts)).line();
  });
  return { text, kernels };
}
