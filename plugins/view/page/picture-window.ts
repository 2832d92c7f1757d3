// A canvas that shows a picture of any size: zoomed by wheel, pinch and keys, moved by dragging, drawn when something changed.
import { type DrawOptions, drawPicture, type Picture } from '../model/draw.ts';
import {
  fitted,
  keptInSight,
  LARGEST_SCALE,
  oneToOne,
  type Size,
  showing,
  smallestScale,
  type ViewBox,
  zoomedAt,
} from '../model/view-box.ts';
import { listenToGestures } from './gestures.ts';
import { glide } from './glide.ts';
import { drawLoupe } from './loupe.ts';
import { paletteNow } from './palette.ts';
import { Topic } from './topic.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a window asks its owner for. */
export interface PictureSource {
  /** Nothing while there is no picture. */
  readonly picture: () => Picture | undefined;
  readonly look?: () => Partial<Pick<DrawOptions, 'channel' | 'segments' | 'change' | 'squares'>>;
  /** Draws what lies over the pixels. */
  readonly over?: (context: CanvasRenderingContext2D, box: ViewBox, window: Size) => void;
}

/** Window pixels that are drawn at most; a finer screen gets coarser ones. */
const MOST_PIXELS = 6_000_000;

export class PictureWindow {
  /** The pixel under the pointer or the keyboard's cursor; nothing outside of the picture. */
  readonly pointed = new Topic<Point | undefined>();
  readonly picked = new Topic<Point>();
  /** Scale in pixels of the screen that CSS counts. */
  readonly zoomed = new Topic<number>();
  cursor: Point | undefined;

  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly source: PictureSource;
  private box: ViewBox = { x: 0, y: 0, scale: 1 };
  private ratio = 1;
  private isFitted = true;
  private isAwaited = false;
  private glideOn: (() => void) | undefined;

  constructor(canvas: HTMLCanvasElement, source: PictureSource) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('the browser has no 2D canvas');
    this.canvas = canvas;
    this.context = context;
    this.source = source;
    new ResizeObserver(() => this.resize()).observe(canvas);
    listenToGestures(canvas, {
      pan: (dx, dy) => this.moveTo({ ...this.box, ...this.panned(dx, dy) }),
      zoom: (factor, at) => this.zoomBy(factor, this.windowPoint(at)),
      point: (at) => this.point(at && this.pixelAt(at)),
      pick: (at) => {
        const pixel = this.pixelAt(at);
        if (pixel) this.picked.tell(pixel);
      },
    });
    canvas.addEventListener('keydown', (event) => this.key(event));
  }

  /** A new picture, wholly in sight. */
  reset(): void {
    this.cursor = undefined;
    this.isFitted = true;
    this.resize();
  }

  /** Draws again, with the next frame. */
  redraw(): void {
    if (this.isAwaited) return;
    this.isAwaited = true;
    requestAnimationFrame(() => {
      this.isAwaited = false;
      this.draw();
    });
  }

  fit(): void {
    const picture = this.source.picture();
    if (picture) this.glideTo(fitted(picture, this.canvas), true);
  }

  oneToOne(): void {
    const picture = this.source.picture();
    if (picture) this.glideTo(oneToOne(picture, this.canvas, Math.max(1, Math.round(this.ratio))));
  }

  /** Zooms in one step or out, about the middle. */
  step(direction: 1 | -1): void {
    const middle = { x: this.canvas.width / 2, y: this.canvas.height / 2 };
    this.glideTo(this.zoomedBox(direction > 0 ? 2 : 0.5, this.cursorInWindow() ?? middle));
  }

  /** Shows a pixel from near and points at it. */
  show(pixel: Point): void {
    const picture = this.source.picture();
    if (!picture) return;
    this.point(pixel);
    this.glideTo(showing(this.box, pixel, picture, this.canvas));
  }

  private cursorInWindow(): Point | undefined {
    const { cursor, box } = this;
    if (!cursor) return undefined;
    const point = { x: (cursor.x + 0.5 - box.x) * box.scale, y: (cursor.y + 0.5 - box.y) * box.scale };
    const isSeen =
      point.x >= 0 && point.y >= 0 && point.x < this.canvas.width && point.y < this.canvas.height;
    return isSeen ? point : undefined;
  }

  private windowPoint({ x, y }: Point): Point {
    return { x: x * this.ratio, y: y * this.ratio };
  }

  private pixelAt(at: Point): Point | undefined {
    const picture = this.source.picture();
    const { x, y } = this.windowPoint(at);
    const pixel = {
      x: Math.floor(this.box.x + x / this.box.scale),
      y: Math.floor(this.box.y + y / this.box.scale),
    };
    const isInside =
      picture && pixel.x >= 0 && pixel.y >= 0 && pixel.x < picture.width && pixel.y < picture.height;
    return isInside ? pixel : undefined;
  }

  private point(pixel: Point | undefined): void {
    if (pixel?.x === this.cursor?.x && pixel?.y === this.cursor?.y) return;
    this.cursor = pixel;
    this.pointed.tell(pixel);
    this.redraw();
  }

  private panned(dx: number, dy: number): Point {
    const { x, y, scale } = this.box;
    return { x: x - (dx * this.ratio) / scale, y: y - (dy * this.ratio) / scale };
  }

  private zoomedBox(factor: number, at: Point): ViewBox {
    const picture = this.source.picture();
    if (!picture) return this.box;
    const least = smallestScale(picture, this.canvas);
    const scale = Math.max(least, Math.min(LARGEST_SCALE, this.box.scale * factor));
    return keptInSight(zoomedAt(this.box, at, scale), picture, this.canvas);
  }

  private zoomBy(factor: number, at: Point): void {
    this.moveTo(this.zoomedBox(factor, at));
  }

  private moveTo(box: ViewBox, isFitted = false): void {
    this.glideOn?.();
    this.glideOn = undefined;
    const picture = this.source.picture();
    if (!picture) return;
    this.isFitted = isFitted;
    this.box = isFitted ? box : keptInSight(box, picture, this.canvas);
    this.zoomed.tell(this.box.scale / this.ratio);
    this.redraw();
  }

  private glideTo(box: ViewBox, isFitted = false): void {
    this.glideOn?.();
    this.glideOn = glide(this.box, box, (now, isThere) => {
      this.box = now;
      this.isFitted = isFitted && isThere;
      this.zoomed.tell(now.scale / this.ratio);
      this.redraw();
    });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (width * height)));
    const [middleX, middleY] = [
      this.box.x + this.canvas.width / 2 / this.box.scale,
      this.box.y + this.canvas.height / 2 / this.box.scale,
    ];
    const scale = (this.box.scale * ratio) / this.ratio;
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    const picture = this.source.picture();
    if (picture)
      this.moveTo(
        this.isFitted
          ? fitted(picture, this.canvas)
          : {
              scale,
              x: middleX - this.canvas.width / 2 / scale,
              y: middleY - this.canvas.height / 2 / scale,
            },
        this.isFitted,
      );
    this.draw();
  }

  private draw(): void {
    const { canvas, context, box, cursor } = this;
    const picture = this.source.picture();
    const palette = paletteNow();
    const { width, height } = canvas;
    const data = context.createImageData(width, height);
    const target = new Uint32Array(data.data.buffer);
    const options: DrawOptions = {
      box,
      channel: 'rgb',
      squares: true,
      ...palette,
      ...this.source.look?.(),
    };
    if (picture) drawPicture(picture, target, { width, height }, options);
    else target.fill(palette.empty);
    context.putImageData(data, 0, 0);
    if (!picture) return;
    this.source.over?.(context, box, { width, height });
    if (!cursor) return;
    this.ring(cursor);
    if (options.squares) drawLoupe(context, picture, { width, height, ratio: this.ratio }, cursor, options);
  }

  /** A ring that can be seen on any colour. */
  private ring({ x, y }: Point): void {
    const { context, box } = this;
    const size = Math.max(box.scale, 5);
    const [left, top] = [
      Math.round((x + 0.5 - box.x) * box.scale - size / 2) - 0.5,
      Math.round((y + 0.5 - box.y) * box.scale - size / 2) - 0.5,
    ];
    context.lineWidth = 3;
    context.strokeStyle = '#000';
    context.strokeRect(left, top, Math.round(size) + 1, Math.round(size) + 1);
    context.lineWidth = 1;
    context.strokeStyle = '#fff';
    context.strokeRect(left, top, Math.round(size) + 1, Math.round(size) + 1);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const picture = this.source.picture();
    if (!picture) return;
    const far = event.shiftKey ? 16 : 1;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-far, 0],
      ArrowRight: [far, 0],
      ArrowUp: [0, -far],
      ArrowDown: [0, far],
    };
    const move = moves[event.key];
    if (move) this.moveCursor(picture, move);
    else if (event.key === '+' || event.key === '=') this.step(1);
    else if (event.key === '-') this.step(-1);
    else if (event.key === '0') this.fit();
    else if (event.key === '1') this.oneToOne();
    else if (event.key === 'Enter' && this.cursor) this.picked.tell(this.cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private moveCursor({ width, height }: Size, [dx, dy]: readonly [number, number]): void {
    const { x, y } = this.cursor ?? { x: -Math.min(dx, 0), y: -Math.min(dy, 0) };
    const start = this.cursor ? { x: x + dx, y: y + dy } : { x, y };
    const inside = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));
    this.point({ x: inside(start.x, width), y: inside(start.y, height) });
    if (!this.cursorInWindow() && this.cursor) this.show(this.cursor);
  }
}
