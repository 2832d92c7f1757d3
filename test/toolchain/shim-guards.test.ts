// Accesses just beside arrays, of every element type, in global and in shared memory: AddressSanitizer sees those that are made.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { C_FAMILY, type CTarget, emitted, subjectOf } from './c-family.ts';
import { allowedOf, firstFault } from './judge.ts';
import { isInstalled, ShimProgram } from './shim.ts';

/** Elements of each array; the threads look from one before the first to two behind the last. */
const LENGTH = 5;
const THREADS = LENGTH + 3;

const ATOMICS = {
  int: ['ADD', 'SUB', 'MIN', 'MAX', 'AND', 'OR', 'XOR', 'EXCHANGE', 'CAS'],
  uint: ['ADD', 'SUB', 'MIN', 'MAX', 'AND', 'OR', 'XOR', 'EXCHANGE', 'CAS'],
  float: ['ADD', 'SUB', 'MIN', 'MAX', 'EXCHANGE'],
} as const;

/** Loads and stores at the edges of two arrays of the grid and one of the block. */
const accesses = (type: string): string => `
GPU_KERNEL edges_${type}
GPU_PARAM ${type}_in ${type}[]
GPU_PARAM ${type}_out ${type}[]
GPU_SHARED tile ${type} ${LENGTH}
GPU_THREAD_CODE:
    LOCAL_ID → l
    SET l - 1 → k
    LOAD ${type}_in[k] → x
    STORE x → tile[k]
    SYNC_THREADS
    LOAD tile[k] → y
    STORE y → ${type}_out[k]
GPU_END
GPU_LAUNCH edges_${type} BLOCKS 1 THREADS ${THREADS}
`;

/** Every atomic at the edges of an array of the grid and one of the block. */
function atomics(type: keyof typeof ATOMICS): string {
  const one = type === 'float' ? '1.0' : `convert(1, ${type})`;
  const operands = (op: string): string => (op === 'CAS' ? `${one} ${one}` : one);
  const lines = ATOMICS[type].flatMap((op) => [
    `    ATOMIC_${op} ${type}_cells[k] ${operands(op)} → g_${op}`,
    `    ATOMIC_${op} tile[k] ${operands(op)} → s_${op}`,
  ]);
  return `
GPU_KERNEL atomics_${type}
GPU_PARAM ${type}_cells ${type}[]
GPU_SHARED tile ${type} ${LENGTH}
GPU_THREAD_CODE:
    LOCAL_ID → l
    SET l - 1 → k
${lines.join('\n')}
GPU_END
GPU_LAUNCH atomics_${type} BLOCKS 1 THREADS ${THREADS}
`;
}

const NARROW = ['int', 'uint', 'float', 'bool', 'u8', 'i8', 'u16', 'i16', 'half', 'pixel'];
const PROGRAMS: readonly {
  name: string;
  text: string;
  arrays: readonly string[];
  targets: readonly CTarget[];
}[] = [
  {
    name: 'loads and stores',
    text: NARROW.map(accesses).join(''),
    arrays: NARROW.flatMap((type) => [`${type}_in`, `${type}_out`]),
    targets: C_FAMILY,
  },
  {
    name: 'loads and stores of doubles',
    text: accesses('double'),
    arrays: ['double_in', 'double_out'],
    targets: ['cuda', 'rocm'],
  },
  {
    name: 'atomics',
    text: (['int', 'uint', 'float'] as const).map(atomics).join(''),
    arrays: ['int_cells', 'uint_cells', 'float_cells'],
    targets: C_FAMILY,
  },
];

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('nothing beside an array is read or written', () => {});
} else
  for (const { name, text, arrays, targets } of PROGRAMS)
    for (const target of targets)
      test(`${name} beside an array touch nothing in ${target}`, async () => {
        const size = Object.fromEntries(arrays.map((array) => [array, LENGTH]));
        const subject = await subjectOf(text, { size });
        const program = await ShimProgram.compile(await emitted(subject, target));
        const results = await program.run(subject.inputs, arrays);
        assert.is(firstFault(allowedOf(subject), results), undefined);
      });

test.run();
