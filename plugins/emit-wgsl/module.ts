// Prints one kernel as a WGSL module of its own: uniform block, bindings, shared arrays, functions, helpers, entry point.
import {
  type ArrayParam,
  bytesOf,
  isBlockBlind,
  type Kernel,
  type Program,
  type SharedArray,
  someExprIn,
} from 'pxos/core';
import { accessFunction } from './access.ts';
import { nameFunctions, printFunction, reachableFunctions } from './functions.ts';
import { type UniformLayout, uniformLayout } from './layout.ts';
import type { ArrayBinding, WgslMeta } from './meta.ts';
import { Names } from './names.ts';
import { PRELUDE, preludeOf } from './prelude.ts';
import { Needs } from './scope.ts';
import { localNames, printBody } from './statements.ts';
import { type ArrayStorage, storageOf, unitsOf } from './storage.ts';
import { Writer } from './writer.ts';

/** What the module's text and facts depend on beside the kernel. */
export interface ModuleOptions {
  readonly program: Program;
  /** True for `precision: 'fast'`. */
  readonly fast: boolean;
  /** Comment lines at the top, without their slashes. */
  readonly header: (meta: Pick<WgslMeta, 'kernel' | 'entryPoint' | 'blockOverrides'>) => readonly string[];
}

const DEFAULT_BLOCK = [256, 1, 1] as const;

/** Elements of a shared array as a `u32` expression. */
function sharedLength(shared: SharedArray, threads: string): string {
  if (!shared.perThread) return `${shared.length}u`;
  return shared.length === 1 ? threads : `(${shared.length}u * ${threads})`;
}

const isArrayParam = (param: ArrayParam | SharedArray): param is ArrayParam => 'access' in param;

function declaredType(storage: ArrayStorage, elements: string | undefined): string {
  const atomic = storage.form === 'atomic' || storage.form === 'packed-atomic';
  const unit = atomic ? `atomic<${storage.unit}>` : storage.unit;
  return elements === undefined ? `array<${unit}>` : `array<${unit}, ${elements}>`;
}

/** Size of a shared array in units of its declaration. */
function sharedSize(shared: SharedArray, storage: ArrayStorage, threads: string): string {
  if (!shared.perThread) return String(unitsOf(storage, shared.length));
  if (storage.form !== 'packed-atomic') return sharedLength(shared, threads).replace(/^\((.*)\)$/, '$1');
  return `(${shared.length}u * ${threads} + ${4 / bytesOf(shared.element) - 1}u) / ${4 / bytesOf(shared.element)}u`;
}

function perWord(storage: ArrayStorage): 1 | 2 | 4 {
  if (storage.form !== 'packed' && storage.form !== 'packed-atomic') return 1;
  return bytesOf(storage.element) === 2 ? 2 : 4;
}

/** Names that every module has beside those of the source. */
interface Fixed {
  readonly launch: string;
  readonly launchType: string;
  readonly block: readonly [string, string, string];
  readonly threads: string;
}

function printUniform(layout: UniformLayout, fixed: Fixed, binding: number, writer: Writer): void {
  writer.line(`struct ${fixed.launchType} {`);
  writer.indented(() => {
    for (const field of layout.fields) writer.line(`${field.name}: ${field.type},`);
  });
  writer.line('}');
  writer.line('');
  writer.line(`@group(0) @binding(${binding}) var<uniform> ${fixed.launch}: ${fixed.launchType};`);
}

/** Prints the module of a kernel that has no `reduce` and `stage` statements. */
export function printModule(kernel: Kernel, options: ModuleOptions): { text: string; meta: WgslMeta } {
  const names = new Names();
  names.reserve(PRELUDE.keys());
  const entryPoint = names.claim(kernel.name);
  const functions = reachableFunctions(options.program, kernel);
  const functionNames = nameFunctions(functions, names);
  const arrays = new Map(
    [...kernel.params.filter((param) => param.kind === 'array'), ...kernel.shared].map((array) => [
      array.name,
      names.claim(array.name),
    ]),
  );
  const kernelNames = new Names(names);
  const own = localNames(kernel.locals, kernel.body, kernelNames);
  // Names of the source come first; what the module adds takes what is left, also of the kernel's locals.
  const add = (wanted: string): string => {
    const name = kernelNames.claim(wanted);
    names.reserve([name]);
    return name;
  };
  const fixed: Fixed = {
    launch: add('launch'),
    launchType: add('Launch'),
    block: [add('block_x'), add('block_y'), add('block_z')],
    threads: add('block_threads'),
  };

  const blockBlind = isBlockBlind(kernel);
  const layout = uniformLayout(kernel, blockBlind, new Names());
  const field = (name: string): string => `${fixed.launch}.${name}`;
  const storage = storageOf(
    kernel,
    (array) => arrays.get(array) ?? array,
    (array) =>
      isArrayParam(array) ? field(layout.lengthOf(array.name)) : sharedLength(array, fixed.threads),
  );
  const needs = new Needs();

  const functionText = new Writer();
  for (const def of functions) {
    printFunction(def, functionNames, names, needs, options, functionText);
    functionText.line('');
  }
  const entry = new Writer();
  printEntry(entry);

  const bindings = kernel.params
    .filter((param) => param.kind === 'array')
    .map(
      (param, binding): ArrayBinding => ({
        param: param.name,
        binding,
        element: param.element,
        access: param.access === 'read' ? 'read' : 'read_write',
        perWord: perWord(storage.get(param.name) as ArrayStorage),
      }),
    );
  const writer = new Writer();
  for (const line of options.header({ kernel: kernel.name, entryPoint, blockOverrides: fixed.block }))
    writer.line(line === '' ? '//' : `// ${line}`);
  writer.line('');
  for (const { param, binding, access } of bindings) {
    const array = storage.get(param) as ArrayStorage;
    writer.line(
      `@group(0) @binding(${binding}) var<storage, ${access}> ${array.name}: ${declaredType(array, undefined)};`,
    );
  }
  if (bindings.length > 0) writer.line('');
  printUniform(layout, fixed, bindings.length, writer);
  writer.line('');
  const block = kernel.block ?? DEFAULT_BLOCK;
  fixed.block.forEach((name, axis) => {
    writer.line(`override ${name}: u32 = ${block[axis]}u;`);
  });
  if (kernel.shared.some((shared) => shared.perThread))
    writer.line(`override ${fixed.threads}: u32 = ${fixed.block.join(' * ')};`);
  writer.line('');
  for (const shared of kernel.shared) {
    const array = storage.get(shared.name) as ArrayStorage;
    const type = declaredType(array, sharedSize(shared, array, fixed.threads));
    writer.line(`var<workgroup> ${array.name}: ${type};`, shared.at);
  }
  if (kernel.shared.length > 0) writer.line('');
  const accesses = [...needs.accesses.values()].map(({ storage: array, kind }) =>
    accessFunction(array, kind),
  );
  const mentioned = accesses.flatMap((text) => text.match(/\bpx_\w+/g) ?? []);
  for (const text of [...preludeOf([...needs.prelude, ...mentioned]), ...accesses]) {
    writer.text(text);
    writer.line('');
  }
  writer.append(functionText);
  writer.append(entry);

  return {
    text: writer.toString(),
    meta: {
      format: 'wgsl-1',
      kernel: kernel.name,
      entryPoint,
      arrays: bindings,
      uniform: { binding: bindings.length, size: layout.size, fields: layout.fields },
      blockOverrides: fixed.block,
      block,
      blockBlind,
      workgroup: workgroupMemory(kernel, storage),
      lines: writer.lineTable,
    },
  };

  function printEntry(out: Writer): void {
    const reads = (source: string): boolean =>
      someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.source === source);
    const group = add('group');
    const local = add('local');
    const blockIndex = add('block');
    const thread = add('thread');
    const readsThread = blockBlind || reads('thread');
    const readsBlock = reads('block') || readsThread;
    const readsLocal = reads('local') || readsThread;
    const parameters = [
      ...(readsBlock ? [`@builtin(workgroup_id) ${group}: vec3<u32>`] : []),
      ...(readsLocal ? [`@builtin(local_invocation_id) ${local}: vec3<u32>`] : []),
    ];
    out.line(`@compute @workgroup_size(${fixed.block.join(', ')})`);
    out.line(`fn ${entryPoint}(${parameters.join(', ')}) {`, kernel.at);
    out.indented(() => {
      if (readsBlock) out.line(`let ${blockIndex} = ${group} + ${field(layout.vectorOf('first'))};`);
      if (readsThread)
        out.line(`let ${thread} = ${blockIndex} * vec3<u32>(${fixed.block.join(', ')}) + ${local};`);
      if (blockBlind) out.line(`if (any(${thread} >= ${field(layout.vectorOf('extent'))})) { return; }`);
    });
    const axes = ['x', 'y', 'z'] as const;
    printBody(
      kernel.body,
      kernel.locals,
      {
        needs,
        arrays: storage,
        fast: options.fast,
        nameOf: (name) => functionNames.get(name)?.name ?? own(name),
        param: (name, type) => {
          const text = field(layout.valueOf(name));
          return type === 'bool' ? `(${text} != 0u)` : text;
        },
        index: ({ source, axis }) => {
          switch (source) {
            case 'thread':
              return `i32(${thread}.${axes[axis]})`;
            case 'local':
              return `i32(${local}.${axes[axis]})`;
            case 'block':
              return `i32(${blockIndex}.${axes[axis]})`;
            case 'blockSize':
              return `i32(${fixed.block[axis]})`;
            case 'gridSize':
              return `i32(${field(layout.vectorOf('grid'))}.${axes[axis]})`;
          }
        },
        fresh: (base) => kernelNames.claim(base),
        barrier: kernel.params.some((param) => param.kind === 'array' && param.access !== 'read')
          ? 'storageBarrier(); workgroupBarrier();'
          : 'workgroupBarrier();',
        returned: () => '',
        fields: (callee) => functionNames.get(callee)?.results?.fields ?? [],
      },
      out,
    );
    out.line('}');
  }
}

function workgroupMemory(kernel: Kernel, storage: ReadonlyMap<string, ArrayStorage>): WgslMeta['workgroup'] {
  let bytes = 0;
  let bytesPerThread = 0;
  for (const shared of kernel.shared) {
    const array = storage.get(shared.name) as ArrayStorage;
    const size = array.form === 'packed-atomic' ? shared.length * bytesOf(shared.element) : shared.length * 4;
    // Dawn counts each variable at a multiple of 16 bytes.
    if (shared.perThread) bytesPerThread += size;
    else bytes += Math.ceil(size / 16) * 16;
  }
  return { bytes, bytesPerThread };
}
