/** Queries that are asked again and again: the same answer as from a statement of their own. */
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { expect, it } from 'vitest';
import { keepingStatements } from '../../src-main/store/kept-statements.ts';

const stars = sqliteTable('stars', { id: integer().primaryKey(), name: text() });

function open() {
  const sqlite = new Database(':memory:');
  sqlite.exec("create table stars (id integer primary key, name text); insert into stars (name) values ('Vega')");
  return { sqlite, db: drizzle(keepingStatements(sqlite)) };
}

it('gives rows as they are asked for, whatever form the last one who asked wanted', () => {
  const { db } = open();
  const query = db.select({ name: stars.name }).from(stars);
  const asText = sql.raw(query.toSQL().sql);
  for (let round = 0; round < 2; round++) {
    expect(query.all()).toEqual([{ name: 'Vega' }]);
    expect(db.all(asText)).toEqual([{ name: 'Vega' }]);
    expect(db.values(asText)).toEqual([['Vega']]);
  }
});

it('follows a change of the tables', () => {
  const { sqlite, db } = open();
  const everything = sql`select * from stars`;
  expect(db.all(everything)).toEqual([{ id: 1, name: 'Vega' }]);
  sqlite.exec("alter table stars add column kind text default 'A0'");
  expect(db.all(everything)).toEqual([{ id: 1, name: 'Vega', kind: 'A0' }]);
});

it('compiles a query once, also in a transaction, and those used last are kept', () => {
  const { sqlite, db } = open();
  let compiled = 0;
  const { prepare } = sqlite;
  sqlite.prepare = ((source: string) => {
    compiled++;
    return prepare.call(sqlite, source);
  }) as typeof prepare;
  const ask = () => db.select().from(stars).all();
  ask();
  for (let i = 0; i < 5; i++) db.transaction((tx) => tx.select().from(stars).all());
  expect(compiled).toBe(1);
  for (let i = 0; i < 1000; i++) {
    db.all(sql.raw(`select ${i}`));
    if (i % 100 === 0) ask();
  }
  expect(compiled).toBe(1001);
});
