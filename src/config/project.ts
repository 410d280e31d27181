import type { SandboxChoice } from '../sandbox/provider.ts';
import type { FindingKind } from '../workspace/finding-kinds.ts';

/** One description and the service that is generated from it. */
export interface ServiceConfig {
  /** The OpenAPI description, relative to the configuration file. */
  readonly spec: string;
  /** The service's folder, relative to the configuration file. */
  readonly out: string;
  /** OpenAPI Overlay 1.0 files, applied in this order, relative to the configuration file. */
  readonly overlays?: readonly string[];
  /** Arazzo files whose workflows become tests, besides those beside the description. */
  readonly arazzo?: readonly string[];
  /** The npm package name of the service. By default made from the description's title. */
  readonly name?: string;
  /** Ids of operations to hook business logic into, though the description asks for none. */
  readonly hooks?: readonly string[];
  /** The template pack of this service; by default that of the project. */
  readonly pack?: string;
  /** The folder of templates that stand in for those of the pack; by default that of the project. */
  readonly templates?: string;
}

/** What `specwright.config.ts` exports: everything that is the same for each run. */
export interface Project {
  /** The services of this project. */
  readonly services?: readonly ServiceConfig[];
  /**
   * The template pack: `fastify`, `nestjs`, a folder relative to the configuration file
   * (`./packs/own`), or an npm package. By default `fastify`.
   */
  readonly pack?: string;
  /**
   * The folder of templates that stand in for those of the pack, relative to the configuration file.
   * By default `templates`.
   */
  readonly templates?: string;
  /** Hosts from which a `$ref` may read. By default none. */
  readonly allowRemote?: readonly string[];
  /**
   * The folder that descriptions and their `$ref`s may reach, relative to the configuration file. By
   * default the working directory or the project that holds the description.
   */
  readonly root?: string;
  /** The largest description file that is read, in bytes. By default 50 MiB. */
  readonly maxBytes?: number;
  /** The most operations that a description may have. By default 5000. */
  readonly maxOperations?: number;
  /**
   * Refuse descriptions that break a rule, though their meaning is beyond doubt, or that have a keyword
   * without effect. By default false.
   */
  readonly strict?: boolean;
  /** What formats the generated text. By default `prettier`. */
  readonly formatter?: 'prettier';
  /** What a service does with query parameters that its description does not declare. By default `refuse`. */
  readonly unknownQuery?: 'refuse' | 'ignore';
  /** What a service does with readOnly members that a client sends. By default `ignore`. */
  readonly readOnlyInput?: 'refuse' | 'ignore';
  /** Run the service's tests before anything is written. By default true. */
  readonly test?: boolean;
  /** Where the tests run: by default `auto`, in the strongest sandbox that works on the machine. */
  readonly sandbox?: SandboxChoice;
  /** How `specwright fill` completes business logic. */
  readonly fill?: FillConfig;
  /** What `specwright check` is strict about. */
  readonly check?: CheckConfig;
}

/** What `specwright check` is strict about. */
export interface CheckConfig {
  /**
   * What it fails on. By default everything but `hand-edit` and `stale-hole`, which are told all the
   * same.
   */
  readonly failOn?: readonly FindingKind[];
}

/** Which language models are asked, and how much of them. Keys come from the environment alone. */
export interface FillConfig {
  /** Base URL of an OpenAI-compatible server. By default `OPENAI_BASE_URL`, else OpenAI's own. */
  readonly baseUrl?: string;
  /** Models from the cheapest to the strongest: the next is asked when one goes in circles. By default `OPENAI_MODEL`. */
  readonly models?: readonly string[];
  /** Rounds for one hole. By default 5. */
  readonly maxRounds?: number;
  /** Tokens of one request. By default 12,000. */
  readonly maxInputTokens?: number;
  /** Tokens of one answer. By default 4,000. */
  readonly maxOutputTokens?: number;
  /** Tokens of one run, input and output together. By default no bound. */
  readonly maxTokens?: number;
  /** Seconds of one run. By default no bound. */
  readonly maxSeconds?: number;
  /** Money of one run, in the currency of the prices. By default no bound. */
  readonly maxCost?: number;
  /** What a million tokens cost, by model. */
  readonly prices?: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
  /** When a person is asked before a body is kept. By default `tests`: unless its rules' tests pass. */
  readonly approve?: 'ask' | 'tests' | 'never';
  /** Have the model propose tests first, where rules have no examples. By default true. */
  readonly tdd?: boolean;
  /** Holes that are filled at once. By default 2. */
  readonly jobs?: number;
}

/** Types a configuration file: `export default defineConfig({ … })`. */
export const defineConfig = (project: Project): Project => project;

/** One service with every option decided: what a run needs to know. Paths are absolute. */
export interface ServiceProject {
  /** Names in diagnostics are relative to it. */
  readonly cwd: string;
  readonly spec: string;
  readonly out: string;
  readonly overlays: readonly string[];
  /** Arazzo files that are named; those beside the description are found by reading it. */
  readonly arazzo: readonly string[];
  readonly name: string | undefined;
  readonly hooks: readonly string[];
  /** The configuration file, when there is one. */
  readonly config: string | undefined;
  /** A name, or the absolute path of a folder. */
  readonly pack: string;
  /** The folder from which packs that are npm packages are looked up. */
  readonly packsFrom: string;
  /** The folder of templates that stand in for the pack's, where there is a configuration. */
  readonly templates: string | undefined;
  readonly allowRemote: readonly string[];
  /** The folder that every file of a description must lie in, when one is named. */
  readonly root: string | undefined;
  readonly maxBytes: number;
  readonly maxOperations: number;
  readonly strict: boolean;
  readonly formatter: 'prettier';
  readonly unknownQuery: 'refuse' | 'ignore';
  readonly readOnlyInput: 'refuse' | 'ignore';
  readonly test: boolean;
  readonly sandbox: SandboxChoice;
  readonly fill: FillConfig;
  readonly check: CheckConfig;
}

/** What holds where neither the command line nor the configuration says otherwise. */
export const defaults = {
  pack: 'fastify',
  templates: 'templates',
  allowRemote: [],
  maxBytes: 50 * 1024 * 1024,
  maxOperations: 5000,
  strict: false,
  formatter: 'prettier',
  unknownQuery: 'refuse',
  readOnlyInput: 'ignore',
  test: true,
  sandbox: 'auto',
} as const;
