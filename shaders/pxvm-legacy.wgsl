// Version 1.0: row 0 is the program, an instruction a pixel, read when its turn comes, since a program may overwrite it.
//
// The host goes from column to column. It has a workgroup look at an instruction, judges what that found, and has the
// instruction executed. MATMUL is the products of pxvm-matrix on version 1.0 matrices, unless its result lies over an operand.

struct Legacy {
  width: u32,
  height: u32,
  /** Column of the instruction. */
  column: u32,
  /** Column where DOT_RGB and ADD begin: 1, in dialect 0.0.2 it is 0. */
  start: u32,
  /** Of MATMUL: first pixels, the header of the result, its elements. */
  left: u32,
  right: u32,
  result: u32,
  header: u32,
  count: u32,
  inner: u32,
  columns: u32,
  /** Products of this slice. */
  budget: u32,
  /** 1 in the first slice. */
  fresh: u32,
}
@group(0) @binding(3) var<uniform> legacy: Legacy;

/** What looking finds, by place in status.facts. */
const INSTRUCTION: u32 = 0u;
const HEADERS: u32 = 1u;
/** Leading columns where one of the two rows is not all zero, and how many columns there are up to the last such one. */
const LENGTH: u32 = 4u;
const REACH: u32 = 5u;
const SUM: u32 = 6u;

var<workgroup> shortest: atomic<u32>;
var<workgroup> longest: atomic<u32>;
var<workgroup> total: atomic<u32>;

fn red_at(row: u32, x: u32) -> u32 { return word_at(row * legacy.width + x) & 0xffu; }

/** Reads an instruction, the headers of its operands, and what two vectors are. Rows below the image read as zeros. */
@compute @workgroup_size(256)
fn look_at_instruction(@builtin(local_invocation_index) local: u32) {
  let instruction = word_at(legacy.column);
  let rows = (vec3u(instruction) >> vec3u(8u, 16u, 24u)) & vec3u(0xffu);
  let inside = rows < vec3u(legacy.height);
  let vectors = inside.x && inside.y;
  if (local == 0u) {
    atomicStore(&shortest, legacy.width);
    status.facts[INSTRUCTION] = instruction;
    for (var k = 0u; k < 3u; k++) {
      var header = 0u;
      if (inside[k]) { header = word_at(rows[k] * legacy.width); }
      status.facts[HEADERS + k] = header;
    }
  }
  workgroupBarrier();
  for (var x = local; vectors && x < legacy.width; x += 256u) {
    if ((word_at(rows.x * legacy.width + x) | word_at(rows.y * legacy.width + x)) == 0u) {
      atomicMin(&shortest, x);
    } else {
      atomicMax(&longest, x + 1u);
    }
  }
  workgroupBarrier();
  let end = atomicLoad(&shortest);
  for (var x = legacy.start + local; vectors && x < end; x += 256u) {
    atomicAdd(&total, red_at(rows.x, x) * red_at(rows.y, x));
  }
  workgroupBarrier();
  if (local == 0u) {
    status.facts[LENGTH] = end;
    status.facts[REACH] = atomicLoad(&longest);
    status.facts[SUM] = atomicLoad(&total);
  }
}

/** DOT_RGB: the sum in R and G of column 0; B and A stay. */
@compute @workgroup_size(1)
fn write_dot() {
  let place = (status.facts[INSTRUCTION] >> 24u) * legacy.width;
  atomicStore(&memory[place], (word_at(place) & 0xffff0000u) | (status.facts[SUM] & 0xffffu));
}

/** ADD: one column of the vectors. */
@compute @workgroup_size(64)
fn add_vectors(@builtin(global_invocation_id) id: vec3<u32>) {
  let x = legacy.start + id.x;
  if (x >= status.facts[LENGTH]) { return; }
  let instruction = status.facts[INSTRUCTION];
  let sum = red_at((instruction >> 8u) & 0xffu, x) + red_at((instruction >> 16u) & 0xffu, x);
  let place = (instruction >> 24u) * legacy.width + x;
  atomicStore(&memory[place], (word_at(place) & 0xffffff00u) | min(255u, sum));
}

/** Writes the header of a MATMUL's result. */
@compute @workgroup_size(1)
fn write_header() { atomicStore(&memory[legacy.result], legacy.header); }

/**
 * MATMUL over its own operands, as old executors did it: element after element, each written before the next is summed.
 * One invocation; state keeps the element, k and the sum between slices.
 */
@compute @workgroup_size(1)
fn multiply_in_order() {
  let left = Elements(legacy.left, DONE, MATRIX_R);
  let right = Elements(legacy.right, DONE, MATRIX_R);
  let result = Elements(legacy.result, legacy.count, MATRIX_R);
  var i = state[0];
  var k = state[1];
  var sum = state[2];
  if (legacy.fresh == 1u) {
    i = 0u;
    k = 0u;
    sum = 0u;
  }
  for (var budget = legacy.budget; budget > 0u && i < legacy.count; budget--) {
    if (k < legacy.inner) {
      let a = load_element(left, (i / legacy.columns) * legacy.inner + k, legacy.width);
      sum += a * load_element(right, k * legacy.columns + i % legacy.columns, legacy.width);
      k++;
    } else {
      store_element(result, i, min(255u, sum), legacy.width);
      i++;
      k = 0u;
      sum = 0u;
    }
  }
  state[0] = i;
  state[1] = k;
  state[2] = sum;
  if (i < legacy.count) { atomicAdd(&status.unfinished, 1u); }
}
