// Colours of the theme as words, for what is drawn pixel by pixel.

export interface Palette {
  readonly empty: number;
  readonly grid: number;
  readonly mark: number;
}

function wordOf(style: CSSStyleDeclaration, name: string): number {
  const hex = Number.parseInt(style.getPropertyValue(name).trim().slice(1), 16);
  return (0xff000000 | ((hex & 255) << 16) | (hex & 0xff00) | (hex >> 16)) >>> 0;
}

/** Reads them from the page's style, where they are written as `#rrggbb`. */
export function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  return {
    empty: wordOf(style, '--canvas'),
    grid: wordOf(style, '--grid'),
    mark: wordOf(style, '--mark'),
  };
}
