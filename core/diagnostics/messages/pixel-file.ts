// Messages about the file of a pixel program: the PNG around the pixels, its limits, and which version it is (PX1000–PX1099).
import { message } from '../catalog.ts';

const megapixels = (pixels: number): string => `${(pixels / 1e6).toFixed(1)} million`;

// ------------------------------------------------------------------------------------------------ the container

export const notPng = message<{ what: string; hint?: string | undefined }>({
  code: 'PX1000',
  severity: 'error',
  about: 'A `.pxi` file is no PNG; the message says what it is.',
  message: ({ what }) => `The file is ${what}, and a pixel program is a PNG.`,
  hint: ({ hint }) => hint ?? 'Get the program as the RGBA PNG that it was written as.',
});

export const pngCutOff = message<{ where: string }>({
  code: 'PX1001',
  severity: 'error',
  about: 'A PNG ends before its end mark.',
  message: ({ where }) => `The file is cut off: it ends ${where}.`,
  hint: () => 'Get the file again; part of it was lost.',
});

export const pngChecksum = message<{ type: string; offset: number; stored: string; computed: string }>({
  code: 'PX1002',
  severity: 'error',
  about: 'The checksum of a PNG chunk does not fit its bytes.',
  message: ({ type, offset, stored, computed }) =>
    `The chunk ${type} at byte ${offset} is damaged: its checksum is ${stored}, and its bytes give ${computed}.`,
  hint: () => 'Get the file again; bytes were changed after it was written.',
});

export const pngOrder = message<{ reason: string; offset: number }>({
  code: 'PX1003',
  severity: 'error',
  about: 'The chunks of a PNG are not in the order that the format demands.',
  message: ({ reason, offset }) => `At byte ${offset}, ${reason}.`,
  hint: () => 'Write the file again with a tool that keeps to the PNG specification.',
});

export const pngUnknownChunk = message<{ type: string; offset: number }>({
  code: 'PX1004',
  severity: 'error',
  about: 'A PNG holds a chunk that must be understood to read it, and is not known.',
  message: ({ type, offset }) =>
    `The chunk ${type} at byte ${offset} is not known, and is marked as necessary.`,
  hint: () => 'Write the file again as a plain PNG: IHDR, IDAT, IEND.',
});

export const pngTrailing = message<{ bytes: number; offset: number }>({
  code: 'PX1005',
  severity: 'error',
  about: 'Bytes follow the end mark of a PNG.',
  message: ({ bytes, offset }) =>
    `${bytes === 1 ? '1 byte follows' : `${bytes} bytes follow`} the end of the image, from byte ${offset} on.`,
  hint: ({ offset }) => `Cut the file to its first ${offset} bytes, if what follows is not needed.`,
});

export const pngColors = message<{ what: string }>({
  code: 'PX1006',
  severity: 'error',
  about: 'A PNG is not RGBA with eight bits a channel: grey, palette, no alpha, or 16 bits.',
  message: ({ what }) => `The image is ${what}; a pixel program is RGBA with eight bits a channel.`,
  hint: () =>
    'Pixels are code here: conversion would change it. Get the program as the RGBA PNG that it was written as.',
});

export const pngInterlaced = message({
  code: 'PX1007',
  severity: 'error',
  about: 'A PNG is interlaced.',
  message: () => 'The image is interlaced.',
  hint: () => 'Save it without interlacing, and with all channels as they are.',
});

export const pngHeader = message<{ reason: string }>({
  code: 'PX1008',
  severity: 'error',
  about: 'The header of a PNG says something that the format does not know.',
  message: ({ reason }) => `The header of the PNG is not valid: ${reason}.`,
  hint: () => 'Get the file again, or write it again with another tool.',
});

// ------------------------------------------------------------------------------------------------ limits

export const pngTooLarge = message<{ width: number; height: number; maxWidth: number; maxHeight: number }>({
  code: 'PX1010',
  severity: 'error',
  about: 'An image is wider or higher than a pixel program may be.',
  message: ({ width, height, maxWidth, maxHeight }) =>
    `The image is ${width} × ${height} pixels; a pixel program has at most ${maxWidth} × ${maxHeight}.`,
  hint: () => 'Use a width up to 8192; large data go on in more rows.',
});

export const pngTooManyPixels = message<{ width: number; height: number; limit: number }>({
  code: 'PX1011',
  severity: 'error',
  about: 'An image has more pixels than the limit allows.',
  message: ({ width, height, limit }) =>
    `The image has ${width} × ${height} pixels, ${megapixels(width * height)}; the limit is ${megapixels(limit)}.`,
  hint: () => 'Read a smaller image, or raise the limit where the program is loaded.',
});

export const pngFileTooLarge = message<{ bytes: number; limit: number }>({
  code: 'PX1012',
  severity: 'error',
  about: 'A file has more bytes than a pixel program within the limits can need.',
  message: ({ bytes, limit }) => `The file has ${bytes} bytes; the limit is ${limit}.`,
  hint: () => 'Read a smaller file, or raise the limit where the program is loaded.',
});

export const pngTooMuchBeside = message<{ what: string; limit: string }>({
  code: 'PX1013',
  severity: 'error',
  about: 'A PNG carries more text, names or chunks than the limits allow.',
  message: ({ what, limit }) => `The file holds more ${what} than it may: the limit is ${limit}.`,
  hint: () => 'Remove what is not pixels: no execution needs it.',
});

// ------------------------------------------------------------------------------------------------ image data

export const pngData = message<{ reason: string }>({
  code: 'PX1020',
  severity: 'error',
  about: 'The compressed data of a PNG are damaged.',
  message: ({ reason }) => `The compressed image data are damaged: ${reason}.`,
  hint: () => 'Get the file again; bytes were changed after it was written.',
});

export const pngDataShort = message<{ bytes: number; wanted: number; isBound: boolean }>({
  code: 'PX1021',
  severity: 'error',
  about: 'The image data of a PNG end before its last pixel.',
  message: ({ bytes, wanted, isBound }) =>
    `The image data end after ${isBound ? 'at most ' : ''}${bytes} of ${wanted} bytes.`,
  hint: () => 'Get the file again; part of it was lost.',
});

export const pngDataLong = message<{ wanted: number }>({
  code: 'PX1022',
  severity: 'error',
  about: 'The image data of a PNG go on behind its last pixel.',
  message: ({ wanted }) => `The image data go on behind the last pixel, byte ${wanted}.`,
  hint: () => 'Get the file again; its size and its data do not belong together.',
});

export const pngFilter = message<{ row: number; filter: number }>({
  code: 'PX1023',
  severity: 'error',
  about: 'A row of a PNG names a filter that the format does not have.',
  message: ({ row, filter }) => `Row ${row} names filter ${filter}; PNG has filters 0 to 4.`,
  hint: () => 'Get the file again, or write it again with another tool.',
});

// ------------------------------------------------------------------------------------------------ what is left aside

export const pngIgnored = message<{ type: string; meaning: string }>({
  code: 'PX1030',
  severity: 'warning',
  about: 'A PNG chunk that changes how viewers show an image is left aside; pixels are taken as they are.',
  message: ({ type, meaning }) =>
    `The chunk ${type} (${meaning}) is ignored: pixels are taken as they are stored.`,
  hint: () => 'Save the file without it; an image editor that adds it may also change pixels.',
});

export const pngNamesTwice = message({
  code: 'PX1031',
  severity: 'warning',
  about: 'A PNG has names of a pixel program (chunk `pxNM`) twice; the first ones count.',
  message: () => 'The file has names (chunk pxNM) twice; the first ones count.',
  hint: () => 'Write the file again with one set of names.',
});

// ------------------------------------------------------------------------------------------------ writing

export const pngNotWritable = message<{ width: number; height: number; bytes: number }>({
  code: 'PX1040',
  severity: 'error',
  about: 'The bytes of an image that is to be written do not fit its size.',
  message: ({ width, height, bytes }) =>
    `An image of ${width} × ${height} pixels cannot be written from ${bytes} bytes.`,
  hint: () => 'Width and height are whole numbers from 1, and there are four bytes for each pixel.',
});

// ------------------------------------------------------------------------------------------------ the version

export const damagedGuard = message<{ found: string; wanted: string }>({
  code: 'PX1050',
  severity: 'error',
  about: 'The first pixels of an image are nearly, but not exactly, the mark of a version 1.1 program.',
  message: ({ found, wanted }) =>
    `The mark of version 1.1 is damaged: the image begins ${found}, and the mark is ${wanted}.`,
  hint: () =>
    'Get the file again: a tool that converts colours or alpha changed its pixels. As a version 1.0 program it runs with `--compat` only.',
});

export const laterVersion = message<{ major: number }>({
  code: 'PX1051',
  severity: 'error',
  about: 'An image has the mark of a version that this program does not know.',
  message: ({ major }) => `The image is a pixel program of version ${major}, which is not known here.`,
  hint: () => 'Versions 1.0 and 1.1 are known; a later pxOS may know it.',
});
