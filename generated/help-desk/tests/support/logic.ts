/** Whether a function of business logic still waits to be written. */
export const isOpen = (logic: (...values: never[]) => unknown): boolean =>
  logic.toString().includes('notImplemented');
