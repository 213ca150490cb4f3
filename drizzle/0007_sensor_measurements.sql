CREATE TABLE `sensor_measurements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`set_key` text NOT NULL,
	`frames_key` text NOT NULL,
	`source` text NOT NULL,
	`quantity` text NOT NULL,
	`value` real NOT NULL,
	`nominal` real,
	`taken_at` integer NOT NULL,
	`measured_at` integer NOT NULL,
	`night` text,
	`camera` text,
	`readout_mode` text,
	`gain` real,
	`offset` real,
	`binning` integer,
	`temperature_c` real,
	`filter_name` text,
	`light` text,
	`of` text DEFAULT '' NOT NULL,
	`frame_count` integer NOT NULL,
	`frames` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sensor_measurements_of_set` ON `sensor_measurements` (`set_key`,`quantity`);--> statement-breakpoint
CREATE INDEX `sensor_measurements_by_quantity` ON `sensor_measurements` (`quantity`,`taken_at`);