// Random programs of version 1.0: compat equals the old executor bit for bit, strict equals compat or leaves all as it was.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/diagnostics/index.ts';
import { executeLegacy, type LegacyDialect, type PixelImage, validateLegacy } from '../../core/pxi/index.ts';
import { Crash, runOld } from '../old-executor.ts';
import { randomLegacyImage } from '../random/legacy-image.ts';
import { Random } from '../random/random.ts';

const DIALECTS: readonly LegacyDialect[] = ['1.0', '0.0.2'];

test('compat equals the old executor on every image, in both dialects', () => {
  const random = new Random(1);
  const seen = { same: 0, crashed: 0, changed: 0 };
  for (let i = 0; i < 3000; i++) {
    const image = randomLegacyImage(random);
    const before = image.pixels.slice();
    for (const dialect of DIALECTS) {
      const old: PixelImage = { ...image, pixels: before.slice() };
      let hasCrashed = false;
      try {
        runOld(old, dialect);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        hasCrashed = true;
      }
      try {
        const { image: after } = executeLegacy(image, { compat: true, dialect });
        assert.not(hasCrashed, `program ${i} in dialect ${dialect} is not whole`);
        assert.equal(after.pixels, old.pixels, `program ${i} in dialect ${dialect}`);
        seen.same++;
        if (Buffer.compare(after.pixels, before) !== 0) seen.changed++;
      } catch (error) {
        if (!isPxosError(error)) throw error;
        assert.ok(error.diagnostics.every(({ code }) => code === 'PX1105'));
        seen.crashed++;
      }
      assert.equal(image.pixels, before, 'the image that is given stays as it is');
    }
  }
  assert.ok(seen.same > 4000 && seen.crashed > 50 && seen.changed > 2000, JSON.stringify(seen));
});

test('strict gives what compat gives, or refuses', () => {
  const random = new Random(2);
  const seen = { ran: 0, before: 0, during: 0 };
  for (let i = 0; i < 3000; i++) {
    const image = randomLegacyImage(random);
    for (const dialect of DIALECTS) {
      const isValid = validateLegacy(image, { dialect }).every(({ severity }) => severity !== 'error');
      const before = image.pixels.slice();
      try {
        const after = executeLegacy(image, { dialect }).image;
        assert.ok(isValid, `program ${i} ran although it is not valid`);
        assert.equal(after.pixels, executeLegacy(image, { dialect, compat: true }).image.pixels);
        seen.ran++;
      } catch (error) {
        if (!isPxosError(error)) throw error;
        assert.ok(error.diagnostics.every(({ pixel, code }) => pixel?.y === 0 && code.startsWith('PX11')));
        seen[isValid ? 'during' : 'before']++;
      }
      assert.equal(image.pixels, before);
    }
  }
  assert.ok(seen.ran > 500 && seen.before > 500 && seen.during > 100, JSON.stringify(seen));
});

test('a program without warnings in compat is one that strict runs', () => {
  const random = new Random(3);
  let clean = 0;
  for (let i = 0; i < 4000; i++) {
    const image = randomLegacyImage(random);
    try {
      const { image: after, warnings } = executeLegacy(image, { compat: true });
      if (warnings.length > 0) continue;
      assert.equal(executeLegacy(image).image.pixels, after.pixels, `program ${i}`);
      clean++;
    } catch (error) {
      if (!isPxosError(error)) throw error;
      assert.ok(error.diagnostics.every(({ code }) => code === 'PX1105'));
    }
  }
  assert.ok(clean > 40, `${clean} programs were clean`);
});

test.run();
