import { alarmReports } from './alarm-reports.ts';
import { alarms } from './alarms.ts';
import { calibration } from './calibration.ts';
import { calibrationReports } from './calibration-reports.ts';
import { devices } from './devices.ts';
import { failures } from './failures.ts';
import { frameReports } from './frame-reports.ts';
import { frames } from './frames.ts';
import { keys } from './keys.ts';
import { lightExport } from './light-export.ts';
import { log } from './log.ts';
import { logReports } from './log-reports.ts';
import { palette } from './palette.ts';
import { parts } from './parts.ts';
import { plot } from './plot.ts';
import { queue } from './queue.ts';
import { reports } from './reports.ts';
import { runReasons } from './run-reasons.ts';
import { setUp } from './set-up.ts';
import { shell } from './shell.ts';
import { taskForm } from './task-form.ts';
import { taskReports } from './task-reports.ts';
import { timeline } from './timeline.ts';
import { tonight } from './tonight.ts';
import { trends } from './trends.ts';
import { viewer } from './viewer.ts';
import { words } from './words.ts';

export const english = {
  alarmReports,
  alarms,
  calibration,
  calibrationReports,
  devices,
  failures,
  frameReports,
  frames,
  keys,
  lightExport,
  log,
  logReports,
  palette,
  parts,
  plot,
  queue,
  reports,
  runReasons,
  setUp,
  shell,
  taskForm,
  taskReports,
  timeline,
  tonight,
  trends,
  viewer,
  words,
};
