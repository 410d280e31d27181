import { type Authorize, denyProtected } from './http/access.ts';

/**
 * Who may do what, and to which rows. As it comes, everybody may do what the description leaves
 * open, and nobody what it protects: say here who may. What may be done answers `true`; a list may
 * also answer a condition that its rows must meet, such as ``sql`owner_id = ${principal.id}` ``.
 */
export const authorize: Authorize = denyProtected;
