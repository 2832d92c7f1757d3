// Moves a view from one place to another smoothly, or at once for those who want less motion.
import type { ViewBox } from '../model/view-box.ts';

const MILLISECONDS = 180;

/** Calls `step` with each frame's view, and with the last one as such. Gives a way to stop. */
export function glide(
  from: ViewBox,
  to: ViewBox,
  step: (box: ViewBox, isThere: boolean) => void,
): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    step(to, true);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const time = Math.min(1, Math.max(0, (now - start) / MILLISECONDS));
    if (time === 1) return step(to, true);
    step(between(from, to, 1 - (1 - time) ** 3), false);
    frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}

/** On the way: the scale grows evenly by factors, and one point of the window keeps its place. */
function between(from: ViewBox, to: ViewBox, share: number): ViewBox {
  const scale = from.scale * (to.scale / from.scale) ** share;
  const span = 1 / from.scale - 1 / to.scale;
  const part = Math.abs(span) < 1e-9 ? share : (1 / from.scale - 1 / scale) / span;
  return { scale, x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
