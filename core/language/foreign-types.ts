// What types of other languages are called here: the suggestion for a name that is no type of this one.
import { didYouMean } from '../diagnostics/index.ts';
import { TYPE_NAMES } from '../ops/type-names.ts';

const FOREIGN: ReadonlyMap<string, string> = new Map([
  ...['integer', 'i32', 'int32_t', 'short', 'long'].map((name) => [name, 'int'] as const),
  ...['unsigned', 'uint32_t'].map((name) => [name, 'uint'] as const),
  ...['f32', 'real', 'single'].map((name) => [name, 'float'] as const),
  ...['f64', 'float64'].map((name) => [name, 'double'] as const),
  ...['f16', 'float16'].map((name) => [name, 'half'] as const),
  ['boolean', 'bool'],
  ['byte', 'u8'],
  ['uint8_t', 'u8'],
  ['rgba', 'pixel'],
]);

/** The type that an unknown name of one probably means. */
export function suggestedType(name: string): string | undefined {
  return FOREIGN.get(name.toLowerCase()) ?? didYouMean(name, TYPE_NAMES);
}
