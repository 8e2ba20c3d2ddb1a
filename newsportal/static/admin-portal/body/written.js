const EMPTY = /<(p|h[234]|cite|figcaption|li|ul|ol|blockquote)(?: data-kind="pull")?>(?:\s|&nbsp;|<br>)*<\/\1>/g;

// An element in which nothing stands is not stored, so the field holds none.
export const written = (html) => (html.search(EMPTY) < 0 ? html : written(html.replace(EMPTY, "")));
