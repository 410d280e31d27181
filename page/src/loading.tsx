/** What is said while something is being read. */
export const Loading = ({ what }: { readonly what: string }) => (
  <div class="loading" role="status">
    <span class="spinner" aria-hidden="true" />
    {what} …
  </div>
);
