/** json-server on rows in memory: what a mock does with as many rows. */
import jsonServer from 'json-server';
import { seedRow } from './seed.ts';
import { toProduct } from './product.ts';

const rows = Number(process.env.ROWS);
const products = Array.from({ length: rows }, (_, index) => toProduct(seedRow(index)));
const server = jsonServer.create();
server.use(jsonServer.bodyParser);
server.use(jsonServer.router({ products }));
server.listen(Number(process.env.PORT), '127.0.0.1');
