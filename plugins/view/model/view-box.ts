// Which part of an image a window shows: zooming about a point, fitting, keeping the image in sight.

/** `x`, `y`: the place of the image in the window's corner, in image pixels; `scale`: window pixels for one of the image. */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const LARGEST_SCALE = 96;
/** Space around an image that fits, as a share of the window. */
const MARGIN = 0.04;

/** The smallest scale: the whole image with some space around it, or 1:1 where that is smaller still. */
export function smallestScale(image: Size, window: Size): number {
  return Math.min(1, fitScale(image, window));
}

const fitScale = (image: Size, window: Size): number =>
  Math.min(
    LARGEST_SCALE,
    ((1 - MARGIN) * window.width) / image.width,
    ((1 - MARGIN) * window.height) / image.height,
  );

/** The image centred at a scale. */
export function centred(image: Size, window: Size, scale: number): ViewBox {
  return {
    scale,
    x: (image.width - window.width / scale) / 2,
    y: (image.height - window.height / scale) / 2,
  };
}

/** How much of a window may be given up for squares of one size. */
const ROUNDING = 0.85;

/** The whole image; with pixels that are squares of one size, where they are large enough for a whole number to be near. */
export function fitted(image: Size, window: Size): ViewBox {
  const scale = fitScale(image, window);
  const whole = Math.floor(scale);
  return centred(image, window, whole >= ROUNDING * scale ? whole : scale);
}

/** One pixel for one: centred where the image fits, else from its left upper corner. */
export function oneToOne(image: Size, window: Size, scale = 1): ViewBox {
  return keptInSight({ x: -8 / scale, y: -8 / scale, scale }, image, window);
}

/** Zooms so that the place under a point of the window stays under it. */
export function zoomedAt(
  box: ViewBox,
  point: { readonly x: number; readonly y: number },
  scale: number,
): ViewBox {
  return {
    scale,
    x: box.x + point.x / box.scale - point.x / scale,
    y: box.y + point.y / box.scale - point.y / scale,
  };
}

/** A box whose scale is allowed and that shows the image: an axis on which it fits is centred, others show no emptiness but a margin. */
export function keptInSight(box: ViewBox, image: Size, window: Size): ViewBox {
  const scale = Math.max(smallestScale(image, window), Math.min(LARGEST_SCALE, box.scale));
  const axis = (at: number, length: number, room: number): number => {
    const shown = room / scale;
    if (length <= shown) return (length - shown) / 2;
    const margin = Math.min(shown / 4, 40 / scale);
    return Math.max(-margin, Math.min(length - shown + margin, at));
  };
  return { scale, x: axis(box.x, image.width, window.width), y: axis(box.y, image.height, window.height) };
}

/** A box that has a pixel in its middle, at a scale at which it can be seen. */
export function showing(
  box: ViewBox,
  { x, y }: { readonly x: number; readonly y: number },
  image: Size,
  window: Size,
): ViewBox {
  const scale = Math.max(box.scale, 16);
  const middle = {
    scale,
    x: x + 0.5 - window.width / scale / 2,
    y: y + 0.5 - window.height / scale / 2,
  };
  return keptInSight(middle, image, window);
}
