// `pxos view`: the page that it writes, with a file in it or without, and the path that it prints.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createImage, encodePng } from '../../core/pxi/index.ts';
import { pxos, withFiles } from './command-line.ts';

const FILE = encodePng(createImage(8, 2));
/** Contents of the file that a page was written with. */
const EMBEDDED = /<script type="application\/octet-stream" id="embedded-file"([^>]*)>([^<]*)<\/script>/;

test('the page has the file in it, with its name and how it is read', () =>
  withFiles({ 'a b.pxi': FILE }, async (cwd) => {
    const argv = ['view', 'a b.pxi', '--out', 'page.html', '--compat', '--dialect', '0.0.2'];
    const printed = await pxos(cwd, argv);
    assert.equal(printed, { code: 0, stdout: 'page.html\n', stderr: '' });
    const [, about = '', text = ''] = EMBEDDED.exec(readFileSync(join(cwd, 'page.html'), 'utf8')) ?? [];
    assert.is(about.trim(), 'data-name="a b.pxi" data-compat data-dialect="0.0.2"');
    assert.equal(new Uint8Array(Buffer.from(text, 'base64')), new Uint8Array(FILE));
  }));

test('a name cannot leave the place that it has in the page', () =>
  withFiles({ '"><script>.pxi': FILE }, async (cwd) => {
    assert.is((await pxos(cwd, ['view', '"><script>.pxi', '--out', 'page.html'])).code, 0);
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    assert.ok(page.includes('data-name="&#34;&#62;&#60;script&#62;.pxi">'));
    assert.is(page.match(/<script/g)?.length, 2);
  }));

test('without a file the page is empty, in a folder of its own that stays', () =>
  withFiles({}, async (cwd) => {
    const { code, stdout } = await pxos(cwd, ['view', '--json']);
    assert.is(code, 0);
    const { written } = JSON.parse(stdout);
    assert.match(written[0], /pxos-view-\w+[/\\]pxos-view\.html$/);
    const page = readFileSync(written[0], 'utf8');
    rmSync(dirname(written[0]), { recursive: true });
    assert.not.match(page, EMBEDDED);
    assert.not.match(page, /\{\{|<!--/);
  }));

test('the page needs nothing and may load nothing', () =>
  withFiles({}, async (cwd) => {
    await pxos(cwd, ['view', '--out', 'page.html']);
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    assert.match(
      page,
      /http-equiv="Content-Security-Policy" content="default-src 'none';[^"]*connect-src 'none'/,
    );
    const outside = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, target]) => target ?? '');
    assert.equal(
      outside.filter((target) => !target.startsWith('data:')),
      [],
    );
    assert.ok(page.length < 1_500_000, `${page.length} bytes`);
  }));

test('a file that is none is told, and no page is written', () =>
  withFiles({ 'a.pxi': FILE.subarray(0, 40) }, async (cwd) => {
    const { code, stderr } = await pxos(cwd, ['view', 'a.pxi', '--out', 'page.html']);
    assert.is(code, 1);
    assert.match(stderr, /^error PX10\d\d: /);
    assert.not.ok(existsSync(join(cwd, 'page.html')));
  }));

if (process.platform === 'linux')
  test('the page is opened where there is a display, and neither in CI nor with --no-open', () =>
    withFiles({ 'a.pxi': FILE }, async (cwd) => {
      const log = join(cwd, 'opened.txt');
      mkdirSync(join(cwd, 'bin'));
      writeFileSync(join(cwd, 'bin', 'xdg-open'), `#!/bin/sh\necho "$1" >> '${log}'\n`, { mode: 0o755 });
      const screen = { PATH: join(cwd, 'bin'), DISPLAY: ':0' };
      for (const [env, flags] of [
        [{ PATH: screen.PATH }, []],
        [{ ...screen, CI: '1' }, []],
        [screen, ['--no-open']],
        [screen, ['--json']],
        [screen, []],
      ] as const)
        assert.is(
          (await pxos(cwd, ['view', 'a.pxi', '--out', `${flags.join('')}.html`, ...flags], env)).code,
          0,
        );
      // The program is not waited for, so it may come a little later.
      while (!existsSync(log) || !readFileSync(log, 'utf8').endsWith('\n'))
        await new Promise((resolve) => setTimeout(resolve, 10));
      assert.is(readFileSync(log, 'utf8'), `${join(cwd, '.html')}\n`);
    }));

test.run();
