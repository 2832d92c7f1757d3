// The door of the math room: functions that WebAssembly has no instruction for, as WebAssembly functions on f64.
//
// Each is self-contained: modules import no function. An f32 operation widens its operands, calls the f64 function and
// rounds once, so its result is the f32 nearest to the exact one, but for exact ties that the f64 error may turn.
import type { DataSegment, WasmFunction } from '../encoding/index.ts';
import { angleTable, reduceAngle } from './reduce-angle.ts';

export { exponential } from './exponential.ts';
export { halfBits, halfValue } from './half.ts';
export { hyperbolicTangent } from './hyperbolic-tangent.ts';
export { logarithm } from './logarithm.ts';
export { power, powerF32 } from './power.ts';
export { remainder } from './remainder.ts';
export { cosine, sine, tangent } from './trigonometry.ts';

/** Tables that functions of this room read, at the start of memory. */
export const TABLES: ReadonlyMap<WasmFunction, DataSegment> = new Map([[reduceAngle, angleTable]]);

/** Bytes at the start of memory that the tables take. */
export const TABLE_BYTES = 256;
