// The door of the data room: arrays from and to files, one place that reads and one that writes.
export { type ArrayData, imageSize, MAX_ARRAY_BYTES } from './array.ts';
export { elementsOf } from './elements.ts';
export { type ArrayFormat, formatOf } from './extension.ts';
export { type FileContents, type FileMention, readBytes, writeTogether } from './files.ts';
export { decodeArray, encodeArray, givenFormat, outputFormat } from './format.ts';
export { givenValues, isGivenValues } from './given-values.ts';
export { formatValue } from './json.ts';
export { decodeRaw } from './raw.ts';
