/** A failure that the client is told about. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** Makes the failures that a description declares. */
export interface Fail {
  badRequest(detail: string): Problem;
  notFound(what: string): Problem;
  forbidden(detail?: string): Problem;
  conflict(code: string, detail: string): Problem;
}

export const fail: Fail = {
  badRequest: (detail) => new Problem(400, 'bad_request', detail),
  notFound: (what) => new Problem(404, 'not_found', `There is no such ${what}.`),
  forbidden: (detail = 'The credentials do not allow this.') =>
    new Problem(403, 'forbidden', detail),
  conflict: (code, detail) => new Problem(409, code, detail),
};
