/** Which database this is and how far it has come. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row. */
export const storeIdentity = sqliteTable('store_identity', {
  id: integer('id').primaryKey(),
  /** Made once with the database: tells its own change journal and backups from those of another. */
  uid: text('uid').notNull(),
  /** Rows changed since the beginning; says whether the journal knows of changes that the database has lost. */
  revision: integer('revision').notNull(),
});
