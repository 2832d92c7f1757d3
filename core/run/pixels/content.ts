// What an image holds, of either version, as a run needs it: a program, and the way from its arrays back to pixels.
import { type Diagnostic, isPxosError, type Placement } from '../../diagnostics/index.ts';
import { build as b, lowerElementBindings, type Program } from '../../ir/index.ts';
import type { Value } from '../../ops/index.ts';
import { errorIn } from '../../pipeline/index.ts';
import {
  apartFault,
  bytesApart,
  decodeProgram,
  type LegacyDialect,
  legacyToProgram,
  loadProgram,
  type PixelImage,
  type PixelProgram,
  readElements,
  readNames,
  storeElement,
  wordsOf,
  writeElements,
} from '../../pxi/index.ts';
import { ArrayNames } from './names.ts';

/** Bytes of arrays by their names in the program. */
export type Contents = ReadonlyMap<string, Uint8Array>;

export interface PixelContent {
  /** What runs when it is compiled; what its arrays and settings are called. */
  readonly program: Program;
  readonly names: ArrayNames;
  /** Why it cannot be compiled. */
  readonly onlyInterpreted?: Diagnostic | undefined;
  readonly warnings: readonly Diagnostic[];
  readonly placeOf: (step: number) => Placement;
  /** What messages call the kernel that a step launches. */
  readonly kernelOf: (step: number) => string;
  /** The image with these arrays and settings in place of its own. */
  withArrays(arrays: Contents, settings: ReadonlyMap<string, Value>): PixelImage;
  /** The bytes of an array of an image of this layout. */
  arrayIn(image: PixelImage, name: string): Uint8Array | undefined;
  /** What has to be said of a run that has left these arrays; an error means that it failed. */
  faults(arrays: Contents): readonly Diagnostic[];
}

const copyOf = (image: PixelImage): PixelImage => ({ ...image, pixels: image.pixels.slice() });

/** A program without steps leaves its image as it is. */
const withStep = (program: Program): Program =>
  program.steps.length > 0 ? program : { ...program, steps: [{ kind: 'sync' }] };

class ProgramContent implements PixelContent {
  readonly program: Program;
  readonly names: ArrayNames;
  readonly warnings: readonly Diagnostic[];
  readonly placeOf: (step: number) => Placement;
  private readonly image: PixelImage;
  private readonly pixels: PixelProgram;
  private readonly records: ReadonlyMap<string, number>;
  readonly onlyInterpreted: Diagnostic | undefined;

  constructor(image: PixelImage, text: string, { compiles, file }: ContentReading) {
    const { names, warnings } = readNames(text, { file });
    const pixels = loadProgram(image, names);
    const apart = pixels.records.reduce(
      (bytes, record) => bytes + (record?.kind === 'array' ? bytesApart(record) : 0),
      0,
    );
    this.onlyInterpreted = compiles ? apartFault(apart, image, { file }) : undefined;
    const contents = compiles && this.onlyInterpreted === undefined;
    const { program, records } = decodeProgram(pixels, image, { contents });
    this.image = image;
    this.pixels = pixels;
    this.records = records;
    this.program = withStep(lowerElementBindings(program));
    this.names = new ArrayNames(records, names.records);
    this.warnings = warnings;
    this.placeOf = (step) => {
      const { first, list } = pixels.steps;
      const pixel = first + (list[step]?.pixel ?? 0);
      return { file, pixel: { x: pixel % image.width, y: Math.floor(pixel / image.width) } };
    };
  }

  readonly kernelOf = (step: number): string => {
    const launch = this.pixels.steps.list[step];
    const record = launch?.kind === 'dispatch' ? launch.kernel : 0;
    return this.pixels.names.records.get(record) ?? `#${record}`;
  };

  private array(name: string) {
    const record = this.pixels.records[this.records.get(name) ?? 0];
    return record?.kind === 'array' ? record : undefined;
  }

  withArrays(arrays: Contents, settings: ReadonlyMap<string, Value>): PixelImage {
    const copy = copyOf(this.image);
    const words = wordsOf(copy);
    for (const [name, bytes] of arrays) {
      const record = this.array(name);
      if (record) writeElements(words, record, copy.width, bytes);
    }
    for (const [name, value] of settings) {
      const record = this.array(name);
      if (record) storeElement(words, record, copy.width, { i: 0, value: Number(value) });
    }
    return copy;
  }

  arrayIn(image: PixelImage, name: string): Uint8Array | undefined {
    const record = this.array(name);
    return record && readElements(wordsOf(image), record, image.width);
  }

  faults(): readonly Diagnostic[] {
    return [];
  }
}

class LegacyContent implements PixelContent {
  readonly program: Program;
  readonly names = new ArrayNames(new Map(), new Map());
  readonly onlyInterpreted: Diagnostic | undefined;
  readonly warnings: readonly Diagnostic[] = [];
  readonly placeOf: (step: number) => Placement;
  private readonly image: PixelImage;
  private readonly judge: (facts: Uint8Array) => readonly Diagnostic[] = () => [];

  constructor(image: PixelImage, { dialect, compiles, file }: ContentReading) {
    this.image = image;
    this.placeOf = () => ({ file });
    let program = b.program({});
    if (compiles)
      try {
        const legacy = legacyToProgram(image, { dialect, file });
        program = legacy.program;
        this.warnings = legacy.warnings;
        this.judge = legacy.faults;
      } catch (error) {
        const [first] = isPxosError(error) ? error.diagnostics : [];
        if (first?.code !== 'PX1353') throw error;
        this.onlyInterpreted = first;
      }
    this.program = withStep(program);
  }

  readonly kernelOf = (): string => 'version 1.0';

  withArrays(arrays: Contents): PixelImage {
    const pixels = arrays.get('image');
    return pixels ? { ...this.image, pixels: pixels.slice() } : copyOf(this.image);
  }

  arrayIn(): undefined {
    return undefined;
  }

  faults(arrays: Contents): readonly Diagnostic[] {
    const facts = arrays.get('facts');
    return facts ? this.judge(facts) : [];
  }
}

interface ContentReading {
  readonly dialect: LegacyDialect;
  readonly compiles: boolean;
  readonly file: string;
}

/**
 * The content of an image of a known version.
 *
 * @throws PxosError with everything that is wrong with the program
 */
export function contentOf(
  image: PixelImage,
  version: '1.0' | '1.1',
  { names, ...reading }: ContentReading & { readonly names: Uint8Array | undefined },
): PixelContent {
  if (version === '1.0') return new LegacyContent(image, reading);
  try {
    return new ProgramContent(image, new TextDecoder().decode(names), reading);
  } catch (error) {
    throw errorIn(error, reading.file);
  }
}
