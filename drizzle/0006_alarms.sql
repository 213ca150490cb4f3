CREATE TABLE `alarms` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`severity` text NOT NULL,
	`state` text NOT NULL,
	`source` text NOT NULL,
	`message` text NOT NULL,
	`advice` text NOT NULL,
	`raised_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`count` integer NOT NULL,
	`escalation` integer NOT NULL,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`ended_at` integer,
	`task_uid` text,
	`frame_uid` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `alarms_by_state` ON `alarms` (`state`,`id`);