ALTER TABLE `site` ADD `calibration` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `site` ADD `dither` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `site` ADD `morning_queued` text;