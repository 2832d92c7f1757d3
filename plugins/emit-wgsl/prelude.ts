// The helper functions of emitted WGSL: what its own operators and built-ins get wrong, leave open, or refuse.
//
// Everything takes its operands as parameters: Tint evaluates constant expressions itself and refuses those that overflow,
// divide by zero or are NaN, but never looks through a call. NaN is told by its bits, since a compiler may assume that
// there is none.

const OPAQUE = `
fn px_opaque_i32(x: i32) -> i32 { return x; }

fn px_opaque_u32(x: u32) -> u32 { return x; }

fn px_opaque_f32(x: f32) -> f32 { return x; }

fn px_bits_f32(bits: u32) -> f32 { return bitcast<f32>(bits); }

fn px_nan_f32(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
`;

const INTEGERS = `
fn px_div_i32(a: i32, b: i32) -> i32 {
  // x DIV 0 is x, and so is the smallest int DIV -1.
  return a / select(b, 1, b == 0 || (a == -2147483648 && b == -1));
}

fn px_div_u32(a: u32, b: u32) -> u32 {
  return a / select(b, 1u, b == 0u);
}

fn px_mod_i32(a: i32, b: i32) -> i32 {
  // Written out: SPIR-V leaves the remainder of negative operands open.
  let d = select(b, 1, b == 0 || (a == -2147483648 && b == -1));
  return a - (a / d) * d;
}

fn px_mod_u32(a: u32, b: u32) -> u32 {
  return a % select(b, 1u, b == 0u);
}

fn px_neg_u32(a: u32) -> u32 { return ~a + 1u; }

fn px_clamp_i32(a: i32, lo: i32, hi: i32) -> i32 { return min(max(a, lo), hi); }

fn px_clamp_u32(a: u32, lo: u32, hi: u32) -> u32 { return min(max(a, lo), hi); }

fn px_shl_i32(a: i32, n: u32) -> i32 { return a << (n & 31u); }

fn px_shl_u32(a: u32, n: u32) -> u32 { return a << (n & 31u); }

fn px_shr_i32(a: i32, n: u32) -> i32 { return a >> (n & 31u); }

fn px_shr_u32(a: u32, n: u32) -> u32 { return a >> (n & 31u); }

fn px_rotl_u32(a: u32, n: u32) -> u32 {
  return (a << (n & 31u)) | (a >> ((32u - (n & 31u)) & 31u));
}

fn px_rotr_u32(a: u32, n: u32) -> u32 {
  return (a >> (n & 31u)) | (a << ((32u - (n & 31u)) & 31u));
}

fn px_rotl_i32(a: i32, n: u32) -> i32 { return bitcast<i32>(px_rotl_u32(bitcast<u32>(a), n)); }

fn px_rotr_i32(a: i32, n: u32) -> i32 { return bitcast<i32>(px_rotr_u32(bitcast<u32>(a), n)); }

fn px_pack_u32(r: u32, g: u32, b: u32, a: u32) -> u32 {
  return (r & 255u) | ((g & 255u) << 8u) | ((b & 255u) << 16u) | (a << 24u);
}
`;

const FLOATS = `
fn px_min_f32(a: f32, b: f32) -> f32 {
  if (px_nan_f32(a)) { return b; }
  if (px_nan_f32(b)) { return a; }
  return min(a, b);
}

fn px_max_f32(a: f32, b: f32) -> f32 {
  if (px_nan_f32(a)) { return b; }
  if (px_nan_f32(b)) { return a; }
  return max(a, b);
}

fn px_clamp_f32(a: f32, lo: f32, hi: f32) -> f32 { return px_min_f32(px_max_f32(a, lo), hi); }

fn px_mod_f32(a: f32, b: f32) -> f32 {
  // C's fmod by long division of the significands: exact, as the quotient's bits are never needed.
  let sign = bitcast<u32>(a) & 0x80000000u;
  let x = bitcast<u32>(a) & 0x7fffffffu;
  let y = bitcast<u32>(b) & 0x7fffffffu;
  if (x >= 0x7f800000u || y > 0x7f800000u || y == 0u) { return px_bits_f32(0x7fc00000u); }
  if (x < y) { return a; }
  var exponent = i32(x >> 23u);
  var rest = (x & 0x7fffffu) | 0x800000u;
  if (exponent == 0) {
    let shift = countLeadingZeros(x) - 8u;
    rest = x << shift;
    exponent = 1 - i32(shift);
  }
  var low = i32(y >> 23u);
  var divisor = (y & 0x7fffffu) | 0x800000u;
  if (low == 0) {
    let shift = countLeadingZeros(y) - 8u;
    divisor = y << shift;
    low = 1 - i32(shift);
  }
  while (exponent > low) {
    if (rest >= divisor) { rest -= divisor; }
    rest <<= 1u;
    exponent -= 1;
  }
  if (rest >= divisor) { rest -= divisor; }
  if (rest == 0u) { return bitcast<f32>(sign); }
  let shift = countLeadingZeros(rest) - 8u;
  rest <<= shift;
  exponent -= i32(shift);
  if (exponent > 0) { return bitcast<f32>(sign | (u32(exponent) << 23u) | (rest & 0x7fffffu)); }
  return bitcast<f32>(sign | (rest >> u32(1 - exponent)));
}

fn px_exp_f32(x: f32) -> f32 {
  if (px_nan_f32(x)) { return x; }
  if (x > 88.72284) { return px_bits_f32(0x7f800000u); }
  if (x < -104.0) { return 0.0; }
  return exp(x);
}

fn px_log_f32(x: f32) -> f32 {
  if (px_nan_f32(x) || bitcast<u32>(x) == 0x7f800000u) { return x; }
  if (x == 0.0) { return px_bits_f32(0xff800000u); }
  if (x < 0.0) { return px_bits_f32(0x7fc00000u); }
  return log(x);
}

fn px_pow_f32(x: f32, y: f32) -> f32 {
  if (x == 1.0 || y == 0.0) { return 1.0; }
  if (px_nan_f32(x)) { return x; }
  if (px_nan_f32(y)) { return y; }
  let infinity = px_bits_f32(0x7f800000u);
  let m = abs(x);
  let endless = bitcast<u32>(m) == 0x7f800000u;
  if ((bitcast<u32>(y) & 0x7fffffffu) == 0x7f800000u) {
    if (m == 1.0) { return 1.0; }
    return select(0.0, infinity, (m > 1.0) == (y > 0.0));
  }
  // From 2²⁴ on every f32 is an even whole number.
  let whole = y == trunc(y);
  let odd = whole && abs(y) < 16777216.0 && (i32(y) & 1) == 1;
  let negative = (bitcast<u32>(x) >> 31u) == 1u;
  var magnitude = 0.0;
  if (m == 0.0 || endless) {
    magnitude = select(0.0, infinity, endless == (y > 0.0));
  } else {
    if (negative && !whole) { return px_bits_f32(0x7fc00000u); }
    magnitude = pow(m, y);
  }
  return select(magnitude, -magnitude, negative && odd);
}

fn px_turn_f32(x: f32) -> f32 {
  // The angle brought into -π … π; 2π is subtracted in two parts, so that the error stays below |x|·2⁻²².
  let turns = round(x * 0.15915494);
  let rest = fma(-turns, -0.00000017484555, fma(-turns, 6.2831855, x));
  return clamp(rest, -3.1415927, 3.1415927);
}

fn px_sin_f32(x: f32) -> f32 {
  if ((bitcast<u32>(x) & 0x7f800000u) == 0x7f800000u) { return px_bits_f32(0x7fc00000u); }
  return clamp(sin(px_turn_f32(x)), -1.0, 1.0);
}

fn px_cos_f32(x: f32) -> f32 {
  if ((bitcast<u32>(x) & 0x7f800000u) == 0x7f800000u) { return px_bits_f32(0x7fc00000u); }
  return clamp(cos(px_turn_f32(x)), -1.0, 1.0);
}

fn px_tan_f32(x: f32) -> f32 { return px_sin_f32(x) / px_cos_f32(x); }

fn px_tanh_f32(x: f32) -> f32 {
  if (px_nan_f32(x)) { return x; }
  let m = min(abs(x), 10.0);
  if (m < 0.02) { return x - x * x * x / 3.0; }
  let magnitude = 1.0 - 2.0 / (exp(2.0 * m) + 1.0);
  return select(magnitude, -magnitude, x < 0.0);
}
`;

const CONVERSIONS = `
fn px_float_of_u32(x: u32) -> f32 { return f32(x >> 16u) * 65536.0 + f32(x & 0xffffu); }

fn px_convert_i32(x: f32) -> i32 {
  if (px_nan_f32(x)) { return 0; }
  if (x >= 2147483648.0) { return 2147483647; }
  if (x < -2147483648.0) { return -2147483648; }
  return i32(x);
}

fn px_convert_u32(x: f32) -> u32 {
  if (px_nan_f32(x) || x <= 0.0) { return 0u; }
  if (x >= 4294967296.0) { return 4294967295u; }
  return u32(x);
}

fn px_convert_i8(x: f32) -> i32 { return clamp(px_convert_i32(x), -128, 127); }

fn px_convert_u8(x: f32) -> i32 { return clamp(px_convert_i32(x), 0, 255); }

fn px_convert_i16(x: f32) -> i32 { return clamp(px_convert_i32(x), -32768, 32767); }

fn px_convert_u16(x: f32) -> i32 { return clamp(px_convert_i32(x), 0, 65535); }

fn px_bits_of_f16(x: f32) -> u32 {
  let sign = (bitcast<u32>(x) >> 16u) & 0x8000u;
  let m = bitcast<u32>(x) & 0x7fffffffu;
  if (m > 0x7f800000u) { return 0x7e00u; }
  // 65520 and above round to infinity.
  if (m >= 0x477ff000u) { return sign | 0x7c00u; }
  if (m >= 0x38800000u) {
    let rebiased = m - 0x38000000u;
    return sign | ((rebiased + 0xfffu + ((rebiased >> 13u) & 1u)) >> 13u);
  }
  if (m < 0x33000000u) { return sign; }
  let shift = 126u - (m >> 23u);
  let significand = (m & 0x7fffffu) | 0x800000u;
  let half = (1u << (shift - 1u)) - 1u;
  return sign | ((significand + half + ((significand >> shift) & 1u)) >> shift);
}

fn px_f16_of_bits(bits: u32) -> f32 {
  let sign = (bits & 0x8000u) << 16u;
  let exponent = (bits >> 10u) & 31u;
  let mantissa = bits & 0x3ffu;
  if (exponent == 0u) { return bitcast<f32>(sign | bitcast<u32>(f32(mantissa) * 5.9604645e-8)); }
  if (exponent == 31u) { return bitcast<f32>(sign | 0x7f800000u | (mantissa << 13u)); }
  return bitcast<f32>(sign | ((exponent + 112u) << 23u) | (mantissa << 13u));
}

fn px_convert_f16(x: f32) -> f32 { return px_f16_of_bits(px_bits_of_f16(x)); }
`;

function parse(text: string): readonly (readonly [string, string])[] {
  const parts = text.trim().split(/\n\n(?=fn )/);
  return parts.map((part) => [/^fn (px_\w+)/.exec(part)?.[1] ?? '', part] as const);
}

/** All helpers by name, in the order in which a module prints them. */
export const PRELUDE: ReadonlyMap<string, string> = new Map(
  [OPAQUE, INTEGERS, FLOATS, CONVERSIONS].flatMap((text) => parse(text)),
);

/** The helpers with these names and all that they call, in the order of the prelude. */
export function preludeOf(names: Iterable<string>): readonly string[] {
  const wanted = new Set<string>();
  const visit = (name: string): void => {
    const text = PRELUDE.get(name);
    if (text === undefined || wanted.has(name)) return;
    wanted.add(name);
    for (const [called] of text.matchAll(/\bpx_\w+/g)) visit(called);
  };
  for (const name of names) visit(name);
  return [...PRELUDE].filter(([name]) => wanted.has(name)).map(([, text]) => text);
}
