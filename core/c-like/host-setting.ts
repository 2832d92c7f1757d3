// Prints how an emitted program reads a setting from its command line.
import type { Setting } from '../ir/index.ts';
import { rangeOf } from '../ops/index.ts';
import { quoted } from './cpp-text.ts';
import { typeName } from './expression.ts';
import { HOST } from './host-dialect.ts';
import type { HostUse } from './host-use.ts';

/** The value of a setting, checked against its declared type, as C++; `own` is the value that it has when none is given. */
export function settingValue(setting: Setting, use: HostUse, own?: string): string {
  const given = givenValue(setting, use);
  return own === undefined
    ? given
    : `options.count(${quoted(`--set ${setting.name}`)}) > 0 ? ${given} : ${own}`;
}

function givenValue(setting: Setting, use: HostUse): string {
  const name = quoted(setting.name);
  const read = (how: 'whole_setting' | 'real_setting', ...bounds: readonly string[]): string =>
    `${use.use(how)}<${typeName(setting.type, HOST)}>(${[name, 'options', ...bounds].join(', ')})`;
  switch (setting.type) {
    case 'bool':
      return use.call('bool_setting', name, 'options');
    case 'u32':
      return read('whole_setting');
    case 'f32':
    case 'f64':
      return read('real_setting');
    case 'i32': {
      const range = setting.declared === 'i32' ? undefined : rangeOf(setting.declared);
      return read('whole_setting', ...(range?.map(String) ?? []));
    }
  }
}
