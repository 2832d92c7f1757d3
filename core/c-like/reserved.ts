// Words of C++ that a name of a program must not take; dialects add their own.
import { OPERATIONS } from '../ops/index.ts';
import { HELPER_NAMES } from './prelude.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Keywords and alternative operators up to C++23, and the identifiers with a special meaning. */
const KEYWORDS = words(`
  alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept
  const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
  dynamic_cast else enum explicit export extern false final float for friend goto if import inline int long module mutable
  namespace new noexcept not not_eq nullptr operator or or_eq override private protected public register reinterpret_cast
  requires restrict return short signed sizeof static static_assert static_cast struct switch template this thread_local
  throw true try typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq
`);

/** Macros of the C and C++ headers, of POSIX and of compilers in their GNU mode. */
const MACROS = words(`
  NULL EOF BUFSIZ FILENAME_MAX FOPEN_MAX RAND_MAX EXIT_SUCCESS EXIT_FAILURE MB_CUR_MAX SEEK_SET SEEK_CUR SEEK_END TMP_MAX
  L_tmpnam P_tmpdir CLOCKS_PER_SEC TIME_UTC INFINITY NAN HUGE_VAL HUGE_VALF HUGE_VALL FP_NAN FP_INFINITE FP_ZERO
  FP_SUBNORMAL FP_NORMAL FP_ILOGB0 FP_ILOGBNAN MATH_ERRNO MATH_ERREXCEPT math_errhandling MAXFLOAT DOMAIN SING OVERFLOW
  UNDERFLOW PLOSS TLOSS X_TLOSS M_E M_LOG2E M_LOG10E M_LN2 M_LN10 M_PI M_PI_2 M_PI_4 M_1_PI M_2_PI M_2_SQRTPI M_SQRT2
  M_SQRT1_2 CHAR_BIT SCHAR_MIN SCHAR_MAX UCHAR_MAX CHAR_MIN CHAR_MAX SHRT_MIN SHRT_MAX USHRT_MAX INT_MIN INT_MAX UINT_MAX
  LONG_MIN LONG_MAX ULONG_MAX LLONG_MIN LLONG_MAX ULLONG_MAX SIZE_MAX FLT_MIN FLT_MAX FLT_EPSILON FLT_DIG FLT_MANT_DIG
  FLT_RADIX DBL_MIN DBL_MAX DBL_EPSILON DBL_DIG DBL_MANT_DIG INT8_MIN INT8_MAX UINT8_MAX INT16_MIN INT16_MAX UINT16_MAX
  INT32_MIN INT32_MAX UINT32_MAX INT64_MIN INT64_MAX UINT64_MAX INTPTR_MIN INTPTR_MAX UINTPTR_MAX PTRDIFF_MIN PTRDIFF_MAX
  assert errno stdin stdout stderr offsetof va_start va_arg va_end va_copy setjmp unix linux i386 major minor makedev
  BIG_ENDIAN LITTLE_ENDIAN PDP_ENDIAN BYTE_ORDER min max near far interface small TRUE FALSE YES NO nil Nil
`);

/** Names that printed code itself says: types, fixed-width types, the hidden launch parameter. */
const OWN = words(`
  half uchar ushort uint ulong size_t ptrdiff_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t
  std px main kernels
`);

const mathNames: readonly string[] = OPERATIONS.flatMap(({ c }) =>
  Object.values(c).flatMap((form) => (form.form === 'call' ? [form.name] : [])),
);

/** Everything that is reserved in the C family, and the words of one dialect. */
export function reservedWords(ofDialect: string): ReadonlySet<string> {
  return new Set([...KEYWORDS, ...MACROS, ...OWN, ...mathNames, ...HELPER_NAMES, ...words(ofDialect)]);
}
