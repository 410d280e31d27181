import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const both = (schema: string) =>
  `{ application/json: { schema: ${schema} }, application/xml: { schema: ${schema} } }`;
const PET = `{ $ref: '#/components/schemas/Pet' }`;
const answer = (status: number, schema: string) =>
  `'${status}': { description: It, content: ${both(schema)} }`;

const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { ${answer(200, `{ type: array, items: ${PET} }`)} }
    post:
      operationId: addPet
      requestBody: { required: true, content: ${both(PET)} }
      responses: { ${answer(201, PET)}, ${answer(400, `{ $ref: '#/components/schemas/Error' }`)} }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: integer, format: int64 } }]
    get: { operationId: getPet, responses: { ${answer(200, PET)} } }
    put:
      operationId: replacePet
      requestBody: { required: true, content: ${both(PET)} }
      responses: { ${answer(200, PET)} }
  /notes:
    get:
      operationId: listNotes
      responses: { '200': { description: Notes, content: { text/xml: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } }
    post:
      operationId: addNote
      requestBody: { content: { text/xml: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '201': { description: It, content: { text/xml: { schema: { $ref: '#/components/schemas/Note' } } } }
        '400': { description: Wrong, content: { text/xml: { schema: { $ref: '#/components/schemas/Error' } } } }
  /plans:
    get:
      operationId: getPlans
      responses: { '200': { description: Drawings, content: { application/xml: { schema: { type: string } } } } }
components:
  schemas:
    Error:
      type: object
      required: [message]
      properties: { message: { type: string } }
    Pet:
      type: object
      required: [name, photoUrls]
      additionalProperties: false
      xml: { name: pet, namespace: 'urn:pets', prefix: p }
      properties:
        id: { type: integer, format: int64, readOnly: true, xml: { attribute: true } }
        name: { type: string, minLength: 1 }
        age: { type: [integer, 'null'] }
        price: { type: number }
        isTame: { type: boolean }
        photoUrls: { type: array, xml: { wrapped: true }, items: { type: string, xml: { name: photoUrl } } }
        tags: { type: array, items: { $ref: '#/components/schemas/Tag' } }
        attributes: { type: object, additionalProperties: { type: integer } }
    Tag:
      type: object
      xml: { name: tag }
      properties: { id: { type: integer, format: int32, xml: { attribute: true } }, label: { type: string } }
    Note:
      type: object
      required: [text]
      properties: { id: { type: string, readOnly: true }, text: { type: string } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

const pet = (inside: string, attributes = '') =>
  `<p:pet xmlns:p="urn:pets"${attributes}>${inside}</p:pet>`;
const NAMED = '<name>Rex</name><photoUrls/>';

const send = (payload: string | Uint8Array, type = 'application/xml', url = '/pets') =>
  app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
const read = async (url: string, accept: string) => {
  const { headers, body } = await app.inject({ url, headers: { accept } });
  return { type: headers['content-type'], vary: headers.vary, body: body.replace(/^.*\?>\n/, '') };
};

test('a body in XML is what JSON would be, by the types and names of its schema', async () => {
  const created = await send(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      pet(
        '<name> Rex &amp; <![CDATA[<co>]]></name><age> +3 </age><price>012.50</price><isTame>1</isTame>' +
          '<photoUrls><photoUrl>a</photoUrl></photoUrls><tag id="1"><label/></tag>' +
          '<attributes><a_x0020_b>5</a_x0020_b></attributes><!-- a note -->',
      ),
  );
  expect([created.statusCode, created.json()]).toEqual([
    201,
    {
      id: expect.any(Number) as unknown,
      name: ' Rex & <co>',
      age: 3,
      price: 12.5,
      isTame: true,
      photoUrls: ['a'],
      tags: [{ id: 1, label: '' }],
      attributes: { 'a b': 5 },
    },
  ]);
  const nothing = await send(
    pet(`${NAMED}<age xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`),
  );
  expect(nothing.json()).toMatchObject({ age: null, photoUrls: [] });
});

test('the one that a client likes best is answered, and JSON where it is the same to it', async () => {
  const { id } = (await send(pet(`${NAMED}<age>1</age><tag id="7"/>`))).json() as { id: number };
  const xml = `<p:pet xmlns:p="urn:pets" id="${id}"><name>Rex</name><age>1</age><photoUrls/><tag id="7"/></p:pet>\n`;
  for (const accept of ['application/xml', 'text/html, application/xml;q=0.9, */*;q=0.8'])
    expect(await read(`/pets/${id}`, accept)).toEqual({
      type: 'application/xml; charset=utf-8',
      vary: 'accept',
      body: xml,
    });
  for (const accept of ['*/*', 'application/json, application/xml', 'application/xml;q=0.1, */*'])
    expect((await read(`/pets/${id}`, accept)).type).toContain('application/json');
  const { body } = await read('/pets', 'application/xml');
  expect(body.startsWith('<pets><p:pet ') && body.includes(xml.trim())).toBe(true);
});

test('what is sent in XML is held to the schema, and errors come in it where they are described so', async () => {
  const faults = async (inside: string) => (await send(pet(inside))).json();
  expect(await faults('<name/><photoUrls/>')).toEqual({
    message: '/body/name must NOT have fewer than 1 characters.',
  });
  expect(await faults(`${NAMED}<age>old</age>`)).toMatchObject({
    message: expect.stringContaining('/body/age') as unknown,
  });
  expect(await faults(`${NAMED}<name>Max</name>`)).toEqual({
    message: '/body/name must be string.',
  });
  expect(await faults(`${NAMED}<size>3</size>`)).toEqual({
    message: '/body must NOT have additional properties.',
  });
  expect(await faults(`${NAMED}<tags/>`)).toEqual({
    message: 'The XML has tags in pet in another form than the description.',
  });
  expect(await faults(`${NAMED}text`)).toEqual({
    message: 'The XML has a text in pet, where only elements are.',
  });
  expect((await send('<pet><name>Rex</name><photoUrls/></pet>')).json()).toEqual({
    message: 'The root of the XML should be pet of urn:pets, not pet.',
  });
  const told = await app.inject({
    method: 'POST',
    url: '/pets',
    headers: { 'content-type': 'application/xml', accept: 'application/xml' },
    payload: '<a>',
  });
  expect([told.statusCode, told.headers['content-type'], told.body]).toEqual([
    400,
    'application/xml; charset=utf-8',
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><message>The body is not valid XML: 1:3: unclosed tag: a.</message></Error>\n',
  ]);
});

test('an operation may speak XML alone', async () => {
  const made = await send('<Note><text>hi</text></Note>', 'text/xml', '/notes');
  expect([made.statusCode, made.headers['content-type']]).toEqual([201, 'text/xml; charset=utf-8']);
  const wrong = await send('<Note/>', 'text/xml', '/notes');
  expect([wrong.statusCode, wrong.headers['content-type']]).toEqual([
    400,
    'text/xml; charset=utf-8',
  ]);
  expect(wrong.body).toContain('<Error><message>/body must have required property');
  expect((await read('/notes', '*/*')).body).toMatch(
    /^<Notes><Note><id>[^<]+<\/id><text>hi<\/text><\/Note><\/Notes>\n$/,
  );
  expect(
    (await app.inject({ url: '/notes', headers: { accept: 'application/json' } })).statusCode,
  ).toBe(406);
  expect((await send('{"text":"hi"}', 'application/json', '/notes')).statusCode).toBe(415);
});

test('XML of which the schema says nothing is left to business logic', async () => {
  expect((await app.inject({ url: '/plans' })).statusCode).toBe(501);
});

test.each([
  ['a document type', '<!DOCTYPE pet><pet/>', 400, 'DOCTYPE'],
  [
    'entities that grow',
    '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    400,
    'DOCTYPE',
  ],
  [
    'files from outside',
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    400,
    'DOCTYPE',
  ],
  ['an unknown entity', pet('<name>&a;</name>'), 400, 'undefined entity'],
  ['what is too deep', '<a>'.repeat(100_000), 400, 'nested too deeply'],
  ['too many elements', pet('<name/>'.repeat(50_000)), 400, 'too many elements'],
  [
    'too many attributes',
    `<a ${Array.from({ length: 30_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
    400,
    'too many',
  ],
  ['too many bytes', pet('x'.repeat(2 ** 20)), 413, ''],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 415, 'UTF-8'],
  ['bytes that are no UTF-8', Buffer.of(60, 97, 62, 255), 400, 'UTF-8'],
  ['a control character', pet('<name>&#1;</name>'), 400, 'not valid XML'],
  ['a prefix of no namespace', '<x:pet/>', 400, 'unbound'],
  ['nothing', '', 400, ''],
])('%s is refused', async (_what, payload, status, told) => {
  const { statusCode, body } = await send(payload);
  expect([statusCode, body]).toEqual([status, expect.stringContaining(told)]);
});

test('a long number takes no longer than its length', async () => {
  const { statusCode } = await send(pet(`${NAMED}<price>${'0'.repeat(500_000)}x</price>`));
  expect(statusCode).toBe(400);
});

test('no name of an element changes what other objects have', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString'];
  for (const name of names) {
    await send(pet(`${NAMED}<${name}><polluted>1</polluted></${name}>`));
    await send(pet(`${NAMED}<attributes><${name}>1</${name}></attributes>`));
    await send(pet(NAMED, ` ${name}="1"`));
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});

test('texts that XML cannot hold are shown with a replacement, and stay as they are', async () => {
  const made = await app.inject({
    method: 'POST',
    url: '/pets',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'a\u0001\ud800\r\n<&>', photoUrls: [] }),
  });
  const { id } = made.json() as { id: number };
  expect((await read(`/pets/${id}`, 'application/xml')).body).toContain(
    '<name>a\ufffd\ufffd&#13;\n&lt;&amp;&gt;</name>',
  );
  const json = await app.inject({ url: `/pets/${id}` });
  expect(json.json()).toMatchObject({ name: expect.stringContaining('a\u0001') as unknown });
});
