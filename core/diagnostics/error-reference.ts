// Writes `docs/errors.md`: every message of the catalogues with its code, its severity and what it is about.
import type { MessageFunction } from './catalog.ts';

/** What the page says about one message. */
export type CatalogueEntry = Pick<MessageFunction<object>, 'code' | 'severity' | 'about'>;

/** First codes of the topics, in order; a topic ends where the next one starts. */
const TOPICS: readonly (readonly [first: string, title: string])[] = [
  ['PX0000', 'Reading source files'],
  ['PX0100', 'Text and layout'],
  ['PX0200', 'Syntax'],
  ['PX0300', 'Names and types'],
  ['PX0400', 'Flow and uniformity'],
  ['PX0500', 'Host statements, launches, sizes'],
  ['PX0550', 'Sizes and bindings of a run'],
  ['PX0600', 'Configuration, plugins, command line'],
  ['PX0700', 'Data files and running'],
  ['PX0800', 'Targets'],
  ['PX0900', 'Intermediate representation'],
  ['PX1000', 'Pixel programs: the file'],
  ['PX1100', 'Pixel programs: version 1.0'],
  ['PX1200', 'Pixel programs: version 1.1'],
  ['PX1300', 'Pixel programs: made and run'],
  ['PX1400', 'Pixel programs: tools'],
];

/** The entries of modules that export messages, whatever else they export, by code. */
export function catalogueEntries(modules: Iterable<object>): readonly CatalogueEntry[] {
  const entries = [...modules].flatMap((module) => Object.values(module)).filter(isEntry);
  return entries.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

function isEntry(value: unknown): value is CatalogueEntry {
  return typeof value === 'function' && 'code' in value && 'severity' in value && 'about' in value;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/**
 * The page, Markdown with a newline at its end.
 *
 * @param entries sorted by code
 * @param pictures path of an example's picture, relative to the page, by code
 */
export function errorReference(
  entries: readonly CatalogueEntry[],
  pictures: ReadonlyMap<string, string>,
): string {
  const lines = [
    '# All messages',
    '',
    'This page is generated from the message catalogues; `UPDATE_SNAPSHOTS=1 npm test` rewrites it.',
    'An error stops the build, a warning does not. The examples are tested, to the letter.',
  ];
  TOPICS.forEach(([first, title], index) => {
    const next = TOPICS[index + 1]?.[0] ?? 'PX~';
    const own = entries.filter(({ code }) => code >= first && code < next);
    if (own.length === 0) return;
    lines.push('', `## ${title}`, '', '| code | | meaning | |', '| --- | --- | --- | --- |');
    for (const { code, severity, about } of own) {
      const picture = pictures.get(code);
      lines.push(`| ${code} | ${severity} | ${cell(about)} | ${picture ? `[example](${picture})` : ''} |`);
    }
  });
  return `${lines.join('\n')}\n`;
}
