/** Alarms, open and past. Times are UTC ms. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AlarmFacts, AlarmKind, AlarmSeverity, AlarmState, Escalation } from '../../contract/alarms.ts';

export const alarms = sqliteTable(
  'alarms',
  {
    /** Given by the console, not by the database, so that an alarm has one even while the disk refuses. */
    id: integer('id').primaryKey(),
    kind: text('kind').$type<AlarmKind>().notNull(),
    subject: text('subject').notNull(),
    severity: text('severity').$type<AlarmSeverity>().notNull(),
    state: text('state').$type<AlarmState>().notNull(),
    source: text('source').notNull(),
    message: text('message').notNull(),
    /** What the message is made of; null where an earlier version wrote the alarm. */
    facts: text('facts', { mode: 'json' }).$type<AlarmFacts[AlarmKind]>(),
    advice: text('advice').notNull(),
    raisedAt: integer('raised_at').notNull(),
    lastAt: integer('last_at').notNull(),
    count: integer('count').notNull(),
    escalation: integer('escalation').$type<Escalation>().notNull(),
    acknowledgedAt: integer('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    endedAt: integer('ended_at'),
    taskUid: text('task_uid'),
    frameUid: text('frame_uid'),
  },
  (table) => [index('alarms_by_state').on(table.state, table.id)],
);
