// The interpreter of version 1.1: the specification's programs, every operation against its table, gas, barriers and calls.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/diagnostics/index.ts';
import {
  bitsOfF32,
  comparison,
  f32OfBits,
  type OpName,
  operation,
  type ScalarType,
} from '../../core/ops/index.ts';
import { Clock } from '../../core/pxi/clock.ts';
import { type PixelImage, wordsOf } from '../../core/pxi/image.ts';
import { readElements, storeElement } from '../../core/pxi/words/arrays.ts';
import { type InterpretOptions, interpret, interpretSteps } from '../../core/pxi/words/interpret/index.ts';
import { runMatrix } from '../../core/pxi/words/interpret/matrix.ts';
import { pixelArray } from '../../core/pxi/words/interpret/memory.ts';
import { layOut } from '../../core/pxi/words/layout.ts';
import { APPLY, BINARY, COMPARE } from '../../core/pxi/words/opcodes.ts';
import type { PixelProgram } from '../../core/pxi/words/program.ts';
import { loadProgram } from '../../core/pxi/words/validate/index.ts';
import { Random } from '../random/random.ts';
import { array, dispatch, functionOf, HALT, kernel, launched } from './pxi-kernel.ts';
import { VECTORS } from './pxi-vectors.ts';

for (const [name, { image, result }] of Object.entries(VECTORS))
  test(`vector ${name} runs to the result that the specification states`, () => {
    const given = image();
    const wanted = image();
    for (const [pixel, bytes] of Object.entries(result))
      wanted.pixels.set(Buffer.from(bytes, 'hex'), 4 * Number(pixel));
    assert.equal(interpret(loadProgram(given), given).pixels, wanted.pixels);
    assert.equal(given.pixels, image().pixels);
  });

interface Made {
  readonly program: PixelProgram;
  readonly image: PixelImage;
}

/** Runs a program, which must break no rule, and gives the bytes of an array. */
function bytesAfter({ image }: Made, record: number, options?: InterpretOptions): Uint8Array {
  const program = loadProgram(image);
  const found = program.records[record];
  if (found?.kind !== 'array') throw new RangeError(`record ${record} is no array`);
  return readElements(wordsOf(interpret(program, image, options)), found, image.width);
}

const intsAfter = (made: Made, record = 1): number[] => [...new Int32Array(bytesAfter(made, record).buffer)];

/** The code with which a run fails, and its sentence. */
function failureOf(made: Made, options?: InterpretOptions): string {
  const before = made.image.pixels.slice();
  try {
    interpret(loadProgram(made.image), made.image, options);
  } catch (error) {
    assert.equal(made.image.pixels, before, 'a run that fails leaves the image as it was');
    if (isPxosError(error)) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const bytesOf = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

// ------------------------------------------------------------------------------------------------ operations

const CORNERS = [0, 1, 2, 31, 32, 33, 255, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe];
const FLOATS = [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 3e38, 1e-40, Infinity, -Infinity, NaN, 100, -7.25];
const random = new Random(1);

/** Values of a type, corners first, as the bits that memory has. */
const samples = (type: ScalarType): readonly number[] => {
  if (type === 'bool') return [0, 1];
  if (type === 'f32') return FLOATS.map(bitsOfF32);
  return [...CORNERS, ...Array.from({ length: 6 }, () => random.bits() >>> 0)];
};

const TYPES = { i32: 0x06, u32: 0x02, f32: 0x0a, bool: 0x0c } as const;
const COUNT = { i32: 'int', u32: 'uint', f32: 'float', bool: 'bool' } as const;
type Type = keyof typeof TYPES;

const valueIn = (type: Type, bits: number): number | boolean =>
  type === 'f32' ? f32OfBits(bits) : type === 'i32' ? bits | 0 : type === 'bool' ? bits === 1 : bits >>> 0;

/** Loads a[i] and b[i], applies one instruction to them, and stores the result in the third array. */
function applied(
  instruction: (d: number, a: number, b: number) => string,
  types: readonly [Type, Type, Type],
  pairs: readonly (readonly [number, number])[],
): number[] {
  const [result, left, right] = types;
  const counts = { int: 1, uint: 0, float: 0, bool: 0 };
  for (const type of types) counts[COUNT[type]]++;
  const next = {
    int: 1,
    uint: counts.int,
    float: counts.int + counts.uint,
    bool: counts.int + counts.uint + counts.float,
  };
  const take = (type: Type): number => next[COUNT[type]]++;
  const [d, a, b] = [take(result), take(left), take(right)];
  const data = (type: Type, bits: readonly number[]): Uint8Array =>
    type === 'bool' ? Uint8Array.from(bits) : bytesOf(Uint32Array.from(bits));
  const made = launched(
    {
      arrays: [
        array(TYPES[result], pairs.length),
        array(TYPES[left], pairs.length, {
          data: data(
            left,
            pairs.map(([x]) => x),
          ),
        }),
        array(TYPES[right], pairs.length, {
          data: data(
            right,
            pairs.map(([, y]) => y),
          ),
        }),
      ],
      kernel: kernel(
        counts,
        [
          ...types.map((type, k) => `ARRAY ${k === 0 ? 2 : 1} ${TYPES[type]}`),
          'INDEX 0 0 0',
          `LOAD ${a} 1 0`,
          `LOAD ${b} 2 0`,
          instruction(d, a, b),
          `STORE ${d} 0 0`,
          'RETURN',
        ].join('\n'),
      ),
    },
    { grid: [pairs.length, 1, 1] },
  );
  const bytes = bytesAfter(made, 1);
  return result === 'bool' ? [...bytes] : [...new Uint32Array(bytes.buffer)];
}

const pairsOf = (left: Type, right: Type): (readonly [number, number])[] =>
  samples(left).flatMap((x) => samples(right).map((y) => [x, y] as const));

const NAN = 0x7fc00000;
/** The bits that memory has of a value. All NaNs are one: which bits an engine gives them changes as it optimises. */
const bitsOf = (type: Type, value: number | boolean): number => {
  if (type !== 'f32') return Number(value) >>> 0;
  return Number.isNaN(value) ? NAN : bitsOfF32(Number(value));
};
const plain = (type: Type, bits: number): number =>
  type === 'f32' && Number.isNaN(f32OfBits(bits)) ? NAN : bits;

const NUMBERS: readonly Type[] = ['i32', 'u32', 'f32'];
const TYPES_OF: Readonly<Record<string, readonly Type[]>> = {
  numeric: NUMBERS,
  float: ['f32'],
  bits: ['i32', 'u32', 'bool'],
  integer: ['i32', 'u32'],
  shift: ['i32', 'u32'],
};

for (const name of BINARY)
  test(`${name.toUpperCase()} is what the operation table says, on every type that has it`, () => {
    const { signature, evaluate } = operation(name);
    for (const type of TYPES_OF[signature] ?? []) {
      const pairs = pairsOf(type, type);
      const wanted = pairs.map(([x, y]) =>
        bitsOf(type, evaluate(type, [valueIn(type, x), valueIn(type, y)])),
      );
      const found = applied((d, a, b) => `${name.toUpperCase()} ${d} ${a} ${b}`, [type, type, type], pairs);
      assert.equal(
        found.map((bits) => plain(type, bits)),
        wanted,
        type,
      );
    }
  });

for (const name of COMPARE)
  test(`${name.toUpperCase()} is what the operation table says`, () => {
    for (const type of NUMBERS) {
      const pairs = pairsOf(type, type);
      const wanted = pairs.map(([x, y]) =>
        Number(comparison(name).evaluate(valueIn(type, x), valueIn(type, y))),
      );
      assert.equal(
        applied((d, a, b) => `${name.toUpperCase()} ${d} ${a} ${b}`, ['bool', type, type], pairs),
        wanted,
      );
    }
  });

const isOperation = (name: string): name is OpName => !/^(mov|convert|bitcast)/.test(name);

for (const [f, name] of APPLY.entries())
  if (isOperation(name))
    test(`DO with ${name} is what the operation table says`, () => {
      const { signature, evaluate } = operation(name);
      for (const type of TYPES_OF[signature] ?? []) {
        const pairs = samples(type).map((x) => [x, x] as const);
        const wanted = pairs.map(([x]) => bitsOf(type, evaluate(type, [valueIn(type, x)])));
        const found = applied((d, a) => `DO ${d} ${a} ${f}`, [type, type, type], pairs);
        assert.equal(
          found.map((bits) => plain(type, bits)),
          wanted,
          type,
        );
      }
    });

test('SELECT, PACK and UNPACK choose and put together', () => {
  const made = launched({
    arrays: [array(0x06, 6)],
    kernel: kernel(
      { int: 14, uint: 1, bool: 2 },
      `ARRAY 2 6
LIT 0 0\nLIT 1 1\nLIT 2 2\nLIT 3 3\nLIT 4 4\nLIT 5 5\nLIT 6 260\nLIT 7 -1\nLIT 15 1
PACK 14 6 7 2 5\nUNPACK 8 14 9 10 11\nSELECT 12 6 7 15\nSELECT 13 6 7 16
STORE 8 0 0\nSTORE 9 0 1\nSTORE 10 0 2\nSTORE 11 0 3\nSTORE 12 0 4\nSTORE 13 0 5\nRETURN`,
    ),
  });
  assert.equal(intsAfter(made), [4, 255, 2, 5, 260, -1]);
});

// ------------------------------------------------------------------------------------------------ memory

for (const [type, stored] of [
  [0x00, [0, 200, 255, 56]],
  [0x01, [0, 200, 65535, 312]],
  [0x04, [0, -56, -1, 56]],
  [0x05, [0, 200, -1, 312]],
  [0x06, [0, 200, -1, 0x10138]],
  [0x10, [0, 200, 255, 56]],
] as const)
  test(`elements of type ${type.toString(16)} keep their low bits, and their neighbours keep theirs`, () => {
    const values = Int32Array.from([0, 200, -1, 0x10138]);
    const { image } = launched(
      {
        arrays: [array(0x06, 4, { data: bytesOf(values) }), array(type, 12), array(0x06, 4)],
        kernel: kernel(
          { int: 6 },
          `ARRAY 1 6\nARRAY 3 ${type}\nARRAY 2 6\nLIT 5 7\nINDEX 0 0 0\nLOAD 1 0 0\nADD 2 0 5\nSTORE 1 1 2\nLOAD 3 1 2\nSTORE 3 2 0\nRETURN`,
        ),
      },
      { grid: [4, 1, 1] },
    );
    const program = loadProgram(image);
    const target = program.records[2];
    if (target?.kind !== 'array') throw new RangeError('no array');
    for (let i = 0; i < 12; i++) storeElement(wordsOf(image), target, image.width, { i, value: 100 + i });
    const result = interpret(program, image);
    assert.equal(intsAfter({ program, image }, 3), [...stored]);
    const expected = image.pixels.slice();
    const copy = { ...image, pixels: expected };
    for (const [k, value] of values.entries())
      storeElement(wordsOf(copy), target, image.width, { i: 7 + k, value });
    const out = program.records[3];
    if (out?.kind !== 'array') throw new RangeError('no array');
    for (const [i, value] of stored.entries()) storeElement(wordsOf(copy), out, image.width, { i, value });
    assert.equal(result.pixels, expected);
  });

test('outside its array a load gives 0 and a store does nothing; an index is compared as unsigned', () => {
  const made = launched(
    {
      arrays: [array(0x06, 2, { data: bytesOf(Int32Array.from([5, 6])) })],
      kernel: kernel(
        { int: 4 },
        'ARRAY 3 6\nLIT 1 1\nINDEX 0 0 0\nSUB 2 0 1\nLOAD 3 0 2\nADD 3 3 1\nSTORE 3 0 2\nRETURN',
      ),
    },
    { grid: [4, 1, 1] },
  );
  assert.equal(intsAfter(made), [6, 7]);
});

// ------------------------------------------------------------------------------------------------ control

/** A loop from `from` to `end` by `step` that counts its turns, in int or uint registers. */
const counted = (type: 'int' | 'uint', from: number, end: number, step: number): Made => {
  const [i, a, b, base] = type === 'int' ? [4, 5, 6, 7] : [4, 5, 6, 4];
  return launched({
    arrays: [array(0x06, 2)],
    kernel: kernel(
      type === 'int' ? { int: base } : { int: 4, uint: 3 },
      `ARRAY 2 6\nLIT 0 ${step >>> 0}\nLIT 1 1\nLIT 2 0\nLIT ${a} ${from >>> 0}\nLIT ${b} ${end >>> 0}
DO ${i} ${a} 0\nFOR ${i} ${b} 0\nADD 3 3 1\nNEXT\nSTORE 3 0 2\nRETURN`,
    ),
  });
};

test('a FOR counts exactly, up and down, to the ends of its type', () => {
  assert.equal(intsAfter(counted('int', 0x7ffffffd, 0x7fffffff, 1)), [2, 0]);
  assert.equal(intsAfter(counted('int', 0x7ffffff0, 0x7fffffff, 10)), [2, 0]);
  assert.equal(intsAfter(counted('int', -0x7ffffffe, -0x80000000, -1)), [2, 0]);
  assert.equal(intsAfter(counted('int', 5, 5, 1)), [0, 0]);
  assert.equal(intsAfter(counted('uint', 0xfffffff0, 0xffffffff, 10)), [2, 0]);
  assert.equal(intsAfter(counted('uint', 3, 0, -2)), [2, 0]);
});

test('BREAK and CONTINUE leave the innermost loop and its turn', () => {
  const made = launched({
    arrays: [array(0x06, 1)],
    kernel: kernel(
      { int: 6, bool: 2 },
      `ARRAY 2 6\nLIT 0 1\nLIT 1 7\nLIT 2 3\nLIT 5 0
LOOP\nADD 3 3 0\nEQ 6 3 2\nIF 6\nCONTINUE\nEND\nEQ 7 3 1\nIF 7\nBREAK\nELSE\nADD 4 4 3\nEND\nNEXT
STORE 4 0 5\nRETURN`,
    ),
  });
  assert.equal(intsAfter(made), [1 + 2 + 4 + 5 + 6]);
});

test('calls have registers of their own, and results that are 0 until RET', () => {
  const made = launched({
    arrays: [array(0x06, 3)],
    functions: [
      functionOf({ int: 3, bool: 1 }, 'VALUE 0 6\nLIT 1 10\nLT 3 0 1\nIF 3\nMUL 2 0 1\nRET 0 2\nEND\nRETURN'),
      functionOf({ int: 3 }, 'VALUE 0 6\nVALUE 1 6\nARG 0 0\nCALL 2\nRES 2 0\nRET 1 2\nRET 0 1\nRETURN'),
    ],
    kernel: kernel(
      { int: 7 },
      `ARRAY 2 6\nLIT 0 0\nLIT 1 1\nLIT 2 2\nLIT 3 9\nLIT 4 11
ARG 1 3\nARG 0 3\nCALL 3\nRES 5 0\nRES 6 1\nSTORE 5 0 0\nSTORE 6 0 1\nARG 0 4\nARG 1 3\nCALL 3\nRES 6 1\nSTORE 6 0 2\nRETURN`,
    ),
  });
  assert.equal(intsAfter(made), [9, 90, 0]);
});

// ------------------------------------------------------------------------------------------------ blocks

test('reductions follow the trees of the language, also in a last partial warp', () => {
  const values = Float32Array.from({ length: 80 }, (_, i) => (i % 7) * 1e7 + i);
  const f32 = Math.fround;
  const tree = (list: readonly number[]): number => {
    const lanes = [...list];
    for (let d = 16; d >= 1; d /= 2)
      for (let lane = 0; lane < d && lane + d < lanes.length; lane++)
        lanes[lane] = f32(lanes[lane]! + lanes[lane + d]!);
    return lanes[0]!;
  };
  const warps = [0, 32, 64].map((start) => tree([...values.slice(start, start + 32)]));
  const made = launched(
    {
      arrays: [array(0x0a, 80, { data: bytesOf(values) }), array(0x0a, 160)],
      kernel: kernel(
        { int: 3, float: 3 },
        'ARRAY 1 10\nARRAY 2 10\nLIT 1 80\nINDEX 0 1 0\nLOAD 3 0 0\nWARP_REDUCE 4 3 0\nBLOCK_REDUCE 5 3 0\nSTORE 4 1 0\nADD 2 0 1\nSTORE 5 1 2\nRETURN',
      ),
    },
    { block: [80, 1, 1] },
  );
  const found = [...new Float32Array(bytesAfter(made, 2).buffer)];
  assert.equal(
    found.slice(0, 80),
    Array.from({ length: 80 }, (_, i) => warps[Math.floor(i / 32)]),
  );
  assert.equal(found.slice(80), new Array(80).fill(tree(warps)));
});

test('a barrier lets each thread see what the others wrote, and shared memory begins with zeros in each block', () => {
  const made = launched(
    {
      arrays: [array(0x06, 8)],
      kernel: kernel(
        { int: 7 },
        `ARRAY 2 6\nSHARED 6 4\nLIT 1 3\nLIT 2 1
INDEX 0 1 0\nINDEX 3 0 0\nLOAD 4 1 0\nADD 5 3 4\nADD 5 5 2\nSYNC\nSTORE 5 1 0\nSYNC\nSUB 6 1 0\nLOAD 5 1 6\nSTORE 5 0 3\nRETURN`,
      ),
    },
    { grid: [2, 1, 1], block: [4, 1, 1] },
  );
  assert.equal(intsAfter(made), [4, 3, 2, 1, 8, 7, 6, 5]);
});

test('STAGE brings the range of thread 0 to shared memory, clipped at both ends, zeros from outside', () => {
  const made = launched(
    {
      arrays: [array(0x04, 4, { data: Uint8Array.from([1, 2, 3, 255]) }), array(0x0a, 8)],
      kernel: kernel(
        { int: 5, float: 1 },
        `ARRAY 1 4\nARRAY 2 10\nSHARED 10 8\nLIT 1 -3\nLIT 2 6\nLIT 3 -1
INDEX 0 1 0\nSTAGE 2 0 1 2 3\nLOAD 5 2 0\nSTORE 5 1 0\nRETURN`.replace('LIT 3 -1', 'LIT 3 4294967295'),
      ),
    },
    { block: [8, 1, 1] },
  );
  assert.equal([...new Float32Array(bytesAfter(made, 2).buffer)], [0, 0, 1, 2, 3, -1, 0, 0]);
});

// ------------------------------------------------------------------------------------------------ gas and limits

/** Each thread makes as many turns as its element says. */
const turning = (turns: readonly number[], block: readonly [number, number, number], gas: number): Made =>
  launched(
    {
      gas,
      arrays: [array(0x06, turns.length, { data: bytesOf(Int32Array.from(turns)) })],
      kernel: kernel(
        { int: 5 },
        'ARRAY 3 6\nLIT 1 1\nLIT 2 0\nINDEX 0 0 0\nLOAD 3 0 0\nDO 4 2 0\nFOR 4 3 1\nNEXT\nSTORE 2 0 0\nRETURN',
      ),
    },
    { grid: [turns.length / block[0], 1, 1], block },
  );

test('a thread may spend its gas to the last turn', () => {
  assert.equal(intsAfter(turning([16, 3, 16, 0], [1, 1, 1], 4)), [0, 0, 0, 0]);
});

test('one turn more fails the run, with the lowest thread that spends too much', () => {
  assert.match(failureOf(turning([16, 16, 17, 30], [1, 1, 1], 4)), /^PX1350: .*thread 2 of kernel `#2`/);
  assert.match(failureOf(turning([0, 0, 0, 17, 0, 17], [2, 1, 1], 4)), /thread 3 of/);
});

test('calls cost gas as well', () => {
  const calling = (calls: number): Made =>
    launched({
      gas: 1,
      arrays: [],
      functions: [functionOf({}, 'RETURN')],
      kernel: kernel({}, `${'CALL 1\n'.repeat(calls)}RETURN`),
    });
  interpret(calling(2).program, calling(2).image);
  assert.match(failureOf(calling(3)), /^PX1350: /);
});

test('a loop with a barrier that does not end runs out of gas', () => {
  const made = launched(
    { gas: 6, arrays: [], kernel: kernel({}, 'LOOP\nSYNC\nNEXT\nRETURN') },
    { block: [4, 1, 1] },
  );
  assert.match(failureOf(made), /^PX1350: .*thread 0 /);
});

test('the caller limits threads over all launches, and time', () => {
  const records = [kernel({}, 'RETURN')];
  const twice = layOut({
    records,
    steps: [dispatch(1, [], { grid: [5, 1, 1] }), dispatch(1, [], { grid: [6, 1, 1] }), HALT],
  });
  interpret(twice.program, twice.image, { threads: 11 });
  assert.match(failureOf(twice, { threads: 10 }), /^PX1351: /);
  const endless = layOut({
    gas: 31,
    records: [kernel({}, 'LOOP\nNEXT\nRETURN')],
    steps: [dispatch(1, []), HALT],
  });
  assert.match(failureOf(endless, { timeout: 5 }), /^PX0795: /);
  assert.match(failureOf(endless, { signal: AbortSignal.abort() }), /^PX0796: /);
});

// ------------------------------------------------------------------------------------------------ steps

for (const [what, functions, text, threads] of [
  ['a long kernel', [], '', 60],
  ['the turns of a long loop', [], 'DO 2 3 0\nFOR 2 4 5 0\nBODY\nNEXT 0', 1],
  ['calls of a long function', ['BODY\nRETURN'], Array.from({ length: 60 }, () => 'CALL 2').join('\n'), 1],
] as const)
  test(`${what} looks at the clock as often as its instructions make it`, () => {
    const body = Array.from({ length: 20_000 }, () => 'ADD 0 0 0').join('\n');
    const made = kernel(
      { int: 6 },
      `ARRAY 2 6\nLIT 3 0\nLIT 4 60\nLIT 5 1\n${text === '' ? body : text.replace('BODY', body)}\nRETURN`,
    );
    const { image, program } = launched(
      {
        arrays: [array(0x06, 1)],
        functions: functions.map((code) => functionOf({ int: 1 }, code.replace('BODY', body))),
        kernel: made,
      },
      { grid: [threads, 1, 1] },
    );
    const { signal } = new AbortController();
    let looks = 0;
    Object.defineProperty(signal, 'aborted', { get: () => ++looks < 0 });
    interpret(program, image, { signal });
    // 60 times 20 000 instructions.
    assert.ok(looks > 10, `${looks} looks`);
  });

test('matrix steps look at the clock for every element and every product', () => {
  class Counter extends Clock {
    count = 0;
    override tick(): void {
      this.count++;
    }
  }
  const words = new Uint32Array(40);
  const matrix = (rows: number, columns: number) => {
    const record = { kind: 'array', first: 0, rows, columns, type: 0x06, flags: 3, aux: 0 } as const;
    return { record, array: pixelArray(words, record, 8) };
  };
  const ticks = (op: 'relu' | 'add' | 'dot' | 'matmul', result = matrix(3, 3)): number => {
    const clock = new Counter({});
    const operand = matrix(3, 3);
    runMatrix(op, op === 'relu' ? [operand] : [operand, operand], { result, clock });
    return clock.count;
  };
  assert.is(ticks('relu'), 9);
  assert.is(ticks('add'), 9);
  assert.is(ticks('dot', matrix(1, 1)), 9 + 9);
  assert.is(ticks('matmul'), 9 + 27);
});

test('a grid can come from an array, an empty one runs nothing, one that is too large fails', () => {
  const made = (grid: readonly number[]): Made =>
    layOut({
      records: [
        array(0x06, 6),
        array(0x02, 3, { data: bytesOf(Uint32Array.from(grid)) }),
        kernel({ int: 2 }, 'ARRAY 2 6\nLIT 1 1\nINDEX 0 0 0\nSTORE 1 0 0\nRETURN'),
      ],
      steps: [dispatch(3, [1], { grid: [2, 0, 0], indirect: true, block: [2, 1, 1] }), HALT],
    });
  assert.equal(intsAfter(made([2, 1, 1])), [1, 1, 1, 1, 0, 0]);
  for (const empty of [
    [2, 0, 1],
    [0, 0xffffffff, 0xffffffff],
  ])
    assert.equal(intsAfter(made(empty)), [0, 0, 0, 0, 0, 0]);
  assert.match(failureOf(made([0xffffffff, 0xffffffff, 0xffffffff])), /^PX1352: /);
});

test('COPY moves the bits of elements, whatever they say', () => {
  for (const [type, bytes] of [
    [0x0c, [2, 0, 255]],
    [0x09, [1, 0x7d, 2, 0xfc, 0, 0x80]],
    [0x0a, [1, 0, 0x80, 0x7f, 2, 0, 0xc0, 0xff, 3, 0, 0, 0]],
  ] as const) {
    const data = Uint8Array.from(bytes);
    const made = layOut({
      records: [array(type, 3, { data }), array(type, 3)],
      steps: [{ kind: 'copy', from: 1, to: 2, count: 3 }, HALT],
    });
    assert.equal(bytesAfter(made, 2), data);
  }
});

test('steps tell what they write, and a later one sees it', () => {
  const { program, image } = layOut({
    records: [
      array(0x04, 2, { data: Uint8Array.from([100, 0xff]) }),
      array(0x04, 2, { data: Uint8Array.from([100, 2]) }),
      array(0x04, 2),
      array(0x06, 1),
    ],
    steps: [
      { kind: 'matrix', op: 'add', operands: [1, 2], result: 3 },
      { kind: 'matrix', op: 'dot', operands: [1, 3], result: 4 },
      { kind: 'copy', from: 1, to: 3, count: 1 },
      { kind: 'matrix', op: 'relu', operands: [1], result: 1 },
      HALT,
    ],
  });
  loadProgram(image);
  const seen = [...interpretSteps(program, image)];
  assert.equal(
    seen.map(({ step, written }) => [step.kind, ...written.map(({ record, count }) => [record, count])]),
    [['matrix', [3, 1]], ['matrix', [4, 1]], ['copy', [3, 1]], ['matrix', [1, 1]], ['halt']],
  );
  assert.equal([...new Int8Array(bytesAfter({ program, image }, 3).buffer)], [100, 1]);
  assert.equal([...new Int8Array(bytesAfter({ program, image }, 1).buffer)], [100, 0]);
  assert.equal(intsAfter({ program, image }, 4), [100 * 127 - 1]);
});

test.run();
