// What a page gives to openImage, runImage and saveImage, checked before anything is done: a page is often JavaScript without types.
import {
  type CalledFunction,
  type CallOption,
  checkOptions,
  DIALECT,
  isObject,
  type PixelImage,
  refuseArgument,
  SWITCH,
} from 'pxos/core';

const OPEN: CalledFunction = { name: 'openImage', example: 'openImage(await response.arrayBuffer())' };
const RUN: CalledFunction = { name: 'runImage', example: "runImage(opened, { runner: 'cpu' })" };
const SAVE: CalledFunction = { name: 'saveImage', example: 'saveImage(image, { names: opened.names })' };

const READING: Readonly<Record<string, CallOption>> = { compat: SWITCH, dialect: DIALECT };
const OPEN_OPTIONS: Readonly<Record<string, CallOption>> = {
  ...READING,
  file: { expected: 'the name of a file', is: (value) => typeof value === 'string' },
};

const isIndex = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const RUN_OPTIONS: Readonly<Record<string, CallOption>> = {
  ...READING,
  // Which names there are says the engine.
  runner: {
    expected: "`'cpu'`, `'webgpu'` or `'reference'`",
    is: (value) => typeof value === 'string',
    isRequired: true,
  },
  interpret: SWITCH,
  steps: {
    expected: '`[from, to]`, two numbers of steps',
    is: (value) => Array.isArray(value) && value.length === 2 && value.every(isIndex),
  },
  timeout: {
    expected: 'a number of milliseconds above 0',
    is: (value) => typeof value === 'number' && value > 0,
  },
  signal: {
    expected: 'an `AbortSignal`',
    is: (value) => isObject(value) && 'aborted' in value && 'addEventListener' in value,
  },
};

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const SAVE_OPTIONS: Readonly<Record<string, CallOption>> = {
  names: { expected: 'a `Uint8Array`', is: isBytes },
};

const isImage = (value: unknown): value is PixelImage =>
  isObject(value) &&
  'width' in value &&
  'height' in value &&
  isIndex(value.width) &&
  isIndex(value.height) &&
  'pixels' in value &&
  isBytes(value.pixels);

/**
 * The bytes of a file, however a page has it.
 *
 * @throws PxosError PX0686–PX0688 for what is no file, and for options that are wrong
 */
export async function fileBytes(source: unknown, options: unknown): Promise<Uint8Array> {
  checkOptions(OPEN, OPEN_OPTIONS, options);
  if (isBytes(source)) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  return refuseArgument(OPEN, 'a `Blob`, an `ArrayBuffer` or a `Uint8Array`', source);
}

/** Throws `PxosError` PX0686–PX0688 with what is wrong with a call of `runImage`. */
export function checkRun(opened: unknown, options: unknown): void {
  if (!isObject(opened) || !('image' in opened) || !isImage(opened.image))
    refuseArgument(RUN, 'an opened image, or `{ image }`', opened);
  checkOptions(RUN, RUN_OPTIONS, options);
}

/** Throws `PxosError` PX0686–PX0688 with what is wrong with a call of `saveImage`. */
export function checkSave(image: unknown, options: unknown): void {
  if (!isImage(image)) refuseArgument(SAVE, 'an image, `{ width, height, pixels }`', image);
  checkOptions(SAVE, SAVE_OPTIONS, options);
}
