// The memory of the pixel machine: the image, a pixel a word, with scratch behind it, and typed elements in both.
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
