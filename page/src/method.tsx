/** An HTTP method, in a colour of its own. */
export const Method = ({ method }: { readonly method: string }) => (
  <span class={`method ${method}`}>{method.toUpperCase()}</span>
);
