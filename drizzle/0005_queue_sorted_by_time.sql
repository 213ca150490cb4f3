CREATE INDEX `tasks_by_planned_start` ON `tasks` (`planned_start_time`,`queue_order`);--> statement-breakpoint
CREATE INDEX `tasks_by_expiration` ON `tasks` (`expiration_time`,`queue_order`);