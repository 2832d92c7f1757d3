// The door of inspection: what a pixel program says of itself, and how two of them differ.
export { differenceOf, differencePicture, type ImageDifference, type PixelDifference } from './difference.ts';
export {
  type InspectedArray,
  type InspectedCode,
  type InspectedHeader,
  type InspectedStep,
  type Inspection,
  inspectImage,
} from './inspect.ts';
export { regionPicture } from './region-picture.ts';
export {
  REGION_COLORS,
  REGION_KINDS,
  REGION_NAMES,
  type Region,
  type RegionKind,
  regionsOf,
} from './regions.ts';
export { type ArrayFigures, type ArrayStatistics, statisticsOf } from './statistics.ts';
