/** What the observer can set for Starlight Xpress devices. */
import { z } from 'zod';
import { DeviceError } from '../ports.ts';

const optionsSchema = z
  .object({
    /** Which way the wheel turns: the shorter one, or always the same, which some wheels place more exactly. */
    wheelDirection: z.enum(['shortest', 'one-way']).default('shortest'),
  })
  .strict();

export type StarlightXpressOptions = z.infer<typeof optionsSchema>;

/** Checks the options and fills in the defaults. Throws a DeviceError `refused` that names the option at fault. */
export function readOptions(options: unknown): StarlightXpressOptions {
  const checked = optionsSchema.safeParse(options ?? {});
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const field = issue?.path.join('.') || 'options';
  throw new DeviceError('refused', `The set-up of the Starlight Xpress device is wrong: ${field}: ${issue?.message}.`);
}
