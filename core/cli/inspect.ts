// `pxos inspect FILE.pxi`: what a pixel program says of itself, as text, JSON or an annotated picture.
import { formatCount, formatNumber } from '../diagnostics/index.ts';
import { encodePng, hexOf, readNames } from '../pxi/index.ts';
import {
  type InspectedArray,
  type InspectedStep,
  type Inspection,
  inspectImage,
  regionPicture,
} from '../pxi/inspect/index.ts';
import { readImageFile, writeFileAt } from './image-files.ts';
import type { Io } from './io.ts';
import { regionLegend } from './region-legend.ts';
import { type CommandInput, inSession } from './session.ts';
import { table } from './table.ts';
import { type ToolOutput, toolOutput } from './tool-output.ts';

const PICTURE: ToolOutput = { extensions: ['.png'], example: 'regions.png' };

/** Prints size, version, steps, arrays and code; the health report comes as messages. */
export async function inspect(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    const { args, flags, io, json } = session;
    const out = await toolOutput(session, PICTURE);
    const { path, image, names, warnings } = await readImageFile(args[0] ?? '', io);
    const known = readNames(names, { file: path });
    const inspection = inspectImage(image, { names: known.names, file: path });
    if (out !== undefined) await writeFileAt(out, encodePng(regionPicture(image, inspection)), io);
    if (!json) printInspection(io, path, inspection);
    if (!json && out !== undefined)
      io.stdout.write(`\n${out}: ${regionLegend(inspection, io, flags.is('color'))}\n`);
    // `version` is that of the JSON.
    const { health, version: protocol, ...facts } = inspection;
    const written = out === undefined ? {} : { written: [out] };
    return {
      json: { protocol, ...facts, ...written },
      diagnostics: [...warnings, ...known.warnings, ...health],
    };
  });
}

function printInspection(
  io: Io,
  path: string,
  { width, height, version, gas, flags, steps, arrays, code }: Inspection,
): void {
  const place = (pixel: number): string => `${pixel % width},${Math.floor(pixel / width)}`;
  const about = [
    `version ${version}`,
    ...flags,
    ...(gas === undefined ? [] : [`gas ${formatCount(gas)} a thread`]),
  ];
  const lines = [`${path}: ${width} × ${height} pixels, ${about.join(', ')}`];
  if (steps.length > 0)
    lines.push(
      '',
      ...table(
        ['pixel#', 'step', 'shapes'],
        steps.map((step) => stepRow(step, place)),
      ),
    );
  if (arrays.length > 0)
    lines.push(
      '',
      ...table(
        ARRAY_COLUMNS,
        arrays.map((array) => arrayRow(array, place)),
      ),
    );
  for (const { kind, number, name, pixels, registers, instructions } of code) {
    const counts = Object.entries(registers).flatMap(([type, count]) =>
      count > 0 ? [`${count} ${type}`] : [],
    );
    lines.push(
      '',
      `${kind} ${name ?? `#${number}`} at ${place(pixels[0])}: registers ${counts.join(', ') || 'none'}`,
    );
    lines.push(
      ...table(
        ['  pixel#', 'instruction'],
        instructions.map(({ pixel, text }) => [`  ${place(pixel)}`, text]),
      ),
    );
  }
  io.stdout.write(`${lines.join('\n')}\n`);
}

const stepRow = (
  { pixel, text, shapes }: InspectedStep,
  place: (pixel: number) => string,
): readonly string[] => [place(pixel), text, shapes.join(' ')];

const ARRAY_COLUMNS = ['array', 'type', 'shape#', 'at#', 'flags', 'min#', 'max#', 'mean#', 'not 0#', 'first'];

function arrayRow(array: InspectedArray, place: (pixel: number) => string): readonly string[] {
  const { number, name, type, rows, columns, pixels, flags, min, max, mean, nonZero, first } = array;
  // Pixels are four bytes each: as one number they say nothing.
  const isPixels = type === 'pixel';
  const figure = (value: number | undefined): string =>
    value === undefined || isPixels ? '' : formatNumber(value);
  const shown = first
    .slice(0, 4)
    .map((value) => (isPixels ? hexOf(value) : figure(value)))
    .join(' ');
  return [
    name ?? `#${number}`,
    type,
    `${rows}x${columns}`,
    place(pixels[0]),
    flags.join(' '),
    figure(min),
    figure(max),
    figure(mean),
    nonZero === undefined ? 'not counted' : `${Math.round(nonZero * 100)} %`,
    rows * columns > 4 ? `${shown} …` : shown,
  ];
}
