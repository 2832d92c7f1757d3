// The bit flags of WebGPU that are used here; Dawn's package has them only as globals of a page.

/** `GPUBufferUsage`. */
export const USAGE = {
  mapRead: 0x1,
  copySource: 0x4,
  copyTarget: 0x8,
  uniform: 0x40,
  storage: 0x80,
} as const;

/** `GPUMapMode`. */
export const MAP_READ = 1;
