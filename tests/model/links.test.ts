import { expect, test } from 'vitest';
import { coverageOf } from '../../src/model/keywords/coverage.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { linksView } from '../../src/scaffold/view/links-view.ts';
import { TestPlan } from '../../src/scaffold/view/test-plan.ts';
import { liveOperations } from '../../src/scaffold/views.ts';
import { documentOf } from './support/model-of.ts';

const json = (schema: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;
const body = (schema: string) => `requestBody: { required: true, ${json(schema)} }`;
const shelfId =
  '{ name: shelfId, in: path, required: true, schema: { type: string, format: uuid } }';

const description = `
paths:
  /shelves:
    post:
      operationId: createShelf
      ${body('Shelf')}
      responses:
        '201':
          description: It.
          ${json('Shelf')}
          links:
            self: { $ref: '#/components/links/Shelf' }
            books: { operationRef: '#/paths/~1books/get', parameters: { query.shelfId: $response.body#/id } }
            missing: { operationId: getNothing }
            name: { operationId: getShelf, parameters: { shelfId: $response.body#/name } }
            action: { operationId: openShelf, parameters: { shelfId: $response.body#/id } }
            write: { operationId: createBook }
            bare: { operationId: getShelf }
            elsewhere: { operationRef: 'other.yaml#/paths/~1books/get' }
            lost: { operationRef: '#/paths/~1cars/get' }
            nameless: { description: Somewhere. }
            other: { operationId: getShelf, parameters: { id: $response.body#/id } }
            header: { operationId: getShelf, parameters: { shelfId: $response.header.Location } }
            fixed: { operationId: getShelf, parameters: { shelfId: 7 } }
            sent: { operationId: getShelf, parameters: { shelfId: $response.body#/id }, requestBody: {} }
            away: { operationId: getShelf, parameters: { shelfId: $response.body#/id }, server: { url: /v2 } }
  /shelves/{shelfId}:
    parameters: [${shelfId}]
    get:
      operationId: getShelf
      responses:
        '200':
          description: It.
          ${json('Shelf')}
          links: { again: { operationId: getShelf, parameters: { path.shelfId: $request.path.shelfId } } }
        '404': { description: None., links: { all: { operationId: listBooks } } }
    delete:
      operationId: deleteShelf
      responses: { '204': { description: Gone., links: { after: { operationId: listBooks } } } }
  /shelves/{shelfId}/open:
    parameters: [${shelfId}]
    post: { operationId: openShelf, responses: { '204': { description: Done., links: { opened: { operationId: getShelf } } } } }
  /books:
    get:
      operationId: listBooks
      parameters: [{ name: shelfId, in: query, schema: { type: string, format: uuid } }]
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } } } }
    post:
      operationId: createBook
      ${body('Book')}
      responses:
        '201':
          description: It.
          ${json('Book')}
          links:
            shelf: { operationId: getShelf, parameters: { shelfId: $response.body#/shelfId } }
            next: { operationId: getShelf, parameters: { shelfId: $response.body#/nextShelfId } }
components:
  links:
    Shelf: { operationId: getShelf, parameters: { shelfId: $response.body#/id } }
    Unused: { operationId: getShelf }
  schemas:
    Shelf:
      type: object
      required: [name]
      properties: { id: { type: string, format: uuid, readOnly: true }, name: { type: string } }
    Book:
      type: object
      required: [title, shelfId]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        title: { type: string }
        shelfId: { type: string, format: uuid }
        nextShelfId: { type: string, format: uuid }
`;

const document = await documentOf(description);
const inference = inferModel(document);
const { model } = inference;

test('a link is followed where its values name what is there', () => {
  const plan = new TestPlan(model, liveOperations(model));
  const tests = linksView(model, plan)?.tests.map(({ name, make, get, method, url, status }) => [
    name,
    `${make}${get ? `, GET ${get.url.text}` : ''}`,
    `${method} ${url.text} ${status.text}`,
  ]);
  const shelf = (value: string) => `GET \`/shelves/\${encodeURIComponent(String(${value}))}\` 200`;
  expect(tests).toEqual([
    ['self of createShelf leads to getShelf', 'createShelf', shelf('response.json().id')],
    [
      'books of createShelf leads to listBooks',
      'createShelf',
      'GET `/books?shelfId=${encodeURIComponent(String(response.json().id))}` 200',
    ],
    [
      'again of getShelf leads to getShelf',
      'createShelf, GET `/shelves/${encodeURIComponent(String(params.id))}`',
      shelf('params.id'),
    ],
    ['shelf of createBook leads to getShelf', 'createBook', shelf('response.json().shelfId')],
  ]);
});

test('of each other link, coverage says why no test follows it', () => {
  const told = model.links.flatMap(({ name, obstacle }) => (obstacle ? [[name, obstacle]] : []));
  expect(told).toEqual([
    ['missing', 'no operation has the id getNothing'],
    ['name', '$response.body#/name is no shelfId as far as is known'],
    ['action', 'openShelf waits for business logic'],
    ['write', 'tests follow links to what is read, and createBook is no such'],
    ['bare', 'it does not say what shelfId is'],
    ['elsewhere', 'other.yaml#/paths/~1books/get is in another description'],
    ['lost', '#/paths/~1cars/get leads nowhere'],
    ['nameless', 'it names no operation'],
    ['other', 'getShelf has no parameter id'],
    ['header', 'whether $response.header.Location is a shelfId that is there is not known'],
    ['fixed', 'whether 7 is a shelfId that is there is not known'],
    ['sent', 'tests follow links without a body'],
    ['away', 'it leads to a server of its own'],
    ['all', 'getShelf answers 200, and not 404'],
    ['after', 'tests follow what is answered to a create or a get'],
    ['opened', 'openShelf waits for business logic'],
    ['next', 'whether $response.body#/nextShelfId is a shelfId that is there is not known'],
  ]);
  const covered = coverageOf(inference, document);
  const verdict = (pointer: string) => {
    const found = covered.find(({ source }) => source.pointer === pointer);
    return `${found?.status}: ${found?.because}`;
  };
  const links = '/paths/~1shelves/post/responses/201/links';
  expect(verdict(`${links}/self`)).toBe(
    'typed: a test follows it to getShelf, where tests can make what it is about',
  );
  expect(verdict(`${links}/bare`)).toBe(
    'ignored: no test follows it: it does not say what shelfId is',
  );
  expect(verdict('/components/links/Unused/operationId')).toMatch(/^typed/);
});
