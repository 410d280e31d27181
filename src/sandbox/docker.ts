import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { permissionArguments } from './node-permission.ts';
import type { Readiness, SandboxCommand, SandboxProvider } from './provider.ts';
import { runProcess, type ProcessLimits, type ProcessResult } from './run-process.ts';

/** A container of this very version of Node, with no network and no rights. */
export const docker: SandboxProvider = {
  name: 'docker',
  closesNetwork: true,
  readiness: () => (readiness ??= askEngine()),
  run: runContained,
};

let readiness: Promise<Readiness> | undefined;

const MOST_PROCESSES = 512;
const ENGINE_LIMITS: ProcessLimits = { timeoutMs: 3000, outputBytes: 10_000 };

/** The image has the C library that the packages installed here were built for. */
const IMAGE = `node:${process.versions.node}-${usesGlibc() ? 'slim' : 'alpine'}`;

async function runContained(
  command: SandboxCommand,
  limits: ProcessLimits,
): Promise<ProcessResult> {
  const name = `specwright-${randomUUID()}`;
  const args = containerArguments(command, { name, image: IMAGE, memoryMb: limits.memoryMb });
  const result = await client(args, limits, command.env);
  if (result.end !== 'exited') {
    // What was ended is the client only; the container belongs to the engine.
    await client(['rm', '--force', name], { timeoutMs: 20_000, outputBytes: 10_000 });
  }
  // The container was killed, and not by us: that is what the kernel does when memory is spent.
  return result.end === 'exited' && result.exitCode === 137 ? { ...result, end: 'memory' } : result;
}

export interface ContainerSettings {
  readonly name: string;
  readonly image: string;
  readonly memoryMb: number | undefined;
}

/** The arguments of `docker` for a sandboxed script. */
export function containerArguments(
  command: SandboxCommand,
  { name, image, memoryMb }: ContainerSettings,
): string[] {
  const { uid, gid } = { uid: process.getuid?.(), gid: process.getgid?.() };
  return [
    'run',
    '--rm',
    '--init',
    `--name=${name}`,
    '--pull=never',
    `--network=${command.network === true ? 'host' : 'none'}`,
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    `--pids-limit=${MOST_PROCESSES}`,
    ...(memoryMb === undefined ? [] : [`--memory=${memoryMb}m`, `--memory-swap=${memoryMb}m`]),
    ...(uid === undefined || gid === undefined ? [] : [`--user=${uid}:${gid}`]),
    ...command.readable
      .filter((path) => existsSync(path) && !command.writable.includes(path))
      .flatMap((path) => ['--mount', mount(path, 'readonly')]),
    ...command.writable.flatMap((path) => ['--mount', mount(path)]),
    `--workdir=${command.cwd}`,
    // By name: the value comes from the client's environment, and stands in no list of processes.
    ...Object.keys(command.env).map((key) => `--env=${key}`),
    '--entrypoint=node',
    image,
    ...permissionArguments(command),
  ];
}

/** One value of `--mount`, which is read as a line of CSV. */
function mount(path: string, ...options: readonly string[]): string {
  const fields = ['type=bind', `source=${path}`, `target=${path}`, ...options];
  return fields
    .map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}

/** Runs Docker's client with the user's own settings, and with the container's variables. */
function client(
  args: readonly string[],
  limits: ProcessLimits,
  env: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      /^(?:PATH|DOCKER_\w+)$/.test(entry[0]) && entry[1] !== undefined,
  );
  const DOCKER_CONFIG = join(homedir(), '.docker');
  return runProcess(
    { file: 'docker', args, cwd: '/', env: { DOCKER_CONFIG, ...env, ...Object.fromEntries(own) } },
    limits,
  );
}

async function askEngine(): Promise<Readiness> {
  if (process.platform !== 'linux') {
    return no(
      `The packages installed here are for ${process.platform}, not for a Linux container.`,
    );
  }
  try {
    const version = await client(['version', '--format', '{{.Server.Version}}'], ENGINE_LIMITS);
    if (version.exitCode !== 0) {
      const printed = version.stderr.trim().split('\n').at(-1) ?? version.end;
      return no(`No engine answers: start Docker. Its client says «${printed}».`);
    }
    const image = await client(['image', 'inspect', '--format', '{{.Id}}', IMAGE], ENGINE_LIMITS);
    return image.exitCode === 0
      ? { ready: true }
      : no(`The image ${IMAGE} is not here: run docker pull ${IMAGE}.`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return no('There is no program docker: install Docker.');
  }
}

const no = (reason: string): Readiness => ({ ready: false, reason });

function usesGlibc(): boolean {
  const report: unknown = process.report.getReport();
  const header: unknown = Reflect.get(Object(report), 'header');
  return Reflect.has(Object(header), 'glibcVersionRuntime');
}
