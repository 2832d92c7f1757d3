// Decodes an image of version 1.1 to a program: data, functions, kernels and steps as the IR has them.
import {
  build as b,
  type FunctionDef,
  IR_VERSION,
  type Kernel,
  localsInOrder,
  type Program,
  type ScalarType,
  type Step,
  TakenNames,
  type ValueParam,
} from '../../ir/index.ts';
import type { PixelImage } from '../image.ts';
import { DEFAULT_GAS } from '../words/directory.ts';
import { signatureOf } from '../words/head.ts';
import type { CodeRecord, PixelProgram, PixelStep } from '../words/program.ts';
import { registerType, SCALAR } from '../words/registers.ts';
import { type Callee, decodeBody } from './body.ts';
import { bindingOf, type DecodedData, decodeData } from './data.ts';
import { Owner } from './owner.ts';

export interface DecodedProgram {
  readonly program: Program;
  /** Record number of each buffer and setting, by its name in the program. */
  readonly records: ReadonlyMap<string, number>;
}

export interface DecodeOptions {
  /** False for a program that is interpreted from its pixels: its arrays have no contents of their own. */
  readonly contents?: boolean | undefined;
}

class Decoder {
  private readonly pixels: PixelProgram;
  private readonly data: ReadonlyMap<number, DecodedData>;
  private readonly records = new Map<string, number>();
  private readonly callees = new Map<number, Callee>();
  private readonly functions: FunctionDef[] = [];
  private readonly kernels = new Map<number, Kernel>();

  constructor(pixels: PixelProgram, image: PixelImage, { contents = true }: DecodeOptions) {
    this.pixels = pixels;
    const names = new TakenNames();
    const wanted = pixels.names.records;
    const nameOf = (record: number): string => {
      const name = names.claim(wanted.get(record) ?? `record${record}`);
      this.records.set(name, record);
      return name;
    };
    this.data = decodeData(pixels, image, { nameOf, contents });
    const owners = new TakenNames();
    pixels.records.forEach((record, number) => {
      if (record?.kind === 'function') this.function(number, record, owners);
      else if (record?.kind === 'kernel') this.kernel(number, record, owners);
    });
  }

  decode(): DecodedProgram {
    const { pixels } = this;
    const data = [...this.data.values()];
    const program: Program = {
      version: IR_VERSION,
      kernels: [...this.kernels.values()],
      functions: this.functions,
      buffers: data.flatMap((item) => (item.kind === 'buffer' ? [item.buffer] : [])),
      settings: data.flatMap((item) => (item.kind === 'setting' ? [item.setting] : [])),
      steps: pixels.steps.list.flatMap((step) => this.step(step)),
      gas: pixels.gas === 0 ? DEFAULT_GAS : pixels.gas,
    };
    return { program, records: this.records };
  }

  private function(number: number, record: CodeRecord, names: TakenNames): void {
    const name = names.claim(this.pixels.names.records.get(number) ?? `function${number}`);
    const results = signatureOf(record).results.map((register): ScalarType => {
      const type = register === undefined ? undefined : registerType(record.registers, register);
      return type === undefined ? 'i32' : SCALAR[type];
    });
    const owner = new Owner(number, record, { names: this.pixels.names, arrays: [] });
    const params = owner.params.filter((param): param is ValueParam => param.kind === 'value');
    const body = decodeBody(owner, record.code, { callees: this.callees, results });
    this.functions.push({ name, params, results, locals: localsInOrder(body, owner.types), body });
    this.callees.set(number, { name, params: params.map(({ type }) => type), results });
  }

  private kernel(number: number, record: CodeRecord, names: TakenNames): void {
    const name = names.claim(this.pixels.names.records.get(number) ?? `kernel${number}`);
    const owner = new Owner(number, record, { names: this.pixels.names, arrays: this.arraysOf(number) });
    const { params, shared } = owner;
    const body = decodeBody(owner, record.code, { callees: this.callees, results: undefined });
    this.kernels.set(number, { name, params, shared, locals: localsInOrder(body, owner.types), body });
  }

  /** Parameters are called what the first launch binds to them. */
  private arraysOf(kernel: number): readonly (string | undefined)[] {
    const first = this.pixels.steps.list.find((step) => step.kind === 'dispatch' && step.kernel === kernel);
    if (first?.kind !== 'dispatch') return [];
    return first.parameters.map((record) => this.pixels.names.records.get(record));
  }

  private buffer(record: number): string {
    const data = this.data.get(record);
    if (data?.kind !== 'buffer') throw new Error(`record ${record} is no array of the program`);
    return data.buffer.name;
  }

  private step(step: PixelStep): readonly Step[] {
    switch (step.kind) {
      case 'halt':
        return [];
      case 'copy': {
        const [from, to] = [this.buffer(step.from), this.buffer(step.to)];
        return [{ kind: 'copy', direction: 'to-gpu', from, to, count: b.i32(step.count) }];
      }
      case 'matrix': {
        const operands = step.operands.map((record) => this.buffer(record));
        return [{ kind: 'matrix', op: step.op, operands, result: this.buffer(step.result) }];
      }
      case 'dispatch':
        return [this.launch(step)];
    }
  }

  private launch({
    kernel: number,
    grid,
    indirect,
    block,
    parameters,
  }: PixelStep & { kind: 'dispatch' }): Step {
    const kernel = this.kernels.get(number);
    if (!kernel) throw new Error(`record ${number} is no kernel`);
    const bindings = kernel.params.map((param, k) => {
      const data = this.data.get(parameters[k] ?? 0);
      if (!data) throw new Error(`record ${parameters[k]} is no array`);
      return bindingOf(param.name, data, param.kind);
    });
    const counts = (shape: readonly number[]) => shape.map((count) => b.i32(count));
    return indirect
      ? b.launch(kernel.name, bindings, { kind: 'indirect', buffer: this.buffer(grid[0]), block })
      : b.launch(kernel.name, bindings, { kind: 'grid', blocks: counts(grid), threads: counts(block) });
  }
}

/**
 * The program that an image of version 1.1 is, in pixel form: flat kernels, arrays with their contents, fixed grids. Names
 * and positions are those of `pxNM`; without it record 3 is `record3`, a register `r5`.
 *
 * @param pixels the program as `readProgram` gives it; `validateProgram` has found nothing wrong with it
 * @param image the image that it was read from; contents of arrays that never change are views of it
 * @throws PxosError PX1356 when its matrices of version 1.0 lie over one another and take far more memory than the image
 */
export function decodeProgram(
  pixels: PixelProgram,
  image: PixelImage,
  options: DecodeOptions = {},
): DecodedProgram {
  return new Decoder(pixels, image, options).decode();
}
