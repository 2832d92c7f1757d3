// Encodes a program in pixel form: records for its data, functions and kernels, code, steps, names, all laid out in an image.
import type { Position } from 'unist';
import type { Program } from '../../ir/index.ts';
import type { PixelImage } from '../image.ts';
import { DEFAULT_GAS } from '../words/directory.ts';
import { type LayoutOptions, type LooseCode, layOut } from '../words/layout.ts';
import { placeInstructions } from '../words/place.ts';
import type { PixelProgram } from '../words/program.ts';
import { type EncodedCode, encodeCode } from './code.ts';
import { Constants, recordOfBuffer, recordOfSetting } from './records.ts';
import { encodeSteps } from './steps.ts';

export interface EncodedProgram {
  readonly program: PixelProgram;
  readonly image: PixelImage;
}

/** Numbers for named things, one after the other from `first`. */
const numbered = (things: readonly { readonly name: string }[], first: number): Map<string, number> =>
  new Map(things.map(({ name }, k) => [name, first + k]));

/** Names that the chunk `pxNM` can carry. */
const isPlain = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(name);

/** The names of registers and the positions of instructions of one kernel or function, as lines of `pxNM` have them. */
function* namesOf(record: number, { registers }: EncodedCode): Generator<readonly [string, string]> {
  for (const [register, name] of registers.names) if (isPlain(name)) yield [`${record}.${register}`, name];
}

function* positionsOf(
  record: number,
  { record: { code }, positions }: EncodedCode,
): Generator<readonly [string, Position['start']]> {
  const placed = placeInstructions(code).code;
  for (const [number, { start }] of positions) yield [`${record}@${placed[number]!.pixel}`, start];
}

/**
 * Encodes a program as an image, with its names in the chunk's form.
 *
 * @param program in pixel form, as `toPixelForm` makes it: flat, arrays of images only, launches with fixed grids
 * @param options.width of the image in pixels; about square when left out
 * @param options.file what messages say that the program comes from
 * @throws PxosError PX1216 when the program is larger than an image may be
 */
export function encodeProgram(program: Program, options: LayoutOptions = {}): EncodedProgram {
  const { settings, buffers, functions, kernels, steps, gas = DEFAULT_GAS } = program;
  const settingNumbers = numbered(settings, 1);
  const bufferNumbers = numbered(buffers, 1 + settings.length);
  const owners = [...functions, ...kernels];
  const firstCode = 1 + settings.length + buffers.length;
  const functionNumbers = numbered(functions, firstCode);
  const kernelNumbers = numbered(kernels, firstCode + functions.length);
  const constants = new Constants(firstCode + owners.length);
  const codes = owners.map((owner) => encodeCode(owner, functionNumbers));
  const numbers = { settings: settingNumbers, buffers: bufferNumbers, kernels: kernelNumbers };
  const looseSteps = encodeSteps(steps, numbers, kernels, constants);
  const all = [...settingNumbers, ...bufferNumbers, ...functionNumbers, ...kernelNumbers];
  return layOut(
    {
      gas: gas === DEFAULT_GAS ? 0 : gas,
      records: [
        ...settings.map(recordOfSetting),
        ...buffers.map((buffer) => recordOfBuffer(buffer, bufferNumbers)),
        ...codes.map(({ record }): LooseCode => record),
        ...constants.records,
      ],
      steps: looseSteps,
      names: {
        records: new Map(all.flatMap(([name, number]) => (isPlain(name) ? [[number, name] as const] : []))),
        registers: new Map(codes.flatMap((code, k) => [...namesOf(firstCode + k, code)])),
        positions: new Map(codes.flatMap((code, k) => [...positionsOf(firstCode + k, code)])),
        blocks: new Map(),
      },
    },
    options,
  );
}
