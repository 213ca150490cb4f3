/** What is wrong with a field of some input, or of a record that is imported: a code, and what its sentence is made of. */
import type { z } from 'zod';

export const INPUT_FAULT_CODES = [
  'missing',
  'wrong-type',
  'at-least',
  'at-most',
  'too-long',
  'too-short',
  'not-one-of',
  'wrong-format',
  'unknown-fields',
  'no-instant',
  'no-duration',
  'no-time-zone',
  'not-a-number',
  'not-a-task',
  'twice',
  'names-none',
  'not-here',
  'filter-not-here',
  'other-name',
  'other-filters',
] as const;
export type InputFaultCode = (typeof INPUT_FAULT_CODES)[number];

interface InputFaultFacts extends Record<InputFaultCode, object> {
  /** A word of the schema's: `number`, `int`, `string`, `boolean`, `array`, `object` … */
  'wrong-type': { readonly expected: string };
  /** `itself`: the bound is allowed, too. */
  'at-least': { readonly min: number; readonly itself: boolean };
  'at-most': { readonly max: number; readonly itself: boolean };
  /** Characters of a text, or items of a list. */
  'too-long': { readonly most: number };
  'too-short': { readonly least: number };
  'not-one-of': { readonly values: readonly string[] };
  /** The schema's word for it, such as `guid`. */
  'wrong-format': { readonly format: string };
  'unknown-fields': { readonly fields: readonly string[] };
  /** What stands there instead: NaN or Infinity. */
  'not-a-number': { readonly token: string };
  /** The row, from 1, that has the same uid. */
  twice: { readonly row: number };
  /** A telescope, camera or instrument that the set-up does not have, and the ids that it has. */
  'not-here': { readonly id: number; readonly known: readonly number[] };
  /** Likewise; known filters as `2 L`. */
  'filter-not-here': { readonly id: number; readonly known: readonly string[] };
  'other-name': { readonly id: number; readonly here: string; readonly given: string };
}

export type InputFault = {
  [Code in InputFaultCode]: { readonly code: Code } & InputFaultFacts[Code];
}[InputFaultCode];

/** A schema's issue as one of the things that are wrong with some input. */
export function schemaProblem(
  field: string,
  issue: z.core.$ZodIssue,
): { readonly field: string; readonly message: string; readonly facts?: InputFault } {
  const facts = inputFault(issue);
  return { field, message: issue.message, ...(facts === undefined ? {} : { facts }) };
}

/** Undefined for an issue that only its message tells. */
function inputFault(issue: z.core.$ZodIssue): InputFault | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong-type', expected: issue.expected };
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return { code: 'too-short', least: Number(issue.minimum) };
      return { code: 'at-least', min: Number(issue.minimum), itself: issue.inclusive ?? true };
    case 'too_big':
      if (issue.origin === 'string' || issue.origin === 'array')
        return { code: 'too-long', most: Number(issue.maximum) };
      return { code: 'at-most', max: Number(issue.maximum), itself: issue.inclusive ?? true };
    case 'invalid_value':
      return { code: 'not-one-of', values: issue.values.map(String) };
    case 'invalid_format':
      return { code: 'wrong-format', format: issue.format };
    case 'unrecognized_keys':
      return { code: 'unknown-fields', fields: issue.keys };
    case 'custom':
      return issue.params?.facts as InputFault | undefined;
    default:
      return undefined;
  }
}
