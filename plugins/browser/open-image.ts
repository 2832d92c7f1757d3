// Opens the file of an image: reads it strictly, and says what it is and what is wrong with it.
import {
  contentOf,
  type Diagnostic,
  decodePngStream,
  type Inspection,
  inspectImage,
  isPxosError,
  knownVersion,
  type LegacyDialect,
  type PixelImage,
  readNames,
  versionOf,
} from 'pxos/core';
import { fileBytes } from './calls.ts';
import { forPage, inPage } from './page-words.ts';

/** How a file is read. */
export interface OpenImageOptions {
  /** Version 1.0 as old executors ran it, bit for bit. */
  readonly compat?: boolean;
  /** Of version 1.0; '1.0' by default. */
  readonly dialect?: LegacyDialect;
  /** The file's name, for messages. */
  readonly file?: string;
}

/** An image, and what is known of the program in it before it runs. */
export interface OpenedImage {
  readonly image: PixelImage;
  /** `damaged` and `later` ones cannot run. */
  readonly version: '1.0' | '1.1' | 'damaged' | 'later';
  /** Contents of the chunk `pxNM`. */
  readonly names: Uint8Array | undefined;
  /** The file's name, for messages. */
  readonly file: string;
  readonly inspection: Inspection;
  /** Everything that is wrong or odd; an image without errors among them runs. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why the program can only be interpreted. */
  readonly onlyInterpreted: Diagnostic | undefined;
}

/** What judging says beside the inspection: of a version that nobody knows, of a program that cannot be compiled. */
function judged(
  image: PixelImage,
  names: Uint8Array | undefined,
  { compat = false, dialect = '1.0', file = '' }: OpenImageOptions,
): { readonly onlyInterpreted?: Diagnostic | undefined; readonly errors: readonly Diagnostic[] } {
  try {
    const version = knownVersion(image, { compat, file });
    const compiles = !(compat && version === '1.0');
    const { onlyInterpreted } = contentOf(image, version, { dialect, compiles, file, names });
    return { onlyInterpreted, errors: [] };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return { errors: error.diagnostics };
  }
}

/** Diagnostics of several judges, each once. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(
    diagnostics.map((found) => [JSON.stringify([found.code, found.pixel, found.message]), found]),
  ).values(),
];

/**
 * Reads the file of an image. A program that is wrong is in `diagnostics`, with the pixels that are; the image is there all
 * the same, to be looked at.
 *
 * @throws PxosError PX1000–PX1023 for a file that is no PNG as pixel programs need it, PX0686–PX0688 for a call that is wrong
 * @example
 * const opened = await openImage(file, { file: file.name });
 */
export async function openImage(
  source: Blob | ArrayBuffer | Uint8Array,
  options: OpenImageOptions = {},
): Promise<OpenedImage> {
  const bytes = await fileBytes(source, options);
  const { file = 'image.pxi', compat = false } = options;
  const { image, names, warnings } = await inPage(() => decodePngStream(bytes, { file }));
  const known = readNames(new TextDecoder().decode(names), { file });
  const inspection = inspectImage(image, { names: known.names, file, compat });
  const { onlyInterpreted, errors } = judged(image, names, { ...options, file });
  // Old executors ran what is refused today.
  const health = compat && inspection.version !== '1.1' ? [] : inspection.health;
  return {
    image,
    version: versionOf(image),
    names,
    file,
    inspection,
    diagnostics: distinct([...warnings, ...known.warnings, ...health, ...errors].map(forPage)),
    onlyInterpreted: onlyInterpreted && forPage(onlyInterpreted),
  };
}
