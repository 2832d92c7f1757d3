// The legend of an annotated picture: a square in the colour of each kind of part that a program has, and its name.
import {
  type Inspection,
  REGION_COLORS,
  REGION_KINDS,
  REGION_NAMES,
  regionsOf,
} from '../pxi/inspect/index.ts';
import { type Io, usesColor } from './io.ts';

/** How light or strong a colour is, to be told without seeing it. */
const hex = (color: readonly number[]): string =>
  `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** One line; where the terminal has no colours, each name has its colour in hexadecimal behind it. */
export function regionLegend(inspection: Inspection, io: Io, flag: boolean | undefined): string {
  const present = new Set(regionsOf(inspection).map(({ kind }) => kind));
  const color = usesColor(io, io.stdout, flag);
  const entries = REGION_KINDS.filter((kind) => present.has(kind)).map((kind) => {
    const { [kind]: channels } = REGION_COLORS;
    return color
      ? `\u001b[38;2;${channels.join(';')}m■\u001b[0m ${REGION_NAMES[kind]}`
      : `${REGION_NAMES[kind]} ${hex(channels)}`;
  });
  return entries.join(color ? '  ' : ', ');
}
