CREATE TABLE `frames` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`task_uid` text,
	`purpose` text NOT NULL,
	`frame_type` text NOT NULL,
	`state` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`cell_id` integer,
	`cell_index` integer NOT NULL,
	`tile_index` integer,
	`filter_id` integer,
	`filter_name` text,
	`attempt` integer NOT NULL,
	`night` text NOT NULL,
	`path` text NOT NULL,
	`exposure_s` real NOT NULL,
	`started_at` integer,
	`binning` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`gain` real,
	`offset` real,
	`readout_mode` text,
	`set_point_c` real,
	`sensor_start_c` real,
	`sensor_end_c` real,
	`saturation_adu` real NOT NULL,
	`e_gain` real,
	`read_noise_e` real,
	`statistics` text,
	`bytes` integer,
	`sha256` text,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cell_id`) REFERENCES `task_cells`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `frames_uid_unique` ON `frames` (`uid`);--> statement-breakpoint
CREATE INDEX `frames_by_task` ON `frames` (`task_uid`,`id`);--> statement-breakpoint
CREATE INDEX `frames_by_cell` ON `frames` (`cell_id`);--> statement-breakpoint
CREATE INDEX `frames_by_night` ON `frames` (`night`,`id`);--> statement-breakpoint
CREATE INDEX `frames_by_state` ON `frames` (`state`);--> statement-breakpoint
CREATE TABLE `log_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`level` text NOT NULL,
	`who` text NOT NULL,
	`what` text NOT NULL,
	`message` text NOT NULL,
	`task_uid` text,
	`frame_uid` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `log_by_task` ON `log_entries` (`task_uid`,`id`);--> statement-breakpoint
CREATE TABLE `cameras` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`default_binning` integer,
	`temperature_setpoint` real,
	`temperature_setpoint_tolerance` real,
	`cooler_policy` text,
	`cooler_prestart_lead_time_sec` real,
	`cooler_idle_timeout_sec` real,
	`array_width` integer,
	`array_height` integer,
	`pixel_size` real,
	`full_well_capacity` real,
	`is_color` integer,
	`has_electronic_shutter` integer,
	`is_global_shutter` integer,
	`readout_modes` text,
	`device` text,
	`in_setup` integer DEFAULT false NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `filter_wheels` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`filter_shape` text,
	`filter_size` real,
	`positions` integer,
	`device` text,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `filters` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `instruments` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`ota_id` integer,
	`camera_id` integer,
	`filter_wheel_id` integer,
	`configuration_version` integer,
	`is_active` integer,
	`in_setup` integer DEFAULT false NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `otas` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`aperture` real,
	`focal_length` real,
	`optical_design` text,
	`model_id` integer,
	`parent_ota_id` integer,
	`offsets` text,
	`in_setup` integer DEFAULT false NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`observer` text NOT NULL,
	`latitude` real NOT NULL,
	`longitude` real NOT NULL,
	`elevation` real NOT NULL,
	`time_zone` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `wheel_slots` (
	`filter_wheel_id` integer NOT NULL,
	`position` integer NOT NULL,
	`filter_id` integer NOT NULL,
	PRIMARY KEY(`filter_wheel_id`, `position`),
	FOREIGN KEY (`filter_wheel_id`) REFERENCES `filter_wheels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`filter_id`) REFERENCES `filters`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `observations` (
	`id` integer PRIMARY KEY NOT NULL,
	`status` text,
	`priority` real,
	`start_after` integer,
	`cancel_on` integer,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `observing_grants` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `queue_access_grants` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `scheduler_runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`started_on` integer,
	`name` text,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `task_asset_infos` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_uid` text NOT NULL,
	`id` integer,
	`frame_uid` text,
	`role` text,
	`path` text,
	`sha256` text,
	`bytes` integer,
	`extra` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_asset_infos_by_task` ON `task_asset_infos` (`task_uid`,`row_id`);--> statement-breakpoint
CREATE TABLE `task_cells` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_uid` text NOT NULL,
	`cell_index` integer NOT NULL,
	`tile_index` integer,
	`filter_id` integer,
	`planned_frames` integer NOT NULL,
	`frame_exposure_s` real,
	`required_s` real NOT NULL,
	`attempted` integer DEFAULT 0 NOT NULL,
	`acquired` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`accumulated_s` real DEFAULT 0 NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_cells_by_task` ON `task_cells` (`task_uid`,`cell_index`);--> statement-breakpoint
CREATE TABLE `task_filters` (
	`task_uid` text NOT NULL,
	`seq` integer NOT NULL,
	`filter_id` integer NOT NULL,
	`name` text,
	`extra` text DEFAULT '{}' NOT NULL,
	PRIMARY KEY(`task_uid`, `seq`),
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `task_history` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_uid` text NOT NULL,
	`at` integer,
	`who` text,
	`from_status` text,
	`to_status` text,
	`why` text,
	`extra` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `task_history_by_task` ON `task_history` (`task_uid`,`row_id`);--> statement-breakpoint
CREATE TABLE `task_requests` (
	`task_uid` text PRIMARY KEY NOT NULL,
	`id` integer,
	`exposure_time` real,
	`target_snr` real,
	`target_full_well_fraction` real,
	`required_frames` integer,
	`expires_on` integer,
	`ccd_temperature_c` real,
	`temperature_band` real,
	`exposure_time_sec` real,
	`filter_ids` text,
	`min_exposure_time_sec` real,
	`max_exposure_time_sec` real,
	`extra` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `task_results` (
	`task_uid` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `task_tiles` (
	`task_uid` text NOT NULL,
	`seq` integer NOT NULL,
	`id` integer,
	`tile_index` integer,
	`ra` real NOT NULL,
	`dec` real NOT NULL,
	`name` text,
	`extra` text DEFAULT '{}' NOT NULL,
	PRIMARY KEY(`task_uid`, `seq`),
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `task_filter_wheel_positions` (
	`task_uid` text NOT NULL,
	`seq` integer NOT NULL,
	`id` integer,
	`filter_id` integer NOT NULL,
	`filter_wheel_id` integer,
	`position` integer NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL,
	PRIMARY KEY(`task_uid`, `seq`),
	FOREIGN KEY (`task_uid`) REFERENCES `tasks`(`uid`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `tasks` (
	`uid` text PRIMARY KEY NOT NULL,
	`id` integer,
	`task_type` text NOT NULL,
	`status` text NOT NULL,
	`ota_id` integer,
	`camera_id` integer,
	`instrument_id` integer,
	`instrument_configuration_version` integer,
	`required_exposure_time` real NOT NULL,
	`max_exposure_time` real,
	`total_exposures` integer NOT NULL,
	`accumulated_exposure_time` real NOT NULL,
	`observatory_acquired_frames` integer NOT NULL,
	`progress` real NOT NULL,
	`observation_id` integer,
	`request_id` integer,
	`observation_iteration` integer,
	`request_iteration` integer,
	`observing_grant_id` integer,
	`queue_access_grant_id` integer,
	`scheduler_run_id` integer,
	`earliest_start_time` integer,
	`planned_start_time` integer,
	`expiration_time` integer,
	`planned_duration` real,
	`total_planned_duration` real,
	`actual_start_time` integer,
	`actual_end_time` integer,
	`completed_on` integer,
	`modified_on` integer NOT NULL,
	`assets_revision` integer NOT NULL,
	`title` text,
	`loop_order` text,
	`binning` integer,
	`gain_setting` real,
	`queue_order` real NOT NULL,
	`remaining_s` real NOT NULL,
	`search_text` text NOT NULL,
	`extra` text DEFAULT '{}' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `tasks_by_order` ON `tasks` (`queue_order`);--> statement-breakpoint
CREATE INDEX `tasks_by_status` ON `tasks` (`status`,`queue_order`);--> statement-breakpoint
CREATE INDEX `tasks_to_do` ON `tasks` (`instrument_id`,`queue_order`,`remaining_s`) WHERE status in ('pending', 'interrupted', 'active');--> statement-breakpoint
CREATE INDEX `tasks_to_expire` ON `tasks` (`expiration_time`) WHERE status in ('unassigned', 'pending');