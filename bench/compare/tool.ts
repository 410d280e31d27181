/** What comes out of a tool, from most to least. */
export type Makes = 'service' | 'handlers' | 'interfaces' | 'client' | 'types';

/** Where a tool works: all paths are absolute. */
export interface Place {
  /** The folder in which the tool and what its output imports are installed. */
  readonly home: string;
  /** The description. */
  readonly spec: string;
  /** The folder that the tool writes to, inside of {@link home}. */
  readonly out: string;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How what was generated is run. */
export interface Server {
  /** Does what the tool's documentation leaves to its reader before the first start. */
  readonly prepare?: (place: Place) => void;
  readonly build?: (place: Place) => readonly Command[];
  readonly start: (place: Place) => Command;
}

/** Where a person writes business logic, as the tool's documentation says. */
export interface Handler {
  readonly file: (place: Place) => string;
  /** In a generated file: what stands before the person's lines. */
  readonly after?: RegExp;
  /** In a file of the person's own: its text, with `LINES` where the lines stand. */
  readonly own?: string;
  /** What is written besides, so that the tool leaves the handler alone. */
  readonly protect?: (place: Place) => void;
  /** How the tool is run again, where that is not as it was run first. */
  readonly again?: (place: Place) => readonly Command[];
  /** What a reader has to know of it. */
  readonly remark?: string;
}

/** A generator, with the options that its documentation shows first. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly makes: Makes;
  /** Packages from npm: the tool, and what its output imports where no manifest of its own says so. */
  readonly packages?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  /** Packages from PyPI. */
  readonly python?: Readonly<Record<string, string>>;
  /** What has to be on the machine, as a command that ends with 0. */
  readonly needs?: readonly string[];
  readonly generate: (place: Place) => readonly Command[];
  /** The generated service has tests, and this runs them. */
  readonly test?: (place: Place) => Command;
  readonly server?: Server;
  readonly handler?: Handler;
  /** It differs from another only in how business logic is written, so nothing else is measured. */
  readonly isForEdits?: boolean;
}

/** An absolute path, inside of `home`, of a program that a package brings. */
export const program = (home: string, path: string): string => `${home}/node_modules/${path}`;

/** A program of a package, run by the Node that runs this. */
export const node = (
  place: Place,
  path: string,
  args: readonly string[],
  cwd = place.home,
): Command => ({
  command: process.execPath,
  args: [program(place.home, path), ...args],
  cwd,
});
