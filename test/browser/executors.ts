// Runs images in the worker of a page, on each executor that a browser has, many in one call.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { encodePng, type PixelImage } from 'pxos/core';
import type { Executor, Outcome } from '../pixel-parity/executors.ts';
import type { ParityCase } from '../pixel-parity/programs.ts';
import { serve } from './browser.ts';
import { bundleText } from './bundle.ts';

/** The executors of a page. */
export const IN_PAGE: readonly Executor[] = (['cpu', 'webgpu'] as const).flatMap((runner) =>
  [false, true].map((interpret) => ({
    name: `${runner}${interpret ? ' --interpret' : ''}`,
    runner,
    interpret,
  })),
);

/** What a run in the page left. */
export interface PageOutcome {
  readonly hash?: string;
  readonly device?: string;
  readonly said: readonly string[];
}

/** What reading a file in the page gave. */
export interface PageReading extends PageOutcome {
  readonly width?: number;
  readonly height?: number;
}

type Ways = readonly Pick<Executor, 'runner' | 'interpret'>[];

/** An image as it travels: by its path, or as an image of the test. */
export type PageImage = Pick<ParityCase, 'title' | 'compat' | 'dialect'> & { readonly bytes: Uint8Array };

/** The file of an image. */
export const fileOf = ({ image, ...how }: ParityCase): PageImage => ({ ...how, bytes: encodePng(image) });

/** Workers have no import maps. */
const WORKER = readFileSync(new URL('worker.mjs', import.meta.url), 'utf8').replace(
  "'pxos/browser'",
  "'/browser.js'",
);

export class PageExecutors {
  private readonly page: Page;
  /** What the page may fetch; each call has its own files. */
  private readonly site: Record<string, string | Uint8Array>;

  private constructor(page: Page, site: Record<string, string | Uint8Array>) {
    this.page = page;
    this.site = site;
  }

  static async open(page: Page): Promise<PageExecutors> {
    const site = {
      '/index.html': '<!doctype html>',
      '/browser.js': await bundleText(),
      '/worker.js': WORKER,
    };
    await serve(page, site);
    await page.goto('http://localhost/index.html');
    return new PageExecutors(page, site);
  }

  /** Has the worker do something; the page keeps it from call to call, and with it the device. */
  private async ask<T>(kind: 'read' | 'run', tasks: readonly unknown[]): Promise<readonly T[]> {
    const question = JSON.stringify({ kind, tasks });
    const answer: { readonly results?: readonly T[]; readonly fault?: string } = await this.page.evaluate(
      `new Promise((resolve, reject) => {
        globalThis.worker ??= new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(${question});
      })`,
    );
    if (!answer.results) throw new Error(answer.fault);
    return answer.results;
  }

  private serving(images: readonly PageImage[]) {
    return images.map(({ title, compat, dialect, bytes }, i) => {
      const path = `/images/${i}.pxi`;
      this.site[path] = bytes;
      return { path, file: `${title.replaceAll(' ', '-')}.pxi`, compat, dialect };
    });
  }

  /** What reading each file gives. */
  read(files: readonly Uint8Array[]): Promise<readonly PageReading[]> {
    const none = { title: 'file', compat: false, dialect: '1.0' } as const;
    const paths = this.serving(files.map((bytes) => ({ ...none, bytes }))).map(({ path }) => path);
    return this.ask('read', paths);
  }

  /** What each image gives in each way. */
  run(images: readonly PageImage[], ways: Ways): Promise<readonly (readonly PageOutcome[])[]> {
    return this.ask(
      'run',
      this.serving(images).map((image) => ({ ...image, ways })),
    );
  }

  /** The whole outcome of one run, to be looked at closely. */
  async outcomeOf(image: PageImage, size: PixelImage, way: Ways[number]): Promise<Outcome> {
    const [served] = this.serving([image]);
    const [[outcome] = []] = await this.ask<readonly { said: readonly string[]; pixels?: string }[]>('run', [
      { ...served, ways: [way], pixels: true },
    ]);
    const { said = [], pixels } = outcome ?? {};
    if (pixels === undefined) return { said };
    return { said, image: { ...size, pixels: new Uint8Array(Buffer.from(pixels, 'base64')) } };
  }
}
