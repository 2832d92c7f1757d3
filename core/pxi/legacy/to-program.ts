// Makes a program of the IR out of a version 1.0 program, so that it runs compiled on every backend, as strict mode runs it.
import { type Diagnostic, PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import { onlyInterpreted } from '../../diagnostics/messages/pixel-run.ts';
import {
  type Binding,
  build as b,
  type ImageBuffer,
  type Kernel,
  type Program,
  type Step,
} from '../../ir/index.ts';
import type { PixelImage } from '../image.ts';
import { type LegacyDialect, LegacyHeaders } from './headers.ts';
import { type LegacyInstruction, type LegacyOperation, legacyInstructions } from './instruction.ts';
import type { MatrixShape } from './matrix.ts';
import {
  addVectors,
  clearElements,
  FACT,
  FACTS,
  gatherElements,
  measure,
  multiplyVectors,
  scatterElements,
  writeHeader,
  writeSum,
} from './program-kernels.ts';
import { type ValidateOptions, validateLegacy } from './validate.ts';

/** A version 1.0 program as a program of the IR. */
export interface LegacyProgram {
  /** Works on one array of pixels, `image`. */
  readonly program: Program;
  /** What of the strict list does not stop the program. */
  readonly warnings: readonly Diagnostic[];
  /** Says afterwards, from the array `facts`, which instruction strict mode would have stopped at. */
  readonly faults: (facts: Uint8Array) => readonly Diagnostic[];
}

/** Operands whose headers decide whether an instruction is valid; in dialect 0.0.2 vectors have none. */
const SHAPED: Readonly<Record<LegacyOperation, number>> = { HALT: 0, DOT_RGB: 2, ADD: 3, RELU: 1, MATMUL: 2 };

/** An instruction that leaves facts: where these are. */
interface Measured {
  readonly instruction: LegacyInstruction;
  readonly factsAt: number;
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
const elementsOf = ({ rows, columns }: MatrixShape): number => rows * columns;

class ProgramMaker {
  private readonly image: PixelImage;
  private readonly dialect: LegacyDialect;
  private readonly file: string | undefined;
  private readonly headers: LegacyHeaders;
  private readonly kernels = new Map<string, Kernel>();
  private readonly buffers: ImageBuffer[] = [];
  /** Those of them that are matrices, by their shape: all products use the same ones. */
  private readonly matrices = new Map<string, ImageBuffer[]>();
  private readonly steps: Step[] = [];
  readonly measured: Measured[] = [];

  constructor(image: PixelImage, { dialect = '1.0', file }: ValidateOptions) {
    this.image = image;
    this.dialect = dialect;
    this.file = file;
    this.headers = new LegacyHeaders(image, dialect);
  }

  make(): Program {
    for (const instruction of legacyInstructions(this.image)) {
      this.requireShapes(instruction);
      this.instruction(instruction);
      this.headers.follow(instruction);
    }
    const { width, height, pixels } = this.image;
    const image: ImageBuffer = {
      ...this.buffer('image', 'pixel', width * height),
      shape: [height, width],
      data: pixels,
      input: true,
      output: true,
    };
    const facts = this.measured.length > 0 ? [this.buffer('facts', 'u32', FACTS * this.measured.length)] : [];
    return b.program({
      kernels: [...this.kernels.values()],
      buffers: [image, ...facts, ...this.buffers],
      steps: this.steps,
    });
  }

  private buffer(name: string, element: ImageBuffer['element'], length: number): ImageBuffer {
    return { name, element, origin: 'image', access: 'readwrite', length };
  }

  /** Refuses what only an interpreter can do: shapes that an earlier instruction computes. */
  private requireShapes({ operation = 'HALT', operands, column }: LegacyInstruction): void {
    const looked = this.dialect === '0.0.2' && operation !== 'MATMUL' ? 0 : SHAPED[operation];
    const row = operands.slice(0, looked).find((start) => this.headers.shapeOf(start) === undefined);
    if (row !== undefined)
      throw new PxosError(
        onlyInterpreted({ operation, row }, { file: this.file, pixel: { x: column, y: 0 } }),
      );
  }

  private instruction(instruction: LegacyInstruction): void {
    const { operation, operands } = instruction;
    if (operation === 'DOT_RGB' || operation === 'ADD') this.vectors(instruction, operation);
    else if (operation === 'MATMUL') this.product(operands);
  }

  /** A launch of as many threads, along x, with numbers for its scalar parameters. */
  private launch(
    kernel: Kernel,
    threads: number,
    numbers: Readonly<Record<string, number>>,
    elements?: string,
  ): void {
    this.kernels.set(kernel.name, kernel);
    const bindings = kernel.params.map(({ kind, name }): Binding => {
      if (kind === 'value') return b.bindValue(name, b.u32(numbers[name] ?? 0));
      return b.bindBuffer(name, name === 'elements' ? elements : name);
    });
    const extent = { kind: 'grid', blocks: [b.i32(threads)], threads: [b.i32(1)] } as const;
    this.steps.push(b.launch(kernel.name, bindings, extent));
  }

  private vectors(instruction: LegacyInstruction, operation: 'DOT_RGB' | 'ADD'): void {
    const { width } = this.image;
    const [first, second, third] = instruction.operands;
    const numbers = {
      a: first * width,
      b: second * width,
      out: third * width,
      facts_at: FACTS * this.measured.length,
      start: this.dialect === '0.0.2' ? 0 : 1,
    };
    this.measured.push({ instruction, factsAt: numbers.facts_at });
    this.launch(measure(width), width, numbers);
    if (operation === 'ADD') this.launch(addVectors(width), width, numbers);
    else {
      this.launch(multiplyVectors(width), width, numbers);
      this.launch(writeSum(), 1, numbers);
    }
  }

  /** A buffer of this shape; whoever asks for it writes all of it before anything reads it. */
  private matrix({ rows, columns }: MatrixShape, taken: readonly string[] = []): string {
    const shape = `${rows}x${columns}`;
    const alike = this.matrices.get(shape) ?? [];
    const free = alike.find(({ name }) => !taken.includes(name));
    if (free) return free.name;
    const name = `matrix${this.buffers.length + 1}`;
    const buffer = { ...this.buffer(name, 'u8', rows * columns), shape: [rows, columns] as const };
    this.buffers.push(buffer);
    this.matrices.set(shape, [...alike, buffer]);
    return name;
  }

  private product([first, second, third]: LegacyInstruction['operands']): void {
    const { width } = this.image;
    const [left, right] = [this.headers.shapeOf(first), this.headers.shapeOf(second)];
    if (!left || !right) return;
    const shape = { rows: left.rows, columns: right.columns };
    const header = third * width;
    this.launch(writeHeader(), 1, { header, shape: shape.columns + shape.rows * 0x10000 });
    if (elementsOf(shape) === 0) return;
    if (left.columns === 0) {
      this.launch(clearElements(width), elementsOf(shape), { header });
      return;
    }
    const result = this.matrix(shape);
    const taken = [result];
    const operands = [
      [first, left],
      [second, right],
    ] as const;
    const gathered = operands.map(([row, operand]) => {
      const name = this.matrix(operand, taken);
      taken.push(name);
      this.launch(gatherElements(width), elementsOf(operand), { header: row * width }, name);
      return name;
    });
    this.steps.push({ kind: 'matrix', op: 'matmul', operands: gathered, result });
    this.launch(scatterElements(width), elementsOf(shape), { header }, result);
  }
}

/** What strict mode says at these instructions, given what they left. */
function faultsIn(
  words: DataView,
  measured: readonly Measured[],
  { width, file }: { readonly width: number; readonly file: string | undefined },
): readonly Diagnostic[] {
  for (const { instruction, factsAt } of measured) {
    const fact = (which: number): number => words.getUint32(4 * (factsAt + which), true);
    const { operation = 'ADD', operands, column: x } = instruction;
    const [first, second] = operands;
    const at = { file, pixel: { x, y: 0 } };
    const column = width - fact(FACT.zeros);
    const behind = fact(FACT.end) - 1;
    if (behind > column) return [say.zeroColumn({ operation, a: first, b: second, column, behind }, at)];
    if (fact(FACT.sum) > 0xffff) return [say.dotTooLarge({ sum: fact(FACT.sum) }, at)];
  }
  return [];
}

/**
 * A version 1.0 program as a program of the IR, with the meaning of strict mode.
 *
 * @throws PxosError what `validateLegacy` finds; PX1353 where a shape depends on what the program computes
 * @example
 * const { program, faults } = legacyToProgram(image)
 */
export function legacyToProgram(image: PixelImage, options: ValidateOptions = {}): LegacyProgram {
  const found = validateLegacy(image, options);
  if (found.some(isError)) throw new PxosError(found);
  const maker = new ProgramMaker(image, options);
  const program = maker.make();
  const { measured } = maker;
  return {
    program,
    warnings: found,
    faults: (facts) =>
      faultsIn(new DataView(facts.buffer, facts.byteOffset, facts.byteLength), measured, {
        width: image.width,
        file: options.file,
      }),
  };
}
