// WebAssembly code as plain data: what the lowering builds, what the assembler encodes and what the text dump prints.
import type { MemoryOp, PlainOp } from './opcodes.ts';

/** The types of WebAssembly's values. */
export type ValueType = 'i32' | 'i64' | 'f32' | 'f64';

/** A parameter or local of a function; identity counts, the name is for people. The assembler gives out the indices. */
export interface Variable {
  readonly type: ValueType;
  readonly name: string;
}

/** What a branch goes to: the end of a `block`, the start of a `loop`. Identity counts; depths are the assembler's work. */
export interface Label {
  readonly name: string;
}

/** A function of the module. Its locals are the variables of its body that are not parameters. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly Variable[];
  readonly results: readonly ValueType[];
  readonly body: Code;
}

export type Instruction =
  | { readonly kind: 'plain'; readonly op: PlainOp }
  | { readonly kind: 'const'; readonly type: ValueType; readonly value: number | bigint }
  | {
      readonly kind: 'variable';
      readonly op: 'local.get' | 'local.set' | 'local.tee';
      readonly variable: Variable;
    }
  | { readonly kind: 'memory'; readonly op: MemoryOp; readonly offset: number }
  | {
      readonly kind: 'block';
      readonly op: 'block' | 'loop';
      readonly label: Label;
      readonly result?: ValueType | undefined;
      readonly body: Code;
    }
  | {
      readonly kind: 'if';
      readonly result?: ValueType | undefined;
      readonly then: Code;
      readonly else?: Code | undefined;
    }
  | { readonly kind: 'branch'; readonly op: 'br' | 'br_if'; readonly label: Label }
  | { readonly kind: 'call'; readonly function: WasmFunction };

/** A sequence of instructions as a tree of lists: joining two costs nothing. Operands stand before their instruction. */
export type Code = Instruction | readonly Code[];

/** Bytes that stand in memory from the start. */
export interface DataSegment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A module: its exported functions bring along all that they call. It imports one memory, `px.memory`. */
export interface WasmModule {
  readonly exports: readonly WasmFunction[];
  /** Constant tables by function; a segment is part of the module when its function is. */
  readonly tables: ReadonlyMap<WasmFunction, DataSegment>;
  /** Pages of 64 KiB that the imported memory must have at least. */
  readonly pages: number;
}

/** Calls `visit` for each instruction, in the order of the text. */
export function forEachInstruction(code: Code, visit: (instruction: Instruction) => void): void {
  if (isList(code)) {
    for (const part of code) forEachInstruction(part, visit);
    return;
  }
  visit(code);
  if (code.kind === 'block') forEachInstruction(code.body, visit);
  if (code.kind === 'if') {
    forEachInstruction(code.then, visit);
    if (code.else) forEachInstruction(code.else, visit);
  }
}

/** `Array.isArray` that also narrows read-only lists. */
export function isList(code: Code): code is readonly Code[] {
  return Array.isArray(code);
}

/** The functions of a module, exported ones first, then those they call, each once, in the order of first use. */
export function functionsOf(module: WasmModule): readonly WasmFunction[] {
  const found = new Set(module.exports);
  // A Set's iterator also visits what is added on the way.
  for (const { body } of found)
    forEachInstruction(body, (instruction) => {
      if (instruction.kind === 'call') found.add(instruction.function);
    });
  return [...found];
}

/** The locals of a function, in the order of first use, with those of one type together. */
export function localsOf({ parameters, body }: WasmFunction): readonly Variable[] {
  const found = new Set<Variable>();
  forEachInstruction(body, (instruction) => {
    if (instruction.kind === 'variable') found.add(instruction.variable);
  });
  for (const parameter of parameters) found.delete(parameter);
  return (['i32', 'i64', 'f32', 'f64'] as const).flatMap((type) =>
    [...found].filter((variable) => variable.type === type),
  );
}
