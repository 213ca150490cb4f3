ALTER TABLE `task_cells` ADD `attempted_elsewhere` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `task_cells` ADD `acquired_elsewhere` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `task_cells` ADD `accepted_elsewhere` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `task_cells` ADD `accumulated_elsewhere_s` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `task_cells` ADD `surplus_allowed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `task_cells` SET
	`attempted_elsewhere` = `attempted` - (SELECT count(*) FROM `frames` WHERE `frames`.`cell_id` = `task_cells`.`id`),
	`acquired_elsewhere` = `acquired` - (SELECT count(*) FROM `frames` WHERE `frames`.`cell_id` = `task_cells`.`id` AND `state` IN ('counted', 'rejected')),
	`accepted_elsewhere` = `accepted` - (SELECT count(*) FROM `frames` WHERE `frames`.`cell_id` = `task_cells`.`id` AND `state` = 'counted'),
	`accumulated_elsewhere_s` = max(0, round(`accumulated_s` - (SELECT total(`exposure_s`) FROM `frames` WHERE `frames`.`cell_id` = `task_cells`.`id` AND `state` = 'counted'), 9)),
	`surplus_allowed` = max(0, `accepted` - `planned_frames`);
