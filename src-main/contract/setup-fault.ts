/** A set-up's references that lead nowhere, and its other contradictions: a code, and what its sentence is made of. */

export const SETUP_FAULT_CODES = [
  'id-twice',
  'refers-to-none',
  'beyond-wheel',
  'slot-twice',
  'without-device',
  'no-program',
  'relative-program',
  'program-from-a-screen',
  'none-active',
] as const;
export type SetupFaultCode = (typeof SETUP_FAULT_CODES)[number];

interface SetupFaultFacts extends Record<SetupFaultCode, object> {
  'id-twice': { readonly id: number };
  'refers-to-none': { readonly what: 'telescope' | 'camera' | 'wheel' | 'filter'; readonly id: number };
  'beyond-wheel': { readonly slots: number };
  'slot-twice': { readonly slot: number };
  /** Of an active instrument, by its name. */
  'without-device': { readonly what: 'camera' | 'wheel'; readonly instrument: string };
}

export type SetupFault = {
  [Code in SetupFaultCode]: { readonly code: Code } & SetupFaultFacts[Code];
}[SetupFaultCode];

export function isSetupFault(facts: { readonly code: string }): facts is SetupFault {
  return (SETUP_FAULT_CODES as readonly string[]).includes(facts.code);
}
