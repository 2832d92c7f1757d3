// The text of the page: from the package, or built on the spot from the source.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Where the built page may be: beside the door when bundled, or above its folder. */
const PLACES = ['./view.html', '../view.html', '../../view.html'];
/** Beside this file in the source only; nothing of it is bundled. */
const BUILDER = './build-page.ts';
/** Where a file stands in the page. */
const PLACE_OF_FILE = '<!-- file -->';

/** A file that the page opens on. */
export interface EmbeddedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of version 1.0: run as old executors did. */
  readonly compat?: boolean | undefined;
  readonly dialect?: string | undefined;
}

let made: Promise<string> | undefined;

async function emptyPage(): Promise<string> {
  const builder = new URL(BUILDER, import.meta.url);
  if (existsSync(builder)) {
    const { buildPage }: { buildPage: () => Promise<string> } = await import(builder.href);
    return buildPage();
  }
  const place = PLACES.map((path) => new URL(path, import.meta.url)).find((path) => existsSync(path));
  if (!place) throw new Error('the package lacks its page, view.html');
  return readFile(place, 'utf8');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The page as one HTML file, with a file in it or without.
 *
 * @example
 * await writeFile('view.html', await viewPage({ name: 'a.pxi', bytes: await readFile('a.pxi') }))
 */
export async function viewPage(file?: EmbeddedFile): Promise<string> {
  made ??= emptyPage();
  const page = await made;
  if (!file) return page.replace(PLACE_OF_FILE, '');
  const { name, bytes, compat, dialect } = file;
  const about = `${compat ? ' data-compat' : ''}${dialect === undefined ? '' : ` data-dialect="${escaped(dialect)}"`}`;
  const contents = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const block = `<script type="application/octet-stream" id="embedded-file" data-name="${escaped(name)}"${about}>${contents}</script>`;
  return page.replace(PLACE_OF_FILE, () => block);
}
