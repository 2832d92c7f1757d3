// The door of version 1.0: instructions, matrices and their layout, quantisation, the strict list, execution.
export { allocateRows, imageSize, rowsNeeded } from './allocate.ts';
export { checkInstruction } from './check.ts';
export {
  executeLegacy,
  type LegacyOptions,
  type LegacyResult,
  type LegacyStep,
  stepLegacy,
} from './execute.ts';
export { type LegacyDialect, LegacyHeaders, type ShapeOf } from './headers.ts';
export {
  columnsOf,
  LEGACY_OPERANDS,
  LEGACY_OPERATIONS,
  type LegacyInstruction,
  type LegacyOperation,
  legacyInstructions,
  reachable,
  readLegacyInstruction,
  writeLegacyInstruction,
} from './instruction.ts';
export {
  elementPlace,
  type LegacyMatrix,
  lastRow,
  type MatrixShape,
  readMatrix,
  readMatrixHeader,
  writeMatrix,
  writeMatrixHeader,
} from './matrix.ts';
export {
  type FloatMatrix,
  type Quantization,
  quantizeQ1,
  quantizeQ2,
  readQ2,
  writeQ1,
  writeQ2,
} from './quantize.ts';
export { type PixelRegion, regionsOfMatrix, regionsWritten } from './regions.ts';
export { type LegacyProgram, legacyToProgram } from './to-program.ts';
export { type ValidateOptions, validateLegacy } from './validate.ts';
export { vectorLength, type ZeroColumn, zeroColumn } from './vectors.ts';
