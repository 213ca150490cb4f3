ALTER TABLE `log_entries` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `task_history` ADD `why_facts` text;