/** Words that PostgreSQL or SQLite do not take as the name of a table or a column without quotes. */
const RESERVED = new Set(
  'abort add all alter analyse analyze and any array as asc asymmetric autoincrement begin between binary both by case cast check collate collation column commit concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable deferred delete desc distinct do drop else end escape except exists false fetch foreign freeze from full glob grant group having ilike in index indexed initially inner insert intersect into is isnull join lateral leading left like limit localtime localtimestamp match natural not nothing notnull null offset on only or order outer overlaps placing primary raise references regexp returning right rollback row select session_user set similar some symmetric system_user table tablesample then to trailing transaction true union unique update user using values variadic verbose view virtual when where window with'.split(
    ' ',
  ),
);

/** A name of a table, a column or an index, double-quoted where it must be. */
export const sqlIdentifier = (text: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(text) && !RESERVED.has(text)
    ? text
    : `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`;

/** A single-quoted string of standard SQL, which knows no backslash escapes; neither database keeps NUL. */
export const sqlString = (text: string): string =>
  `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;

/** Text of a comment on one line, which is never taken for the end of a statement. */
export const sqlComment = (text: string): string =>
  `-- ${text
    .replace(/[\s\p{C}\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/[;\s]+$/, '')}`;

/**
 * An expression for a text. Line ends are told by their numbers: a statement ends where a line
 * ends in a semicolon, whatever that line is part of.
 */
export function sqlText(text: string, dialect: 'sqlite' | 'postgres'): string {
  const character = dialect === 'sqlite' ? 'char' : 'chr';
  const parts = text
    .split(/([\r\n])/)
    .filter((part) => part !== '')
    .map((part) =>
      part === '\n' || part === '\r' ? `${character}(${part.charCodeAt(0)})` : sqlString(part),
    );
  if (parts.length === 0) return "''";
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || ')})`;
}
