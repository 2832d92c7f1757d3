// Operations that choose among or assemble values: SELECT, CLAMP, PACK.
import { maxNumber, minNumber } from './float.ts';
import { call, helpers } from './forms.ts';
import type { Accuracy, Operation } from './operation.ts';

const exact: Accuracy = { text: 'exact', bound: () => 0 };

export const CHOICE = [
  {
    name: 'select',
    keyword: 'SELECT',
    group: 'choice',
    arity: 3,
    signature: 'select',
    about: 'a when the condition is true, else b: SELECT c a b. Both are evaluated.',
    cost: 1,
    accuracy: exact,
    evaluate: (_type, args) => (args[0] ? args[1]! : args[2]!),
    c: helpers('select', ['bool', 'i32', 'u32', 'f32', 'f64']),
    // WGSL's own select has its operands the other way round: the printer swaps them.
    wgsl: { bool: call('select'), i32: call('select'), u32: call('select'), f32: call('select') },
  },
  {
    name: 'clamp',
    keyword: 'CLAMP',
    group: 'choice',
    arity: 3,
    signature: 'numeric',
    about: 'a brought into lo … hi: MIN(MAX(a, lo), hi).',
    cost: 2,
    accuracy: exact,
    evaluate: (_type, args) => {
      const [a, lo, hi] = args as readonly [number, number, number];
      return minNumber(maxNumber(a, lo), hi);
    },
    c: helpers('clamp', ['i32', 'u32', 'f32', 'f64']),
    // WGSL's own clamp refuses constant bounds in the wrong order.
    wgsl: helpers('clamp', ['i32', 'u32', 'f32']),
  },
  {
    name: 'pack',
    keyword: 'PACK',
    group: 'values',
    arity: 4,
    signature: 'pack',
    about: 'One pixel of the low 8 bits of r, g, b, a; r in the low byte.',
    cost: 3,
    accuracy: exact,
    evaluate: (_type, args) => {
      const [r, g, b, a] = args as readonly [number, number, number, number];
      return ((r & 255) | ((g & 255) << 8) | ((b & 255) << 16) | ((a & 255) << 24)) >>> 0;
    },
    c: helpers('pack', ['u32']),
    wgsl: helpers('pack', ['u32']),
  },
] as const satisfies readonly Operation[];
