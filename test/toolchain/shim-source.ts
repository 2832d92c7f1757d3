// Turns emitted CUDA, HIP and Metal into C++ that the headers of `shim/` execute on the CPU; as few changes of the text as possible.
import type { Artifact } from '../../core/index.ts';

const textOf = ({ contents }: Artifact): string =>
  typeof contents === 'string' ? contents : Buffer.from(contents).toString('utf8');

/** CUDA and HIP are C++ but for the launch. */
function globalSource(text: string): string {
  const launch = /(\w+)<<<([^,]+), ([^>]+)>>>\((.*)\);/g;
  return text.replace(launch, 'px_shim::run_limited_grid($2, $3, [&] { $1($4); });');
}

/** One parameter of a Metal kernel, by its attribute. */
function argumentOf(param: string): string {
  const buffer = /^(.*?)(\w+) \[\[buffer\((\d+)\)\]\]$/.exec(param);
  if (buffer) {
    const type = (buffer[1] ?? '').trim();
    if (type.startsWith('constant')) return `*(const metal_kernels::${type.slice(9, -1)}*)values`;
    return `(${type.replace(/\bdevice /, '')})const_cast<void*>(arrays[${buffer[3]}])`;
  }
  const attribute = /\[\[(\w+)\]\]$/.exec(param)?.[1];
  const block = 'px_shim::block()';
  const thread = `${block}.current->thread`;
  const of = (make: (axis: string) => string): string => `uint3{${['x', 'y', 'z'].map(make).join(', ')}}`;
  switch (attribute) {
    case 'thread_position_in_grid':
      return of((axis) => `${block}.index.${axis} * ${block}.size.${axis} + ${thread}.${axis}`);
    case 'thread_position_in_threadgroup':
      return of((axis) => `${thread}.${axis}`);
    case 'threadgroup_position_in_grid':
      return of((axis) => `${block}.index.${axis}`);
    case 'threads_per_threadgroup':
      return of((axis) => `${block}.size.${axis}`);
    case 'threadgroups_per_grid':
      return of((axis) => `${block}.grid.${axis}`);
    default:
      throw new Error(`the shim knows no parameter ${param}`);
  }
}

/** Calls each kernel by its name with what its attributes ask for. */
function metalLauncher(kernels: string): string {
  const cases = [
    ...kernels.matchAll(/^kernel void (\w+)\((?: {2}\/\/ \d+)?\n((?: {4}.*,\n)* {4}.*)\) \{/gm),
  ].map(([, name, params = '']) => {
    const args = params.split(',\n').map((param) => argumentOf(param.trim()));
    return `    if (std::strcmp(symbol, "${name}") == 0) return px_shim::run_grid(grid, block, [&] { metal_kernels::${name}(${args.join(', ')}); });`;
  });
  return [
    'static void px_shim_launch(const char* symbol, dim3 grid, dim3 block, const void* const* arrays, const void* values) {',
    ...cases,
    '    std::fprintf(stderr, "shim: no kernel %s\\n", symbol);',
    '    std::exit(3);',
    '}',
  ].join('\n');
}

/** Of helpers that differ in the address space alone the first stays: without address spaces they are one function. */
function oncePerSignature(text: string): string {
  const seen = new Set<string>();
  return text.replace(
    /^static inline ([^\n]*)\{(?:[^\n]*\}|\n(?: [^\n]*\n)*\})\n/gm,
    (helper, head: string) => {
      const signature = head.replace(/\b(?:device|threadgroup) /g, '');
      if (seen.has(signature)) return '';
      seen.add(signature);
      return helper;
    },
  );
}

/** Drops what C++ has no words for: attributes and address spaces. */
function metalKernels(text: string): string {
  return oncePerSignature(text)
    .replace(/^( +)threadgroup (.*\[\d+\];)/gm, '$1__shared__ $2')
    .replace(/ \[\[[\w()]+\]\]/g, '')
    .replace(/^kernel void/gm, 'void')
    .replace(/\b(?:device|threadgroup) /g, '')
    .replace(/\bconstant (\w+&)/g, 'const $1')
    .replace(/^#(include|pragma).*$/gm, '');
}

/** The namespace `gpu`, in Objective-C++, gives way to the shim's own of the same interface. */
function metalHost(host: string): string {
  const own = '}\n#include "metal_host.h"\nnamespace px {';
  return host
    .replace(/^#import.*$/gm, '')
    .replace('@autoreleasepool', '')
    .replace(/^namespace gpu \{\n.*^\} {2}\/\/ namespace gpu$/ms, own);
}

function metalSource(kernels: string, host: string): string {
  return [
    '#include <metal_stdlib>',
    'namespace metal_kernels {',
    metalKernels(kernels),
    '}',
    metalLauncher(kernels),
    metalHost(host),
  ].join('\n');
}

/** The C++ of a program's artifacts of one target. */
export function shimSource(artifacts: readonly Artifact[]): string {
  const [first, second] = artifacts;
  if (!first) throw new Error('there is no artifact');
  if (first.target !== 'metal') return globalSource(textOf(first));
  if (!second) throw new Error('Metal needs the kernels and the host file');
  return metalSource(textOf(first), textOf(second));
}
