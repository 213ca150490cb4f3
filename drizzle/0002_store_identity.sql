CREATE TABLE `store_identity` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`revision` integer NOT NULL
) STRICT;--> statement-breakpoint
INSERT INTO `store_identity` (`id`, `uid`, `revision`) VALUES (1, lower(hex(randomblob(16))), 0);
