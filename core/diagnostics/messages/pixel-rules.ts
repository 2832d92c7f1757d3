// PX12xx, second part: a program of version 1.1 that breaks a rule which validation checks once, when it is loaded.
import { message } from '../catalog.ts';

/** Column and row of the pixel that a message is about, from 0. */
interface Pixel {
  readonly x: number;
  readonly y: number;
}

const at = ({ x, y }: Pixel): string => `pixel (${x}, ${y})`;

// ------------------------------------------------------------------------------------------------ arrays

export const unknownElement = message<Pixel & { readonly what: string; readonly type: string }>({
  code: 'PX1220',
  severity: 'error',
  about: 'An element type is none of version 1.1, or cannot stand where it does.',
  message: (args) => `${args.what} has element type ${args.type} at ${at(args)}, which it cannot have.`,
  hint: () =>
    'Types are 00 u8, 01 u16, 02 u32, 04 i8, 05 i16, 06 i32, 09 f16, 0A f32, 0C bool, 0E pixel, 10.',
});

export const arrayShape = message<
  Pixel & { readonly record: number; readonly rows: number; readonly columns: number }
>({
  code: 'PX1221',
  severity: 'error',
  about: 'An array has no elements or more than 2^28.',
  message: (args) =>
    `Array ${args.record} has ${args.rows} × ${args.columns} elements (${at(args)}); an array has 1 to 268435456.`,
  hint: () => 'Divide the array, or leave it out when it is empty.',
});

export const sharedPixel = message<Pixel & { readonly one: string; readonly other: string }>({
  code: 'PX1222',
  severity: 'error',
  about: 'An array that may change shares pixels with another part of the program.',
  message: (args) =>
    `${args.one} and ${args.other} share ${at(args)}, and one of them is an array that may change.`,
  hint: () => 'A writable array, an input and a setting each need pixels of their own.',
});

export const matrixColumn = message<Pixel & { readonly record: number }>({
  code: 'PX1223',
  severity: 'error',
  about: 'A 1.0 matrix does not begin in the first column of the image.',
  message: (args) =>
    `Array ${args.record} has type 10 and begins at ${at(args)}; a 1.0 matrix begins in column 0.`,
  hint: () => 'Move it to the beginning of a row.',
});

export const settingSize = message<Pixel & { readonly record: number; readonly count: number }>({
  code: 'PX1224',
  severity: 'error',
  about: 'A setting has more than one element.',
  message: (args) => `Array ${args.record} is a setting (${at(args)}) and has ${args.count} elements.`,
  hint: () => 'Give the setting one row and one column, or make it an input.',
});

export const wrongRecord = message<Pixel & { readonly record: number; readonly wanted: string }>({
  code: 'PX1225',
  severity: 'error',
  about: 'A record number names a record of another kind, or none.',
  message: (args) => `${capital(at(args))} names record ${args.record}, which is not ${args.wanted}.`,
  hint: () => 'Correct the number; the table says what each record is.',
});

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

// ------------------------------------------------------------------------------------------------ heads and registers

export const tooMany = message<
  Pixel & { readonly what: string; readonly count: number; readonly limit: number }
>({
  code: 'PX1230',
  severity: 'error',
  about: 'A program has more of something than version 1.1 allows.',
  message: (args) =>
    `${capital(at(args))}: ${args.what} is ${args.count}, and at most ${args.limit} is allowed.`,
  hint: () => 'Divide the kernel or function into smaller ones.',
});

export const headOrder = message<Pixel & { readonly op: string; readonly where: string }>({
  code: 'PX1231',
  severity: 'error',
  about:
    'An entry of a head stands in the wrong place: parameters come first, then SHARED, then LIT, then the body.',
  message: (args) => `${args.op} at ${at(args)} of ${args.where} stands in the wrong place.`,
  hint: () =>
    'The order is VALUE and ARRAY, then SHARED, then LIT, then the body; a function has neither ARRAY nor SHARED.',
});

export const headTwice = message<Pixel & { readonly register: number; readonly where: string }>({
  code: 'PX1232',
  severity: 'error',
  about: 'A register of the head is written a second time, by the head or by the body.',
  message: (args) =>
    `${capital(at(args))} of ${args.where} writes register ${args.register}, which the head has set.`,
  hint: () => 'Use another register; those of parameters and literals keep their values.',
});

export const noReturn = message<Pixel & { readonly where: string }>({
  code: 'PX1233',
  severity: 'error',
  about: 'The code of a kernel or function does not end with RETURN.',
  message: (args) => `The code of ${args.where} ends at ${at(args)} without RETURN.`,
  hint: () => 'Let RETURN be its last pixel.',
});

export const noRegister = message<Pixel & { readonly register: number; readonly count: number }>({
  code: 'PX1234',
  severity: 'error',
  about: 'An instruction names a register that its kernel or function does not have.',
  message: (args) =>
    `${capital(at(args))} names register ${args.register}; there are ${args.count}, from 0 on.`,
  hint: () => 'Correct the number, or the numbers of registers in the record.',
});

export const registerType = message<
  Pixel & { readonly op: string; readonly register: number; readonly found: string; readonly wanted: string }
>({
  code: 'PX1235',
  severity: 'error',
  about: 'A register has a type that the instruction does not take.',
  message: (args) =>
    `${args.op} at ${at(args)} takes ${args.wanted}, and register ${args.register} holds ${args.found}.`,
  hint: () => 'Use a register of that type; CONVERT changes the type of a value.',
});

export const noSlot = message<Pixel & { readonly slot: number; readonly wanted: string }>({
  code: 'PX1236',
  severity: 'error',
  about: 'An instruction names an array that the head does not have.',
  message: (args) => `${capital(at(args))} names slot ${args.slot}, which is not ${args.wanted}.`,
  hint: () => 'Slots are the ARRAYs of the head, then the SHAREDs, from 0 on.',
});

export const slotAccess = message<Pixel & { readonly slot: number; readonly use: string }>({
  code: 'PX1237',
  severity: 'error',
  about: 'An array is read or written though the head does not say so.',
  message: (args) => `${capital(at(args))} ${args.use} slot ${args.slot}, and its ARRAY does not allow that.`,
  hint: () => 'Declare the access in the head: 1 read, 2 write, 3 both.',
});

export const slotType = message<Pixel & { readonly op: string; readonly type: string }>({
  code: 'PX1238',
  severity: 'error',
  about: 'An operation on memory does not exist for the element type of its array.',
  message: (args) => `${args.op} at ${at(args)} does not exist for elements of type ${args.type}.`,
  hint: () =>
    'Atomics work on u32, i32 and f32 (no bits and no CAS there); STAGE takes no bool to a number and no float to an integer.',
});

export const notInFunction = message<Pixel & { readonly op: string; readonly where: string }>({
  code: 'PX1239',
  severity: 'error',
  about: 'An instruction that belongs to kernels stands in a function, or one of functions in a kernel.',
  message: (args) => `${args.op} at ${at(args)} cannot stand in ${args.where}.`,
  hint: () => 'Functions compute from their parameters alone, and only they have RET.',
});

// ------------------------------------------------------------------------------------------------ blocks

export const wrongBlock = message<Pixel & { readonly op: string; readonly problem: string }>({
  code: 'PX1240',
  severity: 'error',
  about: 'Blocks do not nest, or a jump or condition stands outside the loop that it belongs to.',
  message: (args) => `${args.op} at ${at(args)} ${args.problem}.`,
  hint: () => 'IF … ELSE … END, LOOP … WHILE … NEXT and FOR … NEXT stand one inside the other.',
});

export const wrongDistance = message<
  Pixel & { readonly op: string; readonly found: number; readonly wanted: number }
>({
  code: 'PX1241',
  severity: 'error',
  about: 'The distance of a jump does not lead where its block says.',
  message: (args) =>
    `${args.op} at ${at(args)} has distance ${args.found}, and its block needs ${args.wanted}.`,
  hint: () => 'The file is damaged, or was changed without its distances; the assembler computes them.',
});

export const loopRegister = message<Pixel & { readonly register: number; readonly problem: string }>({
  code: 'PX1242',
  severity: 'error',
  about: 'A register of a FOR is written inside the loop, or its variable is used outside.',
  message: (args) => `${capital(at(args))} ${args.problem} register ${args.register}, which a FOR uses.`,
  hint: () =>
    'Only the MOV directly before a FOR writes its variable, which is read inside only; end and step keep their values.',
});

export const loopStep = message<Pixel & { readonly register: number }>({
  code: 'PX1243',
  severity: 'error',
  about: 'The step of a FOR is no literal, or is 0.',
  message: (args) =>
    `The FOR at ${at(args)} has its step in register ${args.register}, which is no literal other than 0.`,
  hint: () => 'Give the step with LIT in the head; it is not 0.',
});

// ------------------------------------------------------------------------------------------------ calls and barriers

export const callSequence = message<Pixel & { readonly op: string; readonly problem: string }>({
  code: 'PX1245',
  severity: 'error',
  about: 'ARG, CALL and RES do not follow one another, or do not fit what the function takes and gives.',
  message: (args) => `${args.op} at ${at(args)} ${args.problem}.`,
  hint: () =>
    'Write one ARG for each parameter, CALL, then a RES for each result that is wanted, all adjacent.',
});

export const callOrder = message<Pixel & { readonly record: number; readonly where: string }>({
  code: 'PX1246',
  severity: 'error',
  about: 'A function calls itself or a function of a higher record number.',
  message: (args) =>
    `${capital(args.where)} calls function ${args.record} at ${at(args)}, which is not before it.`,
  hint: () => 'Put functions before those that call them; there is no recursion.',
});

export const resultGap = message<Pixel & { readonly k: number; readonly where: string }>({
  code: 'PX1247',
  severity: 'error',
  about: 'The results of a function are not numbered from 0 without gaps, or one has two types.',
  message: (args) => `Result ${args.k} of ${args.where} (${at(args)}) is never given, or has two types.`,
  hint: () => 'The RETs of a function use 0, 1, … and always the same type for each number.',
});

export const divergentPixels = message<Pixel & { readonly op: string; readonly where: string }>({
  code: 'PX1248',
  severity: 'error',
  about: 'A barrier or group operation stands where some threads of a block may not come.',
  message: (args) =>
    `${args.op} at ${at(args)} of ${args.where} stands under a condition that depends on the thread.`,
  hint: () => 'Move it out of the condition, or let the condition depend on the block alone.',
});

// ------------------------------------------------------------------------------------------------ steps

export const wrongParameters = message<
  Pixel & { readonly kernel: number; readonly found: number; readonly wanted: number }
>({
  code: 'PX1250',
  severity: 'error',
  about: 'A DISPATCH has more or fewer records than its kernel has parameters.',
  message: (args) =>
    `The DISPATCH at ${at(args)} gives ${args.found} records; kernel ${args.kernel} has ${args.wanted} parameters.`,
  hint: () => 'Give one record for each VALUE and ARRAY of the head, in their order.',
});

export const wrongArray = message<Pixel & { readonly record: number; readonly problem: string }>({
  code: 'PX1251',
  severity: 'error',
  about: 'An array does not fit the step that uses it: its type, its shape, or what it may be used for.',
  message: (args) => `${capital(at(args))} uses array ${args.record}, which ${args.problem}.`,
  hint: () => 'Correct the record’s type, shape and flags, or use another array.',
});

export const usedTwice = message<Pixel & { readonly record: number }>({
  code: 'PX1252',
  severity: 'error',
  about: 'A step uses one array in two places and writes it in one of them.',
  message: (args) => `The step at ${at(args)} uses array ${args.record} twice and writes it.`,
  hint: () => 'Use an array of its own for what is written; COPY makes one equal to another.',
});

export const launchSize = message<Pixel & { readonly problem: string }>({
  code: 'PX1253',
  severity: 'error',
  about: 'A DISPATCH has a grid or block that is empty or too large.',
  message: (args) => `The DISPATCH at ${at(args)} has ${args.problem}.`,
  hint: () => 'A block has 1 to 256 threads and at most 64 on z; a DISPATCH has 1 to 2147483648 threads.',
});

export const wrongFlags = message<Pixel & { readonly found: number; readonly wanted: number }>({
  code: 'PX1254',
  severity: 'error',
  about: 'The flags float and ordered are not what the program uses.',
  message: (args) =>
    `${capital(at(args))} has the flags ${args.found}, and the program needs ${args.wanted}.`,
  hint: () => 'Flag 1 is set exactly when floats are used, 2 exactly when the order of atomics can be seen.',
});

export const wrongHalt = message<Pixel & { readonly problem: string }>({
  code: 'PX1255',
  severity: 'error',
  about: 'HALT is not exactly the last pixel of the steps.',
  message: (args) => `The steps ${args.problem} (${at(args)}).`,
  hint: () => 'Let the steps end with one HALT.',
});
