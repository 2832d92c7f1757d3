// Every operation of version 1.1 kernels as the interpreter in WGSL executes it, on the corners of its types.
import {
  bitcastValue,
  bitsOfF32,
  type ConvertTarget,
  comparison,
  convertValue,
  type ElementType,
  f32OfBits,
  type LooseInstruction,
  layOut,
  loadElement,
  operation,
  type ScalarType,
  type Value,
  wordsOf,
} from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codeOfElement } from '../../core/pxi/words/element-codes.ts';
import { APPLY, BINARY, COMPARE, opcodeNamed } from '../../core/pxi/words/opcodes.ts';
import { encode } from '../elements.ts';
import { gpuTest } from './device.ts';
import { interpreted } from './pixel-machine.ts';

const test = suite('pxvm, operations');

type Register = 'i32' | 'u32' | 'f32' | 'bool';

const CORNERS: { readonly [T in Register]: readonly Value[] } = {
  i32: [0, 1, -1, 2, -2, 7, -7, 31, 32, 33, 255, -128, 65536, 1234567, 2147483647, -2147483647, -2147483648],
  u32: [
    ...[0, 1, 2, 7, 31, 32, 33, 255, 65536, 1234567, 2147483647, 2147483648, 4294967295],
    // Between two floats: exactly in the middle, and just beside it.
    ...[0x80000080, 0x80000081, 0x80000180, 0x8000017f, 0xb9614f7f, 0xffffff7f, 0xffffff80],
  ],
  f32: [
    ...[0, 1, 0.5, 1.5, 2.5, 127.4, 255.6, 1 / 3, 6.5, 100, 40000, 65519, 65520, 1e-6, 3e9, 2147483648, 1e20],
    ...[3.4028234663852886e38, 1.1754943508222875e-38, Number.POSITIVE_INFINITY],
  ].flatMap((x) => [Math.fround(x), Math.fround(-x)]),
  bool: [false, true],
};
const valuesOf = (type: Register): readonly Value[] =>
  type === 'f32' ? [...CORNERS.f32, Number.NaN] : CORNERS[type];

const instruction = (name: string, ...operands: number[]): LooseInstruction => ({
  op: opcodeNamed(name)!.code,
  operands,
});

/** Registers are numbered by type: the first ones of each, when every type has eight. */
const FIRST: { readonly [T in Register]: number } = { i32: 0, u32: 8, f32: 16, bool: 24 };
/** Holds the thread's number. */
const INDEX = 7;

interface Column {
  readonly element: ElementType;
  readonly values: readonly Value[];
}

/** What a body computes: its results stand in registers, each stored in an array of an element type. */
interface Computation {
  readonly inputs: readonly (Column & { readonly register: number })[];
  readonly body: readonly LooseInstruction[];
  readonly results: readonly { readonly register: number; readonly element: ElementType }[];
}

/** Runs a body once for each element of its inputs; gives the bits of every result. */
async function computed({ inputs, body, results }: Computation): Promise<number[][]> {
  const count = inputs[0]?.values.length ?? 0;
  const arrays: readonly { readonly element: ElementType; readonly values?: readonly Value[] }[] = [
    ...inputs,
    ...results,
  ];
  const type = (element: ElementType): number => codeOfElement(element) ?? 0;
  const { image, program } = layOut({
    records: [
      {
        kind: 'kernel',
        registers: { int: 8, uint: 8, float: 8, bool: 8 },
        code: [
          ...arrays.map(({ element }, k) => instruction('ARRAY', k < inputs.length ? 1 : 2, type(element))),
          instruction('INDEX', INDEX, 0, 0),
          ...inputs.map(({ register }, slot) => instruction('LOAD', register, slot, INDEX)),
          ...body,
          ...results.map(({ register }, k) => instruction('STORE', register, inputs.length + k, INDEX)),
          instruction('RETURN'),
        ],
      },
      ...arrays.map((array, k) => ({
        kind: 'array' as const,
        rows: 1,
        columns: count,
        type: type(array.element),
        flags: k < inputs.length ? 1 : 10,
        aux: 0,
        ...(array.values && { data: encode(array.element, array.values) }),
      })),
    ],
    steps: [
      {
        kind: 'dispatch',
        kernel: 1,
        grid: [Math.ceil(count / 32), 1, 1],
        indirect: false,
        block: [32, 1, 1],
        parameters: arrays.map((_array, k) => 2 + k),
      },
      { kind: 'halt' },
    ],
  });
  const words = wordsOf(await interpreted(image));
  return results.map((_result, k) => {
    const array = program.records[2 + inputs.length + k];
    if (array?.kind !== 'array') throw new Error('no array');
    return Array.from({ length: count }, (_value, i) => loadElement(words, array, image.width, i));
  });
}

const pairsOf = (type: Register): (readonly [Value, Value])[] =>
  valuesOf(type).flatMap((a) => valuesOf(type).map((b) => [a, b] as const));

const show = (value: Value): string =>
  typeof value === 'number' && !Number.isInteger(value)
    ? `${value} (${bitsOfF32(value).toString(16)})`
    : `${value}`;

/** Whether a float is as the operation table allows. */
function isNear(got: number, expected: number, bound: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(got);
  if (got === expected) return true;
  // What is subnormal may become zero, before and after; what comes near 2¹²⁸ may become infinite.
  const finite = Math.sign(got) * Math.min(Math.abs(got), 2 ** 128);
  return Math.abs(finite - expected) <= Math.max(bound, 2 ** -126);
}

interface Case {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly expected: Value;
  readonly got: number;
  readonly bound?: number;
}

function assertAll(cases: readonly Case[]): void {
  const wrong = cases.filter(({ expected, got, bound }) =>
    bound === undefined ? !Object.is(Number(expected), got) : !isNear(got, Number(expected), bound),
  );
  assert.equal(
    wrong
      .slice(0, 10)
      .map((c) => `${c.name} ${c.arguments.map(show)} is ${show(c.got)}, not ${show(c.expected)}`),
    [],
  );
}

for (const type of ['i32', 'u32', 'bool'] as const)
  gpuTest(test, `two-operand operations and comparisons of ${type} are those of the table`, async () => {
    const [a, b, d] = [FIRST[type], FIRST[type] + 1, FIRST[type] + 2];
    const names = BINARY.filter((name) =>
      type === 'bool' ? ['and', 'or', 'xor'].includes(name) : name !== 'pow',
    );
    const comparisons = type === 'bool' ? (['eq', 'ne'] as const) : COMPARE;
    const pairs = pairsOf(type);
    const inputs = [
      { element: type, values: pairs.map(([x]) => x), register: a },
      { element: type, values: pairs.map(([, y]) => y), register: b },
    ];
    for (const name of names) {
      const { evaluate } = operation(name);
      const body = [instruction(name.toUpperCase(), d, a, b)];
      const [got = []] = await computed({ inputs, body, results: [{ register: d, element: type }] });
      assertAll(
        pairs.map((pair, i) => ({
          name,
          arguments: pair,
          expected: evaluate(type, pair),
          got: got[i] ?? Number.NaN,
        })),
      );
    }
    const results = comparisons.map((_name, k) => ({
      register: FIRST.bool + 2 + k,
      element: 'bool' as const,
    }));
    const body = comparisons.map((name, k) => instruction(name.toUpperCase(), FIRST.bool + 2 + k, a, b));
    const got = await computed({ inputs, body, results });
    comparisons.forEach((name, k) => {
      const { evaluate } = comparison(name);
      assertAll(
        pairs.map((pair, i) => ({
          name,
          arguments: pair,
          expected: evaluate(...pair),
          got: got[k]?.[i] ?? Number.NaN,
        })),
      );
    });
  });

gpuTest(test, 'operations and comparisons of floats are within the bounds of the table', async () => {
  const pairs = pairsOf('f32');
  const inputs = [
    { element: 'f32' as const, values: pairs.map(([x]) => x), register: 16 },
    { element: 'f32' as const, values: pairs.map(([, y]) => y), register: 17 },
  ];
  const names = BINARY.filter((name) => !['and', 'or', 'xor', 'shl', 'shr', 'rotl', 'rotr'].includes(name));
  for (const name of names) {
    const { evaluate, accuracy } = operation(name);
    const [got = []] = await computed({
      inputs,
      body: [instruction(name.toUpperCase(), 18, 16, 17)],
      results: [{ register: 18, element: 'f32' }],
    });
    assertAll(
      pairs.map((pair, i) => {
        const expected = evaluate('f32', pair);
        const bound = accuracy.bound([Number(pair[0]), Number(pair[1])], Number(expected));
        return { name, arguments: pair, expected, got: got[i] ?? 0, bound };
      }),
    );
  }
  const got = await computed({
    inputs,
    body: COMPARE.map((name, k) => instruction(name.toUpperCase(), 24 + k, 16, 17)),
    results: COMPARE.map((_name, k) => ({ register: 24 + k, element: 'bool' })),
  });
  COMPARE.forEach((name, k) => {
    assertAll(
      pairs.map((pair, i) => ({
        name,
        arguments: pair,
        expected: comparison(name).evaluate(...pair),
        got: got[k]?.[i] ?? Number.NaN,
      })),
    );
  });
});

for (const type of ['i32', 'u32', 'f32', 'bool'] as const)
  gpuTest(test, `a DO on ${type} moves, computes and converts as the table says`, async () => {
    const values = valuesOf(type);
    const inputs = [{ element: type, values, register: FIRST[type] }];
    const own = (name: (typeof APPLY)[number]): boolean => {
      if (name === 'mov') return true;
      if (name === 'not') return type !== 'f32';
      if (name === 'neg' || name === 'abs') return type !== 'bool';
      if (name === 'popcount' || name === 'clz') return type === 'i32' || type === 'u32';
      return type === 'f32' && operation(name as 'sqrt') !== undefined;
    };
    for (const name of APPLY.filter((apply) => !/^(convert|bitcast)/.test(apply) && own(apply))) {
      const [got = []] = await computed({
        inputs,
        body: [instruction('DO', FIRST[type] + 1, FIRST[type], APPLY.indexOf(name))],
        results: [{ register: FIRST[type] + 1, element: type }],
      });
      assertAll(
        values.map((x, i) => {
          const entry = name === 'mov' ? undefined : operation(name as 'sqrt');
          const expected = entry ? entry.evaluate(type, [x]) : x;
          const bound =
            type === 'f32' ? (entry?.accuracy.bound([Number(x)], Number(expected)) ?? 0) : undefined;
          return { name, arguments: [x], expected, got: got[i] ?? 0, ...(bound !== undefined && { bound }) };
        }),
      );
    }
    const narrow = ['i8', 'u8', 'i16', 'u16'] as const;
    const targets: readonly {
      readonly to: ConvertTarget;
      readonly register: number;
      readonly apply: number;
    }[] = [
      ...(['i32', 'u32', 'f32', 'bool'] as const).map((to) => ({
        to,
        register: FIRST[to] + 1,
        apply: APPLY.indexOf('convert'),
      })),
      ...narrow.map((to, k) => ({ to, register: 2 + k, apply: APPLY.indexOf(`convert.${to}`) })),
      ...(type === 'f32' ? [{ to: 'f16' as const, register: 18, apply: APPLY.indexOf('convert.f16') }] : []),
    ];
    const elements: { readonly [T in ConvertTarget]?: ScalarType } = {
      u32: 'u32',
      f32: 'f32',
      f16: 'f32',
      bool: 'bool',
    };
    const got = await computed({
      inputs,
      body: targets.map(({ register, apply }) => instruction('DO', register, FIRST[type], apply)),
      results: targets.map(({ to, register }) => ({ register, element: elements[to] ?? 'i32' })),
    });
    targets.forEach(({ to }, k) => {
      assertAll(
        values.map((x, i) => {
          const expected = Number(convertValue(type, to, x)) + 0;
          const isFloat = to === 'f32' || to === 'f16';
          return {
            name: `convert to ${to}`,
            arguments: [x],
            expected,
            got: got[k]?.[i] ?? Number.NaN,
            ...(isFloat && { bound: 0 }),
          };
        }),
      );
    });
  });

gpuTest(test, 'BITCAST keeps the bits, those of NaN too', async () => {
  const values = [0, 1, 0x80000000, 0x7f800001, 0xffc12345, 0x3f800000];
  const [floats = [], back = []] = await computed({
    inputs: [{ element: 'u32', values, register: 8 }],
    body: [instruction('DO', 16, 8, 18), instruction('DO', 9, 16, 18)],
    results: [
      { register: 16, element: 'f32' },
      { register: 9, element: 'u32' },
    ],
  });
  assert.equal(back, values);
  assert.equal(
    floats.slice(0, 2),
    values.slice(0, 2).map((bits) => bitcastValue('u32', 'f32', bits)),
  );
});

gpuTest(test, 'SELECT, FMA, PACK and UNPACK take the operands of both of their pixels', async () => {
  const values = [0, 1, 2, 3].map((k) => 0x04030201 * (k + 1));
  const got = await computed({
    inputs: [
      { element: 'u32', values, register: 8 },
      { element: 'f32', values: [1, 2, 3, 4], register: 16 },
      { element: 'bool', values: [true, false, true, false], register: 24 },
    ],
    body: [
      instruction('UNPACK', 0, 8, 1, 2, 3),
      instruction('PACK', 9, 3, 2, 1, 0),
      instruction('FMA', 17, 16, 16, 16),
      instruction('SELECT', 10, 8, 9, 24),
    ],
    results: [
      { register: 2, element: 'i32' },
      { register: 9, element: 'u32' },
      { register: 17, element: 'f32' },
      { register: 10, element: 'u32' },
    ],
  });
  assert.equal(got, [
    [3, 6, 9, 12],
    [0x01020304, 0x02040608, 0x0306090c, 0x04080c10],
    [2, 6, 12, 20],
    [0x04030201, 0x02040608, 0x0c090603, 0x04080c10],
  ]);
});

const ELEMENTS: readonly [ElementType, Register, readonly number[]][] = [
  ['u8', 'i32', [0, 255, 128, 7, 300, -1]],
  ['i8', 'i32', [0, 127, -128, 200, -300, 1]],
  ['u16', 'i32', [0, 65535, 40000, 70000, -1]],
  ['i16', 'i32', [0, 32767, -32768, 40000, 5]],
  ['f16', 'f32', [0, 1, -2.5, 65504, 65520, 6e-8, 5.96e-8, 3e-8, 0.1, f32OfBits(0x7fc00000)]],
  ['pixel', 'u32', [0, 0xff00ff00, 0xffffffff]],
];

for (const [element, type, values] of ELEMENTS)
  gpuTest(test, `a store into ${element} narrows, and a load widens`, async () => {
    const register = FIRST[type];
    const [stored = []] = await computed({
      inputs: [{ element: type, values, register }],
      body: [],
      results: [{ register, element }],
    });
    const [loaded = []] = await computed({
      inputs: [{ element, values: stored, register }],
      body: [],
      results: [{ register, element: type }],
    });
    const expected = values.map((x) => {
      const target = element === 'pixel' ? 'u32' : element;
      return element === 'f16' ? convertValue('f32', 'f16', x) : convertValue('i32', target, x);
    });
    assert.equal(stored.map(Number), expected.map(Number));
    assert.equal(loaded, stored);
  });

test.run();
