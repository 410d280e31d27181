/** What requests say who they are with; `user:` makes it one of HTTP Basic. */
export const CREDENTIAL = { user: 'user', password: 'a-key-of-the-comparison' } as const;
