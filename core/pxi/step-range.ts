// Part of a program: which of its steps an executor runs on an image that the steps before them have left.

/**
 * Steps from the first number to before the second: columns of row 0 in version 1.0, numbers in the list of steps in version
 * 1.1. All state lies in the image, so the steps one by one give what the program gives.
 */
export type StepRange = readonly [from: number, to: number];
