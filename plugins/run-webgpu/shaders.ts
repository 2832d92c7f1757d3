// The files of shaders/ as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.
export const SHADERS = {
  'add.wgsl': `// ADD: an invocation makes every so many elements of the result.

@compute @workgroup_size(256)
fn add(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let stride = groups.x * 256u;
  for (var i = id.x; i < shape.count; i += stride) {
    store_sum(i, added(left_at(i), right_at(i)));
  }
}
`,
  'dot.wgsl': `// DOT in one workgroup: sums of integers are shared, those of floats have an order and are one invocation's.

var<workgroup> parts: array<u32, 256>;

@compute @workgroup_size(256)
fn dot_product(@builtin(local_invocation_index) index: u32) {
  let is_shared = sum_type != F32;
  let stride = select(1u, 256u, is_shared);
  let count = select(0u, shape.count, is_shared || index == 0u);
  var sum = 0u;
  for (var i = index; i < count; i += stride) {
    sum = added(sum, multiplied(left_at(i), right_at(i)));
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  if (is_shared) {
    for (var i = 1u; i < 256u; i++) { sum += parts[i]; }
  }
  store_sum(0u, sum);
}
`,
  'matmul.wgsl': `// MATMUL in tiles: a workgroup makes 64 × 64 elements of the result, an invocation 4 × 4, from tiles that all of them load.
//
// Every sum takes its products in ascending order of k.

const TILE = 64u;
const DEPTH = 16u;

/** For each k of the tiles: the rows of the left operand, the columns of the right one, four at a time. */
var<workgroup> rows_tile: array<vec4<u32>, 256>;
var<workgroup> columns_tile: array<vec4<u32>, 256>;

fn left_or_zero(row: u32, k: u32) -> u32 {
  if (row >= shape.rows || k >= shape.inner) { return 0u; }
  return left_at(row * shape.inner + k);
}

fn right_or_zero(k: u32, column: u32) -> u32 {
  if (k >= shape.inner || column >= shape.columns) { return 0u; }
  return right_at(k * shape.columns + column);
}

fn with_products(sums: vec4<u32>, a: u32, b: vec4<u32>) -> vec4<u32> {
  if (sum_type == F32) {
    let products = bitcast<f32>(a) * bitcast<vec4<f32>>(b);
    return bitcast<vec4<u32>>(bitcast<vec4<f32>>(sums) + products);
  }
  return sums + a * b;
}

fn store_row(row: u32, column: u32, sums: vec4<u32>) {
  if (row >= shape.rows) { return; }
  for (var i = 0u; i < 4u; i++) {
    if (column + i < shape.columns) { store_sum(row * shape.columns + column + i, sums[i]); }
  }
}

@compute @workgroup_size(16, 16)
fn matmul(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let across = (shape.columns + TILE - 1u) / TILE;
  let tiles = across * ((shape.rows + TILE - 1u) / TILE);
  for (var tile = group.x; tile < tiles; tile += groups.x) {
    let first_row = tile / across * TILE;
    let first_column = tile % across * TILE;
    var sums_0 = vec4<u32>();
    var sums_1 = vec4<u32>();
    var sums_2 = vec4<u32>();
    var sums_3 = vec4<u32>();
    for (var first = 0u; first < shape.inner; first += DEPTH) {
      let low = index % 16u;
      let high = index / 16u;
      let row = first_row + high * 4u;
      let column = first_column + low * 4u;
      rows_tile[low * 16u + high] = vec4<u32>(
        left_or_zero(row, first + low),
        left_or_zero(row + 1u, first + low),
        left_or_zero(row + 2u, first + low),
        left_or_zero(row + 3u, first + low),
      );
      columns_tile[high * 16u + low] = vec4<u32>(
        right_or_zero(first + high, column),
        right_or_zero(first + high, column + 1u),
        right_or_zero(first + high, column + 2u),
        right_or_zero(first + high, column + 3u),
      );
      workgroupBarrier();
      for (var k = 0u; k < DEPTH; k++) {
        let a = rows_tile[k * 16u + local.y];
        let b = columns_tile[k * 16u + local.x];
        sums_0 = with_products(sums_0, a.x, b);
        sums_1 = with_products(sums_1, a.y, b);
        sums_2 = with_products(sums_2, a.z, b);
        sums_3 = with_products(sums_3, a.w, b);
      }
      workgroupBarrier();
    }
    let row = first_row + local.y * 4u;
    let column = first_column + local.x * 4u;
    store_row(row, column, sums_0);
    store_row(row + 1u, column, sums_1);
    store_row(row + 2u, column, sums_2);
    store_row(row + 3u, column, sums_3);
  }
}
`,
  'matrix-elements.wgsl': `// Arrays of matrix statements as words of 32 bits, each with one, two or four elements; numbers travel as their bits.

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
`,
  'pxvm-image.wgsl': `// The memory of the pixel machine: the image, a pixel a word, with scratch behind it, and typed elements in both.
//
// The parts of the machine are one module in this order: pxvm-image, pxvm-lane, pxvm-operations, pxvm, pxvm-matrix,
// pxvm-legacy. In front of them stand the helpers of emitted WGSL that they name (px_div_i32 and so on), so that interpreted
// and compiled kernels mean the same.

/** Pixels of the image, R lowest, then the shared arrays of every lane. Atomic, since narrow elements share a word. */
@group(0) @binding(0) var<storage, read_write> memory: array<atomic<u32>>;

/** What a lane keeps from one slice to the next: word w of lane l stands at w · lanes + l. Accumulators of products too. */
@group(0) @binding(1) var<storage, read_write> state: array<u32>;

/** What the host reads back behind a slice. */
struct Status {
  /** Lanes that have not finished. */
  unfinished: atomic<u32>,
  /** Lowest number of a thread that spent its gas; all bits set if none did. */
  spent: atomic<u32>,
  /** Facts about an instruction of version 1.0. */
  facts: array<u32, 14>,
}
@group(0) @binding(2) var<storage, read_write> status: Status;

/** Element types by their code; the low two bits are the binary logarithm of the size. */
const U32: u32 = 0x02u;
const I8: u32 = 0x04u;
const I16: u32 = 0x05u;
const F16: u32 = 0x09u;
const F32: u32 = 0x0au;
const BOOL: u32 = 0x0cu;
/** u8 in R of a version 1.0 matrix. */
const MATRIX_R: u32 = 0x10u;

/** An array: its first word, its number of elements, its element type. */
struct Elements {
  first: u32,
  count: u32,
  element: u32,
}

/** The bits of one element: a word, how far they lie to the left in it, and how many they are as a mask. */
struct Place {
  word: u32,
  shift: u32,
  mask: u32,
}

fn word_at(index: u32) -> u32 { return atomicLoad(&memory[index]); }

/** Where an element of an array lies whose elements follow one another. */
fn packed_place(elements: Elements, i: u32) -> Place {
  let size = elements.element & 3u;
  let within = i & ((4u >> size) - 1u);
  let mask = select(select(0xffu, 0xffffu, size == 1u), 0xffffffffu, size == 2u);
  return Place(elements.first + (i >> (2u - size)), within << (3u + size), mask);
}

fn place_of(elements: Elements, i: u32, width: u32) -> Place {
  if (elements.element != MATRIX_R) { return packed_place(elements, i); }
  // Column 0 belongs to headers.
  let stride = width - 1u;
  return Place(elements.first + (i / stride) * width + 1u + i % stride, 0u, 0xffu);
}

/** The bits of a register after a load: narrow integers and halves widen, a bool is 0 or 1. Outside, 0. */
fn load_element(elements: Elements, i: u32, width: u32) -> u32 {
  if (i >= elements.count) { return 0u; }
  return load_place(place_of(elements, i, width), elements.element);
}

fn load_place(place: Place, element: u32) -> u32 {
  let bits = (word_at(place.word) >> place.shift) & place.mask;
  switch element {
    case I8: { return bitcast<u32>(bitcast<i32>(bits << 24u) >> 24u); }
    case I16: { return bitcast<u32>(bitcast<i32>(bits << 16u) >> 16u); }
    case F16: { return bits_widened(bits); }
    case BOOL: { return select(0u, 1u, bits != 0u); }
    default: { return bits; }
  }
}

/** Stores the bits of a register, narrowed to the element; the rest of the word stays as other threads leave it. Outside, nothing. */
fn store_element(elements: Elements, i: u32, bits: u32, width: u32) {
  if (i >= elements.count) { return; }
  store_place(place_of(elements, i, width), elements.element, bits);
}

fn store_place(place: Place, element: u32, bits: u32) {
  if (place.mask == 0xffffffffu) {
    atomicStore(&memory[place.word], bits);
    return;
  }
  var narrow = bits;
  if (element == F16) { narrow = px_bits_of_f16(bitcast<f32>(bits)); }
  // Two steps never lose what others write beside it, and only who races for this very element can see the first.
  atomicAnd(&memory[place.word], ~(place.mask << place.shift));
  atomicOr(&memory[place.word], (narrow & place.mask) << place.shift);
}

/** The f32 of a half, both by their bits, since devices may flush what is subnormal. */
fn bits_widened(half: u32) -> u32 {
  let sign = (half & 0x8000u) << 16u;
  let exponent = (half >> 10u) & 31u;
  let fraction = half & 0x3ffu;
  if (exponent == 31u) { return sign | 0x7f800000u | (fraction << 13u); }
  if (exponent != 0u) { return sign | ((exponent + 112u) << 23u) | (fraction << 13u); }
  if (fraction == 0u) { return sign; }
  let shift = countLeadingZeros(fraction) - 21u;
  return sign | ((113u - shift) << 23u) | (((fraction << shift) & 0x3ffu) << 13u);
}
`,
  'pxvm-lane.wgsl': `// A lane of the interpreter: what it keeps from slice to slice, its registers, and which thread it runs.
//
// Registers lie in state, so that one pipeline serves every kernel and a lane can stop anywhere and go on in the next
// dispatch. A lane runs units of threads one after another: one thread, or, where the kernel has shared arrays, all
// threads of a block, in ascending order. Kernels with barriers never come here.

struct Launch {
  grid: vec3<u32>,
  /** Lanes of this launch; the stride of state. */
  lanes: u32,
  block: vec3<u32>,
  /** Instructions that a lane may execute in this slice. */
  budget: u32,
  /** Record number of the kernel, first pixel of the table, width of the image. */
  kernel: u32,
  table: u32,
  width: u32,
  /** NEXTs and CALLs that a thread may execute. */
  gas: u32,
  units: u32,
  threads_of_unit: u32,
  /** Calls that can be open at once. */
  depth: u32,
  /** 1 in the first slice. */
  fresh: u32,
  /** Shared arrays of lane l begin at shared_first + l · shared_words. */
  shared_first: u32,
  shared_words: u32,
  /** The slots, then the arrays of the VALUE parameters: that of the first one. */
  first_value: u32,
  padding: u32,
}
@group(0) @binding(3) var<uniform> launch: Launch;

/** (first, count, element, 1 for a shared array) of each array of the launch. */
@group(0) @binding(4) var<storage, read> arrays: array<vec4<u32>>;

const DONE: u32 = 0xffffffffu;

/** Words of a lane: eight of its own, arguments, frames, registers. */
const OWN: u32 = 8u;
const ARGUMENTS: u32 = 16u;
/** Of a frame: where to go on, the caller's record and registers, the results of the called function. */
const FRAME: u32 = 19u;
const RESULTS: u32 = 3u;

/** Register types. */
const INT: u32 = 0u;
const UINT: u32 = 1u;
const FLOAT: u32 = 2u;
const TRUTH: u32 = 3u;

var<private> lane: u32;
/** Pixel of the instruction that comes next. */
var<private> counter: u32;
var<private> spent: u32;
var<private> unit: u32;
var<private> thread: u32;
/** First word of the registers in use. */
var<private> window: u32;
/** Record of the kernel or function that runs, and how many calls are open. */
var<private> record: u32;
var<private> depth: u32;
/** VALUEs of the head that have been passed. */
var<private> values: u32;
/** True between a NEXT and the FOR that it returns to. */
var<private> returning: bool;
/** True until the first instruction of a thread. */
var<private> beginning: bool;
/** Registers are numbered int, uint, float, bool: where each of these ends. */
var<private> ends: vec4<u32>;

fn own(index: u32) -> u32 { return state[index * launch.lanes + lane]; }
fn set_own(index: u32, bits: u32) { state[index * launch.lanes + lane] = bits; }
fn bits_in(r: u32) -> u32 { return own(window + r); }
fn write(r: u32, bits: u32) { set_own(window + r, bits); }
fn int_in(r: u32) -> i32 { return bitcast<i32>(bits_in(r)); }
fn float_in(r: u32) -> f32 { return bitcast<f32>(bits_in(r)); }

fn type_of(r: u32) -> u32 {
  return dot(select(vec3u(0u), vec3u(1u), vec3u(r) >= ends.xyz), vec3u(1u));
}

fn array_of(index: u32) -> Elements {
  let entry = arrays[index];
  return Elements(entry.x + entry.w * lane * launch.shared_words, entry.y, entry.z);
}

/** The number of the thread that runs: linear block · threads of a block + linear local index. */
fn thread_number() -> u32 { return unit * launch.threads_of_unit + thread; }

/** The first pixel of a code record; reads its numbers of registers. */
fn open_code(number: u32) -> u32 {
  record = number;
  let at = launch.table + 4u * number;
  let low = word_at(at + 2u);
  let high = word_at(at + 3u);
  let ints = low & 0xffffu;
  let uints = ints + (low >> 16u);
  let floats = uints + (high & 0xffffu);
  ends = vec4u(ints, uints, floats, floats + (high >> 16u));
  return word_at(at);
}

/** Goes to the first pixel of a kernel or function, with zeros in its registers. */
fn enter(number: u32) {
  counter = open_code(number);
  values = 0u;
  for (var r = 0u; r < ends.w; r++) { write(r, 0u); }
}

/** Begins the thread that a lane has come to, or ends the lane. */
fn begin_thread() {
  beginning = false;
  if (unit >= launch.units) {
    unit = DONE;
    return;
  }
  // Behind a thread that failed nothing matters any more, and the threads of a lane ascend.
  if (thread_number() > atomicLoad(&status.spent)) {
    unit = DONE;
    return;
  }
  let first = launch.shared_first + lane * launch.shared_words;
  for (var i = 0u; thread == 0u && i < launch.shared_words; i++) { atomicStore(&memory[first + i], 0u); }
  spent = 0u;
  depth = 0u;
  returning = false;
  window = OWN + ARGUMENTS + FRAME * launch.depth;
  enter(launch.kernel);
}

/** Leaves a thread that is done; the next one begins when the lane has come to it. */
fn end_thread() {
  beginning = true;
  thread++;
  if (thread == launch.threads_of_unit) {
    thread = 0u;
    unit += launch.lanes;
  }
}

/** Ends a lane whose thread has spent its gas. */
fn spend_all() {
  atomicMin(&status.spent, thread_number());
  unit = DONE;
}

fn index_of(source: u32, axis: u32) -> u32 {
  let size = launch.block;
  let number = thread_number();
  let threads = size.x * size.y * size.z;
  let b = number / threads;
  let l = number % threads;
  let in_grid = vec3u(b % launch.grid.x, (b / launch.grid.x) % launch.grid.y, b / (launch.grid.x * launch.grid.y));
  let in_block = vec3u(l % size.x, (l / size.x) % size.y, l / (size.x * size.y));
  switch source {
    case 0u: { return in_grid[axis] * size[axis] + in_block[axis]; }
    case 1u: { return in_block[axis]; }
    case 2u: { return in_grid[axis]; }
    case 3u: { return size[axis]; }
    default: { return launch.grid[axis]; }
  }
}
`,
  'pxvm-legacy.wgsl': `// Version 1.0: row 0 is the program, an instruction a pixel, read when its turn comes, since a program may overwrite it.
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
`,
  'pxvm-matrix.wgsl': `// The steps of version 1.1 that are no kernel: DOT, ADD, RELU, MATMUL and COPY on array records, an invocation an element.
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
`,
  'pxvm-operations.wgsl': `// What the operations of kernels give, on bits of registers whose numbers tell their types; operations count from their first code.

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
`,
  'pxvm.wgsl': `// The interpreter of version 1.1 kernels: every lane reads instruction pixels and executes them, a slice at a time.

/** Operation codes of kernels; combining is 50 … 5E (53 DIV, 54 MOD, 57 POW), comparing 60 … 65. */
const DO: u32 = 0x40u;
const INDEX: u32 = 0x41u;
const LOAD: u32 = 0x42u;
const STORE: u32 = 0x43u;
const ARG: u32 = 0x45u;
const CALL: u32 = 0x46u;
const RES: u32 = 0x47u;
const RET: u32 = 0x48u;
const RETURN: u32 = 0x49u;
const ELSE: u32 = 0x4au;
const END: u32 = 0x4bu;
const LOOP: u32 = 0x4cu;
const NEXT: u32 = 0x4du;
const BREAK: u32 = 0x4eu;
const CONTINUE: u32 = 0x4fu;
const VALUE: u32 = 0x6eu;
const ARRAY: u32 = 0x6fu;
const LIT: u32 = 0x70u;
const IF: u32 = 0x71u;
const WHILE: u32 = 0x72u;
const FOR: u32 = 0x73u;
const SHARED: u32 = 0x74u;
const SELECT: u32 = 0x78u;
const FMA: u32 = 0x79u;
const PACK: u32 = 0x7au;
const UNPACK: u32 = 0x7bu;
const ATOMIC: u32 = 0x7cu;
/** The prefix with the high bytes of the operands behind it. */
const EXT: u32 = 0x10u;

fn call_function(number: u32, back: u32) {
  if (spent == launch.gas) {
    spend_all();
    return;
  }
  spent++;
  let frame = OWN + ARGUMENTS + FRAME * depth;
  set_own(frame, back);
  set_own(frame + 1u, record);
  set_own(frame + 2u, window);
  for (var i = 0u; i < 16u; i++) { set_own(frame + RESULTS + i, 0u); }
  depth++;
  window += ends.w;
  enter(number);
}

fn leave() {
  if (depth == 0u) {
    end_thread();
    return;
  }
  depth--;
  let frame = OWN + ARGUMENTS + FRAME * depth;
  window = own(frame + 2u);
  open_code(own(frame + 1u));
  counter = own(frame);
}

/** Whether the loop of a FOR goes on; adds the step when it comes from its NEXT. */
fn goes_on(i: u32, end: u32, step: u32) -> bool {
  let kind = type_of(i);
  let now = bits_in(i);
  let last = bits_in(end);
  let by = bits_in(step);
  let down = bitcast<i32>(by) < 0;
  if (!returning) { return select(is_less(kind, now, last), is_less(kind, last, now), down); }
  write(i, now + by);
  // Inside the loop the variable was before the end, so the difference is exact, whatever the sum would wrap to.
  return select(last - now > by, now - last > ~by + 1u, down);
}

/** An instruction that has been read. */
struct Instruction {
  /** Its first pixel, from which distances count. */
  start: u32,
  op: u32,
  /** G, B, A of its pixel; and all of them as one number. */
  a: u32,
  b: u32,
  c: u32,
  far: u32,
  /** Its second pixel, if it has one; and R, G, B, A of that. */
  second: u32,
  x: u32,
  y: u32,
  z: u32,
  w: u32,
}

/** The operand in G, B or A (field 1, 2, 3) of a pixel, with the high byte of its EXT. */
fn operand(pixel: u32, high: u32, field: u32) -> u32 {
  return ((pixel >> (8u * field)) & 0xffu) | (((high >> (8u * field)) & 0xffu) << 8u);
}

/** Reads the instruction at the counter, which then is behind it. */
fn read_instruction() -> Instruction {
  let start = counter;
  var high = 0u;
  var pixel = word_at(counter);
  if ((pixel & 0xffu) == EXT) {
    high = pixel;
    counter++;
    pixel = word_at(counter);
  }
  counter++;
  let op = pixel & 0xffu;
  // The second pixel: raw below 78, above it more operands, with an EXT of its own if they need one.
  var second = 0u;
  var second_high = 0u;
  if (op >= LIT && op < 0x80u) {
    second = word_at(counter);
    if (op >= SELECT && (second & 0xffu) == EXT) {
      second_high = second;
      counter++;
      second = word_at(counter);
    }
    counter++;
  }
  return Instruction(
    start,
    op,
    operand(pixel, high, 1u),
    operand(pixel, high, 2u),
    operand(pixel, high, 3u),
    pixel >> 8u,
    second,
    second & 0xffu,
    operand(second, second_high, 1u),
    operand(second, second_high, 2u),
    operand(second, second_high, 3u),
  );
}

/**
 * Executes what most instructions are; false when it is none of them. Devices that execute all branches for every lane
 * stay in a loop of these, and pay for the others only where there are some.
 */
fn execute_quick(at: Instruction) -> bool {
  let a = at.a;
  let b = at.b;
  let c = at.c;
  if (at.op >= 0x50u && at.op <= 0x5eu) {
    let operation = at.op - 0x50u;
    if (operation == 3u || operation == 4u || operation == 7u) { return false; }
    write(a, combined(operation, b, c));
    return true;
  }
  switch at.op {
    case 0x60u, 0x61u, 0x62u, 0x63u, 0x64u, 0x65u: {
      write(a, select(0u, 1u, compared(at.op - 0x60u, b, c)));
    }
    case DO: {
      if (c > 2u && (c < 14u || c == 17u || c > 18u)) { return false; }
      write(a, moved(c, b));
    }
    case LOAD: {
      let elements = array_of(b);
      if (elements.element == MATRIX_R) { return false; }
      let i = bits_in(c);
      var bits = 0u;
      if (i < elements.count) { bits = load_place(packed_place(elements, i), elements.element); }
      write(a, bits);
    }
    case STORE: {
      let elements = array_of(b);
      if (elements.element == MATRIX_R) { return false; }
      let i = bits_in(c);
      if (i < elements.count) { store_place(packed_place(elements, i), elements.element, bits_in(a)); }
    }
    case ELSE, BREAK, CONTINUE: { counter = at.start + at.far; }
    case END, ARRAY, SHARED: {}
    case LOOP: { returning = false; }
    case NEXT: {
      if (spent == launch.gas) { return false; }
      spent++;
      returning = true;
      counter = at.start - at.far;
    }
    case LIT: { write(a, at.second); }
    case IF, WHILE: { if (bits_in(a) == 0u) { counter = at.start + at.second; } }
    case FOR: {
      if (!goes_on(a, b, c)) { counter = at.start + at.second; }
      returning = false;
    }
    case SELECT: { write(a, select(bits_in(c), bits_in(b), bits_in(at.y) != 0u)); }
    default: { return false; }
  }
  return true;
}

/** Executes the others. */
fn execute_other(at: Instruction) {
  let a = at.a;
  let b = at.b;
  let c = at.c;
  switch at.op {
    case 0x53u, 0x54u, 0x57u: { write(a, divided(at.op - 0x50u, b, c)); }
    case DO: { write(a, applied(c, b, a)); }
    case INDEX: { write(a, index_of(b, c)); }
    case LOAD: { write(a, load_element(array_of(b), bits_in(c), launch.width)); }
    case STORE: { store_element(array_of(b), bits_in(c), bits_in(a), launch.width); }
    case ARG: { set_own(OWN + a, bits_in(b)); }
    case CALL: { call_function(a, counter); }
    case RES: { write(a, own(OWN + ARGUMENTS + FRAME * depth + RESULTS + b)); }
    case RET: { set_own(OWN + ARGUMENTS + FRAME * (depth - 1u) + RESULTS + a, bits_in(b)); }
    case RETURN: { leave(); }
    case NEXT: { spend_all(); }
    case VALUE: {
      if (depth > 0u) {
        write(a, own(OWN + values));
      } else {
        write(a, load_element(array_of(launch.first_value + values), 0u, launch.width));
      }
      values++;
    }
    case FMA: { write(a, bitcast<u32>(fma(float_in(b), float_in(c), float_in(at.y)))); }
    case PACK: { write(a, px_pack_u32(bits_in(b), bits_in(c), bits_in(at.y), bits_in(at.z))); }
    case UNPACK: {
      let packed = bits_in(b);
      write(a, packed & 0xffu);
      write(at.y, (packed >> 8u) & 0xffu);
      write(at.z, (packed >> 16u) & 0xffu);
      write(at.w, packed >> 24u);
    }
    case ATOMIC: {
      let elements = array_of(b);
      let i = bits_in(c);
      var old = 0u;
      if (i < elements.count) {
        old = changed(elements.first + i, at.x, type_of(at.y), bits_in(at.y), bits_in(at.z));
      }
      if (at.w == 1u) { write(a, old); }
    }
    // Nothing else passes the validator.
    default: { unit = DONE; }
  }
}

@compute @workgroup_size(64)
fn run_kernel(@builtin(global_invocation_id) id: vec3<u32>) {
  lane = id.x;
  if (lane >= launch.lanes) { return; }
  if (launch.fresh == 1u) {
    unit = lane;
    beginning = true;
  } else {
    unit = own(2u);
    if (unit == DONE) { return; }
    counter = own(0u);
    spent = own(1u);
    thread = own(3u);
    window = own(4u);
    open_code(own(5u));
    depth = own(6u);
    values = own(7u) >> 2u;
    returning = (own(7u) & 2u) != 0u;
    beginning = (own(7u) & 1u) != 0u;
  }
  var budget = launch.budget;
  while (budget > 0u && unit != DONE) {
    if (beginning) {
      begin_thread();
      continue;
    }
    var at: Instruction;
    var quick = true;
    while (quick && budget > 0u) {
      budget--;
      at = read_instruction();
      quick = execute_quick(at);
    }
    if (!quick) { execute_other(at); }
  }
  set_own(0u, counter);
  set_own(1u, spent);
  set_own(2u, unit);
  set_own(3u, thread);
  set_own(4u, window);
  set_own(5u, record);
  set_own(6u, depth);
  set_own(7u, (values << 2u) | select(0u, 2u, returning) | select(0u, 1u, beginning));
  if (unit != DONE) { atomicAdd(&status.unfinished, 1u); }
}
`,
  'relu.wgsl': `// RELU in place: what is above zero stays; everything else, NaN and -0 too, becomes zero.

/** Floats are judged by their bits: a shader may assume that it meets no NaN. */
fn is_above_zero(bits: u32) -> bool {
  if (result_type == F32) { return bits != 0u && bits <= 0x7f800000u; }
  return bits != 0u && ((result_type & 4u) == 0u || bitcast<i32>(bits) > 0);
}

@compute @workgroup_size(256)
fn relu(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let stride = groups.x * 256u;
  for (var i = id.x; i < shape.count; i += stride) {
    let bits = widened(atomicLoad(&result[word_of(i, result_type)]), i, result_type);
    if (!is_above_zero(bits)) { write_element(i, 0u); }
  }
}
`,
} as const;
