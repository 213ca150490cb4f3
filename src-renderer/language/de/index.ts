import type { Texts } from '../texts.ts';
import { log } from './log.ts';
import { shell } from './shell.ts';

export const german: Texts = { log, shell };
