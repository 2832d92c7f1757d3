// Rates as the reasons of a plan print them.

/** `2.0e10` per second. */
export const rate = (perSecond: number): string => perSecond.toExponential(1).replace('+', '');
