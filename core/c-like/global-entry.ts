// The device part of a CUDA or HIP file: helpers, functions, and `__global__` entries with their hidden parts.
import type { Plan } from '../contract/index.ts';
import type { Program } from '../ir/index.ts';
import type { Dialect } from './dialect.ts';
import { typeName } from './expression.ts';
import { fileScope, printFunctions } from './function.ts';
import { type PrintedKernel, printKernel } from './kernel.ts';
import { largestBlocks } from './largest-block.ts';
import { HelperUse } from './prelude.ts';
import { Writer } from './writer.ts';

const BEYOND = `
bool px_beyond(const px_launch px) {
    return blockIdx.x * blockDim.x + threadIdx.x >= px.nx ||
           (blockIdx.y + px.first_y) * blockDim.y + threadIdx.y >= px.ny ||
           (blockIdx.z + px.first_z) * blockDim.z + threadIdx.z >= px.nz;
}
`.trim();

/** Indices as CUDA and HIP give them. */
export const GLOBAL_INDEX: Dialect['index'] = {
  thread: [
    '(blockIdx.x * blockDim.x + threadIdx.x)',
    '((blockIdx.y + px.first_y) * blockDim.y + threadIdx.y)',
    '((blockIdx.z + px.first_z) * blockDim.z + threadIdx.z)',
  ],
  local: ['threadIdx.x', 'threadIdx.y', 'threadIdx.z'],
  block: ['blockIdx.x', '(blockIdx.y + px.first_y)', '(blockIdx.z + px.first_z)'],
  blockSize: ['blockDim.x', 'blockDim.y', 'blockDim.z'],
  gridSize: ['gridDim.x', 'px.grid_y', 'px.grid_z'],
};

/** Fills the arrays of the block with zeros, all threads together. */
function printZeroFill(kernel: PrintedKernel, dialect: Dialect, out: Writer): void {
  const arrays = kernel.shared.filter(({ fill }) => fill);
  if (arrays.length === 0) return;
  const lane = kernel.fresh('px_lane');
  const step = kernel.fresh('px_block_threads');
  const i = kernel.fresh('px_i');
  out.line(
    `const unsigned int ${lane} = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);`,
  );
  out.line(`const unsigned int ${step} = blockDim.x * blockDim.y * blockDim.z;`);
  for (const { printed, element, elements } of arrays)
    out.line(
      `for (unsigned int ${i} = ${lane}; ${i} < ${elements}u; ${i} += ${step}) ${printed}[${i}] = ${element === 'f16' ? dialect.intrinsics.f32ToF16.replaceAll('{a}', '0.0f') : '0'};`,
    );
  out.line(dialect.barrier);
}

function printEntry(kernel: PrintedKernel, dialect: Dialect, largestBlock: number): Writer {
  const out = new Writer();
  const params = ['const px_launch px'];
  for (const argument of kernel.arguments) {
    if (argument.kind === 'value') {
      params.push(`const ${typeName(argument.type, dialect)} ${argument.printed}`);
      continue;
    }
    const constant = argument.written ? '' : 'const ';
    params.push(`${constant}${dialect.storage[argument.element]}* __restrict__ ${argument.printed}`);
    if (argument.length !== undefined) params.push(`const unsigned int ${argument.length}`);
  }
  out.line(`__global__ void __launch_bounds__(${largestBlock}) ${kernel.printed}(`, kernel.source);
  out.indented(() => {
    params.forEach((param, i) => {
      out.line(`${param}${i < params.length - 1 ? ',' : ') {'}`);
    });
    if (kernel.blockBlind) out.line('if (px_beyond(px)) return;');
    for (const { printed, element, elements } of kernel.shared)
      out.line(`${dialect.shared}${dialect.storage[element]} ${printed}[${elements}];`);
    printZeroFill(kernel, dialect, out);
    out.append(kernel.body);
  });
  return out.line('}');
}

/** The device part of a file, and what its host part must know. */
export interface GlobalKernels {
  readonly text: Writer;
  readonly kernels: readonly PrintedKernel[];
  readonly largestBlocks: ReadonlyMap<string, number>;
}

/** Prints all kernels and functions of a program into the namespace `kernels`. */
export function printGlobalKernels(program: Program, dialect: Dialect, plan?: Plan): GlobalKernels {
  const helpers = new HelperUse();
  const file = fileScope(dialect, helpers, program);
  const blocks = largestBlocks(program, plan);
  const kernels = program.kernels.map((kernel) => printKernel(kernel, file, blocks.get(kernel.name) ?? 1024));
  const functions = printFunctions(program.functions, file);

  const text = new Writer();
  text.line('namespace kernels {').line();
  const prelude = helpers.print(dialect);
  for (const definition of prelude) text.text(definition);
  if (kernels.some(({ blockBlind }) => blockBlind)) text.text(`${dialect.inline} ${BEYOND}`);
  text.line();
  for (const definition of functions) text.append(definition).line();
  for (const kernel of kernels)
    text.append(printEntry(kernel, dialect, blocks.get(kernel.name) ?? 1024)).line();
  text.line('}  // namespace kernels');
  return { text, kernels, largestBlocks: blocks };
}
