// Prints the declarations of a module: bindings, uniform block, override constants, shared arrays.
import { bytesOf, type Kernel, type SharedArray } from 'pxos/core';
import type { UniformLayout } from './layout.ts';
import type { ArrayBinding, WorkgroupMemory } from './meta.ts';
import type { ModuleNames } from './module-names.ts';
import { type ArrayStorage, unitsOf } from './storage.ts';
import type { Writer } from './writer.ts';

type Storages = ReadonlyMap<string, ArrayStorage>;

const storageIn = (storage: Storages, array: string): ArrayStorage => {
  const found = storage.get(array);
  if (!found) throw new Error(`the array \`${array}\` has no storage`);
  return found;
};

const isPacked = ({ form }: ArrayStorage): boolean => form === 'packed' || form === 'packed-atomic';

const unitType = ({ form, unit }: ArrayStorage): string =>
  form === 'atomic' || form === 'packed-atomic' ? `atomic<${unit}>` : unit;

/** Elements of a shared array as a `u32` expression that may stand beside any operator. */
export function sharedLength(shared: SharedArray, threads: string): string {
  if (!shared.perThread) return `${shared.length}u`;
  return shared.length === 1 ? threads : `(${shared.length}u * ${threads})`;
}

/** Units of a shared array's declaration, a number or an override expression. */
function sharedUnits(shared: SharedArray, storage: ArrayStorage, threads: string): string {
  if (!shared.perThread) return String(unitsOf(storage, shared.length));
  const elements = shared.length === 1 ? threads : `${shared.length}u * ${threads}`;
  if (!isPacked(storage)) return elements;
  const perWord = 4 / bytesOf(shared.element);
  return `(${elements} + ${perWord - 1}u) / ${perWord}u`;
}

/** The storage buffers of a kernel, in the order of its parameters. */
export function bindingsOf(kernel: Kernel, storage: Storages): readonly ArrayBinding[] {
  return kernel.params
    .filter((param) => param.kind === 'array')
    .map(({ name, element, access }, binding): ArrayBinding => {
      const packed = isPacked(storageIn(storage, name));
      return {
        param: name,
        binding,
        element,
        access: access === 'read' ? 'read' : 'read_write',
        perWord: !packed ? 1 : bytesOf(element) === 2 ? 2 : 4,
      };
    });
}

/** Workgroup memory of a kernel, as WebGPU counts it. */
export function workgroupMemory(kernel: Kernel, storage: Storages): WorkgroupMemory {
  let bytes = 0;
  let bytesPerThread = 0;
  for (const shared of kernel.shared) {
    const packed = isPacked(storageIn(storage, shared.name));
    const size = shared.length * (packed ? bytesOf(shared.element) : 4);
    // Each variable counts at a multiple of 16 bytes.
    if (shared.perThread) bytesPerThread += size;
    else bytes += Math.ceil(size / 16) * 16;
  }
  return { bytes, bytesPerThread };
}

/** What the declarations of a module need to know. */
export interface Declared {
  readonly names: ModuleNames;
  readonly storage: Storages;
  readonly layout: UniformLayout;
  readonly block: readonly [number, number, number];
  /** True when the block's shape must not be changed. */
  readonly fixed: boolean;
}

/** Prints everything that a module declares before its functions. */
export function printDeclarations(kernel: Kernel, declared: Declared, writer: Writer): void {
  const { names, storage, layout, block, fixed } = declared;
  const word = fixed ? 'const' : 'override';
  const bindings = bindingsOf(kernel, storage);
  for (const { param, binding, access } of bindings) {
    const array = storageIn(storage, param);
    const variable = `var<storage, ${access}> ${array.name}: array<${unitType(array)}>;`;
    writer.line(`@group(0) @binding(${binding}) ${variable}`);
  }
  if (bindings.length > 0) writer.line('');

  writer.line(`struct ${names.launchType} {`);
  writer.indented(() => {
    for (const field of layout.fields) writer.line(`${field.name}: ${field.type},`);
  });
  writer.line('}');
  writer.line(`@group(0) @binding(${bindings.length}) var<uniform> ${names.launch}: ${names.launchType};`);
  writer.line('');

  names.block.forEach((name, axis) => {
    writer.line(`${word} ${name}: u32 = ${block[axis]}u;`);
  });
  if (kernel.shared.some((shared) => shared.perThread))
    writer.line(`${word} ${names.threads}: u32 = ${names.block.join(' * ')};`);
  writer.line('');

  for (const shared of kernel.shared) {
    const array = storageIn(storage, shared.name);
    const type = `array<${unitType(array)}, ${sharedUnits(shared, array, names.threads)}>`;
    writer.line(`var<workgroup> ${array.name}: ${type};`, shared.at);
  }
  if (kernel.shared.length > 0) writer.line('');
}
