// Arrays of matrix statements as words of 32 bits, each with one, two or four elements; numbers travel as their bits.

struct Shape {
  rows: u32,
  /** Columns of the left operand: the length of the sums. */
  inner: u32,
  columns: u32,
  /** Elements of the statement where it has no rows. */
  count: u32,
}
@group(0) @binding(0) var<storage, read> left: array<u32>;
@group(0) @binding(1) var<storage, read> right: array<u32>;
/** Invocations share words of narrow elements: each changes its own bits. */
@group(0) @binding(2) var<storage, read_write> result: array<atomic<u32>>;
@group(0) @binding(3) var<uniform> shape: Shape;

/** Element types: bits 0 and 1 the logarithm of the bytes, then 0 unsigned, 1 signed, 2 float. */
const U32 = 2u;
const I32 = 6u;
const F32 = 10u;
override left_type = U32;
override right_type = U32;
override result_type = U32;
/** What sums are: I32, U32 or F32. */
override sum_type = U32;

/** The element i in its word, widened to 32 bits. */
fn widened(word: u32, i: u32, element: u32) -> u32 {
  let size = element & 3u;
  if (size == 2u) { return word; }
  let bits = 8u << size;
  let shift = (i & ((4u >> size) - 1u)) * bits;
  if ((element & 4u) == 0u) { return extractBits(word, shift, bits); }
  return bitcast<u32>(extractBits(bitcast<i32>(word), shift, bits));
}

/** The nearest float, made of two exact ones: drivers round the conversion of numbers above 2^31 in ways of their own. */
fn float_of_uint(x: u32) -> f32 { return f32(x >> 16u) * 65536.0 + f32(x & 0xffffu); }

/** A widened element as a number of the type of the sums. */
fn summand(bits: u32, element: u32) -> u32 {
  if (sum_type != F32 || element == F32) { return bits; }
  if (element == U32) { return bitcast<u32>(float_of_uint(bits)); }
  return bitcast<u32>(f32(bitcast<i32>(bits)));
}

fn word_of(i: u32, element: u32) -> u32 { return i >> (2u - (element & 3u)); }

fn left_at(i: u32) -> u32 {
  return summand(widened(left[word_of(i, left_type)], i, left_type), left_type);
}

fn right_at(i: u32) -> u32 {
  return summand(widened(right[word_of(i, right_type)], i, right_type), right_type);
}

fn added(a: u32, b: u32) -> u32 {
  if (sum_type == F32) { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)); }
  return a + b;
}

fn multiplied(a: u32, b: u32) -> u32 {
  if (sum_type == F32) { return bitcast<u32>(bitcast<f32>(a) * bitcast<f32>(b)); }
  return a * b;
}

/** An integer sum within the range of a narrow element. */
fn saturated(sum: u32) -> u32 {
  let bits = 8u << (result_type & 3u);
  let is_signed = (result_type & 4u) != 0u;
  let most = (1u << (bits - select(0u, 1u, is_signed))) - 1u;
  if (sum_type == U32) { return min(sum, most); }
  let least = select(0i, -i32(most) - 1i, is_signed);
  return bitcast<u32>(clamp(bitcast<i32>(sum), least, i32(most)));
}

/** Writes the low bits of a number as the element i of the result. */
fn write_element(i: u32, value: u32) {
  let size = result_type & 3u;
  let word = word_of(i, result_type);
  if (size == 2u) {
    atomicStore(&result[word], value);
    return;
  }
  let bits = 8u << size;
  let shift = (i & ((4u >> size) - 1u)) * bits;
  let mask = ((1u << bits) - 1u) << shift;
  atomicAnd(&result[word], ~mask);
  atomicOr(&result[word], (value << shift) & mask);
}

/** Stores a sum: narrow integers saturate, floats take its value. */
fn store_sum(i: u32, sum: u32) {
  var value = sum;
  if (result_type == F32) {
    if (sum_type == I32) { value = bitcast<u32>(f32(bitcast<i32>(sum))); }
    if (sum_type == U32) { value = bitcast<u32>(float_of_uint(sum)); }
  } else if ((result_type & 3u) < 2u) {
    value = saturated(sum);
  }
  write_element(i, value);
}
