// Generates `.px` files of any length for the front-end benchmark: kernels of about forty lines in both block styles.

/** One kernel: index, loads, arithmetic, expressions, nested blocks; half of them with closers. */
function kernel(index: number): string[] {
  const closers = index % 2 === 0;
  const close = (keyword: string, indent: string): string[] => (closers ? [`${indent}${keyword}`] : []);
  return [
    `# Kernel ${index}: smooths x into y and counts what it saw.`,
    `GPU_KERNEL smooth_${index}`,
    'GPU_PARAM x float[]',
    'GPU_PARAM y float[]',
    'GPU_PARAM seen int[]',
    'GPU_PARAM n int',
    'GPU_PARAM gain float',
    'GPU_THREAD_CODE:',
    '    THREAD_ID → i',
    '    IF i < n:',
    '        LOAD x[i] → center',
    '        MUL center gain → scaled',
    '        SET 0.0 → total',
    '        SET 0 → count',
    '        FOR k IN 0 - 2..3:',
    '            ADD i k → at',
    '            IF at >= 0 AND at < n:',
    '                LOAD x[at] → value',
    '                FMA value gain total → total',
    '                ADD count 1 → count',
    ...close('ENDIF', '            '),
    ...close('ENDFOR', '        '),
    '',
    '        # The mean of what lies inside.',
    '        CONVERT count float → weight',
    '        SET total / max(weight, 1.0) → mean',
    '        COMPARE mean > scaled → above',
    '        SELECT above mean scaled → out',
    '        CLAMP out -1000.0 1000.0 → out',
    '        STORE out + (center - mean) * 0.25 → y[i]',
    '        IF count > 3:',
    '            ATOMIC_ADD seen[i % 4] 1 → before',
    '            STORE before → seen[4 + i % 4]',
    '        ELSE:',
    '            ATOMIC_MAX seen[0] count',
    ...close('ENDIF', '        '),
    ...close('ENDIF', '    '),
    'GPU_END',
    '',
  ];
}

/** A program of at least `count` lines: kernels only, as the only launch would be one of them. */
export function generateSource(count: number): string {
  const lines: string[] = [];
  for (let index = 0; lines.length < count; index++) lines.push(...kernel(index));
  lines.push('GPU_LAUNCH smooth_0 BLOCKS 4 THREADS 64');
  return `${lines.join('\n')}\n`;
}
