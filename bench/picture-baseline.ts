// The picture pipeline by hand, in plain JavaScript: the same arithmetic, pixel by pixel, without tiles, threads or guards.

interface Size {
  readonly width: number;
  readonly height: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const luma = (p: number): number =>
  (((p & 255) * 54 + ((p >>> 8) & 255) * 183 + ((p >>> 16) & 255) * 19) / 256) | 0;

/** Binomial weights 1 4 6 4 1 in both directions; beyond the border the picture repeats its last pixels. */
function blur(source: Uint32Array, target: Uint32Array, { width, height }: Size): void {
  const weights = [1, 4, 6, 4, 1].flatMap((a) => [1, 4, 6, 4, 1].map((b) => a * b));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < 5; j++) {
        const row = clamp(y + j - 2, 0, height - 1) * width;
        for (let i = 0; i < 5; i++) {
          const p = source[row + clamp(x + i - 2, 0, width - 1)]!;
          const weight = weights[j * 5 + i]!;
          red += (p & 255) * weight;
          green += ((p >>> 8) & 255) * weight;
          blue += ((p >>> 16) & 255) * weight;
        }
      }
      target[y * width + x] = (red >> 8) | ((green >> 8) << 8) | ((blue >> 8) << 16) | (255 << 24);
    }
}

/** Sobel's operator on the brightness; the darker, the steeper. */
function edges(source: Uint32Array, target: Uint32Array, { width, height }: Size): void {
  for (let y = 0; y < height; y++) {
    const above = clamp(y - 1, 0, height - 1) * width;
    const here = y * width;
    const below = clamp(y + 1, 0, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const left = clamp(x - 1, 0, width - 1);
      const right = clamp(x + 1, 0, width - 1);
      const nw = luma(source[above + left]!);
      const n = luma(source[above + x]!);
      const ne = luma(source[above + right]!);
      const w = luma(source[here + left]!);
      const e = luma(source[here + right]!);
      const sw = luma(source[below + left]!);
      const s = luma(source[below + x]!);
      const se = luma(source[below + right]!);
      const gx = ne + 2 * e + se - nw - 2 * w - sw;
      const gy = sw + 2 * s + se - nw - 2 * n - ne;
      const paper = 255 - Math.min(255, ((Math.abs(gx) + Math.abs(gy)) / 2) | 0);
      const p = source[here + x]!;
      const red = (((p & 255) * paper) / 255) | 0;
      const green = ((((p >>> 8) & 255) * paper) / 255) | 0;
      const blue = ((((p >>> 16) & 255) * paper) / 255) | 0;
      target[here + x] = red | (green << 8) | (blue << 16) | (p & 0xff000000);
    }
  }
}

const curve = (v: number): number => ((v + (((v * v * (765 - 2 * v)) / 65025) | 0)) / 2) | 0;

/** Warm lights, cool shadows, dark corners. */
function grade(picture: Uint32Array, { width, height }: Size): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const p = picture[y * width + x]!;
      const bright = luma(p);
      const warm = curve(p & 255) + (((bright - 96) / 8) | 0);
      const cool = curve((p >>> 16) & 255) - (((bright - 112) / 10) | 0);
      const dx = 2 * x - width;
      const dy = 2 * y - height;
      const across = (((((dx * dx) / width) | 0) * 96) / width) | 0;
      const down = (((((dy * dy) / height) | 0) * 64) / height) | 0;
      const light = 256 - (across + down);
      const red = clamp(((warm * light) / 232) | 0, 0, 255);
      const green = clamp(((curve((p >>> 8) & 255) * light) / 232) | 0, 0, 255);
      const blue = clamp(((cool * light) / 232) | 0, 0, 255);
      picture[y * width + x] = red | (green << 8) | (blue << 16) | (p & 0xff000000);
    }
}

/** The three kernels after each other, on a copy. */
export function pictureByHand(scene: Uint32Array, size: Size): Uint32Array {
  const picture = new Uint32Array(scene);
  const second = new Uint32Array(scene.length);
  blur(picture, second, size);
  edges(second, picture, size);
  grade(picture, size);
  return picture;
}
