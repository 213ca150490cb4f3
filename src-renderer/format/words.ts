/** The screen's words for what the contract names in machine words. Words only upstream knows are shown as they are. */
import { texts } from '../language/texts.ts';

export function taskTypeWord(taskType: string): string {
  return texts().words.taskTypes[taskType] ?? taskType;
}

export function statusWord(status: string): string {
  return texts().words.statuses[status] ?? status;
}
