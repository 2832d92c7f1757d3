// The front end of `.pxi` files: reads the PNG strictly, validates the program in its pixels, and decodes it to IR.
import {
  decodePng,
  decodeProgram,
  defineFrontend,
  type FrontendContext,
  knownVersion,
  legacyToProgram,
  loadProgram,
  lowerElementBindings,
  type PixelImage,
  type Plugin,
  type Program,
  readNames,
} from 'pxos/core';

/** Version 1.1: everything that is wrong is said at once, each with its pixel. */
function decode(image: PixelImage, lines: Uint8Array | undefined, { log, source }: FrontendContext): Program {
  const { names, warnings } = readNames(new TextDecoder().decode(lines), { file: source.path });
  for (const warning of warnings) log.report(warning);
  return lowerElementBindings(decodeProgram(loadProgram(image, names), image).program);
}

function parse(context: FrontendContext): Program {
  const { path: file, bytes, text } = context.source;
  const { image, names, warnings } = decodePng(bytes ?? new TextEncoder().encode(text), { file });
  for (const warning of warnings) context.log.report(warning);
  if (knownVersion(image, { file }) === '1.1') return decode(image, names, context);
  const legacy = legacyToProgram(image, { file });
  for (const warning of legacy.warnings) context.log.report(warning);
  return legacy.program;
}

/** `.pxi` files of versions 1.0 and 1.1 to programs. Errors: PX10xx the file, PX11xx version 1.0, PX12xx version 1.1. */
export const frontendPxi: Plugin = defineFrontend({
  name: 'frontend-pxi',
  extensions: ['.pxi'],
  binary: true,
  parse: (_file, context) => parse(context),
});
