// What the operations of kernels give, on bits of registers whose numbers tell their types; operations count from their first code.

fn float_of(r: u32) -> f32 {
  switch type_of(r) {
    case INT: { return f32(int_in(r)); }
    case UINT: { return px_float_of_u32(bits_in(r)); }
    case FLOAT: { return float_in(r); }
    default: { return select(0.0, 1.0, bits_in(r) != 0u); }
  }
}

/** CONVERT of a register's value into another register type, as bits. */
fn converted(r: u32, to: u32) -> u32 {
  let bits = bits_in(r);
  if (type_of(r) == to) { return bits; }
  if (to == FLOAT) { return bitcast<u32>(float_of(r)); }
  if (type_of(r) == FLOAT) {
    let x = bitcast<f32>(bits);
    switch to {
      case INT: { return bitcast<u32>(px_convert_i32(x)); }
      case UINT: { return px_convert_u32(x); }
      default: { return select(0u, 1u, (bits & 0x7fffffffu) != 0u); }
    }
  }
  return select(bits, select(0u, 1u, bits != 0u), to == TRUTH);
}

/** CONVERT to i8, u8, i16 or u16: floats saturate, integers keep their low bits. */
fn converted_narrow(r: u32, apply: u32) -> u32 {
  if (type_of(r) == FLOAT) {
    let x = float_in(r);
    switch apply {
      case 19u: { return bitcast<u32>(px_convert_i8(x)); }
      case 20u: { return bitcast<u32>(px_convert_u8(x)); }
      case 21u: { return bitcast<u32>(px_convert_i16(x)); }
      default: { return bitcast<u32>(px_convert_u16(x)); }
    }
  }
  let bits = bits_in(r);
  switch apply {
    case 19u: { return bitcast<u32>(bitcast<i32>(bits << 24u) >> 24u); }
    case 20u: { return bits & 0xffu; }
    case 21u: { return bitcast<u32>(bitcast<i32>(bits << 16u) >> 16u); }
    default: { return bits & 0xffffu; }
  }
}

fn applied_to_float(apply: u32, x: f32) -> f32 {
  switch apply {
    case 3u: { return sqrt(x); }
    case 4u: { return inverseSqrt(x); }
    case 5u: { return px_exp_f32(x); }
    case 6u: { return px_log_f32(x); }
    case 7u: { return px_sin_f32(x); }
    case 8u: { return px_cos_f32(x); }
    case 9u: { return px_tan_f32(x); }
    case 10u: { return px_tanh_f32(x); }
    case 11u: { return floor(x); }
    case 12u: { return ceil(x); }
    default: { return round(x); }
  }
}

/** MOV NEG ABS NOT POPCOUNT CLZ BITCAST. */
fn moved(apply: u32, a: u32) -> u32 {
  let bits = bits_in(a);
  let kind = type_of(a);
  switch apply {
    case 1u: { return select(~bits + 1u, bits ^ 0x80000000u, kind == FLOAT); }
    case 2u: {
      if (kind == FLOAT) { return bits & 0x7fffffffu; }
      return select(bits, ~bits + 1u, kind == INT && bitcast<i32>(bits) < 0);
    }
    case 14u: { return select(~bits, bits ^ 1u, kind == TRUTH); }
    case 15u: { return countOneBits(bits); }
    case 16u: { return countLeadingZeros(bits); }
    default: { return bits; }
  }
}

/** What other DOs give: operations on floats, conversions. */
fn applied(apply: u32, a: u32, result: u32) -> u32 {
  switch apply {
    case 17u: { return converted(a, type_of(result)); }
    case 19u, 20u, 21u, 22u: { return converted_narrow(a, apply); }
    case 23u: { return bits_widened(px_bits_of_f16(float_of(a))); }
    default: { return bitcast<u32>(applied_to_float(apply, float_in(a))); }
  }
}

/** ADD SUB MUL, MIN MAX, bits and shifts on values of the type of a. */
fn combined(operation: u32, a: u32, b: u32) -> u32 {
  let kind = type_of(a);
  let x = bits_in(a);
  let y = bits_in(b);
  if (kind == FLOAT) {
    let f = bitcast<f32>(x);
    let g = bitcast<f32>(y);
    switch operation {
      case 0u: { return bitcast<u32>(f + g); }
      case 1u: { return bitcast<u32>(f - g); }
      case 2u: { return bitcast<u32>(f * g); }
      case 5u: { return bitcast<u32>(px_min_f32(f, g)); }
      default: { return bitcast<u32>(px_max_f32(f, g)); }
    }
  }
  let signed = kind == INT;
  let i = bitcast<i32>(x);
  let j = bitcast<i32>(y);
  switch operation {
    case 0u: { return x + y; }
    case 1u: { return x - y; }
    case 2u: { return x * y; }
    case 5u: { return select(min(x, y), bitcast<u32>(min(i, j)), signed); }
    case 6u: { return select(max(x, y), bitcast<u32>(max(i, j)), signed); }
    case 8u: { return x & y; }
    case 9u: { return x | y; }
    case 10u: { return x ^ y; }
    case 11u: { return x << (y & 31u); }
    case 12u: { return select(x >> (y & 31u), bitcast<u32>(i >> (y & 31u)), signed); }
    case 13u: { return px_rotl_u32(x, y); }
    default: { return px_rotr_u32(x, y); }
  }
}

/** DIV, MOD and POW on values of the type of a. */
fn divided(operation: u32, a: u32, b: u32) -> u32 {
  let x = bits_in(a);
  let y = bits_in(b);
  let is_div = operation == 3u;
  switch type_of(a) {
    case FLOAT: {
      let f = bitcast<f32>(x);
      let g = bitcast<f32>(y);
      if (is_div) { return bitcast<u32>(f / g); }
      if (operation == 4u) { return bitcast<u32>(px_mod_f32(f, g)); }
      return bitcast<u32>(px_pow_f32(f, g));
    }
    case INT: {
      let i = bitcast<i32>(x);
      let j = bitcast<i32>(y);
      return bitcast<u32>(select(px_mod_i32(i, j), px_div_i32(i, j), is_div));
    }
    default: { return select(px_mod_u32(x, y), px_div_u32(x, y), is_div); }
  }
}

/** Less than, by the type of the values. */
fn is_less(kind: u32, a: u32, b: u32) -> bool {
  switch kind {
    case INT: { return bitcast<i32>(a) < bitcast<i32>(b); }
    case FLOAT: { return bitcast<f32>(a) < bitcast<f32>(b); }
    default: { return a < b; }
  }
}

/** EQ NE LT LE GT GE: 60 … 65. */
fn compared(comparison: u32, a: u32, b: u32) -> bool {
  let kind = type_of(a);
  let x = bits_in(a);
  let y = bits_in(b);
  var equal = x == y;
  if (kind == FLOAT) {
    // A device may assume that there is no NaN, so it is told by its bits.
    if (px_nan_f32(bitcast<f32>(x)) || px_nan_f32(bitcast<f32>(y))) { return comparison == 1u; }
    equal = bitcast<f32>(x) == bitcast<f32>(y);
  }
  switch comparison {
    case 0u: { return equal; }
    case 1u: { return !equal; }
    case 2u: { return is_less(kind, x, y); }
    case 3u: { return equal || is_less(kind, x, y); }
    case 4u: { return is_less(kind, y, x); }
    default: { return equal || is_less(kind, y, x); }
  }
}

/** What an atomic operation puts in the place of old. */
fn atomic_successor(operation: u32, kind: u32, old: u32, value: u32) -> u32 {
  if (kind == FLOAT) {
    let x = bitcast<f32>(old);
    let v = bitcast<f32>(value);
    switch operation {
      case 0u: { return bitcast<u32>(x + v); }
      case 1u: { return bitcast<u32>(x - v); }
      case 2u: { return bitcast<u32>(px_min_f32(x, v)); }
      default: { return bitcast<u32>(px_max_f32(x, v)); }
    }
  }
  return select(value, old, is_less(kind, old, value) == (operation == 2u));
}

/** Works on a whole word; gives what stood there. */
fn changed(word: u32, operation: u32, kind: u32, value: u32, replacement: u32) -> u32 {
  switch operation {
    case 4u: { return atomicAnd(&memory[word], value); }
    case 5u: { return atomicOr(&memory[word], value); }
    case 6u: { return atomicXor(&memory[word], value); }
    case 7u: { return atomicExchange(&memory[word], value); }
    case 8u: { return exchanged(word, value, replacement); }
    default: {}
  }
  if (kind != FLOAT && operation == 0u) { return atomicAdd(&memory[word], value); }
  if (kind != FLOAT && operation == 1u) { return atomicSub(&memory[word], value); }
  var old = word_at(word);
  var seen = exchanged(word, old, atomic_successor(operation, kind, old, value));
  while (seen != old) {
    old = seen;
    seen = exchanged(word, old, atomic_successor(operation, kind, old, value));
  }
  return old;
}

/** Puts a replacement where the expected bits stand; gives what stood there. A weak exchange may fail without a reason. */
fn exchanged(word: u32, expected: u32, replacement: u32) -> u32 {
  var attempt = atomicCompareExchangeWeak(&memory[word], expected, replacement);
  while (!attempt.exchanged && attempt.old_value == expected) {
    attempt = atomicCompareExchangeWeak(&memory[word], expected, replacement);
  }
  return attempt.old_value;
}
