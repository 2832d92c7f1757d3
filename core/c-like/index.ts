// The door of the C family: the shared printer of CUDA, HIP, Metal and of the C++ around their kernels.
export { type Assembled, assemble, type HostFiles } from './assemble.ts';
export { C_STORAGE, C_TYPES } from './c-types.ts';
export { obstacles, type TargetLimits } from './check.ts';
export { type Compiler, compileCheck } from './compile-check.ts';
export { quoted } from './cpp-text.ts';
export type { AddressSpace, Atomics, Dialect, Intrinsics } from './dialect.ts';
export { type ArrayView, type ExpressionScope, printExpr, typeName } from './expression.ts';
export { baseName, lineStyle } from './file-style.ts';
export { type FileScope, fileScope, printFunctions } from './function.ts';
export { type GlobalDialectParts, globalDialect } from './global-dialect.ts';
export { type GlobalKernels, printGlobalKernels } from './global-entry.ts';
export { type GlobalKernelMeta, type GlobalProgramParts, globalProgram } from './global-program.ts';
export { type HeaderParts, printHeader } from './header.ts';
export { HOST_FILES } from './host/embedded.ts';
export { HOST } from './host-dialect.ts';
export type { MainFrame } from './host-main.ts';
export { type HostPart, type HostParts, printHostPart } from './host-part.ts';
export { type HostTarget, type LaunchArgument, printHostProgram } from './host-program.ts';
export { HostUse } from './host-use.ts';
export { inlineTemporaries } from './inline.ts';
export {
  type KernelArgument,
  type PrintedKernel,
  printKernel,
  type SharedView,
  usedIndices,
} from './kernel.ts';
export { filesOf, type LargeContents, largeContents } from './large-contents.ts';
export { blockShape, largestBlocks, MOST_THREADS } from './largest-block.ts';
export { legalizeForC } from './legalize.ts';
export { literal } from './literal.ts';
export { type NameScope, nameScope } from './names.ts';
export type { Printed } from './precedence.ts';
export { HelperUse } from './prelude.ts';
export { reservedWords } from './reserved.ts';
export { type LineStyle, type Rendering, safePath, Writer } from './writer.ts';
