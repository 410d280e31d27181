import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CREDENTIAL,
  type RunningService,
  startService,
} from '../../scripts/conformance/service.ts';

/** What Schemathesis once found: requests at the edges of what a description allows. */
describe('a service at the edges of its description', () => {
  let fleet: RunningService;
  beforeAll(async () => {
    fleet = await startService(fileURLToPath(new URL('../../specs/fleet.yaml', import.meta.url)));
  });
  afterAll(() => fleet.stop());

  const authorization = `Basic ${btoa(`${CREDENTIAL.user}:${CREDENTIAL.password}`)}`;

  const call = async (method: string, path: string, body?: string) => {
    const response = await fetch(`${fleet.url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as unknown,
    };
  };

  const add = async (path: string, more: object): Promise<number> => {
    const { status, body } = await call('POST', path, JSON.stringify(more));
    expect({ path, status }).toEqual({ path, status: 201 });
    return (body as { id: number }).id;
  };

  const addVehicle = async (code: string, plate: string): Promise<[depot: number, van: number]> => {
    const position = { latitude: 1, longitude: 1 };
    const depotId = await add('/depots', { code, name: 'A depot', position });
    return [depotId, await add('/vehicles', { plate, kind: 'van', depotId, odometer: 0 })];
  };

  test('answers 409 to who deletes what others refer to', async () => {
    const [depot] = await addVehicle('AAA01', 'A-A 1');
    expect(await call('DELETE', `/depots/${depot}`)).toMatchObject({ status: 409 });
  });

  test.each(['TRACE', 'QUERY'])('answers 405 to %s with nothing of a body', async (method) => {
    const status = await new Promise((resolve, reject) => {
      const headers = { authorization };
      request(`${fleet.url}/depots`, { method, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(405);
  });

  test('has nothing on a page that is farther away than databases count', async () => {
    const far = await call('GET', '/depots?offset=292204591131323465728');
    expect(far).toEqual({ status: 200, body: [] });
  });

  test('reads identifiers of 64 bits to the last digit', async () => {
    const statusOf = async (path: string) => (await call('GET', path)).status;
    expect(await statusOf('/vehicles?depotId=9223372036854775807')).toBe(200);
    expect(await statusOf('/vehicles?depotId=9223372036854775808')).toBe(400);
    expect(await statusOf('/vehicles/9223372036854775807')).toBe(404);
    expect(await statusOf('/vehicles/9223372036854775808')).toBe(400);
  });

  describe('a trip', () => {
    let driver: number;
    let vehicle: number;
    beforeAll(async () => {
      driver = await add('/drivers', {
        name: 'Ines',
        licenceNumber: 'B072RRE1',
        licenceClasses: ['B'],
      });
      [, vehicle] = await addVehicle('BBB01', 'B-B 1');
    });
    const trip = (members: string) =>
      call(
        'POST',
        '/trips',
        `{"vehicleId":${vehicle},"driverIds":[${driver}],"departedAt":"2026-02-14T06:15:00Z",${members}}`,
      );

    test('may cost a large amount, in whole cents', async () => {
      expect((await trip('"tolls":1175032966.36')).status).toBe(201);
      expect((await trip('"tolls":1175032966.365')).status).toBe(400);
    });

    test('may bring a large number that a double holds, and none that it does not', async () => {
      expect((await trip('"tolls":1,"more":34102880337437478912')).status).toBe(201);
      expect((await trip('"tolls":1,"more":0.12345678901234567891')).status).toBe(400);
    });
  });
});
