// The steps of version 1.1 that are no kernel: DOT, ADD, RELU, MATMUL and COPY on array records, an invocation an element.
//
// Products are summed a range of k at a time, so that no dispatch takes long; the accumulators stand in state.

struct Step {
  /** (first, count, element) of the operands and of the result; RELU and COPY have no second one. */
  left: vec4<u32>,
  right: vec4<u32>,
  result: vec4<u32>,
  /** 0 COPY · 2 ADD · 3 RELU, for elements. */
  operation: u32,
  /** How numbers are read and summed: INT, UINT or FLOAT. */
  kind: u32,
  width: u32,
  /** Columns of the left and of the right operand. */
  inner: u32,
  columns: u32,
  /** Elements of the result from begin on, count of them. */
  begin: u32,
  count: u32,
  /** The range of k. */
  k_begin: u32,
  k_end: u32,
  /** Invocations that share one sum; integers only, which add up in any order. */
  parts: u32,
  padding: vec2<u32>,
}
@group(0) @binding(3) var<uniform> step: Step;

fn elements_of(entry: vec4<u32>) -> Elements { return Elements(entry.x, entry.y, entry.z); }

fn is_float(element: u32) -> bool { return element == F16 || element == F32; }

/** An element as a number of the kind that the step sums. */
fn number_at(elements: Elements, i: u32) -> u32 {
  let bits = load_element(elements, i, step.width);
  if (step.kind != FLOAT || is_float(elements.element)) { return bits; }
  if (elements.element == U32) { return bitcast<u32>(px_float_of_u32(bits)); }
  return bitcast<u32>(f32(bitcast<i32>(bits)));
}

fn sum_of(a: u32, b: u32) -> u32 {
  if (step.kind == FLOAT) { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)); }
  return a + b;
}

fn product_of(a: u32, b: u32) -> u32 {
  if (step.kind == FLOAT) { return bitcast<u32>(bitcast<f32>(a) * bitcast<f32>(b)); }
  return a * b;
}

/** Stores a sum: narrow integers saturate, floats take its value, 32 bits its bits. */
fn store_number(i: u32, bits: u32) {
  let result = elements_of(step.result);
  var stored = bits;
  if (is_float(result.element)) {
    if (step.kind == INT) { stored = bitcast<u32>(f32(bitcast<i32>(bits))); }
    if (step.kind == UINT) { stored = bitcast<u32>(px_float_of_u32(bits)); }
  } else if ((result.element & 3u) < 2u) {
    var low = 0;
    var high = select(255, 65535, (result.element & 3u) == 1u);
    if (result.element == I8 || result.element == I16) {
      high = high >> 1u;
      low = -high - 1;
    }
    if (step.kind == UINT) {
      stored = min(bits, u32(high));
    } else {
      stored = bitcast<u32>(clamp(bitcast<i32>(bits), low, high));
    }
  }
  store_element(result, i, stored, step.width);
}

@compute @workgroup_size(64)
fn run_elements(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= step.count) { return; }
  let i = step.begin + id.x;
  let left = elements_of(step.left);
  if (step.operation == 0u) {
    store_element(elements_of(step.result), i, load_element(left, i, step.width), step.width);
    return;
  }
  let a = number_at(left, i);
  if (step.operation == 2u) {
    store_number(i, sum_of(a, number_at(elements_of(step.right), i)));
    return;
  }
  // Unsigned numbers are never below zero; neither -0 nor NaN is above it.
  let positive = step.kind == UINT || (bitcast<i32>(a) > 0 && (step.kind == INT || a <= 0x7f800000u));
  store_number(i, select(0u, a, positive));
}

@compute @workgroup_size(64)
fn run_products(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= step.count * step.parts) { return; }
  let i = step.begin + id.x / step.parts;
  let row = (i / step.columns) * step.inner;
  let column = i % step.columns;
  let left = elements_of(step.left);
  let right = elements_of(step.right);
  var sum = select(state[id.x], 0u, step.k_begin == 0u);
  for (var k = step.k_begin + id.x % step.parts; k < step.k_end; k += step.parts) {
    sum = sum_of(sum, product_of(number_at(left, row + k), number_at(right, k * step.columns + column)));
  }
  state[id.x] = sum;
}

@compute @workgroup_size(64)
fn store_products(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= step.count) { return; }
  var sum = state[id.x * step.parts];
  for (var part = 1u; part < step.parts; part++) { sum = sum_of(sum, state[id.x * step.parts + part]); }
  store_number(step.begin + id.x, sum);
}
