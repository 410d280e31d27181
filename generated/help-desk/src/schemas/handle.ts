export type Handle = string;
