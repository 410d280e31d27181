import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly nodeArguments?: readonly string[];
  /** Called with the child and what it has said on standard error so far. */
  readonly onStderr?: (child: ChildProcess, stderr: string) => void;
}

/** Runs the command line as users do: as a process of its own. */
export function runCli(
  argv: readonly string[],
  { cwd, nodeArguments = [], onStderr }: CliOptions,
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeArguments, main, ...argv], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
      onStderr?.(child, said.stderr);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** A small description with three operations that are live and one that is a hole. */
export const petsYaml = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: name, in: query, schema: { type: string } }
        - { name: search, in: query, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer, default: 20, maximum: 100 } }
        - { name: offset, in: query, schema: { type: integer, default: 0 } }
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
      responses:
        '201':
          description: The pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
  /pets/{petId}:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: string, format: uuid } }
    get:
      operationId: getPet
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
        '404': { description: There is no such pet. }
  /pets/{petId}/feed:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: string, format: uuid } }
    post:
      operationId: feedPet
      responses:
        '204': { description: The pet is fed. }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string }
`;
