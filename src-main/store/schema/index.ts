export * from './alarms.ts';
export * from './identity.ts';
export * from './ledger.ts';
export * from './sensor.ts';
export * from './setup.ts';
export * from './tasks.ts';
