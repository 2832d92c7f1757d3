// What fingers, mouse and wheel mean on a picture: moving, zooming about a point, pointing, picking.

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places count from the element's corner, in CSS pixels. */
export interface Gestures {
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, at: Place) => void;
  readonly point: (at: Place | undefined) => void;
  readonly pick: (at: Place) => void;
}

/** Less than this is a click that trembled. */
const STILL = 4;
/** How far one notch of a wheel zooms; pinching on a pad comes as small notches with the control key. */
const WHEEL = 0.0022;
const PINCH = 0.012;
const LINE_HEIGHT = 16;

export function listenToGestures(element: HTMLElement, gestures: Gestures): void {
  const fingers = new Map<number, Place>();
  let travelled = 0;

  const placeOf = ({ clientX, clientY }: MouseEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 && event.pointerType === 'mouse') return;
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, placeOf(event));
    travelled = fingers.size > 1 ? STILL : 0;
  });
  element.addEventListener('pointermove', (event) => {
    const now = placeOf(event);
    const before = fingers.get(event.pointerId);
    if (!before) return gestures.point(now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other) {
      const spread = (a: Place): number => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
      gestures.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      gestures.zoom(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (travelled >= STILL) gestures.pan(now.x - before.x, now.y - before.y);
  });
  element.addEventListener('pointerup', (event) => {
    if (!fingers.delete(event.pointerId) || travelled >= STILL) return;
    gestures.point(placeOf(event));
    gestures.pick(placeOf(event));
  });
  element.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId));
  element.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse') gestures.point(undefined);
  });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const notch = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_HEIGHT : 1;
      if (event.shiftKey && !event.ctrlKey) gestures.pan(-(event.deltaX + event.deltaY) * notch, 0);
      else gestures.zoom(Math.exp(-event.deltaY * notch * (event.ctrlKey ? PINCH : WHEEL)), placeOf(event));
    },
    { passive: false },
  );
}
