// Lays out the uniform block of a kernel: its vectors first, then its scalars without gaps.
import { type Kernel, type ScalarType, someExprIn } from 'pxos/core';
import type { UniformField, UniformSource } from './meta.ts';
import type { Names } from './names.ts';

interface Wish {
  readonly name: string;
  readonly type: UniformField['type'];
  readonly source: UniformSource;
}

/** The uniform block of a kernel. */
export interface UniformLayout {
  readonly fields: readonly UniformField[];
  /** Bytes, a multiple of 16. */
  readonly size: number;
  /** Field with the value of a scalar parameter. */
  readonly valueOf: (param: string) => string;
  /** Field with the length of an array parameter. */
  readonly lengthOf: (param: string) => string;
  /** Field of a vector. */
  readonly vectorOf: (kind: 'extent' | 'first' | 'grid') => string;
}

/** Bools are no host-shareable type: they travel as 0 and 1. */
const fieldType = (type: ScalarType): UniformField['type'] =>
  type === 'bool' || type === 'f64' ? 'u32' : type;

/** Fields of the kernel's uniform block; scalar parameters keep their names where WGSL allows them. */
export function uniformLayout(kernel: Kernel, blockBlind: boolean, names: Names): UniformLayout {
  const readsGrid = someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.source === 'gridSize');
  const values = kernel.params
    .filter((param) => param.kind === 'value')
    .map(
      (param): Wish => ({
        name: names.claim(param.name),
        type: fieldType(param.type),
        source: { kind: 'value', param: param.name },
      }),
    );
  const vector = (kind: 'extent' | 'first' | 'grid', name: string): Wish => ({
    name: names.claim(name),
    type: 'vec3<u32>',
    source: { kind },
  });
  const vectors = [
    vector('first', 'first_block'),
    ...(blockBlind ? [vector('extent', 'extent')] : []),
    ...(readsGrid ? [vector('grid', 'grid')] : []),
  ];
  const lengths = kernel.params
    .filter((param) => param.kind === 'array')
    .map(
      (param): Wish => ({
        name: names.claim(`length_${param.name}`),
        type: 'u32',
        source: { kind: 'length', param: param.name },
      }),
    );

  let end = 0;
  const fields = [...vectors, ...values, ...lengths].map((wish): UniformField => {
    const isVector = wish.type === 'vec3<u32>';
    const offset = isVector ? Math.ceil(end / 16) * 16 : end;
    end = offset + (isVector ? 12 : 4);
    return { ...wish, offset };
  });
  const find = (test: (source: UniformSource) => boolean): string => {
    const field = fields.find(({ source }) => test(source));
    if (!field) throw new Error(`the uniform block of \`${kernel.name}\` lacks a field`);
    return field.name;
  };
  return {
    fields,
    size: Math.ceil(end / 16) * 16,
    valueOf: (param) => find((source) => source.kind === 'value' && source.param === param),
    lengthOf: (param) => find((source) => source.kind === 'length' && source.param === param),
    vectorOf: (kind) => find((source) => source.kind === kind),
  };
}
