// Encodes a module into WebAssembly's binary format (WebAssembly Core Specification 2.0, section 5).
import { ByteWriter } from './byte-writer.ts';
import {
  type Code,
  functionsOf,
  isList,
  type Label,
  localsOf,
  type ValueType,
  type Variable,
  type WasmFunction,
  type WasmModule,
} from './instruction.ts';
import { CONST, CONTROL, MEMORY, NO_RESULT, PLAIN, TYPE, VARIABLE } from './opcodes.ts';

const SECTION = { custom: 0, type: 1, import: 2, function: 3, export: 7, code: 10, data: 11 } as const;

/** Encodes the body of one function. */
class BodyEncoder {
  private readonly labels: (Label | undefined)[] = [];
  private readonly out: ByteWriter;
  private readonly variables: ReadonlyMap<Variable, number>;
  private readonly functions: ReadonlyMap<WasmFunction, number>;

  constructor(
    out: ByteWriter,
    variables: ReadonlyMap<Variable, number>,
    functions: ReadonlyMap<WasmFunction, number>,
  ) {
    this.out = out;
    this.variables = variables;
    this.functions = functions;
  }

  private nested(target: Label | undefined, body: Code): void {
    this.labels.push(target);
    this.encode(body);
    this.labels.pop();
  }

  private blockType(result: ValueType | undefined): void {
    this.out.byte(result ? TYPE[result] : NO_RESULT);
  }

  encode(code: Code): void {
    const { out } = this;
    if (isList(code)) {
      for (const part of code) this.encode(part);
      return;
    }
    switch (code.kind) {
      case 'plain': {
        const byte = PLAIN[code.op];
        if (byte > 0xff) {
          out.byte(byte >> 8);
          out.unsigned(byte & 0xff);
          if (code.op === 'memory.fill') out.byte(0);
        } else out.byte(byte);
        return;
      }
      case 'const':
        out.byte(CONST[code.type]);
        if (code.type === 'f32') out.f32(Number(code.value));
        else if (code.type === 'f64') out.f64(Number(code.value));
        else out.signed(BigInt(code.value));
        return;
      case 'variable':
        out.byte(VARIABLE[code.op]);
        out.unsigned(this.variables.get(code.variable)!);
        return;
      case 'memory':
        out.byte(MEMORY[code.op].code);
        out.unsigned(MEMORY[code.op].align);
        out.unsigned(code.offset);
        return;
      case 'block':
        out.byte(CONTROL[code.op]);
        this.blockType(code.result);
        this.nested(code.label, code.body);
        out.byte(CONTROL.end);
        return;
      case 'if':
        out.byte(CONTROL.if);
        this.blockType(code.result);
        this.nested(undefined, code.then);
        if (code.else) {
          out.byte(CONTROL.else);
          this.nested(undefined, code.else);
        }
        out.byte(CONTROL.end);
        return;
      case 'branch':
        out.byte(CONTROL[code.op]);
        out.unsigned(this.labels.length - 1 - this.labels.lastIndexOf(code.label));
        return;
      case 'call':
        out.byte(CONTROL.call);
        out.unsigned(this.functions.get(code.function)!);
        return;
    }
  }
}

function encodeFunction(definition: WasmFunction, functions: ReadonlyMap<WasmFunction, number>): Uint8Array {
  const out = new ByteWriter();
  const locals = localsOf(definition);
  const runs: { type: ValueType; count: number }[] = [];
  for (const { type } of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  out.unsigned(runs.length);
  for (const { type, count } of runs) {
    out.unsigned(count);
    out.byte(TYPE[type]);
  }
  const variables = new Map(
    [...definition.parameters, ...locals].map((variable, index) => [variable, index]),
  );
  new BodyEncoder(out, variables, functions).encode(definition.body);
  out.byte(CONTROL.end);
  return out.finish();
}

/** The functions of a module with the number of bytes that each body takes. */
export function encodedSizes(
  module: WasmModule,
): readonly { readonly definition: WasmFunction; readonly bytes: number }[] {
  const functions = functionsOf(module);
  const indices = new Map(functions.map((definition, index) => [definition, index]));
  return functions.map((definition) => ({ definition, bytes: encodeFunction(definition, indices).length }));
}

/** One section: its number, then the size of its contents, then the contents. */
function section(module: ByteWriter, id: number, write: (out: ByteWriter) => void): void {
  const out = new ByteWriter();
  write(out);
  module.byte(id);
  module.sized(out.finish());
}

/** Distinct signatures as their bytes, and which one each function has. */
function signaturesOf(functions: readonly WasmFunction[]) {
  const indices = new Map<string, number>();
  const encoded: Uint8Array[] = [];
  const ofFunction = functions.map(({ parameters, results }) => {
    const out = new ByteWriter();
    out.byte(0x60);
    out.sized(Uint8Array.from(parameters, ({ type }) => TYPE[type]));
    out.sized(Uint8Array.from(results, (type) => TYPE[type]));
    const bytes = out.finish();
    const key = bytes.join();
    const index = indices.get(key) ?? encoded.push(bytes) - 1;
    indices.set(key, index);
    return index;
  });
  return { encoded, ofFunction };
}

/** The module's bytes: types, the imported memory, functions, exports, code, constant tables, and names for debuggers. */
export function assemble(module: WasmModule): Uint8Array {
  const functions = functionsOf(module);
  const indices = new Map(functions.map((definition, index) => [definition, index]));
  const signatures = signaturesOf(functions);
  const tables = functions.flatMap((definition) => module.tables.get(definition) ?? []);

  const out = new ByteWriter();
  out.append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  section(out, SECTION.type, (types) => {
    types.unsigned(signatures.encoded.length);
    for (const bytes of signatures.encoded) types.append(bytes);
  });
  section(out, SECTION.import, (imports) => {
    imports.unsigned(1);
    imports.name('px');
    imports.name('memory');
    imports.byte(0x02);
    imports.byte(0x00);
    imports.unsigned(module.pages);
  });
  section(out, SECTION.function, (declared) => {
    declared.unsigned(functions.length);
    for (const signature of signatures.ofFunction) declared.unsigned(signature);
  });
  section(out, SECTION.export, (exported) => {
    exported.unsigned(module.exports.length);
    for (const definition of module.exports) {
      exported.name(definition.name);
      exported.byte(0x00);
      exported.unsigned(indices.get(definition)!);
    }
  });
  section(out, SECTION.code, (code) => {
    code.unsigned(functions.length);
    for (const definition of functions) code.sized(encodeFunction(definition, indices));
  });
  if (tables.length > 0)
    section(out, SECTION.data, (data) => {
      data.unsigned(tables.length);
      for (const { offset, bytes } of tables) {
        data.byte(0x00);
        data.byte(CONST.i32);
        data.signed(BigInt(offset));
        data.byte(CONTROL.end);
        data.sized(bytes);
      }
    });
  section(out, SECTION.custom, (custom) => {
    custom.name('name');
    section(custom, 1, (names) => {
      names.unsigned(functions.length);
      functions.forEach((definition, index) => {
        names.unsigned(index);
        names.name(definition.name);
      });
    });
  });
  return out.finish();
}
