// How each array of a kernel lies in WGSL's memory: as it is, as atomics, or packed into words of 32 bits.
import {
  type ArrayParam,
  bytesOf,
  type ElementType,
  forEachStmt,
  type Kernel,
  type SharedArray,
} from 'pxos/core';

/**
 * - `plain`: elements of a WGSL type
 * - `atomic`: the same behind `atomic<…>`, since some statement of the kernel works on it atomically
 * - `packed`: 2 or 4 elements in each word
 * - `packed-atomic`: the same, written word by word with compare-and-exchange, so that neighbours are never lost
 */
export type StorageForm = 'plain' | 'atomic' | 'packed' | 'packed-atomic';

/** One array of a kernel as the module declares it. */
export interface ArrayStorage {
  /** Name in the IR. */
  readonly array: string;
  /** Name in the module. */
  readonly name: string;
  readonly element: ElementType;
  readonly form: StorageForm;
  /** WGSL type of one plain element or one word. */
  readonly unit: 'i32' | 'u32' | 'f32';
  readonly space: 'storage' | 'workgroup';
  /** Number of elements as a `u32` expression. */
  readonly length: string;
}

/** WGSL type of a plain element; in workgroup memory narrow ones lie in a register's width. */
const UNIT: { readonly [E in ElementType]: ArrayStorage['unit'] } = {
  bool: 'u32',
  i8: 'i32',
  u8: 'i32',
  i16: 'i32',
  u16: 'i32',
  i32: 'i32',
  u32: 'u32',
  f16: 'f32',
  f32: 'f32',
  f64: 'f32',
  pixel: 'u32',
};

/** Workgroup memory that every WebGPU device has; narrow shared arrays are packed when they would not fit otherwise. */
const GUARANTEED_WORKGROUP_BYTES = 16384;

/** Threads that a block is assumed to have while its shape is not known. */
const USUAL_BLOCK = 256;

const isNarrow = (element: ElementType): boolean => bytesOf(element) < 4;

/** Arrays that some statement of the kernel works on atomically. */
function atomicArrays(kernel: Kernel): ReadonlySet<string> {
  const names = new Set<string>();
  forEachStmt(kernel.body, (stmt) => {
    if (stmt.kind === 'atomic') names.add(stmt.array);
  });
  return names;
}

const atomicUnit = (unit: ArrayStorage['unit']): ArrayStorage['unit'] => (unit === 'f32' ? 'u32' : unit);

function formOfParam(param: ArrayParam, isAtomic: boolean): Pick<ArrayStorage, 'form' | 'unit'> {
  if (isNarrow(param.element))
    return { form: param.access === 'read' ? 'packed' : 'packed-atomic', unit: 'u32' };
  const unit = UNIT[param.element];
  return isAtomic ? { form: 'atomic', unit: atomicUnit(unit) } : { form: 'plain', unit };
}

function formOfShared(
  shared: SharedArray,
  isAtomic: boolean,
  packs: boolean,
): Pick<ArrayStorage, 'form' | 'unit'> {
  const unit = UNIT[shared.element];
  if (isAtomic) return { form: 'atomic', unit: atomicUnit(unit) };
  return packs && isNarrow(shared.element) ? { form: 'packed-atomic', unit: 'u32' } : { form: 'plain', unit };
}

function sharedElements(shared: SharedArray, kernel: Kernel): number {
  const [x, y, z] = kernel.block ?? [USUAL_BLOCK, 1, 1];
  return shared.perThread ? shared.length * x * y * z : shared.length;
}

/** Bytes of workgroup memory that the kernel takes, with `packs` or without narrow arrays packed. */
function workgroupBytes(kernel: Kernel, packs: boolean): number {
  return kernel.shared.reduce((sum, shared) => {
    const bytes = packs && isNarrow(shared.element) ? bytesOf(shared.element) : 4;
    return sum + Math.ceil((sharedElements(shared, kernel) * bytes) / 4) * 4;
  }, 0);
}

/** Number of units of WGSL memory that `elements` elements take. */
export function unitsOf(storage: ArrayStorage, elements: number): number {
  const packed = storage.form === 'packed' || storage.form === 'packed-atomic';
  return packed ? Math.ceil((elements * bytesOf(storage.element)) / 4) : elements;
}

/** Decides the form of every array of a kernel; `lengths` and `names` give what the module calls them. */
export function storageOf(
  kernel: Kernel,
  nameOf: (array: string) => string,
  lengthOf: (array: ArrayParam | SharedArray) => string,
): ReadonlyMap<string, ArrayStorage> {
  const atomics = atomicArrays(kernel);
  const packs = workgroupBytes(kernel, false) > GUARANTEED_WORKGROUP_BYTES;
  const result = new Map<string, ArrayStorage>();
  for (const param of kernel.params)
    if (param.kind === 'array')
      result.set(param.name, {
        array: param.name,
        name: nameOf(param.name),
        element: param.element,
        ...formOfParam(param, atomics.has(param.name)),
        space: 'storage',
        length: lengthOf(param),
      });
  for (const shared of kernel.shared)
    result.set(shared.name, {
      array: shared.name,
      name: nameOf(shared.name),
      element: shared.element,
      ...formOfShared(shared, atomics.has(shared.name), packs),
      space: 'workgroup',
      length: lengthOf(shared),
    });
  return result;
}
