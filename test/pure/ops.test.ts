// The operation table: its meaning at the corners that backends get wrong.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bitsOfF16,
  COMPARISONS,
  comparison,
  convertValue,
  f16OfBits,
  OPERATIONS,
  operation,
} from '../../core/index.ts';

test('int addition wraps', () => {
  assert.is(operation('add').evaluate('i32', [2147483647, 1]), -2147483648);
});

test('division and remainder have no undefined case', () => {
  assert.is(operation('div').evaluate('i32', [7, 0]), 7);
  assert.is(operation('div').evaluate('i32', [-2147483648, -1]), -2147483648);
  assert.is(operation('mod').evaluate('i32', [-2147483648, -1]), 0);
  assert.is(operation('mod').evaluate('i32', [-7, 4]), -3);
  assert.is(operation('mod').evaluate('u32', [7, 0]), 0);
});

test('shift amounts count modulo 32', () => {
  assert.is(operation('shl').evaluate('i32', [1, 33]), 2);
  assert.is(operation('shr').evaluate('i32', [-8, 1]), -4);
  assert.is(operation('shr').evaluate('u32', [0x80000000, -1]), 1);
});

test('min and max prefer the number over NaN', () => {
  assert.is(operation('min').evaluate('f32', [Number.NaN, 1]), 1);
  assert.is(operation('max').evaluate('f32', [1, Number.NaN]), 1);
});

test('conversion from float saturates and sends NaN to 0', () => {
  assert.is(convertValue('f32', 'i32', 3e9), 2147483647);
  assert.is(convertValue('f32', 'u8', 300), 255);
  assert.is(convertValue('f32', 'u8', -1), 0);
  assert.is(convertValue('f32', 'u32', Number.NaN), 0);
  assert.is(convertValue('i32', 'u8', 300), 44);
});

test('every f16 value survives the way to bits and back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = f16OfBits(bits);
    if (!Number.isNaN(value)) assert.is(bitsOfF16(value), bits);
  }
});

test('the opposite of a comparison is true where it is false, the mirrored one has its operands exchanged', () => {
  const values = [-1, 0, 1];
  for (const { opposite, mirrored, evaluate } of COMPARISONS)
    for (const a of values)
      for (const b of values) {
        assert.is(comparison(opposite).evaluate(a, b), !evaluate(a, b));
        assert.is(comparison(mirrored).evaluate(b, a), evaluate(a, b));
      }
});

test('names and keywords of operations are unique', () => {
  assert.is(new Set(OPERATIONS.map((o) => o.name)).size, OPERATIONS.length);
  for (const o of OPERATIONS) assert.is(o.keyword, o.name.toUpperCase());
});

test.run();
