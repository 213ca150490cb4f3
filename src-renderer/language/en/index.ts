import { log } from './log.ts';
import { shell } from './shell.ts';

export const english = { log, shell };
