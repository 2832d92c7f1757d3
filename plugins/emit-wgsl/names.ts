// Names in a WGSL module: keeps those of the source where WGSL allows them and renames the others, each to a name of its own.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Keywords and reserved words of the WGSL specification. */
const KEYWORDS = words(`
  alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let
  loop override requires return struct switch true var while
  NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class
  co_await co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval
  constexpr constinit crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export
  extends extern external fallthrough filter final finally friend from fxgroup get goto groupshared highp impl
  implements import inline instanceof interface layout lowp macro macro_rules match mediump meta mod module move mut
  mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null nullptr of
  operator package packoffset partial pass patch pixelfragment precise precision premerge priv protected pub public
  readonly ref regardless register reinterpret_cast require resource restrict self set shared sizeof smooth snorm
  static static_assert static_cast std subroutine super target template this thread_local throw trait try type
  typedef typeid typename typeof union unless unorm unsafe unsized use using varying virtual volatile wgsl where
  with writeonly yield`);

/** Predeclared types, enumerants and functions: WGSL would let a program shadow them, and then emitted code lose them. */
const PREDECLARED = words(`
  array atomic bool f16 f32 f64 i8 i16 i32 i64 u8 u16 u32 u64 ptr sampler sampler_comparison
  vec2 vec3 vec4 vec2i vec3i vec4i vec2u vec3u vec4u vec2f vec3f vec4f vec2h vec3h vec4h
  mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2 mat4x3 mat4x4
  read write read_write function private workgroup uniform storage handle immediate push_constant
  abs all any atomicAdd atomicAnd atomicCompareExchangeWeak atomicExchange atomicLoad atomicMax atomicMin atomicOr
  atomicStore atomicSub atomicXor bitcast ceil clamp cos countLeadingZeros countOneBits exp extractBits floor fma
  insertBits inverseSqrt log max min pow round select sin sqrt storageBarrier tan tanh trunc workgroupBarrier
  workgroupUniformLoad`);

const RESERVED: ReadonlySet<string> = new Set([...KEYWORDS, ...PREDECLARED]);

/**
 * Gives out names, each once. A scope inside another one avoids the outer names too, since what shadows a name hides it.
 */
export class Names {
  private readonly taken = new Set<string>();
  private readonly outer: Names | undefined;

  constructor(outer?: Names) {
    this.outer = outer;
  }

  private isFree(name: string): boolean {
    return !this.taken.has(name) && (this.outer ? this.outer.isFree(name) : !RESERVED.has(name));
  }

  /** A free name, `wanted` itself if WGSL allows it and nobody has it. Names of the prelude start with `px_`. */
  claim(wanted: string): string {
    const base = wanted.startsWith('__') || wanted === '_' ? `v${wanted}` : wanted;
    let name = base;
    for (let n = 1; !this.isFree(name); n++) name = n === 1 ? `${base}_` : `${base}_${n}`;
    this.taken.add(name);
    return name;
  }

  /** Takes names out of circulation. */
  reserve(names: Iterable<string>): void {
    for (const name of names) this.taken.add(name);
  }
}
