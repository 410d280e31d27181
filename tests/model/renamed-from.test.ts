import { expect, test } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import { documentOf } from './support/model-of.ts';

const yaml = (title: string) => `
paths:
  /books:
    get:
      responses:
        '200':
          description: The books.
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } }
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }
      responses:
        '201':
          description: The book.
          content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }
components:
  schemas:
    Writer: { type: object, x-renamed-from: Author, properties: { name: { type: string } } }
    Book:
      type: object
      x-renamed-from: Volume
      required: [title]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        title: ${title}
        writer: { $ref: '#/components/schemas/Writer' }
`;

test('a schema and a property say what they were called, and a property not for its type', async () => {
  const document = await documentOf(yaml('{ type: string, x-renamed-from: name }'));
  const { model, diagnostics } = inferModel(document);
  const [book] = model.entities;
  expect(book?.renamedFrom).toBe('Volume');
  expect(book?.fields.map(({ name, renamedFrom }) => [name, renamedFrom])).toEqual([
    ['id', undefined],
    ['title', 'name'],
    ['writer', undefined],
  ]);
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('a former name that is none is told', async () => {
  const { diagnostics } = inferModel(
    await documentOf(yaml('{ type: string, x-renamed-from: [a, b] }')),
  );
  const [found] = diagnostics.filter(({ code }) => code === 'SW2002');
  expect(found?.message).toContain('x-renamed-from should be the former name');
  expect(found?.location?.line).toBeGreaterThan(1);
});
