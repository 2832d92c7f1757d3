// Types of thread code: literals adapt, mixed operands convert, assignments fix and keep the type of a variable.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bodyMessages, bodyOf, irOf, localsOf, messagesOf } from './checked.ts';

test('an integer literal takes the type of the other operand', () => {
  assert.equal(bodyOf('ADD n 1 → a\nADD u 1 → b\nADD f 1 → c\nADD d 1 → e'), [
    '$n + 1 -> a',
    '$u + 1u -> b',
    '$f + 1.0 -> c',
    '$d + 1.0d -> e',
  ]);
});

test('a literal with nothing to adapt to is an int, above 2147483647 a uint', () => {
  assert.equal(
    localsOf('SET 2147483647 → a\nSET 2147483648 → b\nSET -2147483648 → c\nSET 0xFFFFFFFF → e'),
    ['a: i32, b: u32, c: i32, e: u32'][0],
  );
});

test('hexadecimal and binary literals adapt to int by their bits', () => {
  assert.equal(bodyOf('AND n 0xFFFFFFFF → a\nSET n ^ 0b10000000000000000000000000000000 → b'), [
    '$n & -1 -> a',
    '$n ^ -2147483648 -> b',
  ]);
});

test('a float literal makes float of integers, and is a double beside a double', () => {
  assert.equal(bodyOf('MUL n 2.0 → a\nMUL d 0.1 → b\nSTORE 0.1 → doubles[0]'), [
    'convert<f32>($n) * 2.0 -> a',
    '$d * 0.1d -> b',
    '0.1d -> doubles[0]',
  ]);
});

test('two literals are ints among themselves', () => {
  assert.equal(bodyOf('SET 1 / 2 → a'), ['1 / 2 -> a']);
});

test('literals that do not fit their type are errors', () => {
  assert.equal(bodyMessages('ADD n 4294967295 → a\nADD u -1 → b\nADD f 1e39 → c\nSET 4294967296 → e'), [
    '1 PX0335',
    '2 PX0335',
    '3 PX0335',
    '4 PX0335',
  ]);
});

test('a literal assigned to the other integer type keeps its bits, as long as one of the two has it', () => {
  assert.equal(bodyOf('STORE 4294967295 → ints[0]\nSTORE -1 → uints[0]'), [
    '-1 -> ints[0]',
    '4294967295u -> uints[0]',
  ]);
  assert.equal(bodyMessages('STORE 4294967296 → ints[0]\nSTORE -2147483649 → uints[0]'), [
    '1 PX0335',
    '2 PX0335',
  ]);
});

test('words that are operators elsewhere are names as any other', () => {
  const names =
    'SET 8 → mod\nSET 2 → not\nSET mod + not → and\nFOR j IN 0..mod STEP 2:\n    SET j → is\nENDFOR\n';
  assert.equal(
    bodyMessages(`${names}FOR q IN 0..not STEP 2:\n    SET q → or\nENDFOR\nADD and mod → xor`),
    [],
  );
});

test('an integer division by the constant 0 is a warning, one by a variable or of floats is none', () => {
  assert.equal(bodyMessages('DIV n 0 → a\nMOD u (1 - 1) → b\nSET n / 0 → c'), [
    '1 PX0356',
    '2 PX0356',
    '3 PX0356',
  ]);
  assert.equal(bodyMessages('DIV f 0 → a\nDIV n u → b\nDIV 0 n → c\nMOD n 0.0 → e'), []);
});

test('mixed int and uint is uint, any float makes float, any double double', () => {
  assert.equal(bodyOf('ADD n u → a\nADD u f → b\nADD f d → c'), [
    'convert<u32>($n) + $u -> a',
    'convert<f32>($u) + $f -> b',
    'convert<f64>($f) + $d -> c',
  ]);
});

test('shifts and rotates have the type of their left operand', () => {
  assert.equal(bodyOf('SHR n u → a\nSHL u n → b\nROTL u 3 → c\nSHL 1 u → e'), [
    '$n >> $u -> a',
    '$u << $n -> b',
    'rotl($u, 3u) -> c',
    '1u << $u -> e',
  ]);
});

test('SQRT, POW and FMA turn integers into float', () => {
  assert.equal(bodyOf('SQRT n → a\nPOW n 2 → b\nFMA n n 1 → c\nROUND d → e'), [
    'sqrt(convert<f32>($n)) -> a',
    'pow(convert<f32>($n), 2.0) -> b',
    'fma(convert<f32>($n), convert<f32>($n), 1.0) -> c',
    'round($d) -> e',
  ]);
});

test('POPCOUNT and CLZ keep the type of their operand', () => {
  assert.equal(localsOf('POPCOUNT n → a\nPOPCOUNT u → b\nCLZ u → c'), 'a: i32, b: u32, c: u32');
});

test('AND OR XOR NOT work on bools and on integers, never on both', () => {
  assert.equal(localsOf('AND flag flag → a\nXOR n u → b\nNOT flag → c'), 'a: bool, b: u32, c: bool');
  assert.equal(bodyMessages('AND flag n → a\nOR f n → b'), ['1 PX0333', '2 PX0333']);
});

test('AND, OR and NOT of expressions need bools and short-circuit', () => {
  assert.equal(bodyOf('SET flag AND n > 0 OR NOT flag → a'), ['($flag and ($n > 0)) or not($flag) -> a']);
  assert.equal(bodyMessages('SET n AND flag → a'), ['1 PX0333']);
});

test('a condition is a bool', () => {
  assert.equal(bodyMessages('IF n:\n    SET 1 → a\nENDIF\nWHILE f:\n    BREAK\nENDWHILE'), [
    '1 PX0332',
    '4 PX0332',
  ]);
});

test('bools are compared for equality only', () => {
  assert.equal(bodyOf('COMPARE flag == true → a'), ['$flag == true -> a']);
  assert.equal(bodyMessages('COMPARE flag < true → a\nCOMPARE flag == 1 → b'), ['1 PX0333', '2 PX0333']);
});

test('comparing an int with a uint warns, a literal does not', () => {
  assert.equal(bodyMessages('COMPARE n < u → a\nCOMPARE u > 3 → b'), ['1 PX0338']);
});

test('loads widen narrow elements', () => {
  assert.equal(
    localsOf('LOAD bytes[0] → a\nLOAD halves[0] → b\nLOAD pixels[0] → c\nLOAD bools[0] → e'),
    'a: i32, b: f32, c: u32, e: bool',
  );
});

test('int and uint convert to each other on assignment, and to float', () => {
  assert.equal(bodyOf('SET u → a\nSET n → a\nSTORE u → ints[0]\nSTORE n → floats[0]'), [
    '$u -> a',
    'convert<u32>($n) -> a',
    'convert<i32>($u) -> ints[0]',
    'convert<f32>($n) -> floats[0]',
  ]);
});

test('an integer literal that is assigned to the other integer type keeps its bits', () => {
  assert.equal(bodyOf('STORE -1 → uints[0]\nSTORE 4294967295 → ints[0]'), [
    '4294967295u -> uints[0]',
    '-1 -> ints[0]',
  ]);
});

test('floats become integers and doubles floats with CONVERT only', () => {
  assert.equal(
    bodyMessages('STORE f → ints[0]\nSTORE d → floats[0]\nSTORE flag → ints[0]\nSTORE n → bools[0]'),
    ['1 PX0330', '2 PX0330', '3 PX0330', '4 PX0330'],
  );
  assert.equal(
    bodyOf('CONVERT f u8 → a\nCONVERT d float → b\nCONVERT n bool → c\nSET convert(f, half) → e'),
    ['convert<u8>($f) -> a', 'convert<f32>($d) -> b', 'convert<bool>($n) -> c', 'convert<f16>($f) -> e'],
  );
});

test('a conversion to the type that a value has leaves nothing behind', () => {
  assert.equal(bodyOf('CONVERT n int → a\nBITCAST n int → b'), ['$n -> a', '$n -> b']);
});

test('BITCAST works between int, uint and float', () => {
  assert.equal(bodyOf('BITCAST f uint → a\nSET bitcast(n, float) → b'), [
    'bitcast<u32>($f) -> a',
    'bitcast<f32>($n) -> b',
  ]);
  assert.equal(bodyMessages('BITCAST d int → a\nBITCAST n double → b\nBITCAST flag int → c'), [
    '1 PX0341',
    '2 PX0341',
    '3 PX0341',
  ]);
});

test('the first assignment in the text fixes the type of a variable', () => {
  assert.equal(bodyMessages('SET 0 → acc\nADD acc f → acc'), ['2 PX0331']);
  assert.equal(bodyMessages('SET n → acc\nADD acc f → acc'), ['2 PX0330']);
  assert.equal(bodyMessages('SET 0.0 → acc\nADD acc n → acc'), []);
});

test('an error is reported once, not again wherever its result goes', () => {
  assert.equal(bodyMessages('SET nothing → a\nADD a 1 → b\nIF b:\n    STORE b → floats[a]\nENDIF'), [
    '1 PX0301',
  ]);
});

test('UNPACK gives four ints, PACK a uint', () => {
  assert.equal(
    localsOf('UNPACK pixels[0] → r g b a\nPACK r g b a → p'),
    'r: i32, g: i32, b: i32, a: i32, p: u32',
  );
});

test('results of statements convert to variables of another type', () => {
  assert.equal(bodyOf('SET 0.0 → r\nUNPACK pixels[0] → r g b a\nSET u → old\nATOMIC_ADD ints[0] 1 → old'), [
    '0.0 -> r',
    'unpack "pixels"[0] -> r_2, g, b, a',
    'convert<f32>(r_2) -> r',
    '$u -> old',
    'atomic add ints[0] with 1 -> old_2',
    'convert<u32>(old_2) -> old',
  ]);
});

test('LOAD_COALESCED fills a shared array from its start or from an element on', () => {
  assert.equal(bodyOf('LOAD_COALESCED ints[0:n] → tile\nLOAD_COALESCED ints[0:n] → tile[n + 3]').slice(-2), [
    'stage ints[0 .. $n] -> tile[0]',
    'stage ints[0 .. $n] -> tile[$n + 3]',
  ]);
});

test('atomics exist for int and uint, on float for ADD, SUB, MIN, MAX and EXCHANGE', () => {
  assert.equal(bodyMessages('ATOMIC_EXCHANGE floats[0] 1\nATOMIC_XOR uints[0] 1\nATOMIC_MAX tile[0] n'), []);
  assert.equal(bodyMessages('ATOMIC_OR floats[0] 1\nATOMIC_ADD bytes[0] 1\nATOMIC_CAS floats[0] 0 1 → a'), [
    '1 PX0343',
    '2 PX0343',
    '3 PX0343',
  ]);
});

test('CAS takes the expected value before the new one', () => {
  assert.equal(bodyOf('ATOMIC_CAS ints[n] 1 2 → old'), ['atomic cas ints[$n] expect 1 with 2 -> old']);
});

test('bounds of FOR share an integer type, its step is a constant', () => {
  assert.equal(bodyOf('FOR k IN 0..u STEP 1 + 1:\n    STORE k → uints[k]\nENDFOR'), [
    'for k: u32 in 0u .. $u step 2 {',
    'k -> uints[k]',
    '}',
  ]);
  assert.equal(bodyMessages('FOR k IN 0..f:\n    BREAK\nENDFOR\nFOR k IN 0..n STEP n:\n    BREAK\nENDFOR'), [
    '1 PX0339',
    '4 PX0349',
  ]);
});

test('loops that use a name again get variables of their own', () => {
  assert.equal(
    bodyOf(
      'FOR k IN 0..2:\n    STORE k → ints[k]\nENDFOR\nFOR k IN 0..2:\n    STORE k → ints[k]\nENDFOR\nSET 1 → k_2',
    ),
    ['for k in 0 .. 2 {', 'k -> ints[k]', '}', 'for k_2 in 0 .. 2 {', 'k_2 -> ints[k_2]', '}', '1 -> k_2_2'],
  );
});

test('a function has the result types of its first RETURN, and its arguments convert', () => {
  assert.equal(
    irOf(`GPU_FUNCTION mix
GPU_PARAM a float
GPU_PARAM b int
GPU_THREAD_CODE:
    IF b > 0:
        RETURN a b
    ENDIF
    RETURN 1 2
GPU_END
GPU_KERNEL k
GPU_PARAM x float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    MIX i i → p q
    STORE p + q → x[i]
GPU_END`),
    [
      'pxir 1',
      'buffer x: f32 open write',
      'function mix(a: f32, b: i32) -> f32, i32 {',
      'if $b > 0 {',
      'return $a, $b',
      '}',
      'return 1.0, 2',
      '}',
      'kernel k(x: f32[] write) {',
      'local i: i32, p: f32, q: i32',
      'thread.x -> i',
      'call mix(convert<f32>(i), i) -> p, q',
      'p + convert<f32>(q) -> x[i]',
      '}',
      'launch implicit k over threads with x = buffer x',
    ],
  );
});

test('a function hides the operation of its capital form, as statement and in expressions', () => {
  assert.equal(
    irOf(`GPU_FUNCTION Min
GPU_PARAM a int
GPU_PARAM b int
GPU_THREAD_CODE:
    RETURN b
GPU_END
GPU_KERNEL k
GPU_PARAM x int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    MIN i 1 → a
    STORE min(a, 2) → x[i]
GPU_END`).filter((line) => line.includes('Min(') && line.includes('->') && !line.startsWith('function')),
    ['Min(i, 1) -> a', 'Min(a, 2) -> x[i]'],
  );
});

test('access is inferred from the body', () => {
  assert.equal(
    irOf(`GPU_KERNEL k
GPU_PARAM a int[]
GPU_PARAM b int[]
GPU_PARAM c int[]
GPU_PARAM e int[] OUT
GPU_PARAM g int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE a[i] → b[i]
    ATOMIC_ADD c[0] 1
GPU_END`).find((line) => line.startsWith('kernel')),
    'kernel k(a: i32[] read, b: i32[] write, c: i32[] readwrite, e: i32[] write, g: i32[] read) {',
  );
});

test('sizes of shared arrays and GPU_BLOCK take host names that are SET once to a constant', () => {
  const text = (more: string): string => `SET 8 → side
SET side * side → area
${more}
GPU_KERNEL k
GPU_PARAM x int[]
GPU_SHARED s int area + 1
GPU_BLOCK side, side
GPU_THREAD_CODE:
    STORE s[0] → x[0]
GPU_END`;
  const lines = irOf(text(''));
  assert.ok(lines.includes('shared s: i32[65]'));
  assert.ok(lines.includes('shape 8 8 1'));
  assert.equal(messagesOf(text('SET 4 → side')).length, 3);
});

test.run();
