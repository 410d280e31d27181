import { openDatabase } from '../database.ts';
import { readEnvironment } from '../environment.ts';
import { seed } from './seed.ts';

const { databaseUrl } = readEnvironment(process.env);
const database = await openDatabase(databaseUrl);
const count = await seed(database);
await database.destroy();
console.log(`${count} of 4 examples stored; the others were there.`);
