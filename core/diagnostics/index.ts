// The door of the diagnostics room: what a message is, how catalogues are written, how messages are shown.
export { type MessageFunction, type MessageSpec, message, type Placement } from './catalog.ts';
export { describe, reasonOf, withFullStop } from './describe.ts';
export {
  type Diagnostic,
  type DiagnosticNote,
  isPxosError,
  type PixelPlace,
  PxosError,
  type Severity,
} from './diagnostic.ts';
export { didYouMean } from './did-you-mean.ts';
export { displayWidth, type Frame, frameOf, harmless } from './frame.ts';
export { formatBytes, formatCount, formatDuration, formatNumber } from './quantities.ts';
export { type RenderOptions, renderDiagnostics, toRecord } from './render.ts';
