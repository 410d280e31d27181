/** `application/xml`, `text/xml` and what ends in `+xml` (RFC 7303). */
export const XML_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i;
