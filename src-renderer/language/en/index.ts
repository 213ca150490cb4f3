import { calibration } from './calibration.ts';
import { devices } from './devices.ts';
import { log } from './log.ts';
import { parts } from './parts.ts';
import { queue } from './queue.ts';
import { shell } from './shell.ts';
import { taskForm } from './task-form.ts';
import { words } from './words.ts';

export const english = { calibration, devices, log, parts, queue, shell, taskForm, words };
